/* Makes the tables of a scan; see scan-build.h. */
#include "base/scan-build.h"

#include <assert.h>
#include <string.h>

enum {
	FREQUENCY_LOG = 16,
	FREQUENCY_SIZE = 1 << FREQUENCY_LOG,
	FIRST_SEEN = 256
};

static uint32_t
hash_bytes(const char *p, size_t n)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	while (n--)
		hash = (hash ^ (unsigned char)*p++) * 16777619u;
	return hash;
}

static size_t
phrase_count(const struct scan_build *build)
{
	return build->phrases.n / sizeof(struct scan_phrase);
}

/* The nth phrase; dies with the next one filed. */
static struct scan_phrase *
phrase_number(const struct scan_build *build, size_t n)
{
	assert(n < phrase_count(build));
	return (struct scan_phrase *)(void *)build->phrases.p + n;
}

/* Bytes of the literals that start at offset at. */
static size_t
literals_size(const struct scan_build *build, size_t at, size_t count)
{
	size_t start = at;

	while (count--)
		at += (unsigned char)build->blob.p[at + 1] + 2u;
	return at - start;
}

/* How often the anchor with that key was met. */
static uint16_t *
frequency_of(const struct scan_build *build, uint32_t key)
{
	return build->frequency + (key >> (32 - FREQUENCY_LOG));
}

static void
learn(struct scan_build *build, uint32_t key)
{
	uint16_t *count = frequency_of(build, key);

	if (*count < UINT16_MAX)
		++*count;
}

void
scan_build_learn(struct scan_build *build, struct view text)
{
	size_t i;

	if (!build->frequency)
		build->frequency = ARENA_NEW(build->arena, uint16_t,
		    FREQUENCY_SIZE);
	for (i = 0; i + SCAN_ANCHOR <= text.n; i++)
		learn(build, scan_short(text.p + i));
}

/* Appends one literal; false when there is nothing in it. */
static bool
add_literal(struct buf *blob, struct view piece, bool first, bool last)
{
	unsigned flags = 0;
	struct view text = view_trim(piece);

	if (view_empty(text))
		return false;
	if ((first || piece.p[0] == ' ') && scan_inner(text.p[0]))
		flags |= SCAN_WORD_START;
	if ((last || piece.p[piece.n - 1] == ' ') &&
	    scan_inner(text.p[text.n - 1]))
		flags |= SCAN_WORD_END;
	buf_addc(blob, (char)flags);
	buf_addc(blob, (char)(unsigned char)text.n);
	buf_add(blob, text);
	return true;
}

/* Appends the literals of a phrase; their number, or 0 and *fault. */
static size_t
add_literals(struct buf *blob, struct view phrase, const char **fault)
{
	struct view piece, rest = phrase;
	size_t count = 0;
	bool longest = false, first = true, more = true;

	for (; more; first = false) {
		more = view_cut(rest, '*', &piece, &rest);
		if (piece.n > SCAN_LITERAL_MAX) {
			*fault = "text too long";
			return 0;
		}
		longest |= view_trim(piece).n >= SCAN_ANCHOR;
		count += add_literal(blob, piece, first, !more);
	}
	if (!longest)
		*fault = "text needs four letters in a row";
	else if (count > SCAN_LITERALS)
		*fault = "too many *";
	else
		return count;
	return 0;
}

/* Room for the number of the phrase whose literals are given. */
static uint32_t *
seen_slot(struct scan_build *build, struct view literals)
{
	struct scan_phrase *phrase;
	size_t i = hash_bytes(literals.p, literals.n), n;
	uint32_t *slot;

	for (;; i++) {
		slot = build->seen + (i & (build->seen_room - 1));
		if (!*slot)
			return slot;
		phrase = phrase_number(build, *slot - 1);
		n = literals_size(build, phrase->text, phrase->literals);
		if (view_eq(literals, (struct view){build->blob.p +
		    phrase->text, n}))
			return slot;
	}
}

