/*
 * chart - numbers over time, and bars, as HTML
 *
 * Plain elements with widths in per cent: no script, no picture.  Series have
 * colours by rank, the same wherever the same ranks are used; those beyond
 * the last colour are one series of others.
 */
#ifndef STATS_CHART_H
#define STATS_CHART_H

#include "stats/sheet.h"

enum {
	CHART_COLOURS = 8,           /* of which the last is for others */
	CHART_OTHERS = CHART_COLOURS - 1,
	CHART_COLUMNS = 92           /* at most, in a chart over time */
};

/* The series of a sheet: the values of its last key, by their sum. */
struct chart_ranks {
	struct view names[CHART_COLOURS]; /* [CHART_OTHERS]: unused */
	uint64_t sums[CHART_COLOURS];
	size_t count;                     /* of names, without others */
	uint64_t total;
};

/* Ranks the values of the sheet's last key; texts are of the sheet. */
void chart_rank(struct chart_ranks *ranks, struct arena *arena,
    const struct sheet *sheet);
/* The colour of a value. */
unsigned chart_colour(const struct chart_ranks *ranks, struct view name);
/* Appends a legend: each series with its sum and share. */
void chart_legend(struct buf *out, const struct chart_ranks *ranks);
/* Appends columns over time, each a stack of series: of the periods in a row
 * that hold the most records, CHART_COLUMNS at most.  The sheet's keys are a
 * period and a series.  Says how many records are outside. */
void chart_columns(struct buf *out, struct arena *arena,
    const struct sheet *sheet, const struct chart_ranks *ranks);
/* Appends a horizontal stack: parts by colour, the whole width standing for
 * most. */
void chart_stack(struct buf *out, const uint64_t parts[CHART_COLOURS],
    uint64_t most);

#endif
