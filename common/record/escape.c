/* Text as JSON strings; see escape.h. */
#include "record/escape.h"

#include <string.h>

#include "base/plain.h"
#include "base/utf8.h"
#include "base/word.h"

/* Where text is put: into a string, or into JSON that has its quotes. */
enum place { STRING, JSON };

/* Mask of the bytes that may not stand as they are: in a string all but
 * printable ASCII, the quote and the backslash; in JSON what is not ASCII, and
 * DEL. */
static inline uint64_t
odd(uint64_t w, enum place place)
{
	/* Of seven bits a sum has the high bit from some byte on; eight bits
	 * are odd themselves, and what they carry goes to bytes behind. */
	const uint64_t above = WORD_EACH * 0x7f;
	uint64_t good = ~(w | (w + WORD_EACH));

	if (place == STRING)
		good &= (w + WORD_EACH * 0x60) &
		    ((w ^ WORD_EACH * '"') + above) &
		    ((w ^ WORD_EACH * '\\') + above);
	return ~good & WORD_HIGH;
}

/* Offset of the first odd byte from i on; text.n when there is none. */
static inline size_t
next_odd(struct view text, size_t i, enum place place)
{
	uint64_t mask, last = 0;

	for (; i + WORD_SIZE <= text.n; i += WORD_SIZE) {
		mask = odd(word_load(text.p + i), place);
		if (mask)
			return i + word_first(mask);
	}
	if (i == text.n)
		return i;
	/* Letters fill the word up: they are never odd. */
	memset(&last, 'a', sizeof last);
	memcpy(&last, text.p + i, text.n - i);
	mask = odd(word_load((const char *)&last), place);
	return mask ? i + word_first(mask) : text.n;
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

/* Instead of a character that can't stand as it is, or of wrong UTF-8. */
static void
put_odd(struct buf *out, uint32_t code, bool valid)
{
	if (valid)
		put_escape(out, code);
	else
		out->n += utf8_put(buf_room(out, UTF8_MAX), code);
}

/* The body of both: odd characters of ASCII are escaped, others only when
 * they are unsafe or wrong. */
static inline void
add(struct buf *out, struct view text, size_t i, enum place place)
{
	size_t run = 0, n;
	uint32_t code;
	bool valid;

	while ((i = next_odd(text, i, place)) < text.n) {
		n = utf8_decode(view_from(text, i), &code, &valid);
		if (!valid || plain_unsafe(code) || n == 1) {
			buf_add(out, view_sub(text, run, i - run));
			put_odd(out, code, valid);
			run = i + n;
		}
		i += n;
	}
	buf_add(out, view_from(text, run));
}

void
escape_string(struct buf *out, struct view text)
{
	size_t plain = next_odd(text, 0, STRING);
	char *p;

	if (plain < text.n) {
		buf_addc(out, '"');
		add(out, text, plain, STRING);
		buf_addc(out, '"');
		return;
	}
	/* The usual text, written at once. */
	p = buf_room(out, text.n + 2);
	*p++ = '"';
	if (text.n)
		memcpy(p, text.p, text.n);
	p[text.n] = '"';
	out->n += text.n + 2;
}

void
escape_json(struct buf *out, struct view json)
{
	add(out, json, 0, JSON);
}
