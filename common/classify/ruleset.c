/* Rules in the form that is matched; see ruleset.h. */
#include <assert.h>

#include "classify/ruleset.h"

struct view
ruleset_text(const struct ruleset *set, uint32_t at)
{
	const char *p = set->blob + at;

	return (struct view){p + 1, (unsigned char)*p};
}

/* Files uses (phrase, rule), which are in order of rules, by phrase. */
static void
file_uses(struct arena *arena, struct ruleset *set, const uint32_t *uses,
    size_t count)
{
	uint32_t *starts = ARENA_NEW(arena, uint32_t, set->scan.count + 1);
	uint32_t *at = ARENA_NEW(arena, uint32_t, set->scan.count + 1);
	uint32_t *used = ARENA_NEW(arena, uint32_t, count + 1);
	size_t i;

	for (i = 0; i < count; i++) {
		assert(uses[i * 2] < set->scan.count);
		starts[uses[i * 2] + 1]++;
	}
	for (i = 0; i < set->scan.count; i++) {
		starts[i + 1] += starts[i];
		at[i] = starts[i];
	}
	for (i = 0; i < count; i++)
		used[at[uses[i * 2]]++] = uses[i * 2 + 1];
	set->uses = starts;
	set->used = used;
}

/* The rules that no use names. */
static void
file_textless(struct arena *arena, struct ruleset *set, const uint32_t *uses,
    size_t count)
{
	bool *has_text = ARENA_NEW(arena, bool, set->count + 1);
	uint32_t *textless = ARENA_NEW(arena, uint32_t, set->count + 1);
	size_t i;

	for (i = 0; i < count; i++)
		has_text[uses[i * 2 + 1]] = true;
	for (i = 0; i < set->count; i++)
		if (!has_text[i])
			textless[set->textless_count++] = (uint32_t)i;
	set->textless = textless;
}

struct ruleset
ruleset_finish(struct rules *rules)
{
	struct ruleset set = {.count = rules->rules.n / sizeof(struct rule)};
	size_t count = rules->uses.n / (2 * sizeof(uint32_t));
	const uint32_t *uses = buf_keep(&rules->uses, rules->arena);

	set.rules = buf_keep(&rules->rules, rules->arena);
	set.conditions = buf_keep(&rules->conditions, rules->arena);
	set.blob = buf_keep(&rules->blob, rules->arena);
	set.scan = scan_build_finish(&rules->scan);
	file_uses(rules->arena, &set, uses, count);
	file_textless(rules->arena, &set, uses, count);
	return set;
}
