/* The built-in rules shown, and rules tried on their examples; see rules.h. */
#include "classify/rules.h"

#include <err.h>

#include "classify/classifier.h"
#include "classify/provider.h"
#include "classify/tables.h"

void
rules_dump(struct buf *out)
{
	size_t i;

	for (i = 0; i < tables.file_count; i++)
		buf_add(out, (struct view){tables.files[i].text,
		    tables.files[i].size});
}

/* One rule asked about one text. */
struct trial {
	const struct ruleset *set;
	const struct facts *facts;
	uint32_t rule;
	bool holds;
};

static size_t
found(void *context, size_t phrase, struct view where)
{
	struct trial *trial = context;
	const uint32_t *use = trial->set->used + trial->set->uses[phrase];
	const uint32_t *end = trial->set->used +
	    trial->set->uses[phrase + 1];

	(void)where;
	for (; use < end; use++)
		if (*use == trial->rule && condition_all(trial->set,
		    trial->set->rules + *use, trial->facts))
			trial->holds = true;
	return trial->set->scan.count;
}

/* The rule itself holds, whether or not an earlier one does too. */
static bool
holds(const struct ruleset *set, uint32_t rule, const struct facts *facts)
{
	struct trial trial = {set, facts, rule, false};
	size_t i;

	scan_text(&set->scan, facts->text, found, &trial);
	for (i = 0; i < set->textless_count; i++)
		if (set->textless[i] == rule && condition_all(set,
		    set->rules + rule, facts))
			trial.holds = true;
	return trial.holds;
}

/* A glob as a name that it matches. */
static struct view
example_name(struct arena *arena, struct view glob)
{
	char *p = arena_text(arena, glob.n);
	size_t i;

	for (i = 0; i < glob.n; i++)
		p[i] = glob.p[i] == '*' ? 'x' : glob.p[i];
	return (struct view){p, glob.n};
}

/* Fills in what the rule asks for beside the text, where the example's text
 * does not say: of each key the first value. */
static void
suppose(struct arena *arena, const struct ruleset *set,
    const struct rule_condition *c, struct report *report,
    struct recipient *recipient)
{
	switch ((enum rule_key)c->key) {
	case RULE_COMMAND:
		recipient->command = (enum command)c->lo;
		break;
	case RULE_KIND:
		recipient->kind = (enum kind)c->lo;
		break;
	case RULE_REPLY:
		if (recipient->reply_code == INT_NONE)
			recipient->reply_code = c->lo;
		break;
	case RULE_TYPE:
		recipient->diagnostic_type = example_name(arena,
		    ruleset_text(set, c->text));
		break;
	case RULE_EXIT:
		recipient->diagnostic_type = VIEW("x-unix");
		break;
	case RULE_HOST:
		recipient->remote_mta = example_name(arena,
		    ruleset_text(set, c->text));
		break;
	case RULE_FORMAT:
		report->format = example_name(arena,
		    ruleset_text(set, c->text));
		break;
	default:
		break;
	}
}

/* The example's facts: its text, and what its rule supposes. */
static void
example_facts(struct arena *arena, const struct ruleset *set,
    const struct rule_example *example, struct facts *facts)
{
	struct report *report = ARENA_NEW(arena, struct report, 1);
	struct recipient *recipient = ARENA_NEW(arena, struct recipient, 1);
	const struct rule *rule = set->rules + example->rule;
	const struct rule_condition *c = set->conditions + rule->conditions;
	struct verdict verdict = verdict_none;
	unsigned provider = 0;
	size_t i;

	*report = report_none;
	*recipient = recipient_none;
	recipient->kind = KIND_BOUNCE;
	recipient->diagnostic = example->text;
	for (i = rule->condition_count; i-- > 0;) {
		suppose(arena, set, c + i, report, recipient);
		if (c[i].key == RULE_PROVIDER)
			provider = c[i].lo;
	}
	classifier_facts(arena, report, recipient, facts, &verdict);
	if (provider)
		facts->provider = provider;
}

/* The example's rule holds, and its reason comes out. */
static bool
good_example(struct arena *arena, const struct ruleset *const *sets,
    size_t count, const struct rule_example *example)
{
	const struct ruleset *set = sets[0];
	const struct rule *rule = set->rules + example->rule;
	struct decision decision;
	struct view id = ruleset_text(set, rule->id);
	struct facts facts;

	example_facts(arena, set, example, &facts);
	if (!holds(set, example->rule, &facts)) {
		warnx("%.*s:%lu: %.*s does not match this",
		    (int)example->file.n, example->file.p,
		    (unsigned long)example->line, (int)id.n, id.p);
		return false;
	}
	decision = decide(arena, sets, count, &facts);
	if (decision.reason == (enum reason)rule->reason)
		return true;
	warnx("%.*s:%lu: %.*s decides this", (int)example->file.n,
	    example->file.p, (unsigned long)example->line,
	    (int)decision.rule.n, decision.rule.p);
	return false;
}

/* Tries the examples of the rules, which are read; the built-in ones come
 * after them, unless they are these or are not wanted. */
static size_t
try_all(struct rules *rules, bool builtin)
{
	struct ruleset set = ruleset_finish(rules);
	const struct ruleset *sets[] = {&set, &tables.rules};
	const struct rule_example *example =
	    (const void *)rules->examples.p;
	size_t count = rules->examples.n / sizeof *example, bad = 0;
	struct arena arena = {0};

	for (; count; count--, example++) {
		bad += !good_example(&arena, sets, builtin ? 2 : 1, example);
		arena_reset(&arena);
	}
	arena_free(&arena);
	buf_free(&rules->examples);
	return bad;
}

size_t
rules_check(const struct classify_options *options)
{
	struct arena arena = {0};
	struct rules user = {.arena = &arena, .provider = provider_number};
	struct rules builtin = user;
	struct buf fault = {0};
	size_t bad = 0, i;

	classifier_rules(&user, options);
	if (options->rule_count)
		bad += try_all(&user, !options->no_builtin);
	for (i = 0; i < tables.file_count && !options->no_builtin; i++)
		if (!ruleset_read(&builtin, view_of(tables.files[i].name),
		    (struct view){tables.files[i].text,
		    tables.files[i].size}, &fault)) {
			warnx("%.*s", (int)fault.n, fault.p);
			bad++;
		}
	if (!options->no_builtin)
		bad += try_all(&builtin, false);
	buf_free(&fault);
	arena_free(&arena);
	return bad;
}
