/* Text in any character set to UTF-8; see charset.h. */
#include "mail/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/buf.h"
#include "base/lanes.h"
#include "base/utf8.h"
#include "mail/charset_name.h"
#include "mail/jis.h"

enum {
	CHUNK = 4096, /* room that iconv(3) is given at a time */
	ESC = 0x1b,
	PROBE = 1024  /* bytes that tell the byte order of UTF-16 */
};

#define NO_ICONV ((iconv_t)-1)
#define BOM VIEW("\xef\xbb\xbf")

/* What differs from ISO-8859-1. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

uint32_t
charset_windows_1252(unsigned char byte)
{
	return byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
}

/* How much ASCII there is from i on. */
static size_t
ascii_at(struct view text, size_t i)
{
	return text.p[i] & 0x80 ? 0 : utf8_ascii(view_from(text, i));
}

/* Bytes that windows-1252 does not define, which UTF-8 often has. */
static bool
has_undefined(struct view text)
{
	for (size_t i = 0; i < text.n; i++) {
		i += ascii_at(text, i);
		if (i < text.n && charset_windows_1252((unsigned char)
		    text.p[i]) == UTF8_REPLACEMENT)
			return true;
	}
	return false;
}

/* Text with such bytes is a mixture: a report in windows-1252 that quotes a
 * server's reply in UTF-8. */
static struct view
from_windows_1252(struct arena *arena, struct view text, unsigned *flags)
{
	size_t n = utf8_ascii(text), used;
	bool mixed = has_undefined(view_from(text, n)), valid = false;
	uint32_t c;
	char *out, *to;

	if (n == text.n)
		return text;
	if (mixed)
		*flags |= FLAG_BAD_CHARSET;
	out = arena_text(arena, n + 3 * (text.n - n));
	to = (char *)memcpy(out, text.p, n) + n;
	for (size_t i = n; i < text.n; i += used) {
		used = ascii_at(text, i);
		if (used) {
			to = (char *)memcpy(to, text.p + i, used) + used;
			continue;
		}
		if (mixed)
			used = utf8_decode(view_from(text, i), &c, &valid);
		if (!valid) {
			used = 1;
			c = charset_windows_1252((unsigned char)text.p[i]);
		}
		to += utf8_put(to, c);
	}
	return (struct view){out, (size_t)(to - out)};
}

static struct view
repaired(struct arena *arena, struct view text, unsigned *flags)
{
	struct view valid = utf8_repair(arena, text);

	if (valid.p != text.p)
		*flags |= FLAG_BAD_CHARSET;
	return valid;
}

/* One more round of iconv(3) over what is left of *in, into out. */
static size_t
round_of(iconv_t cd, struct view *in, struct buf *out)
{
	char *from = (char *)in->p; /* iconv(3) does not write there */
	char *to = buf_room(out, CHUNK);
	size_t left = in->n, room = out->room - out->n, result;

	result = iconv(cd, in->p ? &from : NULL, &left, &to, &room);
	*in = view_from(*in, in->n - left);
	out->n = out->room - room;
	return result;
}

/* Everything through cd, wrong bytes as U+FFFD; unit is how many bytes are
 * stepped over to find the next character. */
static struct view
convert(struct arena *arena, iconv_t cd, struct view text, size_t unit,
    unsigned *flags)
{
	struct buf out = {0};
	struct view rest = VIEW_NONE, result;

	iconv(cd, NULL, NULL, NULL, NULL); /* to its first state */
	while (text.n > 0) {
		if (round_of(cd, &text, &out) != (size_t)-1 || errno == E2BIG)
			continue;
		buf_add(&out, VIEW("\xef\xbf\xbd"));
		text = view_from(text, unit);
		*flags |= FLAG_BAD_CHARSET;
	}
	round_of(cd, &rest, &out); /* a character it still holds back */
	result = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return repaired(arena, result, flags); /* it may go past U+10FFFF */
}

/* The descriptors of this thread, by row. */
static _Thread_local struct kept {
	iconv_t cd;
	bool tried;
} cache[CHARSET_NAMES];

/* The descriptor for a row, opened once a thread; NO_ICONV when this system
 * cannot convert it. */
