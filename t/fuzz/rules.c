/* Any bytes as a file of rules; those that can be read are asked about a
 * text, which is what follows a NUL byte. */
#include "check.h"
#include "classify/classifier.h"
#include "classify/provider.h"

static void
ask(struct arena *arena, struct rules *rules, struct view text)
{
	struct ruleset set = ruleset_finish(rules);
	const struct ruleset *sets[] = {&set};
	struct report report = report_none;
	struct recipient recipient = recipient_none;
	struct verdict verdict = verdict_none;
	struct facts facts;
	struct decision decision;

	recipient.kind = KIND_BOUNCE;
	recipient.diagnostic = text;
	classifier_facts(arena, &report, &recipient, &facts, &verdict);
	decision = decide(arena, sets, 1, &facts);
	check(decision.reason > REASON_NONE && decision.reason < REASON_COUNT);
}

/* What a fault left behind: the programs end then. */
static void
forget(struct rules *rules)
{
	buf_free(&rules->scan.blob);
	buf_free(&rules->scan.phrases);
	buf_free(&rules->rules);
	buf_free(&rules->conditions);
	buf_free(&rules->uses);
	buf_free(&rules->examples);
	buf_free(&rules->blob);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct rules rules = {.arena = &arena, .provider = provider_number};
	struct view all = input(data, size), text, asked;
	struct buf fault = {0};

	view_cut(all, '\0', &text, &asked);
	if (ruleset_read(&rules, VIEW("rules"), text, &fault))
		ask(&arena, &rules, asked);
	else
		check(view_starts(buf_view(&fault), VIEW("rules:")));
	buf_free(&fault);
	forget(&rules);
	arena_free(&arena);
	return 0;
}
