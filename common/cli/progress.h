/*
 * progress - a bar on standard error that tells how far reading has come
 *
 * Where its size is known the bar tells the share and the time left, else it
 * tells what was read.  It is drawn by the thread that reads, ten times a
 * second at most.  Behind each drawing what takes it off the screen lies in
 * the buffer of stderr, so whatever any thread then says there, by <err.h> or
 * otherwise, comes on a clean line; and so does the end of the program.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/out.h"
#include "cli/reading.h"

struct progress;

/* Prepares a bar for a run over the operands, and has options->taken draw it:
 * asked for, at once; else after a second, when the extent is known and
 * standard error is a terminal - and standard output is none, unless silent:
 * nothing is written while reading.  NULL when there is none to draw. */
struct progress *progress_open(const struct reading *reading,
    struct source_options *options, struct out *out, bool silent);
/* Takes the bar off; NULL is nothing to do. */
void progress_close(struct progress *progress);

#endif
