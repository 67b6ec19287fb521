/* The shapes of From_ lines; see from.h. */
#include "input/from.h"

#include "base/civil.h"

/* What a word of a date may be; each is there once. */
enum {
	WEEKDAY = 1 << 0, MONTH = 1 << 1, DAY = 1 << 2, TIME = 1 << 3,
	YEAR = 1 << 4, ZONE = 1 << 5, SECOND_ZONE = 1 << 6,
	WHOLE = MONTH | DAY | TIME | YEAR
};

enum {
	ABBREVIATION = 3, /* letters that name a day or a month */
	NAME_MAX_LETTERS = 9
};

static const struct view weekdays[] = {
	{"monday", 6}, {"tuesday", 7}, {"wednesday", 9}, {"thursday", 8},
	{"friday", 6}, {"saturday", 8}, {"sunday", 6}
};

static const struct view months[] = {
	{"january", 7}, {"february", 8}, {"march", 5}, {"april", 5},
	{"may", 3}, {"june", 4}, {"july", 4}, {"august", 6},
	{"september", 9}, {"october", 7}, {"november", 8}, {"december", 8}
};

#define NAMED(word, names) named((word), (names), \
    sizeof (names) / sizeof *(names))

static bool
named(struct view word, const struct view *names, size_t count)
{
	if (word.n < ABBREVIATION || word.n > NAME_MAX_LETTERS ||
	    !is_alpha(word.p[0]))
		return false;
	for (size_t i = 0; i < count; i++)
		if (names[i].p[0] == (word.p[0] | ' ') &&
		    view_istarts(names[i], word))
			return true;
	return false;
}

/* Takes a number of at most `digits` digits off *rest. */
static bool
take_number(struct view *rest, size_t digits, uint64_t *number)
{
	size_t n = 0;

	while (n < rest->n && n < digits && is_digit(rest->p[n]))
		n++;
	if (!view_uint(view_upto(*rest, n), number))
		return false;
	*rest = view_from(*rest, n);
	return true;
}

static bool
take_char(struct view *rest, char c)
{
	if (rest->n == 0 || rest->p[0] != c)
		return false;
	*rest = view_from(*rest, 1);
	return true;
}

static bool
is_year(uint64_t n)
{
	return n >= 1900 && n < 2200;
}

/* EST, +0200, +02:00, GMT+2, Z, "UTC"; case tells them from words. */
static bool
is_zone(struct view word)
{
	uint64_t number;
	size_t letters = 0;

	while (letters < word.n && word.p[letters] >= 'A' &&
	    word.p[letters] <= 'Z')
		letters++;
	word = view_from(word, letters);
	if (word.n == 0)
		return letters > 0 && letters <= 5;
	if (letters > 4 || (!take_char(&word, '+') && !take_char(&word, '-')))
		return false;
	if (!take_number(&word, 4, &number))
		return false;
	if (take_char(&word, ':') && !take_number(&word, 2, &number))
		return false;
	return word.n == 0;
}

/* hh:mm, hh:mm:ss, with a fraction or a zone behind it. */
static unsigned
time_word(struct view word)
{
	uint64_t hour, minute, second = 0, fraction;

	if (!take_number(&word, 2, &hour) || !take_char(&word, ':') ||
	    !take_number(&word, 2, &minute) || hour > 24 || minute > 59)
		return 0;
	if (take_char(&word, ':') &&
	    (!take_number(&word, 2, &second) || second > 60))
		return 0;
	if (take_char(&word, '.') && !take_number(&word, 9, &fraction))
		return 0;
	if (word.n == 0)
		return TIME;
	return is_zone(word) ? TIME | ZONE : 0;
}

/* yyyy-mm-dd, with Tmm:hh:ss behind it or not. */
static unsigned
iso_word(struct view word)
{
	uint64_t year, month, day;
	unsigned time;

	if (!take_number(&word, 4, &year) || !take_char(&word, '-') ||
	    !take_number(&word, 2, &month) || !take_char(&word, '-') ||
	    !take_number(&word, 2, &day))
		return 0;
	if (!is_year(year) || month < 1 || month > 12 || day < 1 || day > 31)
		return 0;
	if (word.n == 0)
		return YEAR | MONTH | DAY;
	time = take_char(&word, 'T') ? time_word(word) : 0;
	return time ? YEAR | MONTH | DAY | time : 0;
}

/* A day, or a year of four digits, or of two once the day is known. */
static unsigned
number_word(struct view word, unsigned seen)
{
	uint64_t number;

	if (!view_uint(word, &number) || word.n > 4)
		return 0;
	if (word.n <= 2 && number >= 1 && number <= 31 && !(seen & DAY))
		return DAY;
	return is_year(number) || (word.n == 2 && (seen & DAY)) ? YEAR : 0;
}

