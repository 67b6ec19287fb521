/*
 * policy - when an address is to be mailed no more
 *
 * Rules are data: share/policy, which explains them and is compiled in, or a
 * file of the same form.
 */
#ifndef STATS_POLICY_H
#define STATS_POLICY_H

#include "stats/where.h"

enum { POLICY_RULES = 16 };

struct policy_rule {
	struct view name;
	int64_t days, span, window;
	bool cleared;
	struct view what; /* the conditions as text, and read */
	struct where where;
};

struct policy {
	struct policy_rule rules[POLICY_RULES];
	size_t count;
	int64_t hold_least, hold_times; /* 0: nothing is held */
};

/* Reads a policy of that text, which must outlive it.  0, or the number of
 * the line that is wrong. */
unsigned policy_read(struct policy *policy, struct arena *arena,
    struct view text);
/* Appends the rule as "5 days within 30: kind=bounce ...; a delivery
 * clears". */
void policy_print(struct buf *out, const struct policy_rule *rule);
/* Which rules a record is of the sort of, as bits by number. */
unsigned policy_match(const struct policy *policy,
    struct key_context *context, const struct record *record);

#endif
