/* The text in an HTML part; see html.h. */
#include "mail/html.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "mail/entity.h"
#include "mail/html_tag.h"

enum { HEAD_BYTES = 4096 /* where <meta> is looked for */ };

/* Ends that are searched for.  One that was not found once is not searched
 * for again, which keeps the whole linear. */
enum end { END_TAG, END_COMMENT, END_CDATA, END_COUNT };

static const struct view ends[END_COUNT] = {
	[END_TAG] = {">", 1},
	[END_COMMENT] = {"-->", 3},
	[END_CDATA] = {"]]>", 3},
};

struct writer {
	struct view in;
	char *out, *to;
	int lines;       /* line ends to write before the next character */
	bool blank;      /* a blank to write before it */
	int pre;         /* inside so many <pre> */
	struct view link; /* address of the open mailto: link */
	size_t link_at;  /* where its text begins in out */
	bool missing[END_COUNT];
	bool unclosed[HTML_HIDDEN_COUNT]; /* hidden ones without an end */
	bool no_quotes;  /* quotes in tags do not match up */
};

/* Writes what waits before the next character. */
static void
put_waiting(struct writer *w)
{
	if (w->to > w->out && w->lines > 0)
		while (w->lines-- > 0)
			*w->to++ = '\n';
	else if (w->to > w->out && w->blank)
		*w->to++ = ' ';
	w->lines = 0;
	w->blank = false;
}

static void
put(struct writer *w, struct view text)
{
	put_waiting(w);
	if (text.n)
		memcpy(w->to, text.p, text.n);
	w->to += text.n;
}

static void
want_lines(struct writer *w, int lines)
{
	if (w->lines < lines)
		w->lines = lines;
}

static void
break_line(struct writer *w)
{
	want_lines(w, w->lines < 2 ? w->lines + 1 : 2);
	w->blank = false;
}

static void
put_space(struct writer *w, char c)
{
	if (w->pre == 0)
		w->blank = true;
	else if (c == '\n')
		break_line(w);
	else if (is_blank(c))
		put(w, (struct view){&c, 1});
}

/* A character that may be a blank of some kind, or one that nobody sees. */
static void
put_code(struct writer *w, uint32_t code)
{
	if (code <= ' ' || code == 0xa0 || (code >= 0x2000 && code <= 0x200a) ||
	    code == 0x202f || code == 0x205f) {
		put_space(w, code == '\n' ? '\n' : ' ');
	} else if (code != 0xad && (code < 0x200b || code > 0x200f) &&
	    code != 0x2060 && code != 0xfeff) {
		put_waiting(w);
		w->to += utf8_put(w->to, code);
	}
}

/* Offset of that end from i on. */
static size_t
seek(struct writer *w, size_t i, enum end end)
{
	size_t at = w->missing[end] ? VIEW_NPOS :
	    view_find(view_from(w->in, i), ends[end]);

	w->missing[end] = at == VIEW_NPOS;
	return at == VIEW_NPOS ? at : i + at;
}

/* The '>' of the tag whose name ends before i.  One inside a quoted value does
 * not count, unless some quote is never closed. */
static size_t
tag_end(struct writer *w, size_t i)
{
	char last = ' ';
	size_t start = i, close;

	for (; i < w->in.n && !w->no_quotes; i++) {
		char c = w->in.p[i];

		if (c == '>')
			return i;
		if ((c == '"' || c == '\'') && last == '=') {
			close = view_chr(view_from(w->in, i + 1), c);
			if (close == VIEW_NPOS)
				break;
			i += close + 1;
		}
		if (!is_space(c))
			last = c;
	}
	w->no_quotes = true;
	return seek(w, start, END_TAG);
}

static void
open_link(struct writer *w, struct view tag)
{
	struct view href = view_trim(html_tag_attribute(tag, VIEW("href")));

	w->link = VIEW_NONE;
	if (!view_istarts(href, VIEW("mailto:")))
		return;
	href = view_from(href, 7);
	href = view_upto(href, view_chr(href, '?'));
	if (view_chr(href, '@') != VIEW_NPOS)
		w->link = href;
	w->link_at = (size_t)(w->to - w->out);
}

static void
close_link(struct writer *w)
{
	struct view text = {w->out, (size_t)(w->to - w->out)};

	if (view_none(w->link))
		return;
	if (view_chr(view_from(text, w->link_at), '@') == VIEW_NPOS) {
		w->blank = true;
		put(w, VIEW("<"));
		put(w, w->link);
		put(w, VIEW(">"));
	}
	w->link = VIEW_NONE;
}

/* Past the content of a hidden element that opens before i. */
static size_t
skip_hidden(struct writer *w, const struct html_element *element, size_t i)
{
	bool *unclosed = &w->unclosed[element->hidden];
	struct view rest = view_from(w->in, i);
	size_t at;

	while (!*unclosed) {
		at = view_find(rest, VIEW("</"));
		*unclosed = at == VIEW_NPOS;
		rest = view_from(rest, at + 2);
		if (!*unclosed && view_istarts(rest, element->name))
			return (size_t)(rest.p - w->in.p) - 2;
	}
	return i;
}

