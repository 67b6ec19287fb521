/*
 * where - which records count: --where=FIELD=VALUE
 *
 * FIELD is any key (key.h); FIELD!=VALUE takes the others, and no VALUE stands
 * for "not given".  Conditions on one FIELD are alternatives (with != they
 * must all hold), those on different fields must all hold.  Case-blind.
 */
#ifndef STATS_WHERE_H
#define STATS_WHERE_H

#include "base/arena.h"
#include "stats/key.h"

struct condition;

struct where {
	struct condition *conditions;
	size_t count;
};

/* Reads count conditions, whose texts must outlive *where.  False when one is
 * wrong: then *wrong. */
bool where_open(struct where *where, struct arena *arena,
    const struct view *texts, size_t count, struct view *wrong);
/* The record counts.  It has all three structs; context's scratch is used. */
bool where_holds(const struct where *where, struct key_context *context,
    const struct record *record);

#endif
