/* Which rule holds for a record; see match.h. */
#include "classify/match.h"

struct matching {
	const struct ruleset *set;
	const struct facts *facts;
	struct match *strong, *weak;
};

/* A phrase was found: do the other conditions of one of its rules hold?  A
 * rule later than the one that holds already is of no interest. */
static size_t
found(void *context, size_t phrase, struct view where)
{
	struct matching *m = context;
	const struct ruleset *set = m->set;
	const uint32_t *use = set->used + set->uses[phrase];
	const uint32_t *end = set->used + set->uses[phrase + 1];
	struct match *best;

	for (; use < end; use++) {
		const struct rule *rule = set->rules + *use;

		best = rule->weak ? m->weak : m->strong;
		if (best->rule && best->rule <= rule)
			continue;
		if (condition_all(set, rule, m->facts))
			*best = (struct match){set, rule, where};
	}
	return m->strong->rule ? m->strong->rule->limit : set->scan.count;
}

void
match_text(const struct ruleset *set, const struct facts *facts,
    struct match *strong, struct match *weak)
{
	struct matching m = {set, facts, strong, weak};

	*strong = *weak = (struct match){.set = set};
	scan_text(&set->scan, facts->text, found, &m);
}

struct match
match_codes(const struct ruleset *set, const struct facts *facts)
{
	const struct rule *rule;
	size_t i;

	for (i = 0; i < set->textless_count; i++) {
		rule = set->rules + set->textless[i];
		if (condition_all(set, rule, facts))
			return (struct match){set, rule, VIEW_NONE};
	}
	return (struct match){.set = set};
}
