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

/* The conditions of count arguments, which must outlive *where.  NULL, or the
 * first argument that is wrong. */
const char *where_open(struct where *where, struct arena *arena,
    const char *const *arguments, size_t count);
/* The record counts.  It has all three structs; context's scratch is used. */
bool where_holds(const struct where *where, struct key_context *context,
    const struct record *record);

#endif
