/*
 * extent - how much the operands hold, where that can be known beforehand
 *
 * In bytes when all are regular files, else in files.  Not known of pipes and
 * devices, of lists of names, of directories with all below them, and where a
 * state tells what to leave out.  Files that come or go meanwhile make it
 * wrong, so it is for showing only.
 */
#ifndef INPUT_EXTENT_H
#define INPUT_EXTENT_H

#include "input/source.h"

struct extent {
	bool files;     /* the unit: files, not bytes */
	uint64_t total;
};

/* What is to be read; standard is where standard input stood before.  False
 * when it is not known. */
bool extent_find(const struct source_options *options, char **operands,
    size_t count, uint64_t standard, struct extent *extent);

#endif
