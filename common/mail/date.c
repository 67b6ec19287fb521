/* The dates that mail carries; see date.h. */
#include "mail/date.h"

#include "base/civil.h"

enum {
	HOUR = 3600, MINUTE = 60,
	YEAR_MIN = 1900, YEAR_MAX = 9999, /* RFC 5322 section 3.3 */
	NAME_MAX_LETTERS = 9              /* September, Wednesday */
};

/* What has been read so far; month 0, day 0 and year 0 are not given. */
struct reader {
	const char *p, *end;
	struct civil civil;
	int east; /* seconds ahead of UTC */
	bool has_time, has_zone, wrong;
};

struct zone {
	struct view name;
	int minutes;
};

static const struct zone zones[] = {
	{{"gmt", 3}, 0}, {{"utc", 3}, 0}, {{"ut", 2}, 0}, {{"z", 1}, 0},
	{{"est", 3}, -300}, {{"edt", 3}, -240}, {{"cst", 3}, -360},
	{{"cdt", 3}, -300}, {{"mst", 3}, -420}, {{"mdt", 3}, -360},
	{{"pst", 3}, -480}, {{"pdt", 3}, -420}, {{"akst", 4}, -540},
	{{"akdt", 4}, -480}, {{"hst", 3}, -600}, {{"ast", 3}, -240},
	{{"adt", 3}, -180}, {{"nst", 3}, -210}, {{"brt", 3}, -180},
	{{"wet", 3}, 0}, {{"west", 4}, 60}, {{"bst", 3}, 60},
	{{"cet", 3}, 60}, {{"cest", 4}, 120}, {{"met", 3}, 60},
	{{"mest", 4}, 120}, {{"mez", 3}, 60}, {{"mesz", 4}, 120},
	{{"eet", 3}, 120}, {{"eest", 4}, 180}, {{"msk", 3}, 180},
	{{"msd", 3}, 240}, {{"sgt", 3}, 480}, {{"hkt", 3}, 480},
	{{"awst", 4}, 480}, {{"jst", 3}, 540}, {{"kst", 3}, 540},
	{{"aest", 4}, 600}, {{"aedt", 4}, 660}, {{"nzst", 4}, 720},
	{{"nzdt", 4}, 780},
};

/* Whether a word may be the name of a month or of a day. */
static bool
is_name(struct view word)
{
	return word.n >= 3 && word.n <= NAME_MAX_LETTERS;
}

/* Digits as a number; a run too long to mean anything gives a large one. */
static int
take_digits(struct reader *r, int *count)
{
	int value = 0;

	for (*count = 0; r->p < r->end && is_digit(*r->p); r->p++, ++*count)
		if (value < 100000)
			value = value * 10 + (*r->p - '0');
	return value;
}

