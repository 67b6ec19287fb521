/* Lines of partials read; see partial.h. */
#include <string.h>

#include "record/field.h"
#include "record/flat.h"
#include "stats/partial.h"

/* Greatest count that is taken from a line, so that sums do not overflow. */
#define COUNT_MAX INT64_C(1000000000000000)

struct reading {
	struct arena *arena;
	struct partial *partial;
	bool first, last, keys; /* were there */
};

/* What is printed without quotes has to be what it says. */
static bool
is_sound(enum key_type type, struct view text)
{
	size_t i;

	if (type == KEY_TRUTH)
		return view_eq(text, VIEW("true")) ||
		    view_eq(text, VIEW("false"));
	if (type != KEY_NUMBER)
		return true;
	for (i = view_starts(text, VIEW("-")); i < text.n; i++)
		if (!is_digit(text.p[i]) && text.p[i] != '.')
			return false;
	return text.n > 0 && is_digit(text.p[text.n - 1]);
}

static bool
take_keys(struct reading *reading, const struct value *value)
{
	struct buf tuple = {0};
	bool good = value->list.n <= SECTION_KEYS;
	enum key_type type;
	const char *at;

	for (size_t i = 0; good && i < value->list.n; i++) {
		struct view v = value->list.v[i], text = view_from(v, 1);

		at = v.n ? memchr(PARTIAL_LETTERS, v.p[0],
		    sizeof PARTIAL_LETTERS - 1) : NULL;
		type = at ? (enum key_type)(at - PARTIAL_LETTERS) : KEY_NONE;
		good = at && text.n <= KEY_MAX && is_sound(type, text);
		if (good)
			tuple_add(&tuple, (struct key_value){type, text});
	}
	reading->partial->tuple = arena_copy(reading->arena,
	    buf_view(&tuple));
	reading->keys = true;
	buf_free(&tuple);
	return good;
}

static bool
take_by(struct reading *reading, const struct value *value)
{
	reading->partial->by = value->text;
	return true;
}

static bool
take_id(struct reading *reading, const struct value *value)
{
	reading->partial->id = value->text;
	return value->text.n > 0 && value->text.n <= FACT_ID_MAX;
}

static bool
take_first(struct reading *reading, const struct value *value)
{
	reading->partial->group.first = value->number;
	return reading->first = true;
}

static bool
take_last(struct reading *reading, const struct value *value)
{
	reading->partial->group.last = value->number;
	return reading->last = true;
}

static bool
take_recipients(struct reading *reading, const struct value *value)
{
	return sketch_read(&reading->partial->group.recipients,
	    reading->arena, value->text);
}

static bool
take_latency(struct reading *reading, const struct value *value)
{
	return spread_read(&reading->partial->group.latency, reading->arena,
	    value->text);
}

static bool
take_queue(struct reading *reading, const struct value *value)
{
	return spread_read(&reading->partial->group.queue, reading->arena,
	    value->text);
}

static bool
take_sample_ts(struct reading *reading, const struct value *value)
{
	reading->partial->group.sample.ts = value->number;
	return true;
}

static bool
take_sample_id(struct reading *reading, const struct value *value)
{
	reading->partial->group.sample.id = value->text;
	return value->text.n <= FACT_ID_MAX;
}

static bool
take_sample(struct reading *reading, const struct value *value)
{
	reading->partial->group.sample.text = value->text;
	return value->text.n <= FACT_TEXT_MAX;
}

static bool
take_ts(struct reading *reading, const struct value *value)
{
	reading->partial->fact.ts = value->number;
	return true;
}

static bool
take_bounce(struct reading *reading, const struct value *value)
{
	reading->partial->fact.bounce = value->truth;
	return true;
}

static bool
take_type(struct reading *reading, const struct value *value)
{
	reading->partial->fact.type = (enum bounce_type)
	    field_name(names_bounce_type, TYPE_COUNT, value->text);
	return reading->partial->fact.type != TYPE_NONE;
}

static bool
take_failure(struct reading *reading, const struct value *value)
{
	reading->partial->fact.failure = (enum failure)
	    field_name(names_failure, FAILURE_COUNT, value->text);
	return reading->partial->fact.failure != FAILURE_NONE;
}

static bool
take_backscatter(struct reading *reading, const struct value *value)
{
	reading->partial->fact.backscatter =
	    value->truth ? TRUTH_TRUE : TRUTH_FALSE;
	return true;
}

static bool
take_recipient(struct reading *reading, const struct value *value)
{
	reading->partial->fact.has_recipient = true;
	return sketch_hash_read(value->text,
	    &reading->partial->fact.recipient);
}

static bool
take_latency_s(struct reading *reading, const struct value *value)
{
	reading->partial->fact.latency = value->number;
	return true;
}

static bool
take_queue_s(struct reading *reading, const struct value *value)
{
	reading->partial->fact.queue = value->number;
	return true;
}

#define W(word) {word, sizeof(word) - 1}
struct taker {
	struct view name;
	enum value_type type;
	bool (*take)(struct reading *reading, const struct value *value);
};

static const struct taker takers[] = {
	{W("by"), VALUE_TEXT, take_by}, {W("keys"), VALUE_LIST, take_keys},
	{W("first"), VALUE_INT, take_first}, {W("last"), VALUE_INT, take_last},
	{W("recipients"), VALUE_TEXT, take_recipients},
	{W("latency"), VALUE_TEXT, take_latency},
	{W("queue"), VALUE_TEXT, take_queue},
	{W("sample_ts"), VALUE_INT, take_sample_ts},
	{W("sample_id"), VALUE_TEXT, take_sample_id},
	{W("sample"), VALUE_TEXT, take_sample},
	{W("id"), VALUE_TEXT, take_id}, {W("ts"), VALUE_INT, take_ts},
	{W("bounce"), VALUE_TRUTH, take_bounce},
	{W("type"), VALUE_TEXT, take_type},
	{W("failure"), VALUE_TEXT, take_failure},
	{W("backscatter"), VALUE_TRUTH, take_backscatter},
	{W("recipient"), VALUE_TEXT, take_recipient},
	{W("latency_s"), VALUE_INT, take_latency_s},
	{W("queue_s"), VALUE_INT, take_queue_s},
};

/* Members that are not ours are passed over. */
static bool
take_member(struct reading *reading, struct view name,
    const struct value *value)
{
	struct group *group = &reading->partial->group;

	for (size_t i = 0; i < sizeof takers / sizeof *takers; i++)
		if (view_eq(takers[i].name, name))
			return takers[i].type == value->type &&
			    takers[i].take(reading, value);
	for (size_t i = 0; i < group_number_count; i++) {
		if (!view_eq(group_number_names[i], name))
			continue;
		*group_number(group, i) = (uint64_t)value->number;
		return value->type == VALUE_INT && value->number >= 0 &&
		    value->number <= COUNT_MAX;
	}
	return true;
}

bool
partial_read(struct arena *arena, struct view line, struct partial *out)
{
	struct reading reading = {.arena = arena, .partial = out};
	struct flat flat = flat_open(arena, line);
	struct value value;
	struct view name;

	*out = (struct partial){.group.sample.ts = INT_NONE,
	    .fact = {.ts = INT_NONE, .latency = INT_NONE,
	    .queue = INT_NONE}};
	while (flat_next(&flat, &name, &value))
		if (!take_member(&reading, name, &value))
			return false;
	out->group.has_time = reading.first;
	return flat_close(&flat) && !view_none(out->by) && reading.keys &&
	    reading.first == reading.last;
}
