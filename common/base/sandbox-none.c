/* For systems without any of what sandbox.h names, and for builds with
 * sanitizers, which need to do more. */
#include "base/sandbox.h"

void
sandbox_enter(const char *folder)
{
	(void)folder;
}