static void
seen_grow(struct scan_build *build)
{
	struct scan_phrase *phrase;
	size_t i;

	if (build->seen_room > phrase_count(build) * 2)
		return;
	build->seen_room = build->seen_room ? build->seen_room * 4 : FIRST_SEEN;
	build->seen = ARENA_NEW(build->arena, uint32_t, build->seen_room);
	for (i = 0; i < phrase_count(build); i++) {
		phrase = phrase_number(build, i);
		*seen_slot(build, (struct view){build->blob.p + phrase->text,
		    literals_size(build, phrase->text, phrase->literals)}) =
		    (uint32_t)i + 1;
	}
}

size_t
scan_build_add(struct scan_build *build, struct view phrase,
    const char **fault)
{
	struct scan_phrase *made;
	size_t at = build->blob.n, count;
	uint32_t *slot;

	count = add_literals(&build->blob, phrase, fault);
	if (!count) {
		build->blob.n = at;
		return SIZE_MAX;
	}
	seen_grow(build);
	slot = seen_slot(build, (struct view){build->blob.p + at,
	    build->blob.n - at});
	if (*slot) {
		build->blob.n = at;
		return *slot - 1;
	}
	scan_build_learn(build, phrase);
	made = (struct scan_phrase *)(void *)buf_room(&build->phrases,
	    sizeof *made);
	*made = (struct scan_phrase){.text = (uint32_t)at,
	    .literals = (uint8_t)count};
	build->phrases.n += sizeof *made;
	*slot = (uint32_t)phrase_count(build);
	return *slot - 1;
}

/* Whether an anchor may start at byte i of a literal, wherever that stands. */
static bool
may_start(const char *literal, size_t i, bool inside)
{
	const char *p = literal + 2;

	return inside || scan_start(p[i], scan_inner(p[i]), i ?
	    scan_inner(p[i - 1]) : !(*literal & SCAN_WORD_START));
}

/* Counts the anchors of a phrase that start where words do. */
static void
learn_starts(struct scan_build *build, const struct scan_phrase *phrase)
{
	const char *literal = build->blob.p + phrase->text;
	size_t left, n, i;

	for (left = phrase->literals; left; left--, literal += n + 2) {
		n = (unsigned char)literal[1];
		for (i = 0; i + SCAN_ANCHOR <= n; i++) {
			if (!may_start(literal, i, false))
				continue;
			learn(build, scan_short(literal + 2 + i));
			if (i + SCAN_WIDE <= n)
				learn(build, scan_wide(literal + 2 + i));
		}
	}
}

static uint32_t
key_of(const char *anchor, size_t size)
{
	return size == SCAN_WIDE ? scan_wide(anchor) : scan_short(anchor);
}

/* Picks the phrase's rarest anchor of that size; false when it has none. */
static bool
pick(struct scan_build *build, struct scan_phrase *phrase, size_t size,
    bool inside)
{
	const char *blob = build->blob.p + phrase->text, *literal = blob;
	unsigned best = UINT16_MAX + 1u, count;
	size_t left, n, i;

	for (left = phrase->literals; left; left--, literal += n + 2) {
		n = (unsigned char)literal[1];
		for (i = 0; i + size <= n; i++) {
			if (!may_start(literal, i, inside))
				continue;
			count = *frequency_of(build,
			    key_of(literal + 2 + i, size));
			if (count >= best)
				continue;
			best = count;
			phrase->anchor = (uint16_t)(literal - blob);
			phrase->skip = (uint8_t)i;
		}
	}
	return best <= UINT16_MAX;
}

/* Picks the phrase's anchor; its key.  Where anchors start anywhere it is made
 * less rare; else it is better that phrases share what texts seldom have. */
static uint32_t
choose(struct scan_build *build, struct scan_phrase *phrase, bool inside)
{
	bool wide = !inside && pick(build, phrase, SCAN_WIDE, false);
	bool found = wide || pick(build, phrase, SCAN_ANCHOR, inside);
	uint16_t *count;
	uint32_t key;

	assert(found);
	key = key_of(build->blob.p + phrase->text + phrase->anchor + 2 +
	    phrase->skip, wide ? SCAN_WIDE : SCAN_ANCHOR);
	count = frequency_of(build, key);
	if (inside && *count < UINT16_MAX - 16)
		*count = (uint16_t)(*count + 16);
	return key;
}