static bool
take(struct reader *r, char c)
{
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* ":MM[:SS[.fraction]]" after the hour. */
static void
take_time(struct reader *r, int hour)
{
	struct civil *c = &r->civil;
	int count, ignored;

	r->p++;
	c->hour = hour;
	c->minute = take_digits(r, &count);
	r->wrong |= count == 0;
	if (take(r, ':')) {
		c->second = take_digits(r, &count);
		r->wrong |= count == 0;
		if (take(r, '.'))
			take_digits(r, &ignored);
	}
	r->has_time = true;
	r->wrong |= hour > 23 || c->minute > 59 || c->second > 60;
}

/* A number that is no time.  False when it has no place in a date. */
static bool
take_number(struct reader *r, int value, int count)
{
	struct civil *c = &r->civil;

	if (c->year != 0 && c->month == 0) {
		c->month = value; /* 2011-07-08 */
		r->wrong |= value < 1 || value > 12;
	} else if (count >= 4 && c->year == 0) {
		c->year = value;
		r->wrong |= value < YEAR_MIN || value > YEAR_MAX;
	} else if (c->day == 0) {
		c->day = value;
		r->wrong |= value < 1 || value > 31;
	} else if (c->year == 0) { /* obsolete: RFC 5322 section 4.3 */
		c->year = value + (count == 2 && value < 50 ? 2000 : 1900);
		r->wrong |= count < 2;
	} else {
		return false;
	}
	return true;
}

static bool
take_numeric(struct reader *r)
{
	int count, value = take_digits(r, &count);

	if (r->p < r->end && *r->p == ':' && !r->has_time) {
		take_time(r, value);
		return true;
	}
	return take_number(r, value, count);
}

/* "+HHMM", "+HH:MM", "+HH".  Another number of digits is no zone. */
static bool
take_offset(struct reader *r)
{
	int count, value, sign = *r->p++ == '-' ? -1 : 1;

	value = take_digits(r, &count);
	if (count == 2) {
		value *= 100;
		if (take(r, ':'))
			value += take_digits(r, &count);
	} else if (count != 4) {
		return false;
	}
	r->east = sign * (value / 100 * HOUR + value % 100 * MINUTE);
	r->wrong |= value > 2359 || value % 100 > 59;
	r->has_zone = true;
	return true;
}

static void
take_zone(struct reader *r, struct view name)
{
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (view_ieq(name, zones[i].name)) {
			r->east = zones[i].minutes * MINUTE;
			r->has_zone = true;
			break;
		}
	/* GMT+0900, UTC-04:00 */
	if (r->has_zone && r->p < r->end && (*r->p == '+' || *r->p == '-'))
		take_offset(r);
}

/* "PM" turns 1:17 into 13:17. */
static bool
take_half(struct reader *r, struct view name)
{
	bool pm = view_ieq(name, VIEW("pm"));

	if (!pm && !view_ieq(name, VIEW("am")))
		return false;
	r->wrong |= r->civil.hour > 12;
	r->civil.hour = r->civil.hour % 12 + (pm ? 12 : 0);
	return true;
}

/* "Do, 29 Apr": a first word with a comma after it can be nothing else. */
static bool
is_foreign_weekday(const struct reader *r)
{
	return r->civil.day == 0 && r->civil.month == 0 && r->p < r->end &&
	    *r->p == ',';
}

/* A month, a weekday, a zone, the T of ISO 8601.  After the time any other
 * word is an unknown zone, which is UTC (RFC 5322 section 4.3); so are the
 * military ones, because RFC 822 had their signs wrong. */
static bool
take_word(struct reader *r)
{
	struct view name = {r->p, 0};
	int month = 0;

	while (r->p < r->end && is_alpha(*r->p))
		r->p++;
	name.n = (size_t)(r->p - name.p);
	if (is_name(name) && !r->civil.month)
		month = civil_month_named(name.p);
	if (month) {
		r->civil.month = month;
		return true;
	}
	if (!r->has_time)
		return (is_name(name) && civil_weekday_named(name.p)) ||
		    view_ieq(name, VIEW("t")) || is_foreign_weekday(r);
	if (!take_half(r, name) && !r->has_zone)
		take_zone(r, name);
	return true;
}

/* Past the comment that opens here, nested ones included. */
static void
skip_comment(struct reader *r)
{
	size_t depth = 0;

	while (r->p < r->end) {
		char c = *r->p++;

		if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			break;
	}
}

/* One part of the date; false at what belongs to no date.  In 7/8/2010 it is
 * not known here which is the month. */
static bool
take_part(struct reader *r)
{
	char c = *r->p;

	if (is_digit(c))
		return take_numeric(r);
	if (is_alpha(c))
		return take_word(r);
	if (c == '(')
		skip_comment(r);
	else if ((c == '+' || c == '-') && r->has_time && !r->has_zone)
		return take_offset(r);
	else if (is_space(c) || c == ',' || c == '.' ||
	    (c == '-' && !r->has_time) || (c == '/' && r->civil.year))
		r->p++;
	else
		return false;
	return true;
}

static int
days_of(const struct civil *c)
{
	struct civil next = *c;

	next.month = c->month % 12 + 1;
	next.year += c->month == 12;
	return (int)(civil_days(next.year, next.month, 1) -
	    civil_days(c->year, c->month, 1));
}

/* Two digits; where they are none, a number that is below all others even a
 * hundredfold. */
static int
two_digits(const char *p)
{
	return is_digit(p[0]) && is_digit(p[1]) ?
	    (p[0] - '0') * 10 + (p[1] - '0') : -10000;
}

static bool
is_within(int value, int low, int high)
{
	return value >= low && value <= high;
}

/* " +0000" */
static void
take_usual_zone(struct reader *r)
{
	const char *p = r->p;
	int hours, minutes;

	if (r->end - p < 6 || p[0] != ' ' || (p[1] != '+' && p[1] != '-') ||
	    (r->end - p > 6 && is_digit(p[6])))
		return;
	hours = two_digits(p + 2);
	minutes = two_digits(p + 4);
	if (!is_within(hours, 0, 23) || !is_within(minutes, 0, 59))
		return;
	r->east = (p[1] == '-' ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
	r->has_zone = true;
	r->p += 6;
}

/* The usual date (RFC 5322 section 3.3), whose parts stand at fixed places;
 * of others nothing is taken.
 *	Sat, 21 Nov 2026 21:00:12 +0000
 *	1 Nov 2026 21:00:12 GMT */
static void
take_usual(struct reader *r)
{
	static const char form[] = "9 Aaa 9999 29:59:59 ";
	const char *p = r->p;
	struct civil c;

	if (r->end - p > 5 && p[3] == ',' && p[4] == ' ' && is_alpha(p[0]) &&
	    is_alpha(p[1]) && is_alpha(p[2]))
		p += 5;
	if (r->end - p < (ptrdiff_t)sizeof form)
		return;
	c.day = is_digit(p[0]) && p[1] == ' ' ? p[0] - '0' : two_digits(p);
	p += c.day < 10 && p[1] == ' ' ? 1 : 2;
	c.month = civil_month_named(p + 1);
	c.year = two_digits(p + 5) * 100 + two_digits(p + 7);
	c.hour = two_digits(p + 10);
	c.minute = two_digits(p + 13);
	c.second = two_digits(p + 16);
	if (p[0] != ' ' || p[4] != ' ' || p[9] != ' ' || p[12] != ':' ||
	    p[15] != ':' || p[18] != ' ' || c.month == 0 ||
	    !is_within(c.day, 1, 31) || c.year < YEAR_MIN ||
	    !is_within(c.hour, 0, 23) || !is_within(c.minute, 0, 59) ||
	    !is_within(c.second, 0, 59))
		return;
	r->civil = c;
	r->has_time = true;
	r->p = p + 18;
	take_usual_zone(r);
}

int
date_read(struct view text, int64_t *ts)
{
	struct reader r = {.p = text.p, .end = text.p + text.n};
	const struct civil *c = &r.civil;

	while (r.p < r.end && is_space(*r.p))
		r.p++;
	take_usual(&r);
	while (r.p < r.end && !r.wrong) {
		if (c->year && c->month && c->day && r.has_zone)
			break;
		if (!take_part(&r))
			break;
	}
	if (r.wrong)
		return -1;
	if (!c->year || !c->month || !c->day || !r.has_time)
		return 0;
	if (c->day > 28 && c->day > days_of(c))
		return -1;
	*ts = civil_seconds(c) - r.east;
	return 1;
}
