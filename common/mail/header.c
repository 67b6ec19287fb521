/* A header block as fields; see header.h. */
#include "mail/header.h"

#include <assert.h>
#include <string.h>

#include "base/flag.h"
#include "mail/charset.h"

enum {
	FIRST_FIELDS = 32,
	PARAM_MAX_PIECES = 100, /* RFC 2231 continuations of one parameter */
	PARAM_MAX_VALUE = 8192  /* bytes of a field in which they are sought */
};

/* What the name of a field is made of (RFC 5322 section 2.2): printable ASCII
 * but for the colon. */
static const bool in_name[256] = {
#define FOUR(c) [c] = true, [(c) + 1] = true, [(c) + 2] = true, [(c) + 3] = true
	FOUR('!'), FOUR('%'), FOUR(')'), FOUR('-'), FOUR('1'), FOUR('5'),
	['9'] = true, FOUR(';'), FOUR('?'), FOUR('C'), FOUR('G'), FOUR('K'),
	FOUR('O'), FOUR('S'), FOUR('W'), FOUR('['), FOUR('_'), FOUR('c'),
	FOUR('g'), FOUR('k'), FOUR('o'), FOUR('s'), FOUR('w'), FOUR('{'),
#undef FOUR
};

/* Whether the line is "name:"; the name without the blanks that some write
 * before the colon. */
static bool
is_field(struct view line, struct view *name, struct view *value)
{
	const char *p = line.p, *end = p + line.n;

	while (p < end && in_name[(unsigned char)*p])
		p++;
	*name = (struct view){line.p, (size_t)(p - line.p)};
	while (p < end && is_blank(*p))
		p++;
	if (p == end || *p != ':' || name->n == 0)
		return false;
	*value = (struct view){p + 1, (size_t)(end - p) - 1};
	return true;
}

/* One of 64 bits for a name: most that are asked for are in no header, which
 * a mask of those in it tells at once. */
static uint64_t
name_bit(struct view name)
{
	size_t first, last;

	if (name.n == 0)
		return 0;
	first = (unsigned char)(name.p[0] | 32);
	last = (unsigned char)(name.p[name.n - 1] | 32);
	return UINT64_C(1) << ((name.n * 5 + first + last * 3) & 63);
}

/* Whether nothing but blanks is on the line. */
static bool
is_empty(struct view line)
{
	return line.n == 0 || (is_space(line.p[0]) && view_ltrim(line).n == 0);
}

/* Whether a line that is no field may be stepped over: only when fields go on
 * after it. */
static bool
is_stray(struct view rest)
{
	struct view line, name, value;

	return view_line(&rest, &line) && is_field(line, &name, &value) &&
	    !view_starts(line, VIEW("--"));
}

/* Cuts off what a value is too long by. */
static struct view
bound(struct header *header, struct view value)
{
	if (value.n > HEADER_MAX_VALUE)
		header->limited = true;
	return view_upto(value, HEADER_MAX_VALUE);
}

static void
add_field(struct arena *arena, struct header *header,
    struct header_field field)
{
	struct header_field *more;

	if (header->count == header->room) {
		header->room = header->room ? header->room * 2 : FIRST_FIELDS;
		more = ARENA_ROOM(arena, struct header_field,
		    header->room);
		if (header->count)
			memcpy(more, header->fields,
			    header->count * sizeof *more);
		header->fields = more;
	}
	header->fields[header->count++] = field;
	header->names |= name_bit(field.name);
}

/* One line that begins a field, or does not; false when it ends the header
 * and belongs to the body. */
static bool
take_line(struct arena *arena, struct header *header, struct view line,
    struct view rest)
{
	struct header_field field;

	if (view_starts(line, VIEW("--"))) /* a boundary */
		return false;
	if (!is_field(line, &field.name, &field.value)) {
		if (!is_stray(rest))
			return false;
		header->broken = true;
		return true;
	}
	field.value = bound(header, view_trim(field.value));
	if (header->count < HEADER_MAX_FIELDS)
		add_field(arena, header, field);
	else
		header->limited = true;
	return true;
}

