/* Many phrases looked for in one pass over a text; see scan.h. */
#include "base/scan.h"

#include <assert.h>
#include <string.h>

/* One literal as it stands in the blob. */
struct literal {
	unsigned flags;
	struct view text;
};

struct search {
	const struct scan *scan;
	struct view text;
	size_t limit; /* phrases below it are of interest */
	scan_found *found;
	void *context;
};

static struct literal
literal_at(const char *blob)
{
	return (struct literal){(unsigned char)blob[0],
	    {blob + 2, (unsigned char)blob[1]}};
}

static bool
is_word(char c)
{
	return is_alpha(c) || is_digit(c);
}

/* The literal stands at p, which lies in text, and cuts no word. */
static bool
stands(struct view text, size_t at, struct literal literal)
{
	const char *p = text.p + at, *end = p + literal.text.n;

	if (literal.text.n > text.n - at ||
	    memcmp(p, literal.text.p, literal.text.n) != 0)
		return false;
	if ((literal.flags & SCAN_WORD_START) && at && is_word(*p) &&
	    is_word(p[-1]))
		return false;
	return !(literal.flags & SCAN_WORD_END) || end == text.p + text.n ||
	    !is_word(end[-1]) || !is_word(*end);
}

/* A sentence ends before at: "*" does not reach over that.  Three dots end
 * none, Sendmail writes them after addresses. */
static bool
sentence_ends(struct view text, size_t at)
{
	if (at < 3 || text.p[at - 1] != ' ')
		return false;
	return text.p[at - 2] == ';' ||
	    (text.p[at - 2] == '.' && text.p[at - 3] != '.');
}

/* The literals after the anchor's, each the nearest; sets *end. */
static bool
forward(const struct search *s, const char *blob, size_t count, size_t *end)
{
	struct literal literal;
	size_t at, stop;

	for (; count; count--, blob += literal.text.n + 2) {
		literal = literal_at(blob);
		stop = *end + SCAN_GAP;
		if (stop > s->text.n)
			stop = s->text.n;
		for (at = *end; at < stop; at++) {
			if (at > *end && sentence_ends(s->text, at))
				return false;
			if (s->text.p[at] == literal.text.p[0] &&
			    stands(s->text, at, literal))
				break;
		}
		if (at == stop)
			return false;
		*end = at + literal.text.n;
	}
	return true;
}

/* The literals before the anchor's, nearest first; sets *start. */
static bool
backward(const struct search *s, const struct literal *before, size_t count,
    size_t *start)
{
	size_t at, stop;

	while (count--) {
		if (*start < before[count].text.n)
			return false;
		at = *start - before[count].text.n;
		stop = at > SCAN_GAP ? at - SCAN_GAP : 0;
		while (s->text.p[at] != before[count].text.p[0] ||
		    !stands(s->text, at, before[count])) {
			if (at == stop)
				return false;
			at--;
			if (sentence_ends(s->text, at +
			    before[count].text.n + 1))
				return false;
		}
		*start = at;
	}
	return true;
}

/* The phrase stands in the text with its anchor at `at`. */
static bool
verify(const struct search *s, const struct scan_phrase *phrase, size_t at,
    struct view *where)
{
	const char *blob = s->scan->blob + phrase->text;
	const char *middle = blob + phrase->anchor;
	struct literal before[SCAN_LITERALS], literal = literal_at(middle);
	size_t count = 0, start, end;

	if (at < phrase->skip)
		return false;
	start = at - phrase->skip;
	if (!stands(s->text, start, literal))
		return false;
	end = start + literal.text.n;
	for (; blob < middle; blob += before[count++].text.n + 2) {
		assert(count < SCAN_LITERALS);
		before[count] = literal_at(blob);
	}
	if (!forward(s, middle + literal.text.n + 2,
	    phrase->literals - count - 1, &end) ||
	    !backward(s, before, count, &start))
		return false;
	*where = view_sub(s->text, start, end - start);
	return true;
}

/* Tries the phrases whose anchor is gram; it stands at `at`. */
static void
try_bucket(struct search *s, uint32_t gram, uint32_t hash, size_t at)
{
	const uint32_t *bucket = s->scan->buckets +
	    (hash >> (32 - s->scan->bucket_log));
	const struct scan_slot *slot = s->scan->slots + bucket[0];
	const struct scan_slot *end = s->scan->slots + bucket[1];
	struct view where;

	for (; slot < end && slot->phrase < s->limit; slot++) {
		if (slot->gram != gram)
			continue;
		if (verify(s, &s->scan->phrases[slot->phrase], at, &where))
			s->limit = s->found(s->context, slot->phrase, where);
	}
}

void
scan_text(const struct scan *scan, struct view text, scan_found *found,
    void *context)
{
	struct search s = {scan, text, scan->count, found, context};
	const unsigned shift = 32 - scan->bit_log;
	const uint32_t *bits = scan->bits;
	uint32_t hash, bit;
	size_t i;

	if (!scan->count)
		return;
	for (i = 0; i + SCAN_ANCHOR <= text.n; i++) {
		hash = scan_hash(scan_gram(text.p + i));
		bit = hash >> shift;
		if ((bits[bit >> 5] >> (bit & 31)) & 1)
			try_bucket(&s, scan_gram(text.p + i), hash, i);
	}
}
