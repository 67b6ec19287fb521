/* Quoted-printable; see quoted.h. */
#include "mail/quoted.h"

#include <string.h>

#include "base/flag.h"
#include "mail/find.h"

/* The byte that the code at p stands for; -1: it is none. */
static int
code_value(const char *p)
{
	int high = hex_value(p[1]), low = hex_value(p[2]);

	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static size_t
skip_blanks(struct view v, size_t i)
{
	while (i < v.n && (is_blank(v.p[i]) || v.p[i] == '\r'))
		i++;
	return i;
}

enum quoted
quoted_at(struct view text, size_t at, size_t *length)
{
	size_t end = skip_blanks(text, at + 1);

	*length = 3;
	if (at + 2 < text.n && code_value(text.p + at) >= 0)
		return QUOTED_CODE;
	*length = end - at;
	if (end == text.n)
		return QUOTED_BREAK;
	*length = text.p[end] == '\n' ? end - at + 1 : 1;
	return text.p[end] == '\n' ? QUOTED_BREAK : QUOTED_WRONG;
}

/* Where the line that ends at v[i] ends without blanks. */
static size_t
line_end(struct view v, size_t start, size_t i)
{
	while (i > start && is_blank(v.p[i - 1]))
		i--;
	return i;
}

/* Copies text[*start..end), and goes on at next. */
static char *
copy(char *to, struct view text, size_t *start, size_t end, size_t next)
{
	size_t n = end - *start;

	if (n > 0)
		memcpy(to, text.p + *start, n);
	*start = next;
	return to + n;
}

/* Decodes the '=' at text[i], what is before it from *start on copied;
 * returns where it ends. */
static size_t
take_escape(char **to, struct view text, size_t *start, size_t i,
    unsigned *flags)
{
	size_t length;
	enum quoted is = quoted_at(text, i, &length);

	if (is == QUOTED_WRONG) {
		*to = copy(*to, text, start, i + 1, i + 1);
		*flags |= FLAG_BAD_ENCODING;
		return i + 1;
	}
	*to = copy(*to, text, start, i, i + length);
	if (is == QUOTED_CODE)
		*(*to)++ = (char)code_value(text.p + i);
	return i + length;
}

struct view
quoted_decode(struct arena *arena, struct view text, unsigned *flags)
{
	char *out = arena_text(arena, text.n), *to = out;
	size_t start = 0, i = 0, end;

	while ((i = find_byte(text, i, '=', '\n', '\r')) < text.n) {
		if (text.p[i] == '=') {
			i = take_escape(&to, text, &start, i, flags);
			continue;
		}
		end = line_end(text, start, i);
		if (text.p[i] == '\r' && (++i == text.n ||
		    text.p[i] != '\n'))
			return VIEW_NONE;
		if (end < i)
			to = copy(to, text, &start, end, i);
		i++;
	}
	to = copy(to, text, &start, line_end(text, start, i), i);
	return (struct view){out, (size_t)(to - out)};
}

struct view
quoted_word(struct arena *arena, struct view text)
{
	char *out = arena_text(arena, text.n), *to = out, c;
	int value;

	for (size_t i = 0; i < text.n; i++) {
		c = text.p[i];
		value = c == '=' && i + 2 < text.n ? code_value(text.p + i) :
		    -1;
		if (value >= 0) {
			*to++ = (char)value;
			i += 2;
		} else if (c != '=' || i + 1 < text.n) {
			*to++ = c == '_' || is_space(c) ? ' ' : c;
		}
	}
	return (struct view){out, (size_t)(to - out)};
}
