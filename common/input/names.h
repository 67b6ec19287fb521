/*
 * names - a list of file names, for --files-from
 *
 * Read as a stream, in constant memory.  Names end in LF or in NUL, as
 * asked; all other bytes belong to them, empty ones are passed over, and "-"
 * is a file of that name.  A name longer than NAMES_MAX, or with a NUL in it,
 * is reported and left out.
 */
#ifndef INPUT_NAMES_H
#define INPUT_NAMES_H

#include "input/missed.h"
#include "input/stream.h"

enum { NAMES_MAX = 4096 /* bytes: PATH_MAX of most systems */ };

struct names {
	struct missed *missed;
	struct view list; /* the list's name */
	char separator;
	struct stream stream;
};

/* Opens the list, "-" being standard input.  What fails is reported, and the
 * list is then empty. */
void names_open(struct names *names, const char *list, char separator,
    struct missed *missed);
/* Copies the next name to *name, NUL-terminated; false at the end. */
bool names_next(struct names *names, struct buf *name);
void names_free(struct names *names);

#endif
