/* Exit statuses of the programs; see exit.h. */
#include "base/exit.h"

#include <sysexits.h>

/* Set once by main() before anything can fail, read by whoever exits: it
 * would otherwise be a parameter of every function that opens a file. */
static bool delivery;

void
exit_delivery(void)
{
	delivery = true;
}

int
exit_status(int status)
{
	bool bounces = status == EX_USAGE || status == EX_DATAERR ||
	    status == EX_NOINPUT;

	return delivery && bounces ? EX_TEMPFAIL : status;
}
