/* The text that says why, tidied; see diagnostic.h. */
#include "format/diagnostic.h"

#include <string.h>

#include "base/utf8.h"
#include "mail/reply.h"

enum { CODE = 3 /* bytes of a reply code */ };

/* Length of a repeated "550-5.1.1 " or "550 5.1.1 " at the start of v. */
static size_t
repeated_code(struct view v, struct view code, struct view status)
{
	struct view rest = view_from(v, CODE + 1);

	if (v.n <= CODE || !view_starts(v, code) ||
	    (v.p[CODE] != '-' && v.p[CODE] != ' '))
		return 0;
	if (status.n && view_starts(rest, status))
		rest = view_from(rest, status.n);
	else if (v.p[CODE] == ' ' && status.n)
		return 0; /* a number of the text */
	rest = view_ltrim(rest);
	return v.n - rest.n;
}

/* Takes the repeated codes out of "550-5.1.1 no such 550 5.1.1 user". */
static struct view
join_lines(struct arena *arena, struct view text)
{
	struct view code = view_upto(text, CODE), status, rest;
	char *out, *to;
	size_t skip;

	if (text.n <= CODE + 1 || text.p[CODE] != '-' || !is_digit(text.p[0]))
		return text;
	status = reply_status_at(view_from(text, CODE + 1));
	out = to = arena_text(arena, text.n);
	memcpy(to, text.p, CODE + 1);
	to += CODE + 1;
	for (rest = view_from(text, CODE + 1); rest.n;
	    rest = view_from(rest, 1)) {
		while (to[-1] == ' ' &&
		    (skip = repeated_code(rest, code, status)) > 0)
			rest = view_from(rest, skip);
		if (rest.n)
			*to++ = rest.p[0];
	}
	return view_rtrim((struct view){out, (size_t)(to - out)});
}

/* The byte that \ooo at the start of v stands for; 0: it is no such thing. */
static unsigned char
octal_byte(struct view v)
{
	unsigned byte = 0;

	if (v.n < 4 || v.p[0] != '\\' || v.p[1] < '2' || v.p[1] > '3')
		return 0;
	for (size_t i = 1; i < 4; i++) {
		if (v.p[i] < '0' || v.p[i] > '7')
			return 0;
		byte = byte * 8 + (unsigned)(v.p[i] - '0');
	}
	return (unsigned char)byte;
}

static struct view
undo_octal(struct arena *arena, struct view text)
{
	char *out, *to;
	unsigned char byte;
	struct view plain;

	if (view_chr(text, '\\') == VIEW_NPOS ||
	    (view_find(text, VIEW("\\2")) == VIEW_NPOS &&
	    view_find(text, VIEW("\\3")) == VIEW_NPOS))
		return text;
	out = to = arena_text(arena, text.n);
	for (size_t i = 0; i < text.n; i++) {
		byte = octal_byte(view_from(text, i));
		*to++ = byte ? (char)byte : text.p[i];
		i += byte ? 3 : 0;
	}
	plain = (struct view){out, (size_t)(to - out)};
	return utf8_valid(plain) ? plain : text;
}

struct view
diagnostic_tidy(struct arena *arena, struct view text)
{
	return join_lines(arena, undo_octal(arena, text));
}
