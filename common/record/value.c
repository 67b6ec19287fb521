/* Values into a record; see value.h. */
#include "record/value.h"

#include <assert.h>

#include "base/civil.h"

static void
store_text(const struct field *field, void *member, const struct value *value)
{
	(void)field;
	if (value->type == VALUE_TEXT)
		*(struct view *)member = value->text;
}

/* Some programs write 550 as 550.0: a whole number that a double holds to
 * the unit is one. */
static void
store_int(const struct field *field, void *member, const struct value *value)
{
	const double most = 9007199254740992; /* 2^53 */
	double x = value->real;

	(void)field;
	if (value->type == VALUE_INT)
		*(int64_t *)member = value->number;
	else if (value->type == VALUE_NUMBER && x >= -most && x <= most &&
	    x == (double)(int64_t)x)
		*(int64_t *)member = (int64_t)x;
}

/* An enum is as large as an int (report.h). */
static void
store_enum(const struct field *field, void *member, const struct value *value)
{
	if (value->type == VALUE_TEXT)
		*(int *)member = field_name(field->names, field->name_count,
		    value->text);
}

static void
store_truth(const struct field *field, void *member, const struct value *value)
{
	(void)field;
	if (value->type == VALUE_TRUTH)
		*(enum truth *)member =
		    value->truth ? TRUTH_TRUE : TRUTH_FALSE;
}

static void
store_list(const struct field *field, void *member, const struct value *value)
{
	(void)field;
	if (value->type == VALUE_LIST)
		*(struct list *)member = value->list;
}

static void
store_number(const struct field *field, void *member, const struct value *value)
{
	double x = value->type == VALUE_INT ? (double)value->number :
	    value->real;

	(void)field;
	if ((value->type == VALUE_INT || value->type == VALUE_NUMBER) &&
	    x >= 0 && x <= VALUE_NUMBER_MAX)
		*(double *)member = x;
}

static void
store_flags(const struct field *field, void *member, const struct value *value)
{
	unsigned *flags = member;

	for (size_t i = 0; value->type == VALUE_LIST && i < value->list.n; i++)
		for (size_t bit = 0; bit < field->name_count; bit++)
			if (view_eq(field->names[bit], value->list.v[i]))
				*flags |= 1U << bit;
}

/* The text form of a time counts only where the seconds are not given. */
static void
store_time(const struct field *field, void *member, const struct value *value)
{
	int64_t *ts = member;

	(void)field;
	if (value->type == VALUE_TEXT && *ts == INT_NONE)
		civil_parse(value->text, ts);
}

static void
store_headers(const struct field *field, void *member,
    const struct value *value)
{
	(void)field;
	if (value->type == VALUE_HEADERS)
		*(struct copied_list *)member = value->headers;
}

static void
store_nothing(const struct field *field, void *member,
    const struct value *value)
{
	(void)field;
	(void)member;
	(void)value;
}

void
value_store(const struct field *field, const struct record *record,
    const struct value *value)
{
	static void (*const store[])(const struct field *, void *,
	    const struct value *) = {
		[FIELD_TEXT] = store_text, [FIELD_INT] = store_int,
		[FIELD_ENUM] = store_enum, [FIELD_TRUTH] = store_truth,
		[FIELD_LIST] = store_list, [FIELD_NUMBER] = store_number,
		[FIELD_FLAGS] = store_flags, [FIELD_VERSION] = store_nothing,
		[FIELD_TIME] = store_time, [FIELD_HEADERS] = store_headers,
	};
	void *member = field_value(field, record);

	assert(member);
	store[field->type](field, member, value);
}