static iconv_t
descriptor(const struct charset_name *row)
{
	struct kept *kept = &cache[charset_name_index(row)];
	const char *code;

	if (kept->tried)
		return kept->cd;
	kept->tried = true;
	kept->cd = NO_ICONV;
	for (code = row->iconv; *code && kept->cd == NO_ICONV;
	    code += strlen(code) + 1)
		kept->cd = iconv_open("UTF-8", code);
	return kept->cd;
}

/* Whatever fits best, for text that does not say. */
static struct view
guess(struct arena *arena, struct view text, unsigned *flags)
{
	iconv_t cd;

	if (jis_has_escapes(text) && utf8_ascii(text) == text.n) {
		cd = descriptor(charset_name_find(VIEW("euc-jp")));
		if (cd != NO_ICONV)
			return convert(arena, cd, jis_to_euc(arena, text), 1,
			    flags);
	}
	if (utf8_valid(text))
		return text;
	return from_windows_1252(arena, text, flags);
}

/* Text that is stated to be ISO-2022-JP.  Some programs write Shift_JIS or
 * EUC-JP under that name; the former has bytes that the latter never has. */
static struct view
from_iso_2022_jp(struct arena *arena, struct view text, unsigned *flags)
{
	struct view name = VIEW("euc-jp");
	iconv_t cd;

	if (utf8_ascii(text) == text.n)
		return guess(arena, text, flags);
	*flags |= FLAG_BAD_CHARSET;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c >= 0x80 && c < 0xa0 && c != 0x8e && c != 0x8f)
			name = VIEW("shift_jis");
	}
	cd = descriptor(charset_name_find(name));
	if (cd == NO_ICONV || utf8_valid(text))
		return guess(arena, text, flags);
	return convert(arena, cd, text, 1, flags);
}

static uint32_t
unit_at(struct view text, size_t i, bool little)
{
	unsigned char a = (unsigned char)text.p[i];
	unsigned char b = (unsigned char)text.p[i + 1];

	return (uint32_t)(little ? b << 8 | a : a << 8 | b);
}

/* U+FEFF at the start tells the byte order, else the zeros of what is ASCII
 * in it, else the name. */
static bool
is_little_endian(struct view text, bool stated)
{
	size_t zeros[2] = {0};

	if (unit_at(text, 0, true) == 0xfeff)
		return true;
	if (unit_at(text, 0, false) == 0xfeff)
		return false;
	text = view_upto(text, PROBE);
	for (size_t i = 0; i < text.n; i++)
		zeros[i % 2] += text.p[i] == '\0';
	return zeros[0] == zeros[1] ? stated : zeros[1] > zeros[0];
}

static struct view
from_utf_16(struct arena *arena, struct view text, bool stated,
    unsigned *flags)
{
	bool little = text.n >= 2 && is_little_endian(text, stated);
	char *out = arena_text(arena, text.n / 2 * 3), *to = out;
	size_t i;

	if (view_chr(text, '\0') == VIEW_NPOS && utf8_valid(text)) {
		*flags |= FLAG_BAD_CHARSET; /* not even a line end in it */
		return text;
	}
	for (i = 0; i + 2 <= text.n; i += 2) {
		uint32_t c = unit_at(text, i, little), next = 0;

		if (i + 4 <= text.n)
			next = unit_at(text, i + 2, little);
		if (c >= 0xd800 && c < 0xdc00 && next >= 0xdc00 &&
		    next < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
			i += 2;
		} else if (c >= 0xd800 && c < 0xe000) {
			*flags |= FLAG_BAD_CHARSET; /* becomes U+FFFD */
		}
		to += utf8_put(to, c);
	}
	return (struct view){out, (size_t)(to - out)};
}

/* Without a byte order mark and NUL bytes. */
static struct view
stripped(struct arena *arena, struct view text)
{
	char *out, *to;

	if (view_starts(text, BOM))
		text = view_from(text, BOM.n);
	if (view_chr(text, '\0') == VIEW_NPOS)
		return text;
	out = to = arena_text(arena, text.n);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\0')
			*to++ = text.p[i];
	return (struct view){out, (size_t)(to - out)};
}

