/*
 * zone - times by the calendar of a time zone
 *
 * UTC and fixed offsets are arithmetic; other zones are asked of the C
 * library, through the environment's TZ: so one program has one zone.
 */
#ifndef STATS_ZONE_H
#define STATS_ZONE_H

#include "base/buf.h"
#include "base/view.h"

enum period { PERIOD_HOUR, PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

struct zone {
	bool named;      /* by the C library */
	int64_t offset;  /* seconds east of UTC, of the quarter below */
	int64_t quarter; /* of an hour: the one that was asked for last */
};

/* The zone of that name: NULL or UTC, an offset such as +02:00, or a name of
 * the system's time zones.  False when there is none such. */
bool zone_open(struct zone *zone, const char *name);
/* Appends the period that ts is in: 2009-04-29T14:00Z, 2009-04-29, 2009-W18
 * (ISO 8601), 2009-04.  ts must be of the years 1 to 9998. */
void zone_print(struct zone *zone, struct buf *out, enum period period,
    int64_t ts);

/* Numbers what zone_print() printed, so that periods in a row have numbers in
 * a row; false when label is no period.  Hours are numbered in UTC. */
bool zone_number(struct view label, int64_t *number);

#endif
