/* A header block as fields; see header.h. */
#include "mail/header.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "base/flag.h"
#include "base/lanes.h"
#include "mail/charset.h"
#include "mail/find.h"

enum {
	FIRST_FIELDS = 32,
	PARAM_MAX_PIECES = 100, /* RFC 2231 continuations of one parameter */
	PARAM_MAX_VALUE = 8192  /* bytes of a field in which they are sought */
};

/* Marks the bytes that no name has (RFC 5322 section 2.2): all but printable
 * ASCII, which one more makes a signed number above '!', and the colon. */
static inline void
mark_not_in_name(lanes *marks, const char *p)
{
	lanes bytes;

	lanes_load(&bytes, p);
	*marks = (lanes)((signed_lanes)(bytes + 1) < '!' + 1) |
	    (lanes)(bytes == ':');
}

/* How long the name at the start of v is: sixteen bytes at a time where so
 * many are left. */
static inline size_t
name_length(struct view v)
{
	lanes none;
	size_t i = 0, n;

	for (; i + LANES <= v.n; i += LANES) {
		mark_not_in_name(&none, v.p + i);
		n = lanes_find(&none);
		if (n < LANES)
			return i + n;
	}
	while (i < v.n && v.p[i] > ' ' && v.p[i] < 127 && v.p[i] != ':')
		i++;
	return i;
}

/* Whether v begins with "name:"; the name without the blanks that some write
 * before the colon, which *colon is the place of. */
static inline bool
is_field(struct view v, struct view *name, size_t *colon)
{
	size_t i = name_length(v);

	*name = (struct view){v.p, i};
	for (; i < v.n; i++) {
		if (v.p[i] == ':') {
			*colon = i;
			return name->n > 0;
		}
		if (!is_blank(v.p[i]))
			break;
	}
	return false;
}

/* Whether a line that is no field may be stepped over: only when fields go on
 * after it. */
static bool
is_stray(struct view rest)
{
	struct view name;
	size_t colon;

	return !view_starts(rest, VIEW("--")) &&
	    is_field(rest, &name, &colon);
}

/* Cuts off what a value is too long by. */
static struct view
bound(struct header *header, struct view value)
{
	if (value.n <= HEADER_MAX_VALUE)
		return value;
	header->limited = true;
	return view_upto(value, HEADER_MAX_VALUE);
}

/* Room for twice as many fields, and for their marks behind them; false when
 * there are as many as may be. */
static bool
grow(struct arena *arena, struct header *header)
{
	size_t room = header->room ? header->room * 2 : FIRST_FIELDS;
	struct header_field *fields;
	unsigned char *marks;

	if (header->room == HEADER_MAX_FIELDS)
		return false;
	if (room > HEADER_MAX_FIELDS)
		room = HEADER_MAX_FIELDS;
	fields = (struct header_field *)arena_room(arena, room,
	    sizeof *fields + sizeof *marks);
	marks = (unsigned char *)(fields + room);
	if (header->count) {
		memcpy(fields, header->fields,
		    header->count * sizeof *fields);
		memcpy(marks, header->marks, header->count);
	}
	header->fields = fields;
	header->marks = marks;
	header->room = room;
	return true;
}

static void
add_field(struct arena *arena, struct header *header, struct view name,
    struct view value)
{
	unsigned char mark = header_mark(name);
	size_t i = header->count;

	if (i == header->room && !grow(arena, header)) {
		header->limited = true;
		return;
	}
	header->fields[i] = (struct header_field){name, value};
	header->marks[i] = mark;
	if (i < header->first[mark % HEADER_FIRSTS])
		header->first[mark % HEADER_FIRSTS] = (unsigned char)i;
	header->count = i + 1;
}

static inline const char *
skip_blanks(const char *p, const char *end)
{
	if (p < end && *p == ' ') /* one in nearly all mail */
		p++;
	while (p < end && is_space(*p))
		p++;
	return p;
}

/* Extends the last field's value through its continuation line, which is
 * blank up to p and from end on. */
static void
fold_line(struct header *header, const char *p, const char *end)
{
	struct header_field *last;

	if (header->count == 0 || (header->limited &&
	    header->count == HEADER_MAX_FIELDS)) /* a field left out */
		return;
	last = &header->fields[header->count - 1];
	if (last->value.n)
		p = last->value.p;
	last->value = bound(header, (struct view){p, (size_t)(end - p)});
}

/* One line; false when it ends the header and belongs to the body.  The block
 * begins with the line, which is blank from end on, and not all blank. */
static bool
take_line(struct arena *arena, struct header *header, struct view block,
    const char *end)
{
	struct view name, value, line;
	size_t colon;

	if (block.p[0] <= '-') { /* nearly all begin with a letter */
		if (is_blank(block.p[0])) {
			fold_line(header, skip_blanks(block.p, end), end);
			return true;
		}
		if (view_starts(block, VIEW("--"))) /* a boundary */
			return false;
	}
	/* in the block, to read words past the line: no name has a line end */
	if (!is_field(block, &name, &colon)) {
		view_line(&block, &line);
		if (!is_stray(block))
			return false;
		header->broken = true;
		return true;
	}
	value.p = skip_blanks(block.p + colon + 1, end);
	value.n = (size_t)(end - value.p);
	add_field(arena, header, name, bound(header, value));
	return true;
}

