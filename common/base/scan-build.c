/* Makes the tables of a scan; see scan-build.h. */
#include "base/scan-build.h"

#include <assert.h>
#include <string.h>

enum { FREQUENCY_LOG = 16, FIRST_SEEN = 256 };

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

void
scan_build_learn(struct scan_build *build, struct view text)
{
	uint16_t *count;
	size_t i;

	if (!build->frequency)
		build->frequency = ARENA_NEW(build->arena, uint16_t,
		    (size_t)1 << FREQUENCY_LOG);
	for (i = 0; i + SCAN_ANCHOR <= text.n; i++) {
		count = build->frequency +
		    (scan_hash(scan_gram(text.p + i)) >> (32 - FREQUENCY_LOG));
		if (*count < UINT16_MAX)
			++*count;
	}
}

/* Appends one literal; false when there is nothing in it. */
static bool
add_literal(struct buf *blob, struct view piece, bool first, bool last)
{
	unsigned flags = 0;
	struct view text = view_trim(piece);

	if (first || (piece.n && piece.p[0] == ' '))
		flags |= SCAN_WORD_START;
	if (last || (piece.n && piece.p[piece.n - 1] == ' '))
		flags |= SCAN_WORD_END;
	if (view_empty(text))
		return false;
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

/* Picks the phrase's rarest anchor, and makes it less rare. */
static uint32_t
choose(struct scan_build *build, struct scan_phrase *phrase)
{
	const char *blob = build->blob.p + phrase->text;
	uint32_t gram = 0;
	unsigned best = UINT16_MAX + 1u, count;
	size_t at = 0, left, n, i;

	for (left = phrase->literals; left; left--, at += n + 2) {
		n = (unsigned char)blob[at + 1];
		for (i = 0; i + SCAN_ANCHOR <= n; i++) {
			count = build->frequency[scan_hash(scan_gram(blob + at +
			    2 + i)) >> (32 - FREQUENCY_LOG)];
			if (count >= best)
				continue;
			best = count;
			gram = scan_gram(blob + at + 2 + i);
			phrase->anchor = (uint16_t)at;
			phrase->skip = (uint8_t)i;
		}
	}
	assert(best <= UINT16_MAX);
	if (best < UINT16_MAX - 16)
		build->frequency[scan_hash(gram) >> (32 - FREQUENCY_LOG)] =
		    (uint16_t)(best + 16);
	return gram;
}

/* Files the anchors by hash; phrases of one bucket stay in order. */
static void
file_anchors(struct scan_build *build, struct scan *scan,
    const uint32_t *grams)
{
	size_t buckets = (size_t)1 << scan->bucket_log, i, sum = 0;
	uint32_t *bits = ARENA_NEW(build->arena, uint32_t,
	    ((size_t)1 << scan->bit_log) / 32);
	uint32_t *starts = ARENA_NEW(build->arena, uint32_t, buckets + 1);
	struct scan_slot *slots = ARENA_NEW(build->arena, struct scan_slot,
	    scan->count);
	uint32_t *counts = ARENA_NEW(build->arena, uint32_t, buckets), hash;

	for (i = 0; i < scan->count; i++) {
		hash = scan_hash(grams[i]);
		counts[hash >> (32 - scan->bucket_log)]++;
		hash >>= 32 - scan->bit_log;
		bits[hash >> 5] |= UINT32_C(1) << (hash & 31);
	}
	for (i = 0; i < buckets; i++) {
		starts[i] = (uint32_t)sum;
		sum += counts[i];
		counts[i] = starts[i];
	}
	starts[buckets] = (uint32_t)sum;
	for (i = 0; i < scan->count; i++) {
		hash = scan_hash(grams[i]) >> (32 - scan->bucket_log);
		slots[counts[hash]++] =
		    (struct scan_slot){grams[i], (uint32_t)i};
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
	uint32_t *grams = ARENA_NEW(build->arena, uint32_t, scan.count + 1);
	struct scan_phrase *phrases;
	size_t i;

	/* One bit in sixteen set, one bucket for each phrase, as long as
	 * the hash has bits. */
	while (scan.bucket_log < 24 &&
	    (size_t)1 << scan.bucket_log < scan.count) {
		scan.bucket_log++;
		scan.bit_log++;
	}
	for (i = 0; i < scan.count; i++)
		grams[i] = choose(build, phrase_number(build, i));
	file_anchors(build, &scan, grams);
	scan.blob = arena_copy(build->arena, buf_view(&build->blob)).p;
	phrases = ARENA_NEW(build->arena, struct scan_phrase, scan.count + 1);
	if (scan.count)
		memcpy(phrases, build->phrases.p, build->phrases.n);
	scan.phrases = phrases;
	buf_free(&build->blob);
	buf_free(&build->phrases);
	return scan;
}
