/*
 * claim - the files of --state made ours: the folder, the lock, the owner
 *
 * Part of state.h.  All that is opened here is opened before the sandbox is
 * entered, and under no number that stands for a standard descriptor.
 */
#ifndef INPUT_CLAIM_H
#define INPUT_CLAIM_H

#include <stdnoreturn.h>

#include "input/state.h"

/* What a state begins with, and nothing else that might be in the way. */
#define CLAIM_MAGIC "bounce-tools state "

/* End the program with EX_TEMPFAIL: without a lock, and giving it up. */
noreturn void claim_fail(const struct state *state, int error);
noreturn void claim_refuse(const struct state *state, const char *reason);
noreturn void claim_error(const struct state *state, int error);
/* The same for a descriptor just opened, which may be -1, but none of those
 * that stand for a standard one that is closed. */
int claim_moved(int fd);
/* Opens the folder, locks the state and opens the files beside it. */
void claim_take(struct state *state);
/* What relative folders are called: see seen_folder(). */
void claim_paths(struct state *state);
/* What will be written belongs to whom the file belongs to, even when root
 * runs this once, as far as the system allows it. */
void claim_owner(const struct state *state);

#endif
