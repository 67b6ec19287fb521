/* The sandbox on OpenBSD; see sandbox.h. */
#include "base/sandbox.h"

#include <err.h>
#include <stddef.h>
#include <sysexits.h>
#include <unistd.h>

void
sandbox_enter(const char *folder)
{
	if (folder && (unveil("/", "r") < 0 || unveil(folder, "rwc") < 0))
		err(EX_TEMPFAIL, "unveil");
	if (pledge(folder ? "stdio rpath cpath tty" :
	    "stdio rpath tty", NULL) < 0)
		err(EX_TEMPFAIL, "pledge");
}
