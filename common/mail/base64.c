/* Base64; see base64.h. */
#include "mail/base64.h"

#include "base/flag.h"

enum { GROUP = 4 /* characters that stand for three bytes */ };

/* One more than what each character stands for; 0: nothing. */
static const unsigned char codes[256] = {
	['+'] = 63, ['/'] = 64,
	['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
	['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
	19, 20, 21, 22, 23, 24, 25, 26,
	['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
	43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
};

/* The six bits that c stands for; -1: none. */
static int
value_of(char c)
{
	return codes[(unsigned char)c] - 1;
}

bool
base64_is(char c)
{
	return value_of(c) >= 0;
}

/* Adds the bytes that so many characters hold whole. */
static char *
put(char *to, uint32_t bits, unsigned held)
{
	bits <<= 6 * (GROUP - held);
	for (; held > 1; held--, bits <<= 8)
		*to++ = (char)(bits >> 16);
	return to;
}

/* The 24 bits that four characters stand for; negative: not all are codes. */
static int32_t
group_at(const char *p)
{
	int a = value_of(p[0]), b = value_of(p[1]);
	int c = value_of(p[2]), d = value_of(p[3]);

	return (a | b | c | d) < 0 ? -1 : a << 18 | b << 12 | c << 6 | d;
}

/* Decodes whole groups from text[*i] on, up to what else there is. */
static char *
take_groups(char *to, struct view text, size_t *i)
{
	int32_t bits;

	for (; text.n - *i >= GROUP; *i += GROUP) {
		bits = group_at(text.p + *i);
		if (bits < 0)
			break;
		*to++ = (char)(bits >> 16);
		*to++ = (char)(bits >> 8);
		*to++ = (char)bits;
	}
	return to;
}

/* Characters before padding, which may be missing, may not fill a group; after
 * padding another stream may follow. */
struct view
base64_decode(struct arena *arena, struct view text, unsigned *flags)
{
	char *out = arena_text(arena, text.n / GROUP * 3 + GROUP), *to = out;
	uint32_t bits = 0;
	unsigned held = 0;
	int value;

	for (size_t i = 0; i < text.n; i++) {
		if (held == 0) {
			to = take_groups(to, text, &i);
			if (i == text.n)
				break;
		}
		value = value_of(text.p[i]);
		if (value >= 0) {
			bits = bits << 6 | (uint32_t)value;
			held++;
		} else if (text.p[i] != '=' && !is_space(text.p[i])) {
			*flags |= FLAG_BAD_ENCODING;
		}
		if (held == GROUP || (held > 0 && text.p[i] == '=')) {
			to = put(to, bits, held);
			bits = held = 0;
		}
	}
	if (held > 0)
		to = put(to, bits, held);
	return (struct view){out, (size_t)(to - out)};
}
