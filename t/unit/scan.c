/*
 * base/scan: what is found in random texts, beside what comparing each phrase
 * at each byte finds.  Prints a line for each test; exit status 1 when one
 * fails.
 */
#include "base/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan-build.h"
#include "check.h"

enum { PHRASES = 12, LONGEST = 300, HITS = PHRASES * LONGEST };

struct hit {
	size_t phrase, at, end;
};

struct hits {
	struct view text;
	struct hit v[HITS];
	size_t n, limit; /* phrases below it are of interest */
};

/* Words of two letters and digits, signs, two and three bytes of UTF-8, and
 * half of them. */
static struct view
random_text(char *room, size_t n)
{
	static const char *const pieces[] = {
		"a", "a", "a", "b", "B", "ab", "1", " ", " ", "-", ">", "a ",
		"\xd0\xb6", "\xe9\x82\xae", "\xe9\x82\xae", "\x82", "@",
		"abab ba", "aaaa", "[`{/:",
	};
	struct view text = {room, 0};

	while (text.n < n) {
		const char *piece = pieces[random_below(
		    sizeof pieces / sizeof *pieces)];
		size_t more = strlen(piece);

		if (more > n - text.n)
			more = n - text.n;
		memcpy(room + text.n, piece, more);
		text.n += more;
	}
	return text;
}

static size_t
found(void *context, size_t phrase, struct view where)
{
	struct hits *hits = context;
	size_t at = (size_t)(where.p - hits->text.p);

	if (hits->n < HITS)
		hits->v[hits->n++] = (struct hit){phrase, at, at + where.n};
	return hits->limit;
}

static bool
is_inner(struct view text, size_t at)
{
	return at < text.n && (is_alpha(text.p[at]) || is_digit(text.p[at]));
}

/* Whether the phrase, with a "*" at its ends or without, stands there. */
static bool
stands(struct view text, size_t at, struct view phrase, size_t *end)
{
	bool first = phrase.p[0] != '*' || phrase.p[1] == ' ';
	bool last = phrase.p[phrase.n - 1] != '*' ||
	    phrase.p[phrase.n - 2] == ' ';

	if (phrase.p[0] == '*')
		phrase = view_from(phrase, 1);
	if (phrase.p[phrase.n - 1] == '*')
		phrase.n--;
	phrase = view_trim(phrase);
	*end = at + phrase.n;
	if (!view_starts(view_from(text, at), phrase))
		return false;
	if (first && at && is_inner(text, at) && is_inner(text, at - 1))
		return false;
	return !last || !is_inner(text, *end - 1) || !is_inner(text, *end);
}

/* A piece of the text, or any; with a "*" at its ends or without. */
static struct view
random_phrase(char *room, struct view text)
{
	size_t n = 4 + random_below(24), at = 0;
	struct view middle;

	if (random_below(2))
		room[at++] = '*';
	if (random_below(2))
		room[at++] = ' ';
	if (text.n > n)
		middle = view_sub(text, random_below(text.n - n), n);
	else
		middle = random_text(room + at, n);
	memmove(room + at, middle.p, n);
	at += n;
	if (random_below(2))
		room[at++] = ' ';
	if (random_below(2))
		room[at++] = '*';
	return (struct view){room, at};
}

static bool
has(const struct hits *hits, struct hit hit)
{
	size_t n = 0;

	for (size_t i = 0; i < hits->n; i++)
		n += memcmp(&hits->v[i], &hit, sizeof hit) == 0;
	return n == 1;
}

/* Every phrase is found once where it stands, and nowhere else. */
static bool
same(const struct hits *hits, const struct view *phrases, size_t n)
{
	size_t wanted = 0, at, end;

	for (size_t i = 0; i < n; i++)
		for (at = 0; at < hits->text.n; at++) {
			if (!stands(hits->text, at, phrases[i], &end))
				continue;
			wanted++;
			if (!has(hits, (struct hit){i, at, end}))
				return false;
		}
	return wanted == hits->n;
}

/* The text stands at the end of its memory, for the sanitizers' sake. */
static void
search(const struct scan *scan, struct view text, struct hits *hits)
{
	char *copy = malloc(text.n + 1);

	if (!copy)
		abort();
	memcpy(copy + 1, text.p, text.n);
	hits->text = (struct view){copy + 1, text.n};
	hits->n = 0;
	scan_text(scan, hits->text, found, hits);
	hits->text = text;
	free(copy);
}

/* Searches that differ from what is there, of one; counts the sets for which
 * each byte is looked at, and what is found. */
