/* Fields as members of a JSON object; see emit.h. */
#include "record/emit.h"

#include <assert.h>

#include "base/civil.h"
#include "record/escape.h"
#include "record/value.h"

/* Each key as it is written, so that it is one copy. */
#define FIELD(key, type, scope, member, words, meaning) \
	[FIELD_NO_##key] = {",\"" #key "\":", sizeof(",\"" #key "\":") - 1},
static const struct view written_keys[FIELD_COUNT] = {
#include "record/fields.def"
};
#undef FIELD

/* The emitters append key and value, and return false without appending when
 * the value is not given. */

static bool
emit_text(struct buf *out, struct view key, struct view text)
{
	if (view_none(text))
		return false;
	buf_add(out, key);
	escape_string(out, text);
	return true;
}

static bool
emit_int(struct buf *out, struct view key, int64_t value)
{
	if (value == INT_NONE)
		return false;
	buf_add(out, key);
	buf_addint(out, value);
	return true;
}

/* Words of our tables need no escaping. */
static void
put_word(struct buf *out, struct view word)
{
	buf_addc(out, '"');
	buf_add(out, word);
	buf_addc(out, '"');
}

static bool
emit_enum(struct buf *out, struct view key, const struct field *field,
    int value)
{
	assert(value >= 0 && (size_t)value < field->name_count);
	if (value == 0)
		return false;
	buf_add(out, key);
	put_word(out, field->names[value]);
	return true;
}

static bool
emit_truth(struct buf *out, struct view key, enum truth truth)
{
	if (truth == TRUTH_NONE)
		return false;
	buf_add(out, key);
	buf_add(out, truth == TRUTH_TRUE ? VIEW("true") : VIEW("false"));
	return true;
}

static bool
emit_number(struct buf *out, struct view key, double value)
{
	int64_t thousandths;
	char digits[4] = ".000";
	size_t n = 4;

	if (!(value >= 0 && value <= VALUE_NUMBER_MAX)) /* not a number, too */
		return false;
	thousandths = (int64_t)(value * 1000 + 0.5);
	buf_add(out, key);
	buf_addint(out, thousandths / 1000);
	for (int64_t rest = thousandths % 1000, i = 3; i > 0; i--, rest /= 10)
		digits[i] = (char)('0' + rest % 10);
	while (digits[n - 1] == '0')
		n--;
	if (n > 1)
		buf_add(out, (struct view){digits, n});
	return true;
}

static void
put_list(struct buf *out, const struct list *list)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i > 0)
			buf_addc(out, ',');
		escape_string(out, list->v[i]);
	}
	buf_addc(out, ']');
}

static bool
emit_list(struct buf *out, struct view key, const struct list *list)
{
	if (list->n == 0)
		return false;
	buf_add(out, key);
	put_list(out, list);
	return true;
}

static bool
emit_headers(struct buf *out, struct view key,
    const struct copied_list *headers)
{
	if (headers->n == 0)
		return false;
	buf_add(out, key);
	for (size_t i = 0; i < headers->n; i++) {
		buf_addc(out, i > 0 ? ',' : '{');
		escape_string(out, headers->v[i].name);
		buf_addc(out, ':');
		put_list(out, &headers->v[i].values);
	}
	buf_addc(out, '}');
	return true;
}

/* A record's flags are those of its message and of its recipient. */
static bool
emit_flags(struct buf *out, struct view key, const struct field *field,
    const struct record *record)
{
	unsigned flags = record->report->flags;
	char before = '[';

	if (record->recipient)
		flags |= record->recipient->flags;
	if (flags == 0)
		return false;
	assert(flags >> field->name_count == 0);
	buf_add(out, key);
	for (size_t bit = 0; bit < field->name_count; bit++) {
		if (!(flags >> bit & 1))
			continue;
		buf_addc(out, before);
		put_word(out, field->names[bit]);
		before = ',';
	}
	buf_addc(out, ']');
	return true;
}

static bool
emit_time(struct buf *out, struct view key, int64_t ts)
{
	if (ts == INT_NONE || ts < CIVIL_MIN || ts > CIVIL_MAX)
		return false;
	buf_add(out, key);
	buf_addc(out, '"');
	civil_print(out, ts);
	buf_addc(out, '"');
	return true;
}

static bool
emit_given(struct buf *out, const struct field *field, const void *member,
    const struct record *record)
{
	struct view key = written_keys[field - fields];

	switch (field->type) {
	case FIELD_TEXT:
		return emit_text(out, key, *(const struct view *)member);
	case FIELD_INT:
		return emit_int(out, key, *(const int64_t *)member);
	case FIELD_ENUM: /* as large as an int (report.h) */
		return emit_enum(out, key, field, *(const int *)member);
	case FIELD_TRUTH:
		return emit_truth(out, key, *(const enum truth *)member);
	case FIELD_LIST:
		return emit_list(out, key, member);
	case FIELD_NUMBER:
		return emit_number(out, key, *(const double *)member);
	case FIELD_FLAGS:
		return emit_flags(out, key, field, record);
	case FIELD_VERSION:
		return emit_int(out, key, 1);
	case FIELD_TIME:
		return emit_time(out, key, *(const int64_t *)member);
	case FIELD_HEADERS:
		return emit_headers(out, key, member);
	}
	return false;
}

static void
emit_null(struct buf *out, const struct field *field)
{
	buf_add(out, written_keys[field - fields]);
	buf_add(out, VIEW("null"));
}

void
emit_fields(struct buf *out, const struct record *record, bool all_keys)
{
	/* field_value() by hand: it would be a fifth of the time. */
	const char *const base[] = {
		[SCOPE_REPORT] = (const char *)record->report,
		[SCOPE_RECIPIENT] = (const char *)record->recipient,
		[SCOPE_VERDICT] = (const char *)record->verdict,
	};
	const struct field *field = fields;
	const void *member;

	for (; field < fields + FIELD_COUNT; field++) {
		if (!base[field->scope])
			continue;
		member = base[field->scope] + field->offset;
		/* most are texts, and most of those not given */
		if (!(field->type == FIELD_TEXT &&
		    view_none(*(const struct view *)member)) &&
		    emit_given(out, field, member, record))
			continue;
		if (all_keys)
			emit_null(out, field);
	}
}

void
emit_field(struct buf *out, const struct field *field,
    const struct record *record)
{
	const void *member = field_value(field, record);

	if (member && !emit_given(out, field, member, record))
		emit_null(out, field);
}
