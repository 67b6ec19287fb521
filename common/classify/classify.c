/* The verdict on one record; see classify.h. */
#include "classify/classify.h"

#include <err.h>
#include <sysexits.h>

#include "base/exit.h"
#include "base/file.h"
#include "classify/classifier.h"
#include "classify/origin.h"
#include "classify/provider.h"
#include "classify/reason.h"
#include "classify/tables.h"

enum { EVIDENCE_MAX = 8 };

void
classifier_rules(struct rules *rules, const struct classify_options *options)
{
	struct buf fault = {0};
	struct view text;
	size_t i;

	for (i = 0; i < options->rule_count; i++) {
		text = file_load(rules->arena, options->rules[i]);
		if (!ruleset_read(rules, view_of(options->rules[i]), text,
		    &fault))
			errx(exit_status(EX_DATAERR), "%.*s", (int)fault.n,
			    fault.p);
	}
	buf_free(&fault);
}

struct classifier *
classifier_open(const struct classify_options *options)
{
	struct arena arena = {0};
	struct classifier *c = ARENA_NEW(&arena, struct classifier, 1);
	struct rules rules = {.arena = &c->arena,
	    .provider = provider_number};

	c->arena = arena;
	c->explain = options->explain;
	c->origin = origin_open(options);
	if (options->vocabulary) {
		c->vocabulary = reason_vocabulary(view_of(
		    options->vocabulary));
		if (!c->vocabulary)
			errx(exit_status(EX_USAGE), "unknown vocabulary: %s",
			    options->vocabulary);
	}
	if (options->rule_count) {
		classifier_rules(&rules, options);
		c->user = ruleset_finish(&rules);
		c->sets[c->set_count++] = &c->user;
		buf_free(&rules.examples);
	}
	if (!options->no_builtin)
		c->sets[c->set_count++] = &tables.rules;
	return c;
}

void
classifier_close(struct classifier *classifier)
{
	struct arena arena = classifier->arena;

	origin_close(classifier->origin);
	arena_free(&arena);
}

/* What is no bounce: its kind tells all. */
static struct decision
by_kind(enum kind kind)
{
	static const enum reason reasons[KIND_COUNT] = {
		[KIND_RECEIPT] = REASON_DELIVERED,
		[KIND_DISPOSITION] = REASON_DELIVERED,
		[KIND_FEEDBACK] = REASON_FEEDBACK,
		[KIND_AUTOREPLY] = REASON_VACATION,
	};

	return (struct decision){reasons[kind], VIEW("kind"), VIEW_NONE, 1,
	    true};
}

/* Complaints differ in what they ask for (RFC 5965, section 7.3). */
static enum advice
feedback_advice(const struct report *report)
{
	if (view_ieq(report->feedback_type, VIEW("not-spam")))
		return ADVICE_IGNORE;
	if (view_ieq(report->feedback_type, VIEW("auth-failure")))
		return ADVICE_INVESTIGATE;
	return reason_advice(REASON_FEEDBACK, false);
}

static enum advice
advice_for(const struct facts *facts, const struct decision *decision)
{
	enum kind kind = facts->recipient->kind;
	enum advice advice;

	if (kind == KIND_DELAY)
		return ADVICE_IGNORE;
	if (kind == KIND_FEEDBACK)
		return feedback_advice(facts->report);
	advice = reason_advice(decision->reason, facts->codes.level == 4);
	if (advice == ADVICE_SUPPRESS && !decision->sure)
		return ADVICE_INVESTIGATE;
	return advice;
}

/* Hard only when it is final, not temporary, and beyond doubt. */
static enum bounce_type
type_for(const struct facts *facts, const struct decision *decision)
{
	enum bounce_type type = reason_type(decision->reason);

	if (type == TYPE_HARD && (facts->recipient->kind != KIND_BOUNCE ||
	    facts->codes.level == 4 || !decision->sure))
		return TYPE_SOFT;
	return type;
}

/* Whether the refusal was of class 5; without any code, the reason tells
 * where it can. */