static size_t
compare(bool inside, size_t *insides, size_t *met)
{
	char room[LONGEST], rooms[PHRASES][32];
	struct view text, phrases[PHRASES], one;
	struct hits hits = {.limit = PHRASES};
	struct arena arena = {0};
	struct scan_build build = {.arena = &arena, .inside = inside};
	struct scan scan;
	const char *fault;
	size_t n = 0;

	text = random_text(room, random_below(LONGEST));
	for (size_t i = 0; i < PHRASES; i++) {
		one = random_phrase(rooms[n], text);
		if (scan_build_add(&build, one, &fault) == n)
			phrases[n++] = one;
	}
	scan = scan_build_finish(&build);
	*insides += scan.inside;
	search(&scan, text, &hits);
	*met += hits.n;
	arena_free(&arena);
	return !same(&hits, phrases, n);
}

static void
check_random(void)
{
	size_t wrong = 0, anywhere = 0, insides = 0, all = 0, met = 0, i;

	for (i = 0; i < 4000; i++)
		wrong += compare(false, &insides, &met);
	check("what is there is found", wrong == 0 && met > 5 * i);
	check("sets have phrases in which no word starts, or none",
	    insides > i / 10 && insides < i - i / 10);
	for (i = 0; i < 1000; i++)
		anywhere += compare(true, &all, &met);
	check("each byte is looked at when that is asked for",
	    anywhere == 0 && all == i);
}

/* What is found of one phrase in a text. */
static struct hits
find(const char *phrase, const char *text, bool *inside)
{
	struct hits hits = {.limit = 1};
	struct arena arena = {0};
	struct scan_build build = {.arena = &arena};
	struct scan scan;
	const char *fault = NULL;

	scan_build_add(&build, view_of(phrase), &fault);
	scan = scan_build_finish(&build);
	search(&scan, view_of(text), &hits);
	*inside = scan.inside;
	arena_free(&arena);
	return hits;
}

static const struct {
	const char *phrase, *text;
	size_t n, at, end; /* of the first one found */
	bool inside;
} cases[] = {
	{"no user", "no user", 1, 0, 7, false},
	{"no user", "casino users, no user", 1, 14, 21, false},
	{"no user*", "no users", 1, 0, 7, false},
	{"*no user", "casino user", 1, 4, 11, false},
	{"*user", "superuser", 1, 5, 9, true},
	{"*user*", "superusers", 1, 5, 9, true},
	{"* user", "superuser user", 1, 10, 14, false},
	{">>>>", "x>>>>y", 1, 1, 5, true},
	{"-----", "a ------", 2, 2, 7, true},
	{"(delay)", "x(delay)", 1, 1, 8, false},
	{">>> mail", "x>>> mail", 1, 1, 9, false},
	{"\xe9\x80\x80\xe4\xbf\xa1", "re:\xe9\x80\x80\xe4\xbf\xa1", 1, 3, 9,
	    false},
	{"\xe9\x80\x80\xe4\xbf\xa1", "x\xe9\x80\x80\xe4\xbf\xa1y", 1, 1, 7,
	    false},
	{"*\xe9\x80\x80\xe4\xbf\xa1*", "\xe4\xbf\xa1\xe9\x80\x80\xe4\xbf\xa1",
	    1, 3, 9, false},
	{"user * unknown", "user bob is unknown", 1, 0, 19, false},
	{"user * unknown", "user bob. this is unknown", 0, 0, 0, false},
	{"a * mailbox * b", "a full mailbox of b", 1, 0, 19, false},
	{"mail*box", "mailinbox", 1, 0, 9, false},
};

static void
check_cases(void)
{
	struct hits hits;
	bool inside, good;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		hits = find(cases[i].phrase, cases[i].text, &inside);
		good = hits.n == cases[i].n && inside == cases[i].inside &&
		    (hits.n == 0 || (hits.v[0].at == cases[i].at &&
		    hits.v[0].end == cases[i].end));
		check(cases[i].phrase, good);
	}
}

/* Phrases from the limit on are not found any more. */
static void
check_limit(bool inside)
{
	static const char text[] = "mailbox full mailbox unknown mailbox full";
	struct hits hits = {.limit = 1};
	struct arena arena = {0};
	struct scan_build build = {.arena = &arena, .inside = inside};
	struct scan scan;
	const char *fault;

	scan_build_add(&build, VIEW("mailbox unknown"), &fault);
	scan_build_add(&build, VIEW("mailbox full"), &fault);
	scan = scan_build_finish(&build);
	search(&scan, view_of(text), &hits);
	check("phrases without interest are not tried", hits.n == 2 &&
	    hits.v[0].phrase == 1 && hits.v[1].phrase == 0);
	arena_free(&arena);
}

int
main(void)
{
	struct scan none = {.count = 0};
	struct hits hits = {.limit = 0};

	search(&none, VIEW("mailbox full"), &hits);
	check("a set without phrases finds nothing", hits.n == 0);
	check_cases();
	check_limit(false);
	check_limit(true);
	check_random();
	return check_end();
}