/* The effect of a tag; returns where the text goes on after it. */
static size_t
apply(struct writer *w, struct view tag, struct view name, size_t after)
{
	const struct html_element *element = html_tag_element(name);
	bool closing = tag.p[1] == '/';
	bool empty = tag.p[tag.n - 2] == '/';

	switch (element ? element->effect : HTML_INLINE) {
	case HTML_INLINE:
		break;
	case HTML_PRE:
		if (!closing)
			w->pre++;
		else if (w->pre > 0)
			w->pre--;
		want_lines(w, 2);
		break;
	case HTML_PARAGRAPH:
		want_lines(w, 2);
		break;
	case HTML_LINE:
		want_lines(w, 1);
		break;
	case HTML_BREAK:
		break_line(w);
		break;
	case HTML_CELL:
		w->blank = true;
		break;
	case HTML_LINK:
		close_link(w);
		if (!closing)
			open_link(w, view_upto(tag, tag.n - 1));
		break;
	case HTML_HIDDEN:
		if (!closing && !empty)
			after = skip_hidden(w, element, after);
		break;
	}
	return after;
}

/* "<!...", "<?...": returns where the text goes on, or i when there is no end
 * to it. */
static size_t
declaration(struct writer *w, size_t i)
{
	struct view rest = view_from(w->in, i);
	size_t at = VIEW_NPOS;

	if (view_starts(rest, VIEW("<!--"))) {
		at = seek(w, i + 2, END_COMMENT);
		if (at != VIEW_NPOS)
			return at + 3;
	} else if (view_starts(rest, VIEW("<![CDATA["))) {
		at = seek(w, i + 9, END_CDATA);
		if (at != VIEW_NPOS) {
			put(w, view_sub(w->in, i + 9, at - i - 9));
			return at + 3;
		}
	}
	at = seek(w, i, END_TAG);
	return at == VIEW_NPOS ? i : at + 1;
}

/* What begins with the '<' at i; returns where the text goes on. */
static size_t
markup(struct writer *w, size_t i)
{
	char next = i + 1 < w->in.n ? w->in.p[i + 1] : ' ';
	size_t name = next == '/' ? i + 2 : i + 1, n, end;

	if (next == '!' || next == '?') {
		end = declaration(w, i);
		if (end > i)
			return end;
	} else if ((n = html_tag_name(w->in, name)) > 0) {
		end = tag_end(w, name + n);
		if (end != VIEW_NPOS)
			return apply(w, view_sub(w->in, i, end + 1 - i),
			    view_sub(w->in, name, n), end + 1);
	}
	put(w, VIEW("<"));
	return i + 1;
}

static size_t
reference(struct writer *w, size_t i)
{
	uint32_t code = 0;
	size_t n = entity_read(view_from(w->in, i), &code);

	if (n == 0) {
		put(w, VIEW("&"));
		return i + 1;
	}
	put_code(w, code);
	return i + n;
}

/* Bytes that are passed on as they are: the other characters that put_code()
 * looks at begin with 0xc2, 0xe2 or 0xef. */
static bool
is_plain(char c)
{
	unsigned char byte = (unsigned char)c;

	return byte > ' ' && c != '<' && c != '&' && byte != 0xc2 &&
	    byte != 0xe2 && byte != 0xef;
}

/* A character that put_code() has to look at.  Wrong bytes are passed on. */
static size_t
other(struct writer *w, size_t i)
{
	uint32_t code;
	bool valid;
	size_t n = utf8_decode(view_from(w->in, i), &code, &valid);

	if (valid)
		put_code(w, code);
	else
		put(w, view_sub(w->in, i, n));
	return i + n;
}

static size_t
plain_run(struct writer *w, size_t i)
{
	size_t end = i;

	while (end < w->in.n && is_plain(w->in.p[end]))
		end++;
	put(w, view_sub(w->in, i, end - i));
	return end;
}

struct view
html_to_text(struct arena *arena, struct view html)
{
	struct writer w = {.in = html};
	size_t i = 0;

	w.out = w.to = arena_text(arena, html.n + 1);
	while (i < html.n) {
		if (is_plain(html.p[i]))
			i = plain_run(&w, i);
		else if (html.p[i] == '<')
			i = markup(&w, i);
		else if (html.p[i] == '&')
			i = reference(&w, i);
		else if (is_space(html.p[i]))
			put_space(&w, html.p[i++]);
		else
			i = other(&w, i);
	}
	assert((size_t)(w.to - w.out) <= html.n);
	return (struct view){w.out, (size_t)(w.to - w.out)};
}

/* The name after "charset=" in a tag; VIEW_NONE without one. */
static struct view
stated_charset(struct view tag)
{
	size_t at = view_ifind(tag, VIEW("charset")), n = 0;

	if (at == VIEW_NPOS)
		return VIEW_NONE;
	tag = view_ltrim(view_from(tag, at + 7));
	if (!view_starts(tag, VIEW("=")))
		return VIEW_NONE;
	tag = view_ltrim(view_from(tag, 1));
	if (tag.n > 0 && (tag.p[0] == '"' || tag.p[0] == '\''))
		tag = view_from(tag, 1);
	while (n < tag.n && !is_space(tag.p[n]) && tag.p[n] != '"' &&
	    tag.p[n] != '\'' && tag.p[n] != ';' && tag.p[n] != '/')
		n++;
	return n > 0 ? view_upto(tag, n) : VIEW_NONE;
}

struct view
html_charset(struct view html)
{
	struct view head = view_upto(html, HEAD_BYTES), name;
	size_t at;

	while ((at = view_ifind(head, VIEW("<meta"))) != VIEW_NPOS) {
		head = view_from(head, at + 5);
		name = stated_charset(view_upto(head, view_chr(head, '>')));
		if (!view_none(name))
			return name;
	}
	return VIEW_NONE;
}
