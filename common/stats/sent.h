/*
 * sent - how many messages were sent, for rates
 *
 * A line says how many for some values of a section's keys: as a flat JSON
 * object with these keys and "sent", or as the values of the first keys and a
 * number, with tabs, blanks or commas between.  All lines have the same keys;
 * those of the section that they lack are summed over: a row's rate is its
 * bounces by what was sent to all rows with the same values.
 */
#ifndef STATS_SENT_H
#define STATS_SENT_H

#include "stats/sheet.h"

/* Takes a line; the arena is for it.  False when it is wrong. */
bool sent_take(struct section *section, struct arena *arena,
    struct view line);
/* The messages sent for a row's keys; false when it is not known. */
bool sent_find(const struct sheet *sheet, const struct row *row,
    uint64_t *count);

#endif
