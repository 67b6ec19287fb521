/*
 * derived - keys that are made from fields of a record; key.h lists them
 */
#ifndef STATS_DERIVED_H
#define STATS_DERIVED_H

#include "stats/key.h"

struct derived {
	struct view name;
	struct key_value (*value)(struct key_context *context,
	    const struct record *record);
	bool is_period; /* hour, day, week or month */
	bool is_closed; /* few values, all known before */
};

extern const struct derived derived[];
extern const size_t derived_count;

#endif
