/* When an address is to be mailed no more; see policy.h. */
#include "stats/policy.h"

enum { NUMBER_MAX = 36500 /* a hundred years of days */ };

static bool
take_number(struct view *rest, int64_t *number)
{
	struct view word;
	uint64_t value;

	if (!view_word(rest, &word) || !view_uint(word, &value) ||
	    value > NUMBER_MAX)
		return false;
	*number = (int64_t)value;
	return true;
}

static bool
take_conditions(struct policy_rule *rule, struct arena *arena)
{
	struct view rest = rule->what, word, wrong, *words;
	size_t n = 0;

	while (view_word(&rest, &word))
		n++;
	words = ARENA_NEW(arena, struct view, n);
	rest = rule->what;
	for (size_t i = 0; i < n; i++)
		view_word(&rest, &words[i]);
	return n > 0 && where_open(&rule->where, arena, words, n, &wrong);
}

static bool
take_rule(struct policy *policy, struct arena *arena, struct view name,
    struct view rest)
{
	struct policy_rule *rule;
	struct view cleared;

	if (policy->count == POLICY_RULES)
		return false;
	rule = &policy->rules[policy->count++];
	rule->name = name;
	if (!take_number(&rest, &rule->days) || rule->days == 0 ||
	    !take_number(&rest, &rule->span) ||
	    !take_number(&rest, &rule->window) || !view_word(&rest, &cleared))
		return false;
	rule->cleared = view_eq(cleared, VIEW("yes"));
	rule->what = view_trim(rest);
	return (rule->cleared || view_eq(cleared, VIEW("no"))) &&
	    take_conditions(rule, arena);
}

static bool
take_hold(struct policy *policy, struct view rest)
{
	return take_number(&rest, &policy->hold_least) &&
	    take_number(&rest, &policy->hold_times) &&
	    view_empty(view_trim(rest));
}

unsigned
policy_read(struct policy *policy, struct arena *arena, struct view text)
{
	struct view line, name;
	unsigned number = 0;

	*policy = (struct policy){.count = 0};
	while (view_line(&text, &line)) {
		number++;
		if (!view_word(&line, &name) || name.p[0] == '#')
			continue;
		if (view_eq(name, VIEW("hold")) ? !take_hold(policy, line) :
		    !take_rule(policy, arena, name, line))
			return number;
	}
	return 0;
}

void
policy_print(struct buf *out, const struct policy_rule *rule)
{
	buf_addint(out, rule->days);
	buf_add(out, rule->days == 1 ? VIEW(" day") : VIEW(" days"));
	if (rule->window > 0) {
		buf_add(out, VIEW(" within "));
		buf_addint(out, rule->window);
	}
	if (rule->span > 0) {
		buf_add(out, VIEW(", "));
		buf_addint(out, rule->span);
		buf_add(out, VIEW(" or more apart"));
	}
	buf_add(out, VIEW(": "));
	buf_add(out, rule->what);
	if (rule->cleared)
		buf_add(out, VIEW("; a delivery clears"));
}

unsigned
policy_match(const struct policy *policy, struct key_context *context,
    const struct record *record)
{
	unsigned rules = 0;

	for (size_t i = 0; i < policy->count; i++)
		if (where_holds(&policy->rules[i].where, context, record))
			rules |= 1U << i;
	return rules;
}
