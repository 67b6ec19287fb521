/* The sandbox on OpenBSD; see sandbox.h. */
#include "base/sandbox.h"

#include <err.h>
#include <stddef.h>
#include <sysexits.h>
#include <unistd.h>

void
sandbox_enter(void)
{
	if (pledge("stdio rpath", NULL) < 0)
		err(EX_TEMPFAIL, "pledge");
}
