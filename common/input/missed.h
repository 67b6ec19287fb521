/*
 * missed - what could not be opened or read: named on standard error,
 * remembered for the exit status
 *
 * One line each, "program: name: reason".  Names come from strangers: what
 * could move a terminal's cursor is printed as "?".
 */
#ifndef INPUT_MISSED_H
#define INPUT_MISSED_H

#include "base/redact.h"

struct missed {
	int status; /* 0, EX_NOINPUT or EX_TEMPFAIL */
	const struct redact *redact; /* --redact, or NULL */
};

/* Appends a file's name as it may be shown; redact may be NULL. */
void missed_name(struct buf *out, const struct redact *redact,
    struct view name);

/* A file of that name could not be opened; error is errno's.  EX_NOINPUT, or
 * EX_TEMPFAIL when the cause may pass: no memory, too many open files. */
void missed_open(struct missed *missed, struct view name, int error);
/* It could not be read, from that offset on: EX_TEMPFAIL. */
void missed_read(struct missed *missed, struct view name, uint64_t offset,
    int error);
/* It is no file and no directory, and --state is given: EX_NOINPUT. */
void missed_state(struct missed *missed, struct view name);

#endif
