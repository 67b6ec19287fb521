/* UTF-8 validated, repaired, and taken apart; see utf8.h. */
#include "base/utf8.h"

#include <assert.h>
#include <err.h>
#include <string.h>
#include <sysexits.h>

#include "base/word.h"

enum { BLOCK = 4 * WORD_SIZE };

/* Whether 16 to 32 bytes are ASCII: four words, some of them twice. */
static inline bool
is_ascii(const char *p, size_t n)
{
	return ((word_load(p) | word_load(p + WORD_SIZE) |
	    word_load(p + n - 2 * WORD_SIZE) | word_load(p + n - WORD_SIZE)) &
	    WORD_HIGH) == 0;
}

size_t
utf8_ascii(struct view v)
{
	uint64_t high;
	size_t i = 0;

	while (v.n - i > BLOCK && is_ascii(v.p + i, BLOCK))
		i += BLOCK;
	if (v.n - i <= BLOCK && v.n - i >= BLOCK / 2 &&
	    is_ascii(v.p + i, v.n - i))
		return v.n;
	for (; v.n - i >= WORD_SIZE; i += WORD_SIZE) {
		high = word_load(v.p + i) & WORD_HIGH;
		if (high)
			return i + word_first(high);
	}
	if (i == v.n)
		return i;
	high = word_load_few(v.p + i, v.n - i) & WORD_HIGH;
	return high ? i + word_first(high) : v.n;
}

/* What a lead byte promises: how many bytes follow, and the range of the
 * first of them, which rules out overlong forms, surrogates and what is above
 * U+10FFFF (RFC 3629, section 4).  min 0: no lead byte. */
struct lead {
	size_t follow;
	unsigned char min, max;
};

static struct lead
lead_of(unsigned char c)
{
	if (c >= 0xc2 && c <= 0xdf)
		return (struct lead){1, 0x80, 0xbf};
	if (c >= 0xe0 && c <= 0xef)
		return (struct lead){2, c == 0xe0 ? 0xa0 : 0x80,
		    c == 0xed ? 0x9f : 0xbf};
	if (c >= 0xf0 && c <= 0xf4)
		return (struct lead){3, c == 0xf0 ? 0x90 : 0x80,
		    c == 0xf4 ? 0x8f : 0xbf};
	return (struct lead){0, 0, 0};
}

size_t
utf8_decode(struct view v, uint32_t *code, bool *valid)
{
	const unsigned char *p = (const unsigned char *)v.p;
	struct lead lead;
	uint32_t sum;
	size_t i;

	assert(v.n > 0);
	if (valid)
		*valid = true;
	*code = p[0];
	if (p[0] < 0x80)
		return 1;
	lead = lead_of(p[0]);
	/* 5, 4 or 3 bits of the lead byte belong to the character. */
	sum = p[0] & (0x3fU >> lead.follow);
	for (i = 1; i <= lead.follow; i++) {
		if (i == v.n || p[i] < lead.min || p[i] > lead.max)
			break;
		sum = sum << 6 | (p[i] & 0x3f);
		lead.min = 0x80;
		lead.max = 0xbf;
	}
	if (lead.follow > 0 && i > lead.follow) {
		*code = sum;
		return i;
	}
	if (valid)
		*valid = false;
	*code = UTF8_REPLACEMENT;
	return i;
}

size_t
utf8_put(char *out, uint32_t code)
{
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = UTF8_REPLACEMENT;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

/* Whether v begins with a character of two bytes, as most that are not in
 * ASCII are. */
static inline bool
is_two_bytes(struct view v)
{
	const unsigned char *p = (const unsigned char *)v.p;

	return v.n > 1 && p[0] >= 0xc2 && p[0] <= 0xdf && (p[1] & 0xc0) == 0x80;
}

/* Offset of the first wrong byte from i on; v.n when there is none. */
static size_t
find_wrong(struct view v, size_t i)
{
	struct view rest = view_from(v, i);
	uint32_t code;
	size_t n;
	bool valid = true;

	for (; rest.n; rest = view_from(rest, n)) {
		if ((rest.p[0] & 0x80) == 0)
			n = utf8_ascii(rest);
		else if (is_two_bytes(rest))
			n = 2;
		else
			n = utf8_decode(rest, &code, &valid);
		if (!valid)
			break;
	}
	return v.n - rest.n;
}

bool
utf8_valid(struct view v)
{
	return find_wrong(v, 0) == v.n;
}

struct view
utf8_repair(struct arena *arena, struct view v)
{
	size_t i = 0, n = 0, wrong = find_wrong(v, 0);
	uint32_t code;
	char *out;

	if (wrong == v.n)
		return v;
	/* One wrong byte grows to the three of U+FFFD at most. */
	if (v.n - wrong > (SIZE_MAX - v.n) / 2)
		errx(EX_TEMPFAIL, "out of memory");
	out = arena_text(arena, v.n + 2 * (v.n - wrong));
	while (i < v.n) {
		memcpy(out + n, v.p + i, wrong - i);
		n += wrong - i;
		if (wrong == v.n)
			break;
		i = wrong + utf8_decode(view_from(v, wrong), &code, NULL);
		n += utf8_put(out + n, UTF8_REPLACEMENT);
		wrong = find_wrong(v, i);
	}
	return (struct view){out, n};
}

struct view
utf8_cut(struct view v, size_t n)
{
	if (v.n <= n)
		return v;
	while (n > 0 && ((unsigned char)v.p[n] & 0xc0) == 0x80)
		n--;
	return view_upto(v, n);
}
