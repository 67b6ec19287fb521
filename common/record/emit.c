/* Fields as members of a JSON object; see emit.h. */
#include "record/emit.h"

#include <assert.h>

#include "base/civil.h"
#include "record/escape.h"
#include "record/value.h"

/* Each key as it is written, so that it is one copy, of as many bytes for
 * all. */
enum { KEY_ROOM = 32 };
#define FIELD(key, type, scope, member, words, meaning) \
	[FIELD_NO_##key] = {",\"" #key "\":", sizeof(",\"" #key "\":") - 1},
static const struct {
	char text[KEY_ROOM];
	size_t n;
} keys[FIELD_COUNT] = {
#include "record/fields.def"
};
#undef FIELD

/* What is asked of every field of every record, in few bytes. */
static const struct place {
	unsigned char type, scope;
	unsigned short offset;
} places[FIELD_COUNT] = {
#define STRUCT_REPORT struct report
#define STRUCT_RECIPIENT struct recipient
#define STRUCT_VERDICT struct verdict
#define FIELD(key, type, scope, member, words, meaning) \
	{FIELD_##type, SCOPE_##scope, offsetof(STRUCT_##scope, member)},
#include "record/fields.def"
#undef FIELD
};

static inline void
put_key(struct buf *out, enum field_number number)
{
	memcpy(buf_room(out, KEY_ROOM), keys[number].text, KEY_ROOM);
	out->n += keys[number].n;
}

/* The emitters append key and value, and return false without appending when
 * the value is not given. */

static inline bool
emit_text(struct buf *out, enum field_number number, const struct view *text)
{
	if (view_none(*text))
		return false;
	put_key(out, number);
	escape_string(out, *text);
	return true;
}

static bool
emit_int(struct buf *out, enum field_number number, int64_t value)
{
	if (value == INT_NONE)
		return false;
	put_key(out, number);
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
emit_enum(struct buf *out, enum field_number number, int value)
{
	const struct field *field = &fields[number];

	assert(value >= 0 && (size_t)value < field->name_count);
	if (value == 0)
		return false;
	put_key(out, number);
	put_word(out, field->names[value]);
	return true;
}

static bool
emit_truth(struct buf *out, enum field_number number, enum truth truth)
{
	if (truth == TRUTH_NONE)
		return false;
	put_key(out, number);
	buf_add(out, truth == TRUTH_TRUE ? VIEW("true") : VIEW("false"));
	return true;
}

static bool
emit_number(struct buf *out, enum field_number number, double value)
{
	int64_t thousandths;
	char digits[4] = ".000";
	size_t n = 4;

	if (!(value >= 0 && value <= VALUE_NUMBER_MAX)) /* not a number, too */
		return false;
	thousandths = (int64_t)(value * 1000 + 0.5);
	put_key(out, number);
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
emit_list(struct buf *out, enum field_number number, const struct list *list)
{
	if (list->n == 0)
		return false;
	put_key(out, number);
	put_list(out, list);
	return true;
}

static bool
emit_headers(struct buf *out, enum field_number number,
    const struct copied_list *headers)
{
	if (headers->n == 0)
		return false;
	put_key(out, number);
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
emit_flags(struct buf *out, enum field_number number,
    const struct record *record)
{
	const struct field *field = &fields[number];
	unsigned flags = record->report->flags;
	char before = '[';

	if (record->recipient)
		flags |= record->recipient->flags;
	if (flags == 0)
		return false;
	assert(flags >> field->name_count == 0);
	put_key(out, number);
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
emit_time(struct buf *out, enum field_number number, int64_t ts)
{
	if (ts == INT_NONE || ts < CIVIL_MIN || ts > CIVIL_MAX)
		return false;
	put_key(out, number);
	buf_addc(out, '"');
	civil_print(out, ts);
	buf_addc(out, '"');
	return true;
}

static bool
emit_given(struct buf *out, enum field_number number, const void *member,
    const struct record *record)
{
	switch ((enum field_type)places[number].type) {
	case FIELD_TEXT:
		return emit_text(out, number, member);
	case FIELD_INT:
		return emit_int(out, number, *(const int64_t *)member);
	case FIELD_ENUM: /* as large as an int (report.h) */
		return emit_enum(out, number, *(const int *)member);
	case FIELD_TRUTH:
		return emit_truth(out, number, *(const enum truth *)member);
	case FIELD_LIST:
		return emit_list(out, number, member);
	case FIELD_NUMBER:
		return emit_number(out, number, *(const double *)member);
	case FIELD_FLAGS:
		return emit_flags(out, number, record);
	case FIELD_VERSION:
		return emit_int(out, number, 1);
	case FIELD_TIME:
		return emit_time(out, number, *(const int64_t *)member);
	case FIELD_HEADERS:
		return emit_headers(out, number, member);
	}
	return false;
}

static void
emit_null(struct buf *out, enum field_number number)
{
	put_key(out, number);
	buf_add(out, VIEW("null"));
}

/* Members first to last; `nulls` for those that are not given. */
static void
emit_range(struct buf *out, const struct record *record,
    enum field_number first, enum field_number last, bool nulls)
{
	const char *const base[] = {
		[SCOPE_REPORT] = (const char *)record->report,
		[SCOPE_RECIPIENT] = (const char *)record->recipient,
		[SCOPE_VERDICT] = (const char *)record->verdict,
	};
	const void *member;
	bool given;

	for (enum field_number i = first; i <= last; i++) {
		if (!base[places[i].scope])
			continue;
		member = base[places[i].scope] + places[i].offset;
		/* most are texts, and most of those not given */
		given = places[i].type == FIELD_TEXT ?
		    emit_text(out, i, member) :
		    emit_given(out, i, member, record);
		if (!given && nulls)
			emit_null(out, i);
	}
}

void
emit_fields(struct buf *out, const struct record *record, bool all_keys)
{
	/* the verdict's are the last ones */
	emit_range(out, record, 0, (record->verdict ? FIELD_COUNT :
	    FIELD_NO_reason) - 1, all_keys);
}

void
emit_field(struct buf *out, const struct field *field,
    const struct record *record)
{
	enum field_number number = (enum field_number)(field - fields);

	emit_range(out, record, number, number, true);
}
