/* Local parts that are known to be some; see known.h. */
#include "base/known.h"

#include <stdlib.h>
#include <string.h>

#include "base/spot.h"

enum { PART_MIN = 3 /* bytes of what a local part is made of */ };

static void
add(struct known *known, struct view word)
{
	if (word.n == 0 || word.n > KNOWN_WORD_MAX || known->n == KNOWN_MAX)
		return;
	known->v = arena_more(known->arena, known->v, known->n,
	    sizeof *known->v);
	known->v[known->n++].text = word;
	known->begins[(unsigned char)word.p[0]] = true;
	known->sorted = false;
}

static void
add_part(struct known *known, struct view part)
{
	if (part.n >= PART_MIN)
		add(known, part);
}

/* What follows the last of these characters. */
static struct view
after(struct view v, const char *characters)
{
	size_t i = v.n;

	while (i > 0 && !strchr(characters, v.p[i - 1]))
		i--;
	return view_from(v, i);
}

/* tag+local=domain, tag-local=domain, prvs=tag=local, SRS0=...=local */
static void
add_carried(struct known *known, struct view local)
{
	size_t sign = view_rchr(local, '=');
	struct view tail, head;

	if (sign == VIEW_NPOS)
		return;
	tail = view_from(local, sign + 1);
	head = view_upto(local, sign);
	if (view_chr(tail, '.') == VIEW_NPOS) {
		add_part(known, tail);
		return;
	}
	add_part(known, after(head, "=+"));
	add_part(known, after(head, "=+-"));
}

void
known_learn(struct known *known, struct view address)
{
	size_t at = view_rchr(address, '@');
	struct view local = spot_local(known->arena, view_upto(address,
	    at == VIEW_NPOS ? address.n : at)), head, tail;

	add(known, local);
	if (view_cut(local, '%', &head, &tail))
		add_part(known, head);
	if (view_cut(local, '+', &head, &tail))
		add_part(known, head);
	if (view_chr(local, '!') != VIEW_NPOS)
		add_part(known, after(local, "!"));
	add_carried(known, local);
}

void
known_learn_text(struct known *known, struct view text, size_t least)
{
	struct spot spot;

	for (size_t i = 0; spot_next(text, i, &spot); i = spot.end)
		if (spot.at - spot.start >= least)
			known_learn(known, view_sub(text, spot.start,
			    spot.end - spot.start));
}

static int
compare(const void *a, const void *b)
{
	struct view v = ((const struct known_word *)a)->text;
	struct view w = ((const struct known_word *)b)->text;
	int order = memcmp(v.p, w.p, v.n < w.n ? v.n : w.n);

	return order ? order : (v.n > w.n) - (v.n < w.n);
}

/* Sorted, each once, and each with the longest that it begins with: that is
 * among the ones before it, and what these begin with. */
static void
sort(struct known *known)
{
	const struct known_word *last = NULL;
	size_t n = 0;

	qsort(known->v, known->n, sizeof *known->v, compare);
	for (size_t i = 0; i < known->n; i++) {
		if (n > 0 && view_eq(known->v[i].text, known->v[n - 1].text))
			continue;
		known->v[n].text = known->v[i].text;
		while (last && !view_starts(known->v[n].text, last->text))
			last = last->shorter;
		known->v[n].shorter = last;
		last = &known->v[n++];
	}
	known->n = n;
	known->sorted = true;
}

static bool
is_alnum(char c)
{
	return is_alpha(c) || is_digit(c);
}

/* Order of the text, its ASCII letters taken for small ones, and a word: 0
 * when the text begins with the word. */
static int
order(struct view text, struct view word)
{
	for (size_t i = 0; i < word.n; i++) {
		unsigned char c, w = (unsigned char)word.p[i];

		if (i == text.n)
			return -1;
		c = (unsigned char)to_lower(text.p[i]);
		if (c != w)
			return c < w ? -1 : 1;
	}
	return 0;
}

/* The last word that sorts before the text or begins it: all that begin the
 * text are that one and those that it begins with. */
static const struct known_word *
last_before(const struct known *known, struct view text)
{
	size_t low = 0, high = known->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (order(text, known->v[middle].text) >= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &known->v[low - 1] : NULL;
}

/* text[i, end) belongs to host.example or example.tld. */
static bool
in_host(struct view text, size_t i, size_t end)
{
	if (i > 1 && text.p[i - 1] == '.' && is_alnum(text.p[i - 2]))
		return true;
	while (end < text.n && (is_alnum(text.p[end]) || text.p[end] == '-'))
		end++;
	return end + 1 < text.n && text.p[end] == '.' &&
	    is_alnum(text.p[end + 1]);
}

static bool
stands_alone(struct view text, size_t i, size_t end)
{
	bool left = i == 0 || !is_alnum(text.p[i - 1]) ||
	    !is_alnum(text.p[i]);
	bool right = end == text.n || !is_alnum(text.p[end]) ||
	    !is_alnum(text.p[end - 1]);

	return left && right;
}

/* A single letter is a word of many a text: it counts in quotes or brackets
 * only. */
static bool
is_enclosed(struct view text, size_t i, size_t end)
{
	return i > 0 && end < text.n && text.p[i - 1] && text.p[end] &&
	    strchr("<'\"`([", text.p[i - 1]) &&
	    strchr(">'\")]", text.p[end]);
}

size_t
known_find(struct known *known, struct view text, size_t i, bool whole_hosts)
{
	const struct known_word *word;
	struct view rest = view_from(text, i);

	if (known->n == 0 || rest.n == 0 ||
	    !known->begins[(unsigned char)to_lower(rest.p[0])])
		return 0;
	if (i > 0 && is_alnum(text.p[i]) && is_alnum(text.p[i - 1]))
		return 0;
	if (!known->sorted)
		sort(known);
	word = last_before(known, rest);
	for (; word; word = word->shorter)
		if (order(rest, word->text) == 0 &&
		    stands_alone(text, i, i + word->text.n) &&
		    (word->text.n > 1 || is_enclosed(text, i, i + 1)) &&
		    !(whole_hosts && in_host(text, i, i + word->text.n)))
			return word->text.n;
	return 0;
}
