/*
 * decision - what the policy says of each address, for printing
 */
#ifndef STATS_DECISION_H
#define STATS_DECISION_H

#include "stats/suppress.h"

struct decision {
	struct view address;
	const struct policy_rule *rule;
	const struct receiver_day *incident; /* why it is held; or NULL */
	enum reason reason;  /* of the last record that the rule counts */
	uint64_t hard;       /* hard bounces */
	uint64_t soft_days;  /* days with soft ones */
	bool has_time;
	int64_t first, last; /* of all that counts */
};

struct decisions {
	const struct suppress *suppress;
	struct decision *v; /* in the order of the addresses' bytes */
	size_t count;
	bool only_proven;   /* records without proof did not count */
};

/* Decides on all addresses; what suppress kept is of no more use then.  The
 * decisions are in its arena. */
struct decisions decision_make(struct suppress *suppress);
/* Appends a flat JSON line for each. */
void decision_jsonl(struct buf *out, const struct decisions *decisions);
/* Appends a line of names, then one for each with tabs. */
void decision_tsv(struct buf *out, const struct decisions *decisions);
/* Appends a table for a terminal of so many columns. */
void decision_table(struct buf *out, const struct decisions *decisions,
    size_t width);

#endif