/* Chooses all anchors; whether they may start inside words, which they must
 * when there is a phrase in which no word starts. */
static bool
choose_all(struct scan_build *build, uint32_t *keys)
{
	size_t count = phrase_count(build), i;
	bool inside = build->inside;

	for (i = 0; i < count && !inside; i++)
		inside = !pick(build, phrase_number(build, i), SCAN_ANCHOR,
		    false);
	if (count && !inside) {
		memset(build->frequency, 0,
		    FREQUENCY_SIZE * sizeof *build->frequency);
		for (i = 0; i < count; i++)
			learn_starts(build, phrase_number(build, i));
	}
	for (i = 0; i < count; i++)
		keys[i] = choose(build, phrase_number(build, i), inside);
	return inside;
}

static struct scan_slot
slot_of(const struct scan_build *build, size_t number, uint32_t key)
{
	const struct scan_phrase *phrase = phrase_number(build, number);
	const char *literal = build->blob.p + phrase->text + phrase->anchor;
	uint8_t last = (uint8_t)((unsigned char)literal[1] - SCAN_ANCHOR);

	return (struct scan_slot){
		.key = key, .end = scan_gram(literal + 2 + last),
		.literal = phrase->text + phrase->anchor,
		.phrase = (uint32_t)number, .skip = phrase->skip,
		.to_end = (uint8_t)(last - phrase->skip),
		.alone = phrase->literals == 1,
	};
}

/* Files the anchors by hash; phrases of one bucket stay in order. */
static void
file_anchors(struct scan_build *build, struct scan *scan,
    const uint32_t *keys)
{
	size_t buckets = (size_t)1 << scan->bucket_log, bucket, i, sum = 0;
	uint32_t *bits = ARENA_NEW(build->arena, uint32_t,
	    ((size_t)1 << scan->bit_log) / 32);
	uint32_t *starts = ARENA_NEW(build->arena, uint32_t, buckets + 1);
	struct scan_slot *slots = ARENA_NEW(build->arena, struct scan_slot,
	    scan->count);
	uint32_t *counts = ARENA_NEW(build->arena, uint32_t, buckets), bit;

	for (i = 0; i < scan->count; i++) {
		counts[keys[i] >> (32 - scan->bucket_log)]++;
		bit = keys[i] >> (32 - scan->bit_log);
		bits[bit >> 5] |= UINT32_C(1) << (bit & 31);
	}
	for (i = 0; i < buckets; i++) {
		starts[i] = (uint32_t)sum;
		sum += counts[i];
		counts[i] = starts[i];
	}
	starts[buckets] = (uint32_t)sum;
	for (i = 0; i < scan->count; i++) {
		bucket = keys[i] >> (32 - scan->bucket_log);
		slots[counts[bucket]++] = slot_of(build, i, keys[i]);
	}
	scan->bits = bits;
	scan->buckets = starts;
	scan->slots = slots;
}

struct scan
scan_build_finish(struct scan_build *build)
{
	struct scan scan = {.count = phrase_count(build), .bit_log = 10,
	    .bucket_log = 6};
	uint32_t *keys = ARENA_NEW(build->arena, uint32_t, scan.count + 1);
	struct scan_phrase *phrases;

	/* One bucket for each phrase, and one bit in sixteen set, as long as
	 * the hash has bits; in 4 KB still fewer. */
	while (scan.bucket_log < 24 &&
	    (size_t)1 << scan.bucket_log < scan.count) {
		scan.bucket_log++;
		scan.bit_log++;
	}
	if (scan.bit_log < 15)
		scan.bit_log = 15;
	scan.inside = choose_all(build, keys);
	file_anchors(build, &scan, keys);
	scan.blob = arena_copy(build->arena, buf_view(&build->blob)).p;
	phrases = ARENA_NEW(build->arena, struct scan_phrase, scan.count + 1);
	if (scan.count)
		memcpy(phrases, build->phrases.p, build->phrases.n);
	scan.phrases = phrases;
	buf_free(&build->blob);
	buf_free(&build->phrases);
	return scan;
}