/* Extends the last field's value through its continuation line. */
static void
fold_line(struct header *header, struct view line)
{
	struct header_field *last;

	line = view_trim(line);
	if (header->count == 0 || line.n == 0 || (header->limited &&
	    header->count == HEADER_MAX_FIELDS)) /* a field left out */
		return;
	last = &header->fields[header->count - 1];
	last->value = bound(header, last->value.n ?
	    view_join(last->value, line) : line);
}

void
header_retake(struct arena *arena, struct header *header, struct view *rest)
{
	struct view before, line, start = *rest;

	header->count = 0;
	header->names = 0;
	header->broken = header->limited = false;
	for (before = *rest; view_line(rest, &line); before = *rest) {
		if ((size_t)(line.p - start.p) > HEADER_MAX_BYTES) {
			header->limited = true;
			if (is_empty(line))
				break;
			continue;
		}
		if (is_empty(line))
			break;
		if (is_blank(line.p[0])) {
			fold_line(header, line);
		} else if (!take_line(arena, header, line, *rest)) {
			*rest = before;
			break;
		}
	}
}

struct header
header_take(struct arena *arena, struct view *rest)
{
	struct header header = {0};

	header_retake(arena, &header, rest);
	return header;
}

struct view
header_next(const struct header *header, struct view name, size_t *at)
{
	if (!(header->names & name_bit(name)))
		return VIEW_NONE;
	while (*at < header->count) {
		const struct header_field *field = &header->fields[(*at)++];

		if (view_ieq(field->name, name))
			return field->value;
	}
	return VIEW_NONE;
}

struct view
header_get(const struct header *header, struct view name)
{
	size_t at = 0;

	return header_next(header, name, &at);
}

struct view
header_unfold(struct arena *arena, struct view value)
{
	char *out, *to;

	if (view_chr(value, '\n') == VIEW_NPOS)
		return value;
	out = to = arena_text(arena, value.n);
	for (size_t i = 0; i < value.n;) {
		if (value.p[i] != '\n' && value.p[i] != '\r') {
			*to++ = value.p[i++];
			continue;
		}
		while (i < value.n && is_space(value.p[i]))
			i++;
		while (to > out && is_blank(to[-1]))
			to--;
		*to++ = ' ';
	}
	assert((size_t)(to - out) <= value.n);
	return (struct view){out, (size_t)(to - out)};
}

/* The end of a quoted string or comment that opens at v[i]. */
static size_t
skip_quoted(struct view v, size_t i)
{
	char close = v.p[i] == '(' ? ')' : v.p[i];
	size_t depth = 0;

	for (size_t j = i; j < v.n; j++) {
		if (v.p[j] == '\\')
			j++;
		else if (v.p[j] == '(' && close == ')')
			depth++;
		else if (v.p[j] == close && j > i && (close != ')' ||
		    --depth == 0))
			return j + 1;
	}
	return v.n;
}

/* Takes the text up to the next ';' outside quotes and comments. */
static struct view
take_piece(struct view *rest)
{
	struct view all = *rest;
	size_t i = 0;

	while (i < all.n && all.p[i] != ';')
		i = all.p[i] == '"' || all.p[i] == '(' ?
		    skip_quoted(all, i) : i + 1;
	*rest = view_from(all, i + 1);
	return view_trim(view_upto(all, i));
}

struct view
header_token(struct arena *arena, struct view value)
{
	struct view piece = take_piece(&value);
	char *out, *to;
	size_t end;

	if (view_chr(piece, '(') == VIEW_NPOS)
		return piece;
	out = to = arena_text(arena, piece.n);
	for (size_t i = 0; i < piece.n; i = end) {
		end = piece.p[i] == '(' || piece.p[i] == '"' ?
		    skip_quoted(piece, i) : i + 1;
		if (piece.p[i] == '(')
			continue;
		memcpy(to, piece.p + i, end - i);
		to += end - i;
	}
	return view_trim((struct view){out, (size_t)(to - out)});
}