void
header_retake(struct arena *arena, struct header *header, struct view *rest)
{
	const char *last = view_from(*rest, HEADER_MAX_BYTES).p;
	const char *all = view_from(*rest, rest->n).p;
	const char *p = rest->p, *end, *next;

	header->count = 0;
	memset(header->first, UCHAR_MAX, sizeof header->first);
	header->broken = header->limited = false;
	for (; p < all; p = next) {
		next = memchr(p, '\n', (size_t)(all - p));
		end = next ? next : all;
		next = next ? next + 1 : all;
		while (end > p && is_space(end[-1]))
			end--;
		if (p > last)
			header->limited = true;
		if (end == p) {
			p = next;
			break;
		}
		if (p <= last && !take_line(arena, header, (struct view){p,
		    (size_t)(all - p)}, end))
			break;
	}
	*rest = (struct view){p, (size_t)(all - p)};
}

struct header
header_take(struct arena *arena, struct view *rest)
{
	struct header header = {0};

	header_retake(arena, &header, rest);
	return header;
}

/* From field i on: apart from what is most often enough. */
static __attribute__((noinline)) struct view
find_from(const struct header *header, struct view name, unsigned char mark,
    size_t *at, size_t i)
{
	const struct header_field *field;
	const unsigned char *found;

	for (; i < header->count; i++) {
		found = header->marks + i;
		if (*found != mark && !(found = memchr(found, mark,
		    header->count - i)))
			break;
		i = (size_t)(found - header->marks);
		field = &header->fields[i];
		if (!view_ieq(field->name, name))
			continue;
		*at = i + 1;
		return field->value;
	}
	*at = header->count;
	return VIEW_NONE;
}

struct view
header_find(const struct header *header, struct view name,
    unsigned char mark, size_t *at)
{
	const struct header_field *field;
	size_t i = header->first[mark % HEADER_FIRSTS];

	if (i < *at)
		i = *at;
	if (i < header->count) {
		field = &header->fields[i];
		if (field->name.n == name.n &&
		    word_same(field->name.p, name.p, name.n)) {
			*at = i + 1;
			return field->value;
		}
	}
	return find_from(header, name, mark, at, i);
}

struct view
header_unfold(struct arena *arena, struct view value)
{
	char *out, *to;
	size_t i = 0, end;

	if (view_chr(value, '\n') == VIEW_NPOS)
		return value;
	out = to = arena_text(arena, value.n);
	while ((end = find_byte(value, i, '\n', '\r', '\r')) < value.n) {
		memcpy(to, value.p + i, end - i);
		to += end - i;
		for (i = end; i < value.n && is_space(value.p[i]);)
			i++;
		while (to > out && is_blank(to[-1]))
			to--;
		*to++ = ' ';
	}
	memcpy(to, value.p + i, end - i);
	to += end - i;
	assert((size_t)(to - out) <= value.n);
	return (struct view){out, (size_t)(to - out)};
}

/* The end of a quoted string or comment that opens at v[i]. */
static size_t
skip_quoted(struct view v, size_t i)
{
	const char open = v.p[i], close = open == '(' ? ')' : open;
	size_t depth = 1;

	for (i = find_byte(v, i + 1, open, close, '\\'); i < v.n;
	    i = find_byte(v, i, open, close, '\\'))
		if (v.p[i] == '\\')
			i += 2;
		else if (v.p[i++] != close)
			depth++;
		else if (--depth == 0)
			return i;
	return v.n;
}

/* Takes the text up to the next ';' outside quotes and comments. */
static struct view
take_piece(struct view *rest)
{
	struct view all = *rest;
	size_t i = find_byte(all, 0, ';', '"', '(');

	while (i < all.n && all.p[i] != ';')
		i = find_byte(all, skip_quoted(all, i), ';', '"', '(');
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

/* The value that v begins with, without its quotes, or without a comment
 * after it. */
static struct view
take_value(struct arena *arena, struct view v)
{
	char *out, *to;

	if (v.n == 0 || v.p[0] != '"') {
		v = take_piece(&v);
		return view_upto(v, view_chr(v, '('));
	}
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
	struct view tail;

	value = view_rtrim(value);
	for (take_piece(&value); value.n; take_piece(&value)) {
		value = view_ltrim(value);
		if (!view_istarts(value, name))
			continue;
		tail = view_ltrim(view_from(value, name.n));
		if (tail.n && tail.p[0] == '=')
			return view_trim(take_value(arena,
			    view_ltrim(view_from(tail, 1))));
	}
	return VIEW_NONE;
}

/* RFC 2231 section 4: %XX */
static struct view
percent_decode(struct arena *arena, struct view v)
{
	char *out = arena_text(arena, v.n), *to = out;

	for (size_t i = 0; i < v.n; i++) {
		int high = i + 2 < v.n ? hex_value(v.p[i + 1]) : -1;
		int low = i + 2 < v.n ? hex_value(v.p[i + 2]) : -1;

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
