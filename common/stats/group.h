/*
 * group - the numbers of records that have a key in common
 *
 * A group takes a bounded amount of memory in the arena, whatever it counts,
 * and what it holds depends on the set of records alone: groups merge exactly
 * in any order.
 */
#ifndef STATS_GROUP_H
#define STATS_GROUP_H

#include "stats/fact.h"
#include "stats/sketch.h"
#include "stats/spread.h"

/* All bytes zero: nothing counted. */
struct group {
	uint64_t count, bounces, hard, soft, backscatter;
	uint64_t failures[FAILURE_COUNT];
	bool has_time;
	int64_t first, last; /* when has_time */
	struct sketch recipients;
	struct spread latency, queue;
	struct sample sample; /* the one with the least (ts, id); without ts
	                       * is last */
	char *sample_room;    /* for its texts; NULL: none yet */
};

/* The counts one by one, for what writes and reads them: names, and where
 * they are. */
extern const struct view group_number_names[];
extern const size_t group_number_count;
uint64_t *group_number(struct group *group, size_t i);
/* Counts a record. */
void group_add(struct group *group, struct arena *arena,
    const struct fact *fact);
void group_merge(struct group *group, struct arena *arena,
    const struct group *other);
/* Takes the sample of a record into account. */
void group_sample(struct group *group, struct arena *arena,
    const struct sample *sample);

#endif
