/* Times by the calendar of a time zone; see zone.h. */
#define _DEFAULT_SOURCE /* tm_gmtoff */
#include "stats/zone.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/civil.h"

enum { QUARTER = 900, DAY = 86400 };

static bool
local_time(int64_t ts, struct tm *tm)
{
	time_t t = (time_t)ts;

	return (int64_t)t == ts && localtime_r(&t, tm);
}

/* UTC and its other names, with or without a directory. */
static bool
is_utc(struct view name)
{
	size_t slash = view_rchr(name, '/');

	if (slash != VIEW_NPOS)
		name = view_from(name, slash + 1);
	return view_starts(name, VIEW("UTC")) ||
	    view_starts(name, VIEW("GMT")) || view_eq(name, VIEW("UCT")) ||
	    view_eq(name, VIEW("Universal")) || view_eq(name, VIEW("Zulu"));
}

/* C libraries take a zone that they do not know for UTC, with "UTC" (musl) or
 * the name as abbreviation: told by that, as there is no better way. */
static bool
is_known(const char *name)
{
	const int64_t january = 1704067200, july = 1719792000; /* 2024 */
	struct tm winter, summer;

	if (!local_time(january, &winter) || !local_time(july, &summer))
		return false;
	return winter.tm_gmtoff != 0 || summer.tm_gmtoff != 0 ||
	    is_utc(view_of(name)) || (strcmp(winter.tm_zone, "UTC") != 0 &&
	    strncmp(name, winter.tm_zone, strlen(winter.tm_zone)) != 0);
}

/* +HH:MM, -HHMM, +HH */
static bool
read_offset(struct view v, int64_t *seconds)
{
	uint64_t hours, minutes = 0;
	bool west = view_starts(v, VIEW("-"));

	v = view_from(v, 1);
	if (!view_uint(view_upto(v, 2), &hours) || hours > 14)
		return false;
	v = view_from(v, 2);
	if (view_starts(v, VIEW(":")))
		v = view_from(v, 1);
	if (v.n > 0 && (v.n != 2 || !view_uint(v, &minutes) || minutes > 59))
		return false;
	*seconds = (int64_t)(hours * 3600 + minutes * 60) * (west ? -1 : 1);
	return true;
}

bool
zone_open(struct zone *zone, const char *name)
{
	struct view v = view_of(name);

	*zone = (struct zone){.quarter = INT64_MIN};
	if (view_empty(v) || view_ieq(v, VIEW("UTC")) ||
	    view_ieq(v, VIEW("Z")))
		return true;
	if (v.p[0] == '+' || v.p[0] == '-')
		return read_offset(v, &zone->offset);
	zone->named = true;
	if (setenv("TZ", name, 1) < 0)
		return false;
	tzset();
	return is_known(name);
}

/* Seconds east of UTC at ts.  Zones change at quarters of an hour, and most
 * records are near the one before. */
static int64_t
offset_at(struct zone *zone, int64_t ts)
{
	struct tm tm;

	if (zone->named && ts / QUARTER != zone->quarter) {
		zone->quarter = ts / QUARTER;
		zone->offset = local_time(ts, &tm) ? tm.tm_gmtoff : 0;
	}
	return zone->offset;
}

static void
print_hour(struct buf *out, const struct civil *c, int64_t offset)
{
	int minutes = (int)(offset < 0 ? -offset : offset) / 60;

	buf_printf(out, "%04d-%02d-%02dT%02d:00", (int)c->year, c->month,
	    c->day, c->hour);
	if (offset == 0)
		buf_addc(out, 'Z');
	else
		buf_printf(out, "%c%02d:%02d", offset < 0 ? '-' : '+',
		    minutes / 60, minutes % 60);
}

/* ISO 8601: a week belongs to the year that its Thursday is in. */
static void
print_week(struct buf *out, int64_t days)
{
	int64_t thursday = days + 4 - civil_weekday(days);
	struct civil c = civil_of(thursday * DAY);
	int64_t week = (thursday - civil_days(c.year, 1, 1)) / 7 + 1;

	buf_printf(out, "%04d-W%02d", (int)c.year, (int)week);
}

void
zone_print(struct zone *zone, struct buf *out, enum period period, int64_t ts)
{
	int64_t offset = offset_at(zone, ts);
	struct civil c = civil_of(ts + offset);

	switch (period) {
	case PERIOD_HOUR:
		print_hour(out, &c, offset);
		break;
	case PERIOD_DAY:
		buf_printf(out, "%04d-%02d-%02d", (int)c.year, c.month, c.day);
		break;
	case PERIOD_WEEK:
		print_week(out, civil_days(c.year, c.month, c.day));
		break;
	case PERIOD_MONTH:
		buf_printf(out, "%04d-%02d", (int)c.year, c.month);
		break;
	}
}

bool
zone_number(struct view label, int64_t *number)
{
	enum { MONTH = 7, WEEK = 8, DATE = 10 }; /* lengths */
	uint64_t year, part;
	int64_t ts, monday;

	if (label.n == WEEK && view_uint(view_upto(label, 4), &year) &&
	    view_uint(view_from(label, WEEK - 2), &part)) {
		monday = civil_days((int64_t)year, 1, 4);
		monday -= civil_weekday(monday) - 1;
		*number = (monday + 3) / 7 + (int64_t)part;
		return true;
	}
	if (label.n == MONTH && view_uint(view_upto(label, 4), &year) &&
	    view_uint(view_from(label, MONTH - 2), &part)) {
		*number = (int64_t)(year * 12 + part);
		return true;
	}
	if (!civil_parse(label, &ts))
		return false;
	*number = label.n == DATE ? ts / DAY : ts / 3600;
	return true;
}
