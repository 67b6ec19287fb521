/*
 * partial - the groups of a section as lines that later runs add up
 *
 * Lines are flat JSON objects that begin with "partial":1.  One line holds a
 * group; with unique, one line a record with an id, and for each group one
 * with its sample.
 */
#ifndef STATS_PARTIAL_H
#define STATS_PARTIAL_H

#include "stats/section.h"

/* The type of a key's value is the first letter of its text; by enum
 * key_type. */
#define PARTIAL_LETTERS "-snt"

/* What a line says, apart from its numbers. */
struct partial {
	struct view by;       /* names of the keys */
	struct view tuple;    /* their values */
	struct view id;       /* of the one record, or empty */
	struct group group;   /* a group, or when there is an id only ... */
	struct fact fact;     /* ... that record */
};

/* The line is one of ours, good or not. */
bool partial_is(struct view line);
/* Reads a line of valid UTF-8; false when it is not whole.  Views and groups
 * are of the line and the arena. */
bool partial_read(struct arena *arena, struct view line, struct partial *out);
/* Append ,"name": and a value. */
void partial_put_int(struct buf *out, const char *name, int64_t value);
void partial_put_text(struct buf *out, const char *name, struct view text);
void partial_put_hash(struct buf *out, const char *name, uint64_t hash);
void partial_put_sketch(struct buf *out, const char *name,
    const struct sketch *sketch);
/* Appends all lines of a section, which must not be settled, in an order that
 * its records alone decide. */
void partial_print(struct buf *out, struct section *section);

#endif