static struct view
by_row(struct arena *arena, struct view text, const struct charset_name *row,
    unsigned *flags)
{
	switch (row->kind) {
	case CHARSET_GUESS:
		return guess(arena, text, flags);
	case CHARSET_ASCII:
		if (utf8_ascii(text) != text.n)
			*flags |= FLAG_BAD_CHARSET;
		return guess(arena, text, flags);
	case CHARSET_UTF_8:
		return text;
	case CHARSET_WINDOWS_1252:
		return from_windows_1252(arena, text, flags);
	case CHARSET_ISO_2022_JP:
		return from_iso_2022_jp(arena, text, flags);
	case CHARSET_UTF_16:
		return from_utf_16(arena, text,
		    strcmp(row->key, "utf16le") == 0, flags);
	case CHARSET_ICONV:
		break;
	}
	return convert(arena, descriptor(row), text,
	    strcmp(row->key, "utf32") == 0 ? 4 : 1, flags);
}

/* The row of a name that this system can convert, or NULL. */
static const struct charset_name *
usable(struct view name)
{
	const struct charset_name *row = charset_name_find(name);

	if (row && row->kind == CHARSET_ICONV && descriptor(row) == NO_ICONV)
		return NULL;
	return row;
}

void
charset_end(void)
{
	for (size_t i = 0; i < CHARSET_NAMES; i++) {
		if (cache[i].tried && cache[i].cd != NO_ICONV)
			iconv_close(cache[i].cd);
		cache[i].tried = false;
	}
}

/* Marks what is not ASCII, or NUL, or an escape of ISO-2022. */
static inline void
mark_odd(lanes *odd, const char *p)
{
	const lanes nul = {0}, esc = LANES_EACH(ESC);
	lanes bytes;

	lanes_load(&bytes, p);
	*odd |= bytes | (lanes)(bytes == nul) | (lanes)(bytes == esc);
}

/* ASCII that means the same in all character sets but those of iconv(3) and
 * UTF-16. */
static bool
is_plain(struct view text)
{
	const lanes high = LANES_EACH(0x80);
	lanes odd = {0};
	size_t i = 0;

	if (text.n < LANES) {
		for (; i < text.n; i++)
			if (text.p[i] == '\0' || text.p[i] == ESC ||
			    (unsigned char)text.p[i] >= 0x80)
				break;
		return i == text.n;
	}
	for (; i + 4 * LANES <= text.n; i += 4 * LANES) {
		mark_odd(&odd, text.p + i);
		mark_odd(&odd, text.p + i + LANES);
		mark_odd(&odd, text.p + i + 2 * LANES);
		mark_odd(&odd, text.p + i + 3 * LANES);
	}
	for (; i + LANES <= text.n; i += LANES)
		mark_odd(&odd, text.p + i);
	mark_odd(&odd, text.p + text.n - LANES); /* some of them again */
	odd &= high;
	return !lanes_any(&odd);
}

/* No name, or one of those that nearly all mail gives: none whose ASCII is
 * another's. */
static bool
is_usual(struct view name)
{
	return view_empty(name) || view_ieq(name, VIEW("utf-8")) ||
	    view_ieq(name, VIEW("us-ascii")) ||
	    view_ieq(name, VIEW("iso-8859-1"));
}

bool
charset_known(struct view name)
{
	return is_usual(name) || usable(name);
}

struct view
charset_to_utf8(struct arena *arena, struct view text, struct view name,
    unsigned *flags)
{
	const struct charset_name *row = NULL;
	bool plain = is_plain(text);

	if (plain && is_usual(name))
		return text;
	if (view_ieq(name, VIEW("utf-8"))) /* of the others nearly all */
		return repaired(arena, stripped(arena, text), flags);
	if (!view_empty(name)) {
		row = usable(name);
		if (!row)
			*flags |= FLAG_BAD_CHARSET;
	}
	if (plain && (!row || (row->kind != CHARSET_UTF_16 &&
	    row->kind != CHARSET_ICONV)))
		return text;
	text = stripped(arena, row ? by_row(arena, text, row, flags) :
	    guess(arena, text, flags));
	return row && row->kind == CHARSET_UTF_8 ?
	    repaired(arena, text, flags) : text;
}
