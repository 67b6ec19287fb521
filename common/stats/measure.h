/*
 * measure - the numbers of a row, one by one, each with its name
 */
#ifndef STATS_MEASURE_H
#define STATS_MEASURE_H

#include "stats/sheet.h"

struct measure {
	struct view name;
	bool is_text; /* JSON writes it in quotes */
	/* Appends the value; nothing when there is none. */
	void (*print)(struct buf *out, const struct sheet *sheet,
	    const struct row *row);
};

extern const struct measure measures[];
extern const size_t measure_count;

/* Appends part / whole with so many decimals, 5 at most; whole is not 0. */
void measure_ratio(struct buf *out, uint64_t part, uint64_t whole,
    int decimals);

#endif
