/*
 * civil - the calendar of the Gregorian rules, apart from the C library's
 * time zones
 *
 * Times are seconds since 1970-01-01 00:00 UTC.  Everything here is
 * arithmetic: no clock, no locale, no TZ.
 */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "base/buf.h"
#include "base/view.h"

/* Years 0 to 9999 are what RFC 3339 can say. */
#define CIVIL_MIN INT64_C(-62167219200)
#define CIVIL_MAX INT64_C(253402300799)

struct civil {
	int64_t year;
	int month, day;           /* from 1 */
	int hour, minute, second; /* from 0 */
};

/* Days from 1970-01-01 to a date; a day out of range counts on. */
int64_t civil_days(int64_t year, int month, int day);
/* The date and time in UTC. */
struct civil civil_of(int64_t ts);
/* The seconds of a date and time in UTC. */
int64_t civil_seconds(const struct civil *civil);
/* Day of the week of a number of days since 1970-01-01: 1 Monday, 7 Sunday. */
int civil_weekday(int64_t days);
/* The month, from 1, and the day of the week, 1 Monday, whose English name
 * begins with the three letters at p, in any case; 0: none does. */
int civil_month_named(const char *p);
int civil_weekday_named(const char *p);
/* Appends ts as in 2009-04-29T14:45:14Z, or its day alone; nothing when it is
 * not in CIVIL_MIN..CIVIL_MAX. */
void civil_print(struct buf *out, int64_t ts);
void civil_print_day(struct buf *out, int64_t ts);
/* Reads an RFC 3339 date and time; a date alone is its midnight, a time
 * without a zone is UTC.  False when text is neither. */
bool civil_parse(struct view text, int64_t *ts);

#endif
