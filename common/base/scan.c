/* Many phrases looked for in one pass over a text; see scan.h. */
#include "base/scan.h"

#include <assert.h>
#include <string.h>

#include "base/lanes.h"

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

/* The literal, which stands at `at`, cuts no word. */
static inline bool
is_whole(struct view text, size_t at, struct literal literal)
{
	const char *p = text.p + at, *end = p + literal.text.n;

	if ((literal.flags & SCAN_WORD_START) && at && scan_inner(p[-1]))
		return false;
	return !(literal.flags & SCAN_WORD_END) || end == text.p + text.n ||
	    !scan_inner(*end);
}

/* The literal stands at `at`, which lies in text, and cuts no word. */
static bool
stands(struct view text, size_t at, struct literal literal)
{
	return literal.text.n <= text.n - at && memcmp(text.p + at,
	    literal.text.p, literal.text.n) == 0 &&
	    is_whole(text, at, literal);
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

/* Whether a literal stands anywhere from one start to another: most do not,
 * which need not be looked for byte by byte. */
static bool
is_near(const struct search *s, struct literal literal, size_t from,
    size_t stop)
{
	return view_find(view_sub(s->text, from, stop - from +
	    literal.text.n), literal.text) != VIEW_NPOS;
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
		if (!is_near(s, literal, *end, stop))
			return false;
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
		if (!is_near(s, before[count], stop, at))
			return false;
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

/* Whether n bytes are the same, of which there are as many as in an anchor. */
static inline bool
same(const char *p, const char *q, size_t n)
{
	size_t last = n - WORD_SIZE;

	if (n < WORD_SIZE)
		return scan_gram(p) == scan_gram(q) &&
		    scan_gram(p + n - SCAN_ANCHOR) ==
		    scan_gram(q + n - SCAN_ANCHOR);
	for (size_t i = 0; i < last; i += WORD_SIZE)
		if (word_load(p + i) != word_load(q + i))
			return false;
	return word_load(p + last) == word_load(q + last);
}

/* The phrase stands in the text with its anchor at `at`, from where there are
 * as many bytes as its literal has. */
static inline bool
verify(const struct search *s, const struct scan_slot *slot, size_t at,
    struct view *where)
{
	const struct literal literal = literal_at(s->scan->blob +
	    slot->literal);
	const size_t start = at - slot->skip;

	if (at < slot->skip || !same(s->text.p + start, literal.text.p,
	    literal.text.n) || !is_whole(s->text, start, literal))
		return false;
	*where = (struct view){s->text.p + start, literal.text.n};
	return slot->alone || others(s, &s->scan->phrases[slot->phrase],
	    start, start + literal.text.n, where);
}

/* Tries the phrases whose anchor has this key; it stands at `at`. */
static inline void
try_bucket(struct search *s, uint32_t key, size_t at)
{
	const uint32_t *bucket = s->scan->buckets +
	    (key >> (32 - s->scan->bucket_log));
	const struct scan_slot *slot = s->scan->slots + bucket[0];
	const struct scan_slot *end = s->scan->slots + bucket[1];
	const size_t last = s->text.n - SCAN_ANCHOR;
	struct view where;

	for (; slot < end; slot++) {
		/* What begins as a literal seldom ends as it. */
		if (slot->key != key || at + slot->to_end > last ||
		    scan_gram(s->text.p + at + slot->to_end) != slot->end)
			continue;
		if (slot->phrase >= s->limit)
			break;
		if (verify(s, slot, at, &where))
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
	uint32_t bit = key >> filter.shift;

	return (filter.bits[bit >> 5] >> (bit & 31)) & 1;
}

/* What may be anchors in a block: two at a byte, if at all. */
struct anchors {
	size_t n;
	uint32_t key[2 * BLOCK];
	unsigned char at[2 * BLOCK];
};

static inline void
note(struct anchors *anchors, struct filter filter, uint32_t key, unsigned at)
{
	anchors->key[anchors->n] = key;
	anchors->at[anchors->n] = (unsigned char)at;
	anchors->n += listed(filter, key); /* no branch, it depends on chance */
}

static void
try_anchors(struct search *s, size_t block, const struct anchors *anchors)
{
	const uint32_t *key = anchors->key;
	const unsigned char *at = anchors->at;

	for (size_t i = 0; i < anchors->n; i++)
		/* No phrase is found twice. */
		if (i == 0 || key[i] != key[i - 1] || at[i] != at[i - 1])
			try_bucket(s, key[i], block + at[i]);
}

/* Each byte. */
static void
try_bytes(struct search *s, struct filter filter)
{
	struct anchors anchors;
	const char *p = s->text.p;
	size_t end = s->text.n - SCAN_ANCHOR + 1;

	for (size_t i = 0; i < end; i += BLOCK) {
		anchors.n = 0;
		for (unsigned at = 0; at < BLOCK && i + at < end; at++)
			note(&anchors, filter, scan_short(p + i + at), at);
		try_anchors(s, i, &anchors);
	}
}

/* Bit i is whether byte i of a block is 0x80 or 0. */
static inline uint64_t
pack(const char *marks)
{
	uint64_t bits = 0;

#pragma GCC unroll 8
	for (size_t i = 0; i < BLOCK; i += WORD_SIZE)
		bits |= word_load(marks + i) *
		    UINT64_C(0x0002040810204081) >> 56 << i;
	return bits;
}

/* The bytes of a block that begin a character beyond ASCII. */
static uint64_t
find_leads(const char *p)
{
	char leads[BLOCK];

	for (size_t i = 0; i < BLOCK; i++)
		leads[i] = (char)((unsigned char)p[i] >= 0xc0 ? 0x80 : 0);
	return pack(leads);
}

/* The bytes of a block at which anchors may start; *inner is whether the byte
 * before it is a letter or digit, then the last one.  Compilers make vector
 * code of this form. */
static inline uint64_t
find_starts(const char *p, uint64_t *inner)
{
	char marks[BLOCK];
	uint64_t bits, starts;
	lanes c, is_inner, any = {0};

	for (size_t i = 0; i < BLOCK; i += LANES) {
		lanes_load(&c, p + i);
		any |= c;
		is_inner = (lanes)((c | 0x20) - 'a' < 26) |
		    (lanes)(c - '0' < 10);
		is_inner &= 0x80;
		lanes_store(marks + i, &is_inner);
	}
	any &= 0x80;
	bits = pack(marks);
	starts = bits & ~(bits << 1 | *inner);
	*inner = bits >> (BLOCK - 1);
	return lanes_any(&any) ? starts | find_leads(p) : starts;
}

/* Where words start.  Of the bytes behind a block some may be looked at, which
 * are 0 behind the text. */
static void
try_starts(struct search *s, struct filter filter)
{
	struct anchors anchors;
	char last[BLOCK + SCAN_WIDE];
	const char *p = s->text.p;
	uint64_t inner = 0, starts;
	unsigned at;

	for (size_t i = 0; i < s->text.n; i += BLOCK, p += BLOCK) {
		if (s->text.n - i < sizeof last) {
			memset(last, 0, sizeof last);
			p = memcpy(last, s->text.p + i, s->text.n - i);
		}
		anchors.n = 0;
		starts = find_starts(p, &inner);
		for (; starts; starts &= starts - 1) {
			at = (unsigned)__builtin_ctzll(starts);
			note(&anchors, filter, scan_short(p + at), at);
			note(&anchors, filter, scan_wide(p + at), at);
		}
		try_anchors(s, i, &anchors);
	}
}

void
scan_text(const struct scan *scan, struct view text, scan_found *found,
    void *context)
{
	struct search s = {scan, text, scan->count, found, context};
	const struct filter filter = {scan->bits, 32 - scan->bit_log};

	if (!scan->count || text.n < SCAN_ANCHOR)
		return;
	if (scan->inside)
		try_bytes(&s, filter);
	else
		try_starts(&s, filter);
}
