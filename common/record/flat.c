/* The record's line of JSON read in place; see flat.h. */
#include "record/flat.h"

#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "record/field.h"
#include "record/value.h"

/* The take functions take what they are named for, or return false: then the
 * line is not flat, and nothing more is to be read.  The byte at end is never
 * read. */

static bool
take(struct flat *c, char wanted)
{
	if (c->p == c->end || *c->p != wanted)
		return false;
	c->p++;
	return true;
}

static bool
peek(const struct flat *c, char wanted)
{
	return c->p < c->end && *c->p == wanted;
}

/* Goes on to the next byte that a string is not simply made of: a quote, a
 * backslash or a control character. */
static void
skip_text(struct flat *c)
{
	uint64_t w, mask;

	for (; c->end - c->p >= WORD_SIZE; c->p += WORD_SIZE) {
		w = word_load(c->p);
		mask = word_below(w, 0x20) | word_equal(w, '"') |
		    word_equal(w, '\\');
		if (!mask)
			continue;
		c->p += word_first(mask);
		return;
	}
	while (c->p < c->end && *c->p != '"' && *c->p != '\\' &&
	    (unsigned char)*c->p >= 0x20)
		c->p++;
}

static bool
take_hex(const char *p, const char *end, uint32_t *code)
{
	*code = 0;
	if (end - p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = to_lower(p[i]);

		if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		*code = *code << 4 |
		    (uint32_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

/* Reads \uXXXX, which p points into after the u, or two of them for one
 * character above U+FFFF.  Returns where it ends; NULL when it is wrong or
 * half of a pair. */
static const char *
unescape_code(const char *p, const char *end, uint32_t *code)
{
	uint32_t low;

	if (!take_hex(p, end, code))
		return NULL;
	if (*code < 0xd800 || *code > 0xdfff)
		return p + 4;
	if (*code > 0xdbff || end - p < 10 || p[4] != '\\' || p[5] != 'u' ||
	    !take_hex(p + 6, end, &low) || low < 0xdc00 || low > 0xdfff)
		return NULL;
	*code = 0x10000 + ((*code & 0x3ff) << 10) + (low & 0x3ff);
	return p + 10;
}

static const char *
unescape_one(const char *p, const char *end, uint32_t *code)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at;

	if (p == end)
		return NULL;
	if (*p == 'u')
		return unescape_code(p + 1, end, code);
	at = memchr(from, *p, sizeof from - 1);
	if (!at)
		return NULL;
	*code = (uint32_t)to[at - from];
	return p + 1;
}

bool
flat_unescape(struct arena *arena, struct view raw, struct view *text)
{
	const char *p = raw.p, *end = raw.p + raw.n, *slash;
	char *out;
	uint32_t code;

	*text = raw;
	slash = raw.n ? memchr(p, '\\', raw.n) : NULL;
	if (!slash)
		return true;
	/* An escape is never shorter than what it stands for. */
	text->p = out = arena_text(arena, raw.n);
	while (slash) {
		memcpy(out, p, (size_t)(slash - p));
		out += slash - p;
		p = unescape_one(slash + 1, end, &code);
		if (!p)
			return false;
		out += utf8_put(out, code);
		slash = memchr(p, '\\', (size_t)(end - p));
	}
	memcpy(out, p, (size_t)(end - p));
	text->n = (size_t)(out - text->p) + (size_t)(end - p);
	return true;
}

static bool
take_string(struct flat *c, struct view *text)
{
	const char *start = c->p + 1;
	bool escapes = false;

	if (!take(c, '"'))
		return false;
	while (skip_text(c), peek(c, '\\')) {
		escapes = true;
		if (c->end - c->p < 2)
			return false;
		c->p += 2;
	}
	*text = (struct view){start, (size_t)(c->p - start)};
	return take(c, '"') &&
	    (!escapes || flat_unescape(c->arena, *text, text));
}

/* An integer, or a number with up to three decimals. */
static bool
take_number(struct flat *c, struct value *value)
{
	enum { MOST_DIGITS = 15 }; /* all exact in a double */
	bool negative = take(c, '-');
	const char *start = c->p, *point;
	int64_t sum = 0;
	double scale = 1;

	for (; c->p < c->end && is_digit(*c->p); c->p++) {
		if (c->p - start == MOST_DIGITS)
			return false;
		sum = sum * 10 + (*c->p - '0');
	}
	if (c->p == start || (*start == '0' && c->p - start > 1))
		return false;
	value->type = VALUE_INT;
	value->number = negative ? -sum : sum;
	if (!take(c, '.'))
		return !peek(c, 'e') && !peek(c, 'E');
	point = c->p;
	for (; c->p < c->end && is_digit(*c->p); c->p++) {
		if (c->p - start > MOST_DIGITS)
			return false;
		sum = sum * 10 + (*c->p - '0');
		scale *= 10;
	}
	value->type = VALUE_NUMBER;
	value->real = (double)(negative ? -sum : sum) / scale;
	return c->p > point && !peek(c, 'e') && !peek(c, 'E');
}

static bool
take_word(struct flat *c, struct view word)
{
	if ((size_t)(c->end - c->p) < word.n ||
	    memcmp(c->p, word.p, word.n) != 0)
		return false;
	c->p += word.n;
	return true;
}

/* Room for one more of a growing array: the old one is left in the arena,
 * which costs as much again at most. */
static void *
grown(struct arena *arena, const void *old, size_t n, size_t size)
{
	void *fresh;

	if (n & (n - 1) || (n > 0 && n < 4)) /* not yet full: 4, 8, 16 ... */
		return NULL;
	fresh = arena_room(arena, n < 4 ? 4 : 2 * n, size);
	if (n > 0)
		memcpy(fresh, old, n * size);
	return fresh;
}

static bool
take_list(struct flat *c, struct list *list)
{
	struct view *v = NULL, *fresh;

	*list = (struct list){0};
	if (!take(c, '['))
		return false;
	if (take(c, ']'))
		return true;
	do {
		fresh = grown(c->arena, v, list->n, sizeof *v);
		list->v = v = fresh ? fresh : v;
		if (!take_string(c, &v[list->n]))
			return false;
		list->n++;
	} while (take(c, ','));
	return take(c, ']');
}

static bool
take_headers(struct flat *c, struct copied_list *headers)
{
	struct copied *v = NULL, *fresh;

	*headers = (struct copied_list){0};
	if (!take(c, '{'))
		return false;
	if (take(c, '}'))
		return true;
	do {
		fresh = grown(c->arena, v, headers->n, sizeof *v);
		headers->v = v = fresh ? fresh : v;
		if (!take_string(c, &v[headers->n].name) || !take(c, ':') ||
		    !take_list(c, &v[headers->n].values))
			return false;
		headers->n++;
	} while (take(c, ','));
	return take(c, '}');
}

static bool
take_value(struct flat *c, struct value *value)
{
	value->type = VALUE_NONE;
	if (c->p == c->end)
		return false;
	switch (*c->p) {
	case '"':
		value->type = VALUE_TEXT;
		return take_string(c, &value->text);
	case '[':
		value->type = VALUE_LIST;
		return take_list(c, &value->list);
	case '{':
		value->type = VALUE_HEADERS;
		return take_headers(c, &value->headers);
	case 'n':
		return take_word(c, VIEW("null"));
	case 't':
	case 'f':
		value->type = VALUE_TRUTH;
		value->truth = *c->p == 't';
		return take_word(c, value->truth ? VIEW("true") :
		    VIEW("false"));
	default:
		return take_number(c, value);
	}
}

static bool
is_key(const struct field *field, struct view key)
{
	return field->key.n == key.n &&
	    memcmp(field->key.p, key.p, key.n) == 0;
}

const struct field *
flat_field(struct view key, size_t expected)
{
	for (size_t i = expected; i < FIELD_COUNT; i++)
		if (is_key(&fields[i], key))
			return &fields[i];
	for (size_t i = 0; i < expected; i++)
		if (is_key(&fields[i], key))
			return &fields[i];
	return NULL;
}

/* What a member tells beside its value; start is where it begins, with the
 * comma before it.  False when its key stands twice. */
static bool
note_member(const struct field *field, size_t start, bool *seen,
    struct json_line *out)
{
	if (seen[field - fields])
		return false;
	seen[field - fields] = true;
	if (field->scope == SCOPE_VERDICT && !out->classified) {
		out->classified = true;
		out->head = start;
	}
	return true;
}

struct flat
flat_open(struct arena *arena, struct view line)
{
	struct flat c = {line.p, line.p + line.n, arena, false};

	c.good = take(&c, '{');
	return c;
}

bool
flat_next(struct flat *c, struct view *key, struct value *value)
{
	if (!c->good || peek(c, '}'))
		return false;
	c->good = (c->p[-1] == '{' || take(c, ',')) && take_string(c, key) &&
	    take(c, ':') && take_value(c, value);
	return c->good;
}

bool
flat_close(const struct flat *c)
{
	return c->good && c->end - c->p == 1 && *c->p == '}';
}

bool
flat_read(struct arena *arena, struct view line, struct json_line *out)
{
	struct record record = {&out->report, &out->recipient, &out->verdict};
	struct flat c = flat_open(arena, line);
	bool seen[FIELD_COUNT] = {false};
	const struct field *field;
	struct value value;
	size_t expected = 0, start = 0;
	struct view key;

	while (flat_next(&c, &key, &value)) {
		field = flat_field(key, expected);
		if (field) {
			if (!note_member(field, start, seen, out))
				return false;
			value_store(field, &record, &value);
			expected = (size_t)(field - fields) + 1;
		}
		start = (size_t)(c.p - line.p);
	}
	if (!out->classified)
		out->head = start;
	return flat_close(&c);
}
