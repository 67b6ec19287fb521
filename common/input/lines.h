/*
 * lines - the lines of a JSON stream
 *
 * Blank lines are passed over and counted.  Of a line longer than
 * SOURCE_MAX_LINE that many bytes come, and are marked truncated.
 */
#ifndef INPUT_LINES_H
#define INPUT_LINES_H

#include "input/source.h"
#include "input/stream.h"

/* The first line of the window that is not blank; *number counts the lines,
 * this one included.  Returns how many bytes of the window to pass before the
 * next one; 0 at the end. */
size_t lines_next(struct stream *stream, uint64_t *number,
    struct item *item);

#endif