static enum truth
permanent_for(const struct facts *facts, const struct decision *decision)
{
	if (facts->recipient->kind == KIND_DELAY || facts->codes.level == 4)
		return TRUTH_FALSE;
	if (facts->codes.level == 5)
		return TRUTH_TRUE;
	if (decision->reason == REASON_EXPIRED)
		return TRUTH_FALSE;
	return reason_type(decision->reason) == TYPE_HARD ? TRUTH_TRUE :
	    TRUTH_NONE;
}

/* "what: value" for --explain; nothing without a value. */
static void
add_evidence(struct arena *arena, struct view *list, size_t *n,
    struct view what, struct view value)
{
	if (!view_empty(value))
		list[(*n)++] = arena_concat(arena, what, value);
}

static struct list
explain(struct arena *arena, const struct facts *facts,
    const struct decision *decision, const struct verdict *verdict)
{
	struct view *list = ARENA_NEW(arena, struct view, EVIDENCE_MAX);
	const struct recipient *r = facts->recipient;
	struct buf reply = {0};
	size_t n = 0;

	add_evidence(arena, list, &n, VIEW("text: "), decision->where);
	if (facts->codes.reply) {
		buf_addint(&reply, facts->codes.reply);
		add_evidence(arena, list, &n, VIEW("reply: "),
		    buf_view(&reply));
		buf_free(&reply);
	}
	add_evidence(arena, list, &n, VIEW("reply status: "),
	    r->reply_status);
	add_evidence(arena, list, &n, VIEW("status: "), r->status);
	if (reason_type(decision->reason) == TYPE_HARD)
		add_evidence(arena, list, &n, VIEW("doubt: "), facts->doubt);
	add_evidence(arena, list, &n, VIEW("provider: "), verdict->provider);
	add_evidence(arena, list, &n, VIEW("host: "), r->remote_mta);
	add_evidence(arena, list, &n, VIEW("block list: "),
	    verdict->blocklist);
	return (struct list){list, n};
}

/* The kind of a line that tells none, as those made of logs may: it speaks of
 * a failure when it tells why. */
static enum kind
assumed_kind(const struct recipient *recipient)
{
	if (recipient->action == ACTION_DELAYED)
		return KIND_DELAY;
	return recipient->diagnostic.n || recipient->status.n ||
	    recipient->reply_code != INT_NONE ? KIND_BOUNCE : KIND_NONE;
}

void
classify(const struct classifier *classifier, struct arena *arena,
    const struct report *report, const struct recipient *stated,
    struct verdict *verdict)
{
	struct recipient assumed;
	const struct recipient *recipient = stated;
	struct facts facts;
	bool failed;
	struct decision decision;

	if (stated->kind == KIND_NONE) {
		assumed = *stated;
		assumed.kind = assumed_kind(stated);
		recipient = &assumed;
	}
	failed = recipient->kind == KIND_BOUNCE ||
	    recipient->kind == KIND_DELAY;
	facts = (struct facts){.report = report, .recipient = recipient};
	*verdict = verdict_none;
	if (failed) {
		classifier_facts(arena, report, recipient, &facts, verdict);
		decision = decide(arena, classifier->sets,
		    classifier->set_count, &facts);
		verdict->final = recipient->kind == KIND_BOUNCE ? TRUTH_TRUE :
		    TRUTH_FALSE;
		verdict->permanent = permanent_for(&facts, &decision);
	} else {
		decision = by_kind(recipient->kind);
	}
	if (decision.reason == REASON_NONE)
		return;
	verdict->reason = decision.reason;
	verdict->rule = decision.rule;
	verdict->confidence = decision.confidence;
	verdict->category = reason_category(decision.reason);
	verdict->bounce_type = type_for(&facts, &decision);
	verdict->advice = advice_for(&facts, &decision);
	if (classifier->vocabulary)
		verdict->label = reason_label(classifier->vocabulary,
		    decision.reason);
	if (classifier->explain)
		verdict->evidence = explain(arena, &facts, &decision,
		    verdict);
	origin_decide(classifier->origin, arena, report, recipient, verdict);
	/* Whose address that is, an attacker chose. */
	if (verdict->backscatter == TRUTH_TRUE)
		verdict->advice = ADVICE_IGNORE;
}
