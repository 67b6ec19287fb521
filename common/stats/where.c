/* Which records count; see where.h. */
#include "stats/where.h"

struct condition {
	struct key key;
	struct view value;
	bool not;
	size_t next; /* the next on the same field; count when there is none */
	bool first;  /* of those on its field */
};

static bool
parse(struct condition *condition, struct view argument)
{
	struct view name;

	if (!view_cut(argument, '=', &name, &condition->value))
		return false;
	condition->not = view_iends(name, VIEW("!"));
	if (condition->not)
		name.n--;
	return key_find(name, &condition->key);
}

/* Chains the conditions on one field. */
static void
chain(struct where *where)
{
	struct condition *all = where->conditions;
	size_t i, j;

	for (i = 0; i < where->count; i++) {
		all[i].next = where->count;
		all[i].first = true;
		for (j = i; j-- > 0;) {
			if (!view_eq(all[j].key.name, all[i].key.name))
				continue;
			all[j].next = i;
			all[i].first = false;
			break;
		}
	}
}

bool
where_open(struct where *where, struct arena *arena, const struct view *texts,
    size_t count, struct view *wrong)
{
	where->conditions = ARENA_NEW(arena, struct condition, count);
	where->count = count;
	for (size_t i = 0; i < count; i++) {
		*wrong = texts[i];
		if (!parse(&where->conditions[i], texts[i]))
			return false;
	}
	chain(where);
	return true;
}

/* One of a list, or the value itself. */
static bool
is_value(const struct condition *condition, struct key_value value)
{
	const struct field *field = condition->key.field;
	struct view one;

	if (value.type == KEY_NONE)
		return view_empty(condition->value);
	if (view_ieq(value.text, condition->value))
		return true;
	if (!field || (field->type != FIELD_FLAGS && field->type != FIELD_LIST))
		return false;
	while (value.text.n > 0) {
		view_cut(value.text, ',', &one, &value.text);
		if (view_ieq(one, condition->value))
			return true;
	}
	return false;
}

/* Of the conditions on one field, the first of which is i. */
static bool
field_holds(const struct where *where, size_t i, struct key_value value)
{
	bool wanted = false, found = false;

	for (; i < where->count; i = where->conditions[i].next) {
		const struct condition *condition = &where->conditions[i];
		bool same = is_value(condition, value);

		if (condition->not && same)
			return false;
		wanted |= !condition->not;
		found |= !condition->not && same;
	}
	return found || !wanted;
}

bool
where_holds(const struct where *where, struct key_context *context,
    const struct record *record)
{
	for (size_t i = 0; i < where->count; i++) {
		const struct condition *condition = &where->conditions[i];

		if (!condition->first)
			continue;
		context->scratch.n = 0;
		if (!field_holds(where, i, key_value(&condition->key, context,
		    record)))
			return false;
	}
	return true;
}
