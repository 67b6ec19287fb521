/* Text as JSON strings; see escape.h. */
#include "record/escape.h"

#include <string.h>

#include "base/lanes.h"
#include "base/plain.h"
#include "base/utf8.h"

/* The bytes that may not stand as they are: two, and those which with one
 * added are below a limit.  DEL is, then, and what is not ASCII: these are
 * signed. */
struct odd {
	signed_lanes below;
	lanes quote, slash;
};

/* In a string, and in JSON that has its quotes. */
static const struct odd in_string = {
	LANES_EACH(' ' + 1), LANES_EACH('"'), LANES_EACH('\\'),
};
static const struct odd in_json = {
	LANES_EACH(1), LANES_EACH(0x7f), LANES_EACH(0x7f),
};

static inline void
mark_odd(lanes *marks, const lanes *c, const struct odd *odd)
{
	*marks = (lanes)((signed_lanes)(*c + 1) < odd->below) |
	    (lanes)(*c == odd->quote) | (lanes)(*c == odd->slash);
}

/* Fewer than LANES bytes: as two words, some of them twice, or one. */
static inline size_t
copy_few(char *to, struct view text, const struct odd *odd)
{
	typedef uint64_t words __attribute__((vector_size(LANES)));
	uint64_t first, last;
	lanes c, marks;
	size_t at;

	if (text.n >= WORD_SIZE) {
		memcpy(&first, text.p, WORD_SIZE);
		memcpy(&last, text.p + text.n - WORD_SIZE, WORD_SIZE);
		memcpy(to + text.n - WORD_SIZE, &last, WORD_SIZE);
	} else {
		word_store((char *)&first, word_load_few(text.p, text.n) |
		    WORD_EACH * ' ' << 8 * text.n);
		last = first;
	}
	memcpy(to, &first, WORD_SIZE);
	c = (lanes)(words){first, last};
	mark_odd(&marks, &c, odd);
	if (!lanes_any(&marks))
		return text.n;
	at = lanes_first(&marks);
	return at < WORD_SIZE ? at : at + text.n - LANES;
}

/* Copies text as far as nothing in it is odd and returns how far that is.  At
 * `to` is room for LANES bytes more. */
static inline __attribute__((always_inline)) size_t
copy_plain(char *to, struct view text, const struct odd *odd)
{
	lanes c, marks;

	if (text.n < LANES)
		return copy_few(to, text, odd);
	for (size_t i = 0; i < text.n; i += LANES) {
		if (i + LANES > text.n) /* some of them again */
			i = text.n - LANES;
		lanes_load(&c, text.p + i);
		lanes_store(to + i, &c);
		mark_odd(&marks, &c, odd);
		if (lanes_any(&marks))
			return i + lanes_first(&marks);
	}
	return text.n;
}

static void
put_escape(struct buf *out, uint32_t code)
{
	static const char hex[] = "0123456789abcdef";
	static const char letter[] = {
		['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
		['\r'] = 'r', ['"'] = '"', ['\\'] = '\\',
	};
	char *p = buf_room(out, 6);

	p[0] = '\\';
	if (code < sizeof letter && letter[code]) {
		p[1] = letter[code];
		out->n += 2;
		return;
	}
	p[1] = 'u';
	for (int i = 0; i < 4; i++)
		p[2 + i] = hex[code >> (12 - 4 * i) & 15];
	out->n += 6;
}

/* Appends text from its first odd character on: odd ones of ASCII escaped, and
 * others that are not safe; U+FFFD for wrong bytes. */
static __attribute__((noinline)) void
add_odd(struct buf *out, struct view text, const struct odd *odd)
{
	uint32_t code;
	bool valid;
	size_t n;

	while (text.n > 0) {
		n = utf8_decode(text, &code, &valid);
		if (valid && (n == 1 || plain_unsafe(code)))
			put_escape(out, code);
		else
			out->n += utf8_put(buf_room(out, UTF8_MAX), code);
		text = view_from(text, n);
		if (text.n > 0 && text.p[0] & 0x80) /* seldom alone */
			continue;
		n = copy_plain(buf_room(out, text.n + LANES), text, odd);
		out->n += n;
		text = view_from(text, n);
	}
}

void
escape_string(struct buf *out, struct view text)
{
	char *p = buf_room(out, text.n + LANES + 2);
	size_t n = copy_plain(p + 1, text, &in_string);

	*p = '"';
	if (n == text.n) { /* the usual one */
		p[n + 1] = '"';
		out->n += n + 2;
		return;
	}
	out->n += n + 1;
	add_odd(out, view_from(text, n), &in_string);
	buf_addc(out, '"');
}

void
escape_json(struct buf *out, struct view json)
{
	size_t n = copy_plain(buf_room(out, json.n + LANES), json, &in_json);

	out->n += n;
	add_odd(out, view_from(json, n), &in_json);
}