/* What a word means after those seen; 0: nothing. */
static unsigned
meaning(struct view word, unsigned seen)
{
	bool comma = word.n > 1 && word.p[word.n - 1] == ',';
	unsigned is;

	if (comma)
		word.n--;
	if (seen == 0 && NAMED(word, weekdays))
		return WEEKDAY;
	if (NAMED(word, months))
		return MONTH;
	if (is_digit(word.p[0])) {
		is = number_word(word, seen);
		if (!is)
			is = iso_word(word);
		return is ? is : time_word(word);
	}
	if (!(seen & TIME) || comma || !is_zone(word))
		return 0;
	return seen & ZONE ? SECOND_ZONE : ZONE; /* "MET DST" */
}

/* What may follow a whole date: "remote from HOST" of UUCP, a comment. */
static bool
is_tail(struct view word, struct view rest)
{
	struct view from, host;

	if (word.p[0] == '(') {
		rest = view_join(word, rest);
		return rest.p[rest.n - 1] == ')';
	}
	return view_ieq(word, VIEW("remote")) && view_word(&rest, &from) &&
	    view_ieq(from, VIEW("from")) && view_word(&rest, &host) &&
	    view_empty(view_trim(rest));
}

/* Whether text is a date and nothing else. */
static bool
is_date(struct view text)
{
	struct view word;
	unsigned seen = 0, is;

	while (view_word(&text, &word)) {
		is = meaning(word, seen);
		if (!is && (seen & WHOLE) == WHOLE)
			return is_tail(word, view_trim(text));
		if (!is || (seen & is))
			return false;
		seen |= is;
	}
	return (seen & WHOLE) == WHOLE;
}

/* Whether two digits stand there, a number up to `last`. */
static bool
is_number(const char *p, int last)
{
	return is_digit(p[0]) && is_digit(p[1]) &&
	    (p[0] - '0') * 10 + (p[1] - '0') <= last;
}

enum { ASCTIME = sizeof " Sat Nov 21 21:00:12 2026" - 1 };

/* Whether a date as asctime(3) writes it, a blank before it, stands there. */
static bool
is_asctime(const char *p)
{
	return p[4] == ' ' && p[8] == ' ' && p[11] == ' ' && p[14] == ':' &&
	    p[17] == ':' && p[20] == ' ' && p[21] == '2' && p[22] == '0' &&
	    (p[9] == ' ' ? is_digit(p[10]) : is_number(p + 9, 31)) &&
	    (p[9] > '0' || p[10] > '0') && is_number(p + 12, 23) &&
	    is_number(p + 15, 59) && is_number(p + 18, 59) &&
	    is_number(p + 23, 99) &&
	    civil_weekday_named(p + 1) && civil_month_named(p + 5);
}

/* The usual line, whose sender is one word before such a date: nothing else
 * needs to be tried.
 *	MAILER-DAEMON Sat Nov 21 21:00:12 2026 */
static bool
is_usual(struct view text, struct view *before)
{
	size_t at = view_chr(text, ' ');

	if (at == VIEW_NPOS || at == 0 || text.n - at != ASCTIME ||
	    !is_asctime(text.p + at))
		return false;
	*before = view_upto(text, at);
	return !meaning(*before, 0);
}

struct view
from_sender(struct view text)
{
	text = view_trim(text);
	if (text.n >= 2 && text.p[0] == '<' && text.p[text.n - 1] == '>')
		return view_sub(text, 1, text.n - 2);
	if (text.n == 0 || view_eq(text, VIEW("-")) ||
	    view_eq(text, VIEW("()")) || view_eq(text, VIEW("???@???")))
		return VIEW_NONE;
	return text;
}

bool
from_parse(struct view line, struct view *sender)
{
	struct view text = view_from(line, sizeof "From " - 1);
	struct view rest = text, word, before;

	if (line.n > FROM_MAX || !view_starts(line, VIEW("From ")))
		return false;
	if (is_usual(text, &before)) {
		*sender = from_sender(before);
		return true;
	}
	/* A date stops at its first foreign or repeated word, so trying at
	 * each word stays linear. */
	while (view_word(&rest, &word)) {
		if (!meaning(word, 0) || !is_date(view_join(word, rest)))
			continue;
		before = view_trim(view_upto(text, (size_t)(word.p - text.p)));
		*sender = from_sender(before);
		/* A sentence may start with a date: "From May 1 ...". */
		return before.n > 0 || (meaning(word, 0) & WEEKDAY);
	}
	return false;
}
