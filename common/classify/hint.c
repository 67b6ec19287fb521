/* What a diagnostic says beside its reason; see hint.h. */
#include "classify/hint.h"

#include <string.h>

#include "classify/tables.h"

/* Words between the phrase and the time: "try again in about 5 minutes". */
enum { WORDS_BETWEEN = 4 };

struct finding {
	struct hints hints;
	struct view text;
	uint32_t blocklist; /* row of the one that counts */
};

static const struct {
	struct view word;
	int64_t seconds;
} units[] = {
	{{"second", 6}, 1}, {{"minute", 6}, 60}, {{"hour", 4}, 3600},
	{{"day", 3}, 86400}, {{"sec", 3}, 1}, {{"min", 3}, 60},
	{{"sekunde", 7}, 1}, {{"stunde", 6}, 3600}, {{"tag", 3}, 86400},
	{{"heure", 5}, 3600}, {{"jour", 4}, 86400}, {{"segundo", 7}, 1},
	{{"minuto", 6}, 60}, {{"hora", 4}, 3600}, {{"dia", 3}, 86400},
};

/* Seconds of one unit; 0: the word is none. */
static int64_t
unit_of(struct view word)
{
	size_t i, n;

	while (word.n && !is_alpha(word.p[word.n - 1]))
		word.n--;
	if (word.n == 1)
		return *word.p == 's' ? 1 : *word.p == 'm' ? 60 :
		    *word.p == 'h' ? 3600 : 0;
	for (i = 0; i < sizeof units / sizeof units[0]; i++) {
		n = units[i].word.n;
		/* Plurals: minutes, minuten, mins. */
		if (view_starts(word, units[i].word) && word.n <= n + 2)
			return units[i].seconds;
	}
	return 0;
}

/* "00:05:00" or "5:00" as seconds; -1 when it is none. */
static int64_t
clock_time(struct view word)
{
	int64_t total = 0;
	struct view part, rest = word;
	uint64_t value;
	int parts = 0;
	bool more = true;

	for (; more; parts++) {
		more = view_cut(rest, ':', &part, &rest);
		if (parts == 3 || part.n > 3 || !view_uint(part, &value))
			return -1;
		total = total * 60 + (int64_t)value;
	}
	return parts > 1 ? total : -1;
}

/* Seconds at the start of text: "5 minutes", "300s", "00:05:00". */
static int64_t
time_at(struct view text)
{
	struct view word, digits, next = VIEW_NONE;
	uint64_t value;
	int64_t unit;
	size_t n = 0;

	view_word(&text, &word);
	while (word.n && strchr(".,;)!", word.p[word.n - 1]))
		word.n--;
	if (clock_time(word) >= 0)
		return clock_time(word);
	while (n < word.n && is_digit(word.p[n]))
		n++;
	digits = view_upto(word, n);
	if (n > 7 || !view_uint(digits, &value))
		return -1;
	if (n < word.n)
		unit = unit_of(view_from(word, n));
	else if (view_word(&text, &next))
		unit = unit_of(next);
	else
		unit = 0;
	return unit ? (int64_t)value * unit : -1;
}

static int64_t
wait_after(struct view text)
{
	struct view word;
	int64_t seconds;
	int i;

	for (i = 0; i <= WORDS_BETWEEN; i++) {
		text = view_ltrim(text);
		while (text.n && strchr(".,:;(", *text.p))
			text = view_ltrim(view_from(text, 1));
		seconds = view_empty(text) ? -1 : time_at(text);
		if (seconds > 0)
			return seconds <= HINT_WAIT_MAX ? seconds : INT_NONE;
		if (!view_word(&text, &word))
			break;
	}
	return INT_NONE;
}

static size_t
found(void *context, size_t phrase, struct view where)
{
	struct finding *f = context;
	const struct hint_row *row = tables.hint_rows + phrase;

	if (row->provider && !f->hints.provider)
		f->hints.provider = row->provider;
	if (row->blocklist && (!f->blocklist ||
	    row->blocklist < f->blocklist))
		f->blocklist = row->blocklist;
	if (row->wait && f->hints.wait == INT_NONE)
		f->hints.wait = wait_after(view_from(f->text,
		    (size_t)(where.p - f->text.p) + where.n));
	if (row->doubt && view_none(f->hints.doubt))
		f->hints.doubt = where;
	return tables.hints.count;
}

struct hints
hint_find(struct view folded)
{
	struct finding f = {{0, VIEW_NONE, INT_NONE, VIEW_NONE}, folded, 0};

	scan_text(&tables.hints, folded, found, &f);
	if (f.blocklist)
		f.hints.blocklist = tables_text(f.blocklist);
	return f.hints;
}
