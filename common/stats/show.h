/*
 * show - sections printed in a format, and the sections that a report has
 */
#ifndef STATS_SHOW_H
#define STATS_SHOW_H

#include "stats/section.h"
#include "stats/stats.h"

/* A section of a report; @ at the start of its keys stands for the period. */
struct show_part {
	struct view by;
	enum section_takes takes;
	size_t top; /* 0: all rows */
	bool lean;  /* only counts and dates are shown */
};

/* The parts of the report that the format shows without --by. */
const struct show_part *show_parts(enum stats_format format, size_t *count);
/* All keys of the section are closed sets. */
bool show_is_closed(const struct section *section);
/* Settles all sections and appends them, as options say. */
void show_sections(struct buf *out, struct arena *arena,
    struct section *first, const struct stats_options *options);

#endif
