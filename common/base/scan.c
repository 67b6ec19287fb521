/* Many phrases looked for in one pass over a text; see scan.h. */
#include "base/scan.h"

#include <assert.h>
#include <string.h>

#include "base/word.h"

enum { BLOCK = 64 }; /* bytes of the text looked at in one step */

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

/* The literal stands at p, which lies in text, and cuts no word. */
static bool
stands(struct view text, size_t at, struct literal literal)
{
	const char *p = text.p + at, *end = p + literal.text.n;

	if (literal.text.n > text.n - at ||
	    memcmp(p, literal.text.p, literal.text.n) != 0)
		return false;
	if ((literal.flags & SCAN_WORD_START) && at && scan_inner(*p) &&
	    scan_inner(p[-1]))
		return false;
	return !(literal.flags & SCAN_WORD_END) || end == text.p + text.n ||
	    !scan_inner(end[-1]) || !scan_inner(*end);
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

/* The phrase's literals beside the anchor's stand around it, which is from
 * start to end; sets where. */
static bool
others(const struct search *s, const struct scan_phrase *phrase, size_t start,
    size_t end, struct view *where)
{
	const char *blob = s->scan->blob + phrase->text;
	const char *middle = blob + phrase->anchor;
	struct literal before[SCAN_LITERALS];
	size_t count = 0;

	for (; blob < middle; blob += before[count++].text.n + 2) {
		assert(count < SCAN_LITERALS);
		before[count] = literal_at(blob);
	}
	if (!forward(s, middle + literal_at(middle).text.n + 2,
	    phrase->literals - count - 1, &end) ||
	    !backward(s, before, count, &start))
		return false;
	*where = view_sub(s->text, start, end - start);
	return true;
}

/* The phrase stands in the text with its anchor at `at`. */
static bool
verify(const struct search *s, const struct scan_phrase *phrase, size_t at,
    struct view *where)
{
	const struct literal literal = literal_at(s->scan->blob +
	    phrase->text + phrase->anchor);
	const size_t start = at - phrase->skip;

	if (at < phrase->skip || !stands(s->text, start, literal))
		return false;
	*where = view_sub(s->text, start, literal.text.n);
	return phrase->literals == 1 ||
	    others(s, phrase, start, start + literal.text.n, where);
}

/* Tries the phrases whose anchor has this key; it stands at `at`. */
static void
try_bucket(struct search *s, uint32_t key, size_t at)
{
	const uint32_t *bucket = s->scan->buckets +
	    (scan_hash(key) >> (32 - s->scan->bucket_log));
	const struct scan_slot *slot = s->scan->slots + bucket[0];
	const struct scan_slot *end = s->scan->slots + bucket[1];
	const size_t left = s->text.n - SCAN_ANCHOR - at;
	struct view where;

	for (; slot < end && slot->phrase < s->limit; slot++) {
		/* What begins as a literal seldom ends as it. */
		if (slot->key != key || slot->to_end > left ||
		    scan_gram(s->text.p + at + slot->to_end) != slot->end)
			continue;
		if (verify(s, &s->scan->phrases[slot->phrase], at, &where))
			s->limit = s->found(s->context, slot->phrase, where);
	}
}

/* The bits of a scan: whether an anchor may have a key. */
struct filter {
	const uint32_t *bits;
	unsigned shift;
};

static inline bool
listed(struct filter filter, uint32_t key)
{
	uint32_t bit = scan_hash(key) >> filter.shift;

	return (filter.bits[bit >> 5] >> (bit & 31)) & 1;
}

static void
try_bytes(struct search *s, struct filter filter)
{
	uint32_t key;
	size_t i;

	for (i = 0; i + SCAN_ANCHOR <= s->text.n; i++) {
		key = scan_gram(s->text.p + i);
		if (listed(filter, key))
			try_bucket(s, key, i);
	}
}

static inline void
try_start(struct search *s, struct filter filter, size_t at)
{
	const char *p = s->text.p + at;
	size_t left = s->text.n - at;
	uint32_t key, wide;

	if (left < SCAN_ANCHOR)
		return;
	key = scan_gram(p);
	if (listed(filter, key))
		try_bucket(s, key, at);
	if (left < SCAN_WIDE)
		return;
	wide = scan_wide(p); /* no phrase is found twice */
	if (wide != key && listed(filter, wide))
		try_bucket(s, wide, at);
}

/* Notes of each byte of a block whether a word starts there; *inner is whether
 * the byte before it is a letter or digit, then the last one.  Compilers make
 * vector code of this form. */
static inline void
find_starts(unsigned char *starts, const char *p, unsigned char *inner)
{
	unsigned char is_inner[1 + BLOCK];

	is_inner[0] = *inner;
	for (size_t i = 0; i < BLOCK; i++)
		is_inner[i + 1] = scan_inner(p[i]);
	for (size_t i = 0; i < BLOCK; i++)
		starts[i] = scan_start(p[i], is_inner[i + 1], is_inner[i]);
	*inner = is_inner[BLOCK];
}

static void
try_starts(struct search *s, struct filter filter)
{
	unsigned char starts[BLOCK], inner = 0;
	char last[BLOCK] = {0};
	const char *p = s->text.p;
	size_t i, j;
	uint64_t mask;

	for (i = 0; i < s->text.n; i += BLOCK, p += BLOCK) {
		if (s->text.n - i < BLOCK)
			p = memcpy(last, p, s->text.n - i);
		find_starts(starts, p, &inner);
		for (j = 0; j < BLOCK; j += WORD_SIZE) {
			mask = word_load((const char *)starts + j);
			for (; mask; mask &= mask - 1)
				try_start(s, filter,
				    i + j + word_first(mask));
		}
	}
}

void
scan_text(const struct scan *scan, struct view text, scan_found *found,
    void *context)
{
	struct search s = {scan, text, scan->count, found, context};
	const struct filter filter = {scan->bits, 32 - scan->bit_log};

	if (!scan->count)
		return;
	if (scan->inside)
		try_bytes(&s, filter);
	else
		try_starts(&s, filter);
}
