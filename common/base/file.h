/*
 * file - files that are small enough to be read whole
 *
 * For rules, keys and lists that options name, not for mail (input/source).
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"

enum { FILE_MAX = 64 * 1024 * 1024 /* bytes */ };

/* All of a file, in the arena.  One that cannot be read ends the program with
 * EX_NOINPUT, one longer than FILE_MAX with EX_DATAERR. */
struct view file_load(struct arena *arena, const char *name);

#endif
