/* Records grouped by one list of keys; see section.h. */
#include "stats/section.h"

struct view
section_open(struct section *section, struct arena *arena, struct view by)
{
	struct view rest = arena_copy(arena, by), name;
	struct buf names = {0};

	*section = (struct section){.key_count = 0};
	while (rest.n > 0) {
		view_cut(rest, ',', &name, &rest);
		if (section->key_count == SECTION_KEYS ||
		    !key_find(name, &section->keys[section->key_count])) {
			buf_free(&names);
			return name;
		}
		if (section->key_count > 0)
			buf_addc(&names, ',');
		buf_add(&names, section->keys[section->key_count++].name);
	}
	section->by = arena_copy(arena, buf_view(&names));
	buf_free(&names);
	table_open(&section->groups, sizeof(struct group));
	table_open(&section->kept, sizeof(struct kept));
	table_open(&section->sent, sizeof(uint64_t));
	return VIEW_NONE;
}

/* Which of the keys that by names each key of a section is; false when one is
 * not among them. */
static bool
find_keys(const struct section *section, struct view by, size_t *places)
{
	struct view rest, name;
	struct key key;
	size_t place;

	for (size_t i = 0; i < section->key_count; i++) {
		rest = by;
		place = 0;
		for (;; place++) {
			if (rest.n == 0)
				return false;
			view_cut(rest, ',', &name, &rest);
			if (key_find(name, &key) &&
			    view_eq(key.name, section->keys[i].name))
				break;
		}
		places[i] = place;
	}
	return true;
}

/* Puts the values at those places into section->tuple; false when the tuple
 * is too short. */
static bool
project(struct section *section, struct view tuple, const size_t *places)
{
	struct key_value value;
	struct view rest;
	size_t at;

	section->tuple.n = 0;
	for (size_t i = 0; i < section->key_count; i++) {
		rest = tuple;
		for (at = 0; at <= places[i]; at++)
			if (!tuple_next(&rest, &value))
				return false;
		tuple_add(&section->tuple, value);
	}
	return true;
}

int
section_project(struct section *section, struct view by, struct view tuple)
{
	size_t places[SECTION_KEYS];

	if (!find_keys(section, by, places))
		return 0;
	return project(section, tuple, places) ? 1 : -1;
}

struct group *
section_group(struct section *section, struct view tuple)
{
	return table_add(&section->groups, tuple, NULL);
}

/* By the tuple of a record. */
static struct group *
look_up(struct section *section, struct key_context *context,
    const struct record *record)
{
	section->tuple.n = 0;
	for (size_t i = 0; i < section->key_count; i++) {
		context->scratch.n = 0;
		tuple_add(&section->tuple,
		    key_value(&section->keys[i], context, record));
	}
	return section_group(section, buf_view(&section->tuple));
}

struct group *
section_place(struct section *section, struct key_context *context,
    const struct record *record)
{
	struct group **place;
	int word = 0;

	if (section->key_count == 1)
		word = key_word(&section->keys[0], record);
	if (section->key_count > 1 || word < 0 || word >= SECTION_WORDS)
		return look_up(section, context, record);
	place = &section->words[word];
	if (!*place)
		*place = look_up(section, context, record);
	return *place;
}

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Any order will do that is total: of records with one id the least counts,
 * so that it does not matter which came first. */
static bool
is_less(const struct fact *a, const struct group *group,
    const struct kept *kept)
{
	const struct fact *b = &kept->fact;
	const int order[] = {
		compare(a->ts, b->ts),
		tuple_compare(table_key(group), table_key(kept->group)),
		compare(a->bounce, b->bounce),
		compare(a->type, b->type), compare(a->failure, b->failure),
		compare(a->backscatter, b->backscatter),
		compare(a->has_recipient, b->has_recipient),
		(a->recipient > b->recipient) - (a->recipient < b->recipient),
		compare(a->latency, b->latency), compare(a->queue, b->queue),
	};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (order[i] != 0)
			return order[i] < 0;
	return false;
}

void
section_add(struct section *section, struct arena *arena,
    const struct fact *fact, struct group *group, struct view id)
{
	struct kept *kept;
	bool fresh;

	if (view_empty(id)) {
		group_add(group, arena, fact);
		return;
	}
	kept = table_add(&section->kept, id, &fresh);
	if (fresh || is_less(fact, group, kept))
		*kept = (struct kept){*fact, group};
}

void
section_absorb(struct section *section, struct arena *arena,
    const struct section *other)
{
	const struct table_entry *entry;
	const struct kept *kept;

	for (entry = other->groups.first; entry; entry = entry->next)
		group_merge(section_group(section, entry->key), arena,
		    (const struct group *)entry->value);
	for (entry = other->kept.first; entry; entry = entry->next) {
		kept = (const struct kept *)entry->value;
		section_add(section, arena, &kept->fact, section_group(section,
		    table_key(kept->group)), entry->key);
	}
}

void
section_settle(struct section *section, struct arena *arena)
{
	struct table_entry *entry;

	for (entry = section->kept.first; entry; entry = entry->next) {
		const struct kept *kept = (const struct kept *)entry->value;

		group_add(kept->group, arena, &kept->fact);
	}
	table_close(&section->kept);
}

void
section_close(struct section *section)
{
	table_close(&section->groups);
	table_close(&section->kept);
	table_close(&section->sent);
	buf_free(&section->tuple);
}
