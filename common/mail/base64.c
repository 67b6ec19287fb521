/* Base64; see base64.h. */
#include "mail/base64.h"

#include "base/flag.h"

enum { GROUP = 4 /* characters that stand for three bytes */ };

/* The six bits that c stands for; -1: none. */
static int
value_of(char c)
{
	if (is_alpha(c))
		return c >= 'a' ? c - 'a' + 26 : c - 'A';
	if (is_digit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
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
