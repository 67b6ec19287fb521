/*
 * state - what earlier runs have read, for --state
 *
 * The file is read when the run begins and replaced when it has ended and its
 * output is safe: a new one is written beside it, synced and renamed.  A run
 * that ends in any other way leaves it as it was, so that mail is read again
 * and never skipped.
 *
 * NAME.next, beside it, is where the new one is written and what is locked: a
 * second run meanwhile ends at once.  It is made before the sandbox is
 * entered, where no file can be; NAME.runs, gone at once, is room for names
 * that memory is not to hold.  Faults end the program with EX_TEMPFAIL and
 * the reason: no state is better than one that lies.
 *
 * In the file: a block that begins with the version in a line of text and
 * tells the number of places and names, the places, the names.
 */
#ifndef INPUT_STATE_H
#define INPUT_STATE_H

#include "input/place.h"
#include "input/seen.h"

struct state {
	const char *name;    /* of the file, as the user wrote it */
	const char *folder;  /* it lies in, */
	const char *base;    /* its name there, */
	const char *next, *runs; /* and those of the two beside it */
	struct arena arena;
	int folder_fd, fd, next_fd;
	struct stat st;      /* of the file; st_nlink 0: there was none */
	bool opened;
	bool given_up;       /* the file stays as it is */
	struct seen seen;
	struct places places;
};

/* The state of that name; the name must live as long.  Nothing is read yet. */
struct state *state_new(const char *name);
/* Locks and reads it; before sandbox_enter(). */
void state_open(struct state *state);
/* Whether a file is the state itself, which may lie in a folder of mail. */
bool state_owns(const struct state *state, const struct stat *st);
/* The run has ended early: nothing of it is remembered. */
void state_give_up(struct state *state);
/* Replaces the file by what is true now, all output being safe, unless it was
 * given up, and unlocks it.  One that was never opened is only freed. */
void state_close(struct state *state);

#endif
