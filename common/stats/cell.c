/* Text in columns of a terminal; see cell.h. */
#include "stats/cell.h"

#include <assert.h>
#include <string.h>

#include "base/plain.h"
#include "base/utf8.h"

/* Columns of a terminal that a character takes: two for those of East Asia,
 * as far as they are common; none for marks over the letter before. */
static size_t
columns_of(uint32_t c)
{
	if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) ||
	    (c >= 0xfe00 && c <= 0xfe0f))
		return 0;
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
	    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
	    (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
	    (c >= 0x20000 && c <= 0x3fffd) ? 2 : 1;
}

uint32_t
cell_character(struct view *text)
{
	uint32_t code;

	*text = view_from(*text, utf8_decode(*text, &code, NULL));
	return plain_unsafe(code) ? (uint32_t)UTF8_REPLACEMENT : code;
}

size_t
cell_width(struct view text)
{
	size_t width = 0;

	while (text.n > 0)
		width += columns_of(cell_character(&text));
	return width;
}

static void
put_blanks(struct buf *out, size_t n)
{
	memset(buf_room(out, n), ' ', n);
	out->n += n;
}

void
cell_print(struct buf *out, struct view text, size_t width)
{
	bool cut = cell_width(text) > width;
	size_t used = cut;
	uint32_t code;

	while (text.n > 0) {
		code = cell_character(&text);
		if (used + columns_of(code) > width)
			break;
		used += columns_of(code);
		out->n += utf8_put(buf_room(out, UTF8_MAX), code);
	}
	if (cut)
		buf_add(out, VIEW("\xe2\x80\xa6"));
	put_blanks(out, width - used);
}

struct view
cell_wrap(struct view *text, size_t width)
{
	struct view rest = *text, line;
	size_t used = 0, end = 0, blank = 0;

	assert(width >= 2);
	while (rest.n > 0) {
		if (rest.p[0] == ' ')
			blank = text->n - rest.n;
		used += columns_of(cell_character(&rest));
		if (used > width)
			break;
		end = text->n - rest.n;
	}
	if (end < text->n && blank > 0)
		end = blank;
	line = view_upto(*text, end);
	*text = view_ltrim(view_from(*text, end));
	return view_rtrim(line);
}

void
cell_print_right(struct buf *out, struct view text, size_t width)
{
	if (text.n < width)
		put_blanks(out, width - text.n);
	buf_add(out, text);
}

void
cell_print_count(struct buf *out, uint64_t value)
{
	struct buf digits = {0};

	buf_addint(&digits, (int64_t)value);
	for (size_t i = 0; i < digits.n; i++) {
		if (i > 0 && (digits.n - i) % 3 == 0)
			buf_addc(out, ',');
		buf_addc(out, digits.p[i]);
	}
	buf_free(&digits);
}

void
cell_print_bar(struct buf *out, uint64_t part, uint64_t whole, size_t width)
{
	static const char *const eighths[] = {"", "\xe2\x96\x8f",
	    "\xe2\x96\x8e", "\xe2\x96\x8d", "\xe2\x96\x8c", "\xe2\x96\x8b",
	    "\xe2\x96\x8a", "\xe2\x96\x89"};
	size_t n = (size_t)((double)part / (double)whole *
	    (double)(8 * width) + 0.5);

	if (n == 0 && part > 0)
		n = 1;
	for (; n >= 8; n -= 8)
		buf_add(out, VIEW("\xe2\x96\x88"));
	buf_add(out, view_of(eighths[n]));
}