/* A parameter's value without its quotes. */
static struct view
unquote(struct arena *arena, struct view v)
{
	char *out, *to;

	if (v.n == 0 || v.p[0] != '"')
		return view_upto(v, view_chr(v, '(')); /* a comment after it */
	v = view_upto(v, skip_quoted(v, 0));
	v = view_sub(v, 1, v.n >= 2 && v.p[v.n - 1] == '"' ? v.n - 2 : v.n);
	if (view_chr(v, '\\') == VIEW_NPOS)
		return v;
	out = to = arena_text(arena, v.n);
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '\\' && i + 1 < v.n)
			i++;
		*to++ = v.p[i];
	}
	return (struct view){out, (size_t)(to - out)};
}

/* Value of the parameter spelled exactly so. */
static struct view
raw_param(struct arena *arena, struct view value, struct view name)
{
	struct view piece, key, tail;

	take_piece(&value);
	while (value.n) {
		piece = take_piece(&value);
		if (view_cut(piece, '=', &key, &tail) &&
		    view_ieq(view_trim(key), name))
			return view_trim(unquote(arena, view_trim(tail)));
	}
	return VIEW_NONE;
}

static int
hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	c = to_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2231 section 4: %XX */
static struct view
percent_decode(struct arena *arena, struct view v)
{
	char *out = arena_text(arena, v.n), *to = out;

	for (size_t i = 0; i < v.n; i++) {
		int high = i + 2 < v.n ? hex_digit(v.p[i + 1]) : -1;
		int low = i + 2 < v.n ? hex_digit(v.p[i + 2]) : -1;

		if (v.p[i] != '%' || high < 0 || low < 0) {
			*to++ = v.p[i];
			continue;
		}
		*to++ = (char)(high * 16 + low);
		i += 2;
	}
	return (struct view){out, (size_t)(to - out)};
}

/* charset'language'text, the first piece of an extended parameter. */
static struct view
take_charset(struct view v, struct view *charset)
{
	struct view tail, language, text;

	if (!view_cut(v, '\'', charset, &tail) ||
	    !view_cut(tail, '\'', &language, &text)) {
		*charset = VIEW_NONE;
		return v;
	}
	return text;
}

/* name*=, or name*0=, name*0*=, name*1= ... joined (RFC 2231 section 3). */
static struct view
extended_param(struct arena *arena, struct view value, struct view name)
{
	struct view star = arena_concat(arena, name, VIEW("*"));
	struct view charset = VIEW_NONE, sum = VIEW_NONE, piece, key;
	char digits[] = "00";
	unsigned flags = 0;

	sum = raw_param(arena, value, star);
	if (!view_none(sum)) {
		sum = take_charset(sum, &charset);
		sum = percent_decode(arena, sum);
		return charset_to_utf8(arena, sum, charset, &flags);
	}
	for (int i = 0; i < PARAM_MAX_PIECES; i++) {
		digits[0] = (char)('0' + i / 10);
		digits[1] = (char)('0' + i % 10);
		key = arena_concat(arena, star, view_from(
		    (struct view){digits, 2}, i < 10 ? 1 : 0));
		piece = raw_param(arena, value, key);
		if (view_none(piece)) {
			key = arena_concat(arena, key, VIEW("*"));
			piece = raw_param(arena, value, key);
			if (view_none(piece))
				break;
			if (i == 0)
				piece = take_charset(piece, &charset);
			piece = percent_decode(arena, piece);
		}
		sum = arena_concat(arena, sum, piece);
	}
	return view_none(sum) ? sum :
	    charset_to_utf8(arena, sum, charset, &flags);
}

struct view
header_param(struct arena *arena, struct view value, struct view name)
{
	struct view found = raw_param(arena, value, name);

	if (view_none(found) && value.n <= PARAM_MAX_VALUE &&
	    view_chr(value, '*') != VIEW_NPOS)
		found = extended_param(arena, value, name);
	return found;
}
