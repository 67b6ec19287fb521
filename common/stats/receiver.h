/*
 * receiver - how many of a receiver's records say "user unknown", day by day
 *
 * For the hold of a policy: a receiver is a provider, else an organisational
 * domain.  Records are counted by id with sketches, so what is read twice
 * counts once, and parts of the records add up exactly.  Memory for each
 * receiver and day is that of four sketches, which are small.
 */
#ifndef STATS_RECEIVER_H
#define STATS_RECEIVER_H

#include "base/table.h"
#include "stats/sketch.h"

/* Records of one day: [0] all, [1] those proven to be about mail of ours. */
struct receiver_day {
	struct sketch unknown[2], all[2];
	uint32_t receiver; /* its number */
	int64_t day;       /* since 1970-01-01 */
	bool incident;
	uint64_t unknown_count, all_count; /* once judged, as are these: */
	uint64_t usual_unknown, usual_all; /* of all other days */
};

struct receivers {
	struct table names; /* uint32_t: the number of a receiver */
	struct table days;  /* struct receiver_day by number and day */
	struct view *by_number;
};

void receivers_open(struct receivers *receivers);
/* The number of that receiver, made when it is new. */
uint32_t receivers_number(struct receivers *receivers, struct arena *arena,
    struct view name);
/* The day of that receiver; with add it is made when it is new, else NULL. */
struct receiver_day *receivers_day(struct receivers *receivers,
    uint32_t number, int64_t day, bool add);
/* Marks the days on which there was an incident: at least least records said
 * "user unknown", and their share was so many times the share of all other
 * days, or more than half above it.  proven: only proven records count. */
void receivers_judge(struct receivers *receivers, bool proven, int64_t least,
    int64_t times);
void receivers_close(struct receivers *receivers);

#endif
