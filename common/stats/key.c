/* What records are grouped and chosen by; see key.h. */
#include "stats/key.h"

#include <assert.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "stats/derived.h"

static struct key_value
given_value(struct view text)
{
	return (struct key_value){view_none(text) ? KEY_NONE : KEY_TEXT, text};
}

struct key_value
key_text(struct view text)
{
	return (struct key_value){
		view_empty(text) ? KEY_NONE : KEY_TEXT, text};
}

struct key_value
key_scratch(const struct key_context *context, size_t start)
{
	return key_text(view_from(buf_view(&context->scratch), start));
}

static bool
same_name(struct view a, struct view b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && !(a.p[i] == '_' && b.p[i] == '-'))
			return false;
	return true;
}

/* Fields that no group can have: objects, and what the output calls so. */
static bool
is_excluded(const struct field *field)
{
	return field->type == FIELD_HEADERS || field == &fields[FIELD_NO_count];
}

bool
key_find(struct view name, struct key *key)
{
	static const struct view header = {"header.", 7};

	*key = (struct key){0};
	for (size_t i = 0; i < derived_count; i++) {
		if (same_name(derived[i].name, name)) {
			key->name = derived[i].name;
			key->derived = &derived[i];
			return true;
		}
	}
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (same_name(fields[i].key, name) &&
		    !is_excluded(&fields[i])) {
			key->name = fields[i].key;
			key->field = &fields[i];
			return true;
		}
	}
	if (!view_starts(name, header) || name.n == header.n)
		return false;
	key->name = name;
	key->header = view_from(name, header.n);
	return true;
}

static struct key_value
header_value(const struct key *key, const struct record *record)
{
	const struct copied_list *headers = &record->report->headers;

	for (size_t i = 0; i < headers->n; i++)
		if (view_ieq(headers->v[i].name, key->header) &&
		    headers->v[i].values.n > 0)
			return key_text(headers->v[i].values.v[0]);
	return key_text(VIEW_NONE);
}

static struct key_value
number_value(struct key_context *context, int64_t number)
{
	size_t start = context->scratch.n;
	struct key_value value = {KEY_NONE, VIEW_NONE};

	if (number == INT_NONE)
		return value;
	buf_addint(&context->scratch, number);
	value = key_scratch(context, start);
	value.type = KEY_NUMBER;
	return value;
}

/* The texts of a list, with commas between them. */
static struct key_value
list_value(struct key_context *context, const struct list *values)
{
	size_t start = context->scratch.n;

	for (size_t i = 0; i < values->n; i++) {
		if (context->scratch.n - start > KEY_MAX)
			break;
		if (i > 0)
			buf_addc(&context->scratch, ',');
		buf_add(&context->scratch, values->v[i]);
	}
	return key_scratch(context, start);
}

static struct key_value
flags_value(struct key_context *context, const struct record *record)
{
	unsigned flags = record->report->flags | record->recipient->flags;
	struct view words[FLAG_COUNT];
	struct list values = {words, 0};

	for (unsigned bit = 0; bit < FLAG_COUNT; bit++)
		if (flags >> bit & 1)
			words[values.n++] = names_flag[bit];
	return list_value(context, &values);
}

static struct key_value
time_value(struct key_context *context, int64_t ts)
{
	size_t start = context->scratch.n;

	civil_print(&context->scratch, ts);
	return key_scratch(context, start);
}

/* In hundredths, which is all that confidence has. */
static struct key_value
real_value(struct key_context *context, double number)
{
	size_t start = context->scratch.n;
	struct key_value value;
	int hundredths;

	if (!(number >= 0 && number <= 1))
		return key_text(VIEW_NONE);
	hundredths = (int)(number * 100 + 0.5);
	buf_printf(&context->scratch, "%d.%02d", hundredths / 100,
	    hundredths % 100);
	value = key_scratch(context, start);
	value.type = KEY_NUMBER;
	return value;
}

static struct key_value
field_key_value(const struct field *field, struct key_context *context,
    const struct record *record)
{
	const void *member = field_value(field, record);
	int word;

	assert(member);
	switch (field->type) {
	case FIELD_TEXT: /* "" is a return path */
		return given_value(*(const struct view *)member);
	case FIELD_INT:
		return number_value(context, *(const int64_t *)member);
	case FIELD_ENUM: /* as large as an int (report.h) */
		return key_text(field->names[*(const int *)member]);
	case FIELD_TRUTH:
		word = (int)*(const enum truth *)member;
		return (struct key_value){word ? KEY_TRUTH : KEY_NONE,
		    word == TRUTH_TRUE ? VIEW("true") : VIEW("false")};
	case FIELD_LIST:
		return list_value(context, member);
	case FIELD_NUMBER:
		return real_value(context, *(const double *)member);
	case FIELD_FLAGS:
		return flags_value(context, record);
	case FIELD_TIME:
		return time_value(context, *(const int64_t *)member);
	case FIELD_VERSION:
		return number_value(context, 1);
	case FIELD_HEADERS: /* never a key */
		break;
	}
	return key_text(VIEW_NONE);
}

struct key_value
key_value(const struct key *key, struct key_context *context,
    const struct record *record)
{
	struct key_value value;

	if (key->derived)
		value = key->derived->value(context, record);
	else if (key->field)
		value = field_key_value(key->field, context, record);
	else
		value = header_value(key, record);
	value.text = utf8_cut(value.text, KEY_MAX);
	return value;
}

int
key_word(const struct key *key, const struct record *record)
{
	if (!key->field || key->field->type != FIELD_ENUM)
		return -1;
	return *(const int *)field_value(key->field, record);
}

bool
key_is_period(const struct key *key)
{
	return key->derived && key->derived->is_period;
}

bool
key_is_closed(const struct key *key)
{
	if (key->field)
		return key->field->type == FIELD_ENUM ||
		    key->field->type == FIELD_TRUTH;
	return key->derived && key->derived->is_closed;
}
