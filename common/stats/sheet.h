/*
 * sheet - a section in the order and length in which it is shown
 *
 * Periods come first, earliest first; then rows of greater count, and among
 * equal ones the lesser key.  What --top leaves out is one row of others, for
 * each period.
 */
#ifndef STATS_SHEET_H
#define STATS_SHEET_H

#include "stats/section.h"

struct row {
	struct view lead;   /* tuple of the periods that keys begin with */
	struct view rest;   /* tuple of the other keys; VIEW_NONE of others */
	const struct group *group;
	uint64_t others;    /* so many rows in one; 0: a row of its own */
};

struct sheet {
	const struct section *section;
	struct row *rows;
	size_t count;
	size_t lead_count;  /* so many of the keys are in lead */
	uint64_t total;     /* records of all rows */
	uint64_t most;      /* records of the largest, without others */
};

/* Sorts the section's groups and folds what is below its top.  The sheet is
 * of the section and in the arena. */
struct sheet sheet_make(const struct section *section, struct arena *arena);
/* Key number i of a row; KEY_NONE for others. */
struct key_value sheet_key(const struct sheet *sheet, const struct row *row,
    size_t i);

#endif
