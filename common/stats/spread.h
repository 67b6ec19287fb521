/*
 * spread - how a number of seconds is spread: percentiles in bounded memory
 *
 * A histogram with eight bins for each doubling, so that a percentile is
 * right within 7 %, and below 16 exactly.  Histograms merge exactly in any
 * order.  At most 4 KiB each, in the arena, and as much that was outgrown.
 */
#ifndef STATS_SPREAD_H
#define STATS_SPREAD_H

#include "base/arena.h"
#include "base/buf.h"

struct spread_bin;

struct spread {
	struct spread_bin *bins; /* in order, without empty ones */
	uint32_t used, room;
	uint64_t count;          /* of all */
};

/* Counts a number of seconds; those below zero and far beyond any delivery
 * (34 years) are passed over. */
void spread_add(struct spread *spread, struct arena *arena, int64_t seconds);
void spread_merge(struct spread *spread, struct arena *arena,
    const struct spread *other);
/* The number of seconds that so many of a hundred do not exceed; there must be
 * some. */
int64_t spread_percentile(const struct spread *spread, unsigned percent);
/* Where a number of seconds is on a scale from a second (0) to a year (1000)
 * on which each doubling is as long. */
unsigned spread_place(int64_t seconds);
/* Appends it as "bin:count bin:count". */
void spread_print(const struct spread *spread, struct buf *out);
/* Merges what spread_print() wrote; false when text is not that. */
bool spread_read(struct spread *spread, struct arena *arena,
    struct view text);

#endif
