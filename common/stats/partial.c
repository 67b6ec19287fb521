/* Groups as lines that later runs add up; see partial.h. */
#include "stats/partial.h"

#include "record/escape.h"
#include "record/field.h"

#define START "{\"partial\":1,"

void
partial_put_int(struct buf *out, const char *name, int64_t value)
{
	buf_printf(out, ",\"%s\":", name);
	buf_addint(out, value);
}

void
partial_put_text(struct buf *out, const char *name, struct view text)
{
	buf_printf(out, ",\"%s\":", name);
	escape_string(out, text);
}

void
partial_put_hash(struct buf *out, const char *name, uint64_t hash)
{
	buf_printf(out, ",\"%s\":\"", name);
	sketch_hash_print(hash, out);
	buf_addc(out, '"');
}

void
partial_put_sketch(struct buf *out, const char *name,
    const struct sketch *sketch)
{
	buf_printf(out, ",\"%s\":\"", name);
	sketch_print(sketch, out);
	buf_addc(out, '"');
}

static void
put_head(struct buf *out, struct view by, struct view tuple)
{
	struct key_value value;
	struct buf text = {0};
	char before = '[';

	buf_add(out, VIEW(START "\"by\":"));
	escape_string(out, by);
	buf_add(out, VIEW(",\"keys\":"));
	while (tuple_next(&tuple, &value)) {
		buf_addc(out, before);
		text.n = 0;
		buf_addc(&text, PARTIAL_LETTERS[value.type]);
		buf_add(&text, value.text);
		escape_string(out, buf_view(&text));
		before = ',';
	}
	buf_add(out, before == '[' ? VIEW("[]") : VIEW("]"));
	buf_free(&text);
}

static void
put_spread(struct buf *out, const char *name, const struct spread *spread)
{
	if (spread->count == 0)
		return;
	buf_printf(out, ",\"%s\":\"", name);
	spread_print(spread, out);
	buf_addc(out, '"');
}

static void
put_group(struct buf *out, struct view by, struct view tuple,
    struct group group)
{
	const struct sample *sample = &group.sample;

	put_head(out, by, tuple);
	for (size_t i = 0; i < group_number_count; i++)
		if (*group_number(&group, i) > 0)
			partial_put_int(out, group_number_names[i].p,
			    (int64_t)*group_number(&group, i));
	if (group.has_time) {
		partial_put_int(out, "first", group.first);
		partial_put_int(out, "last", group.last);
	}
	partial_put_sketch(out, "recipients", &group.recipients);
	put_spread(out, "latency", &group.latency);
	put_spread(out, "queue", &group.queue);
	if (group.sample_room) {
		if (sample->ts != INT_NONE)
			partial_put_int(out, "sample_ts", sample->ts);
		partial_put_text(out, "sample_id", sample->id);
		partial_put_text(out, "sample", sample->text);
	}
	buf_add(out, VIEW("}\n"));
}

static void
put_kept(struct buf *out, struct view by, struct view id,
    const struct kept *kept)
{
	const struct fact *fact = &kept->fact;

	put_head(out, by, table_key(kept->group));
	partial_put_text(out, "id", id);
	if (fact->ts != INT_NONE)
		partial_put_int(out, "ts", fact->ts);
	if (fact->bounce)
		buf_add(out, VIEW(",\"bounce\":true"));
	if (fact->type)
		partial_put_text(out, "type",
		    names_bounce_type[fact->type]);
	if (fact->failure)
		partial_put_text(out, "failure", names_failure[fact->failure]);
	if (fact->backscatter)
		buf_printf(out, ",\"backscatter\":%s",
		    fact->backscatter == TRUTH_TRUE ? "true" : "false");
	if (fact->has_recipient)
		partial_put_hash(out, "recipient", fact->recipient);
	if (fact->latency != INT_NONE)
		partial_put_int(out, "latency_s", fact->latency);
	if (fact->queue != INT_NONE)
		partial_put_int(out, "queue_s", fact->queue);
	buf_add(out, VIEW("}\n"));
}

void
partial_print(struct buf *out, struct section *section)
{
	const struct table_entry *entry;

	table_sort(&section->groups, table_by_key, NULL);
	table_sort(&section->kept, table_by_key, NULL);
	for (entry = section->groups.first; entry; entry = entry->next)
		put_group(out, section->by, entry->key,
		    *(const struct group *)entry->value);
	for (entry = section->kept.first; entry; entry = entry->next)
		put_kept(out, section->by, entry->key,
		    (const struct kept *)entry->value);
}

bool
partial_is(struct view line)
{
	return view_starts(line, VIEW(START));
}
