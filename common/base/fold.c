/* Text in the form in which phrases are compared; see fold.h. */
#include "base/fold.h"

#include <assert.h>
#include <string.h>

#include "base/lanes.h"
#include "base/utf8.h"

enum { FEW = LANES / 2 }; /* bytes folded one by one */

struct folding {
	char *start, *o; /* what is written */
	char last;       /* byte; one of two blanks may be missing */
	size_t plain;    /* how many bytes before are in lower case, no more */
};

/* U+00C0 to U+017F without accents, two letters for each. */
static const char latin[] =
    "a a a a a a aec e e e e i i i i d n o o o o o x o u u u u y thss"
    "a a a a a a aec e e e e i i i i d n o o o o o / o u u u u y thy "
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
    "g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "
    "l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s "
    "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s ";
/* U+0386 to U+03CE: offsets of the plain letters from U+0380. */
static const unsigned char greek[] = {
	0x31, 0, 0x35, 0x37, 0x39, 0, 0x3f, 0, 0x45, 0x49, 0x39, 0x31, 0x32,
	0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d,
	0x3e, 0x3f, 0x40, 0x41, 0, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
	0x39, 0x45, 0x31, 0x35, 0x37, 0x39, 0x45, 0x31, 0x32, 0x33, 0x34,
	0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f,
	0x40, 0x41, 0x43, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x39,
	0x45, 0x3f, 0x45, 0x49,
};

/* Folded ASCII; control characters are blanks. */
static const char plain[] =
    "                                "
    " !\"#$%&'()*+,-./0123456789:;<=>?"
    "@abcdefghijklmnopqrstuvwxyz[\\]^_"
    "'abcdefghijklmnopqrstuvwxyz{|}~ ";

/* U+2000 to U+206F and their like: what to type instead, "" for nothing,
 * NULL for "as it is". */
static const char *
typed(uint32_t code)
{
	if (code <= 0x200a || code == 0x202f || code == 0x3000)
		return " ";
	if (code <= 0x200f || code == 0x2060 || code == 0xfeff)
		return "";
	if (code <= 0x2015)
		return "-";
	if ((code >= 0x2018 && code <= 0x201b) || code == 0x2032)
		return "'";
	if ((code >= 0x201c && code <= 0x201f) || code == 0x2033)
		return "\"";
	return code == 0x2026 ? "..." : NULL;
}

/* The folded form of a letter of the Greek or Cyrillic alphabet. */
static uint32_t
lower(uint32_t code)
{
	if (code >= 0x386 && code < 0x386 + sizeof greek &&
	    greek[code - 0x386])
		return 0x380u + greek[code - 0x386];
	if (code >= 0x400 && code <= 0x40f)
		code += 0x50;
	if (code >= 0x410 && code <= 0x42f)
		code += 0x20;
	return code == 0x451 ? 0x435 : code;
}

/* Appends ASCII, of which blanks run together. */
static char *
add(char *o, const char *start, const char *s, size_t n)
{
	for (; n; n--, s++)
		if (*s != ' ' || (o > start && o[-1] != ' '))
			*o++ = *s;
	return o;
}

/* Folds one character that is not ASCII, n bytes of UTF-8.  No form is longer
 * than what it stands for. */
static char *
wide(char *o, const char *start, uint32_t code, struct view text)
{
	const char *ascii = NULL;

	if (code >= 0xc0 && code < 0x180) {
		ascii = latin + (code - 0xc0) * 2;
		return add(o, start, ascii, ascii[1] == ' ' ? 1 : 2);
	}
	if (code < 0xa0 || code == 0xa0)
		ascii = " ";
	else if (code == 0xad || (code >= 0x300 && code < 0x370))
		ascii = "";
	else if (code == 0xb4)
		ascii = "'";
	else if (code >= 0x2000)
		ascii = typed(code);
	if (ascii)
		return add(o, start, ascii, strlen(ascii));
	if (code >= 0xff01 && code <= 0xff5e) {
		*o++ = to_lower((char)(code - 0xfee0));
		return o;
	}
	if (code >= 0x380 && code < 0x460)
		return o + utf8_put(o, lower(code));
	memcpy(o, text.p, text.n);
	return o + text.n;
}

/* Folds a block: printable ASCII without two blanks in a row, and without a
 * backquote; false when it is something else.  Beside it is the same block one
 * byte further, or one before. */
static inline bool
fold_block(char *out, const char *p, const char *beside)
{
	lanes c, other, bad;

	lanes_load(&c, p);
	lanes_load(&other, beside);
	bad = (lanes)(c - ' ' >= 0x7f - ' ') | (lanes)((c | other) == ' ') |
	    (lanes)(c == '`');
	c |= (lanes)(c - 'A' < 26) & ('a' - 'A');
	lanes_store(out, &c);
	return !lanes_any(&bad);
}

/* Folds the character beyond ASCII at p; the next one's place. */
static const char *
fold_wide(struct folding *f, const char *p, const char *end)
{
	uint32_t code;
	bool valid;
	size_t n;

	n = utf8_decode((struct view){p, (size_t)(end - p)}, &code, &valid);
	if (valid)
		f->o = wide(f->o, f->start, code, (struct view){p, n});
	else
		for (size_t i = 0; i < n; i++)
			*f->o++ = p[i];
	f->last = f->o > f->start ? f->o[-1] : ' ';
	return p + n;
}

/* Folds some characters one by one; where they end. */
static const char *
fold_few(struct folding *f, const char *p, const char *end)
{
	const char *stop = end - p > FEW ? p + FEW : end;
	char c;

	f->plain = 0;
	while (p < stop) {
		if ((unsigned char)*p >= 0x80) {
			p = fold_wide(f, p, end);
			continue;
		}
		/* Written over when it is a blank after another. */
		c = plain[(unsigned char)*p++];
		*f->o = c;
		f->o += c != ' ' || f->last != ' ';
		f->last = c;
	}
	return p;
}

/* Folds blocks as far as that goes, of the last one the first bytes again;
 * how many bytes that were. */
static size_t
fold_blocks(struct folding *f, const char *p, size_t left)
{
	size_t n = 0, again;

	if (f->last == ' ' && *p == ' ')
		return 0;
	while (left - n > LANES && fold_block(f->o + n, p + n, p + n + 1))
		n += LANES;
	f->plain += n;
	again = n + LANES - left;
	if (left - n <= LANES && f->plain > again && fold_block(
	    f->o + n - again, p + n - again, p + n - again - 1))
		n = left;
	f->o += n;
	return n;
}

size_t
fold(char *out, struct view text)
{
	const char *p = text.p;
	size_t left = text.n, n;
	struct folding f = {out, out, ' ', 0};

	while (left > 0) {
		n = fold_blocks(&f, p, left);
		if (n)
			f.last = f.o[-1];
		else
			n = (size_t)(fold_few(&f, p, p + left) - p);
		p += n;
		left -= n;
	}
	if (f.o > out && f.o[-1] == ' ')
		f.o--;
	assert((size_t)(f.o - out) <= text.n);
	return (size_t)(f.o - out);
}
