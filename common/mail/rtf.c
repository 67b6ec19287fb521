/* The text in an RTF document; see rtf.h. */
#include "mail/rtf.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "mail/charset.h"

struct reader {
	struct arena *arena;
	unsigned *flags;
	struct view rest;
	struct buf out;
	struct buf run;       /* bytes in the document's code page */
	struct view codepage;
	size_t depth, hidden; /* groups open; the one that is not shown, or 0 */
	bool fallback;        /* a character follows for those without \u */
};

struct word {
	struct view name, text;
};

/* Control words that stand for text, and without text those whose group is no
 * text of the document. */
static const struct word words[] = {
	{{"par", 3}, {"\n", 1}}, {{"line", 4}, {"\n", 1}},
	{{"row", 3}, {"\n", 1}}, {{"cell", 4}, {" ", 1}},
	{{"tab", 3}, {" ", 1}}, {{"fonttbl", 7}, {NULL, 0}},
	{{"colortbl", 8}, {NULL, 0}}, {{"stylesheet", 10}, {NULL, 0}},
	{{"info", 4}, {NULL, 0}}, {{"pict", 4}, {NULL, 0}},
};

bool
rtf_is(struct view text)
{
	return view_starts(view_ltrim(text), VIEW("{\\rtf"));
}

/* Converts and adds the bytes that wait. */
static void
end_run(struct reader *r)
{
	buf_add(&r->out, charset_to_utf8(r->arena, buf_view(&r->run),
	    r->codepage, r->flags));
	buf_reset(&r->run);
}

static void
add(struct reader *r, struct view text)
{
	if (r->hidden == 0 && !r->fallback)
		buf_add(&r->run, text);
	r->fallback = false;
}

/* \uN: a UTF-16 unit as a signed number; halves of pairs become U+FFFD. */
static void
add_unit(struct reader *r, struct view number)
{
	bool negative = view_starts(number, VIEW("-"));
	uint64_t value = 0;

	view_uint(view_from(number, negative), &value);
	if (r->hidden > 0)
		return;
	end_run(r);
	r->out.n += utf8_put(buf_room(&r->out, UTF8_MAX),
	    (uint32_t)(negative ? 0x10000 - value : value) & 0xffff);
	r->fallback = true;
}

static void
apply(struct reader *r, struct view name, struct view number)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!view_eq(name, words[i].name))
			continue;
		if (!view_none(words[i].text))
			add(r, words[i].text);
		else if (r->hidden == 0)
			r->hidden = r->depth;
	}
	if (view_eq(name, VIEW("u")))
		add_unit(r, number);
	else if (view_eq(name, VIEW("ansicpg")))
		r->codepage = arena_concat(r->arena, VIEW("cp"), number);
}

/* "\word-12 ": the blank after it belongs to it. */
static void
take_word(struct reader *r)
{
	struct view v = r->rest;
	size_t i = 0, n;

	while (i < v.n && is_alpha(v.p[i]))
		i++;
	n = i + (i < v.n && v.p[i] == '-');
	while (n < v.n && is_digit(v.p[n]))
		n++;
	r->rest = view_from(v, n + (n < v.n && v.p[n] == ' '));
	apply(r, view_upto(v, i), view_sub(v, i, n - i));
}

static int
hex_digit(char c)
{
	return is_digit(c) ? c - '0' : (to_lower(c) - 'a' + 10) & 15;
}

/* What follows a backslash. */
static void
take_control(struct reader *r)
{
	struct view v = r->rest;
	char byte;

	if (v.n == 0)
		return;
	if (is_alpha(v.p[0])) {
		take_word(r);
		return;
	}
	r->rest = view_from(v, v.p[0] == '\'' ? 3 : 1);
	if (v.p[0] == '\'' && v.n >= 3) {
		byte = (char)(hex_digit(v.p[1]) * 16 + hex_digit(v.p[2]));
		add(r, (struct view){&byte, 1});
	} else if (v.p[0] == '*' && r->hidden == 0) {
		r->hidden = r->depth;
	} else if (v.p[0] == '\\' || v.p[0] == '{' || v.p[0] == '}') {
		add(r, view_upto(v, 1));
	}
}

static void
take_byte(struct reader *r, char c)
{
	if (c == '{') {
		r->depth++;
	} else if (c == '}') {
		if (r->hidden == r->depth)
			r->hidden = 0;
		r->depth -= r->depth > 0;
	} else if (c == '\\') {
		take_control(r);
	} else if (c != '\n' && c != '\r') {
		add(r, (struct view){&c, 1});
	}
}

struct view
rtf_to_text(struct arena *arena, struct view rtf, unsigned *flags)
{
	struct reader r = {
		.arena = arena, .flags = flags, .rest = rtf,
		.codepage = VIEW("windows-1252"),
	};
	struct view text;
	char c;

	while (r.rest.n > 0) {
		c = r.rest.p[0];
		r.rest = view_from(r.rest, 1);
		take_byte(&r, c);
	}
	end_run(&r);
	text = arena_copy(arena, buf_view(&r.out));
	buf_free(&r.out);
	buf_free(&r.run);
	return text;
}
