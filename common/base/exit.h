/*
 * exit - exit statuses of the programs (sysexits, contract section 6)
 */
#ifndef BASE_EXIT_H
#define BASE_EXIT_H

#include <stdbool.h>

/* From now on every fault ends in EX_TEMPFAIL: mail servers bounce the mail
 * they were delivering on EX_USAGE, EX_DATAERR and EX_NOINPUT, and keep it
 * for another try on EX_TEMPFAIL.  For --delivery; cannot be taken back. */
void exit_delivery(void);
/* The status to exit with where status is due. */
int exit_status(int status);

#endif
