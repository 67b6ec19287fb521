/*
 * pair - two bytes side by side looked for in much text
 *
 * pair_find() is pair_find_lanes(), or something quicker that the processor
 * can do: the Makefile picks what the compiler knows of.
 */
#ifndef BASE_PAIR_H
#define BASE_PAIR_H

#include "base/lanes.h"

/* The bits of fold do not count: they are set in first and second. */
struct pair {
	unsigned char first, second, fold;
};

/* The first of n places at which the pair starts, or n.  There are LANES
 * places at least, and one more byte than there are places. */
size_t pair_find(const char *p, size_t n, const struct pair *pair);
size_t pair_find_lanes(const char *p, size_t n, const struct pair *pair);

#endif
