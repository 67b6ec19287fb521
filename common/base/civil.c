/* The Gregorian calendar; see civil.h. */
#include "base/civil.h"

enum { DAY = 86400, DAYS_OF_400_YEARS = 146097 };

/* Rounds down, unlike the operator. */
static int64_t
divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Years begin in March here, so that the leap day is the last of its year and
 * the months before it have regular lengths. */
int64_t
civil_days(int64_t year, int month, int day)
{
	int64_t y = year - (month <= 2), era = divide(y, 400);
	int in_era = (int)(y - era * 400);
	int in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 +
	    day - 1;

	return era * DAYS_OF_400_YEARS + in_era * 365 + in_era / 4 -
	    in_era / 100 + in_year - 719468; /* 0000-03-01 to 1970-01-01 */
}

struct civil
civil_of(int64_t ts)
{
	int64_t days = divide(ts, DAY), z = days + 719468;
	int64_t era = divide(z, DAYS_OF_400_YEARS);
	int doe = (int)(z - era * DAYS_OF_400_YEARS);
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int m = (5 * doy + 2) / 153, second = (int)(ts - days * DAY);
	struct civil civil = {
		.month = m < 10 ? m + 3 : m - 9,
		.day = doy - (153 * m + 2) / 5 + 1,
		.hour = second / 3600,
		.minute = second / 60 % 60,
		.second = second % 60,
	};

	civil.year = yoe + era * 400 + (civil.month <= 2);
	return civil;
}

int64_t
civil_seconds(const struct civil *civil)
{
	return civil_days(civil->year, civil->month, civil->day) * DAY +
	    civil->hour * 3600 + civil->minute * 60 + civil->second;
}

int
civil_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(days + 3 - divide(days + 3, 7) * 7) + 1;
}

/* Three letters, small ones here, as a number. */
#define LETTERS(a, b, c) ((a) << 16 | (b) << 8 | (c))

static int
small_letters(const char *p)
{
	return LETTERS((unsigned char)p[0] | 32, (unsigned char)p[1] | 32,
	    (unsigned char)p[2] | 32);
}

int
civil_month_named(const char *p)
{
	switch (small_letters(p)) {
	case LETTERS('j', 'a', 'n'): return 1;
	case LETTERS('f', 'e', 'b'): return 2;
	case LETTERS('m', 'a', 'r'): return 3;
	case LETTERS('a', 'p', 'r'): return 4;
	case LETTERS('m', 'a', 'y'): return 5;
	case LETTERS('j', 'u', 'n'): return 6;
	case LETTERS('j', 'u', 'l'): return 7;
	case LETTERS('a', 'u', 'g'): return 8;
	case LETTERS('s', 'e', 'p'): return 9;
	case LETTERS('o', 'c', 't'): return 10;
	case LETTERS('n', 'o', 'v'): return 11;
	case LETTERS('d', 'e', 'c'): return 12;
	default: return 0;
	}
}

int
civil_weekday_named(const char *p)
{
	switch (small_letters(p)) {
	case LETTERS('m', 'o', 'n'): return 1;
	case LETTERS('t', 'u', 'e'): return 2;
	case LETTERS('w', 'e', 'd'): return 3;
	case LETTERS('t', 'h', 'u'): return 4;
	case LETTERS('f', 'r', 'i'): return 5;
	case LETTERS('s', 'a', 't'): return 6;
	case LETTERS('s', 'u', 'n'): return 7;
	default: return 0;
	}
}

/* Two digits, and what follows them. */
static char *
put_two(char *p, int value, char then)
{
	p[0] = (char)('0' + value / 10);
	p[1] = (char)('0' + value % 10);
	p[2] = then;
	return p + 3;
}

void
civil_print(struct buf *out, int64_t ts)
{
	struct civil c;
	char *p;
	int year;

	if (ts < CIVIL_MIN || ts > CIVIL_MAX)
		return;
	c = civil_of(ts);
	year = (int)c.year;
	p = buf_room(out, 20);
	put_two(p, year / 100, '0');
	p = put_two(p + 2, year % 100, '-');
	p = put_two(p, c.month, '-');
	p = put_two(p, c.day, 'T');
	p = put_two(p, c.hour, ':');
	p = put_two(p, c.minute, ':');
	put_two(p, c.second, 'Z');
	out->n += 20;
}

void
civil_print_day(struct buf *out, int64_t ts)
{
	size_t start = out->n;

	civil_print(out, ts);
	if (out->n > start)
		out->n -= sizeof "T00:00:00Z" - 1;
}

/* Takes width digits off *text. */
static bool
take_digits(struct view *text, size_t width, int *out)
{
	uint64_t value;

	if (text->n < width || !view_uint(view_upto(*text, width), &value))
		return false;
	*text = view_from(*text, width);
	*out = (int)value;
	return true;
}

static bool
take_char(struct view *text, char c)
{
	if (text->n == 0 || text->p[0] != c)
		return false;
	*text = view_from(*text, 1);
	return true;
}

/* Z or +HH:MM, in seconds east; nothing is UTC. */
static bool
take_zone(struct view *text, int *seconds)
{
	int hour, minute;
	bool west = view_starts(*text, VIEW("-"));

	*seconds = 0;
	if (view_empty(*text) || take_char(text, 'Z') || take_char(text, 'z'))
		return true;
	if (!take_char(text, west ? '-' : '+') ||
	    !take_digits(text, 2, &hour))
		return false;
	take_char(text, ':');
	if (!take_digits(text, 2, &minute))
		return false;
	*seconds = (hour * 3600 + minute * 60) * (west ? -1 : 1);
	return hour < 24 && minute < 60;
}

static bool
take_time(struct view *text, struct civil *c)
{
	if (!take_digits(text, 2, &c->hour) || !take_char(text, ':') ||
	    !take_digits(text, 2, &c->minute))
		return false;
	if (take_char(text, ':') && !take_digits(text, 2, &c->second))
		return false;
	if (take_char(text, '.'))
		while (text->n > 0 && is_digit(text->p[0]))
			*text = view_from(*text, 1);
	return c->hour < 24 && c->minute < 60 && c->second <= 60;
}

bool
civil_parse(struct view text, int64_t *ts)
{
	struct civil c = {0};
	int year, zone = 0;

	if (!take_digits(&text, 4, &year) || !take_char(&text, '-') ||
	    !take_digits(&text, 2, &c.month) || !take_char(&text, '-') ||
	    !take_digits(&text, 2, &c.day))
		return false;
	c.year = year;
	if (c.month < 1 || c.month > 12 || c.day < 1 ||
	    civil_of(civil_seconds(&c)).day != c.day) /* as in 31 February */
		return false;
	if (take_char(&text, 'T') || take_char(&text, 't') ||
	    take_char(&text, ' '))
		if (!take_time(&text, &c) || !take_zone(&text, &zone))
			return false;
	*ts = civil_seconds(&c) - zone;
	return view_empty(text);
}
