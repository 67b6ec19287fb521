/*
 * suppress_partial - what suppress kept, as lines that later runs add up
 *
 * One line an event, one a receiver's day; see partial.h.
 */
#ifndef STATS_SUPPRESS_PARTIAL_H
#define STATS_SUPPRESS_PARTIAL_H

#include "stats/suppress.h"

void suppress_partial_print(struct buf *out, struct suppress *suppress);
/* The line of a partial is of this sort. */
bool suppress_partial_is(struct view line);
/* Adds it up; the arena is for this line.  False when it is damaged. */
bool suppress_partial_merge(struct suppress *suppress, struct arena *arena,
    struct view line);

#endif
