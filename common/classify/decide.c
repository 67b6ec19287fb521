/* The reason of one bounce, in the order of evidence; see decide.h. */
#include "classify/decide.h"

#include <string.h>

#include "classify/status.h"
#include "classify/tables.h"

/* How sure each class of evidence is, from labelled mail. */
#define SURE_VENDOR_TEXT 0.98
#define SURE_TEXT 0.95
#define SURE_CODES 0.9
#define SURE_STATUS 0.85
#define SURE_LIST 0.8
#define SURE_WEAK_TEXT 0.7
#define SURE_WEAK_CODE 0.5
#define SURE_CLASS 0.4
#define SURE_NOTHING 0.1

static bool
asks_provider(const struct match *m)
{
	const struct rule_condition *c = m->set->conditions +
	    m->rule->conditions;
	size_t i;

	for (i = 0; i < m->rule->condition_count; i++)
		if (c[i].key == RULE_PROVIDER || c[i].key == RULE_HOST)
			return true;
	return false;
}

/* Rules cannot foresee every text; who writes a rule for his own mail knows
 * what it says. */
static struct decision
by_rule(const struct match *m, const struct facts *facts, double confidence)
{
	bool foreseen = view_none(facts->doubt) || m->set != &tables.rules;

	return (struct decision){
		.reason = (enum reason)m->rule->reason,
		.rule = ruleset_text(m->set, m->rule->id),
		.where = m->where, .confidence = confidence,
		.sure = !m->rule->weak && foreseen,
	};
}

static char *
put_number(char *p, unsigned n)
{
	char digits[12];
	size_t i = sizeof digits;

	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	memcpy(p, digits + i, sizeof digits - i);
	return p + (sizeof digits - i);
}

/* "status-5.1.1" or "reply-521". */
static struct view
code_id(struct arena *arena, const struct codes *codes, bool reply)
{
	const struct status *s = &codes->status;
	char *start = arena_text(arena, 48), *p = start;

	memcpy(p, reply ? "reply-" : "status-", 7);
	p += reply ? 6 : 7;
	if (reply) {
		p = put_number(p, (unsigned)codes->reply);
	} else {
		p = put_number(p, s->level);
		*p++ = '.';
		p = put_number(p, s->subject);
		*p++ = '.';
		p = put_number(p, s->detail);
	}
	return (struct view){start, (size_t)(p - start)};
}

static struct decision
by_code(struct arena *arena, const struct facts *facts,
    struct status_reason said)
{
	return (struct decision){
		.reason = said.reason,
		.rule = code_id(arena, &facts->codes, said.reply),
		.confidence = said.weak ? SURE_WEAK_CODE : said.vendor ?
		    SURE_CODES : SURE_STATUS,
		/* A reporter's own status beside words that nobody
		 * understood may be its guess (Sendmail: 5.1.1 for any 550
		 * to RCPT). */
		.sure = !said.weak && view_none(facts->doubt) &&
		    (facts->codes.own || said.reply || view_empty(facts->text)),
	};
}

/* Nothing decided: what may still be said. */
static struct decision
by_default(const struct facts *facts)
{
	const struct recipient *r = facts->recipient;

	/* A failure on a temporary answer is one of time. */
	if (view_empty(facts->text) &&
	    (r->kind == KIND_DELAY || facts->codes.level == 4))
		return (struct decision){REASON_EXPIRED, VIEW("default"),
		    VIEW_NONE, SURE_CLASS, false};
	return (struct decision){view_empty(facts->text) ? REASON_UNDEFINED :
	    REASON_ONHOLD, VIEW("default"), VIEW_NONE, SURE_NOTHING, false};
}

/* Codes, and the vague text found before. */
static struct decision
by_codes(struct arena *arena, const struct facts *facts,
    const struct match *weak)
{
	struct status_reason status = status_of_code(facts);
	struct status_reason reply = status_of_reply(facts);

	if (status.reason && !status.weak)
		return by_code(arena, facts, status);
	if (reply.reason && !reply.weak)
		return by_code(arena, facts, reply);
	if (facts->listed)
		return (struct decision){REASON_BLOCKED, VIEW("blocklist"),
		    VIEW_NONE, SURE_LIST, false};
	if (weak->rule)
		return by_rule(weak, facts, SURE_WEAK_TEXT);
	if (facts->recipient->kind == KIND_DELAY && view_empty(facts->text))
		return by_default(facts);
	if (status.reason)
		return by_code(arena, facts, status);
	if (reply.reason)
		return by_code(arena, facts, reply);
	return by_default(facts);
}

/* Before RCPT TO nothing was said of the recipient: who does not exist there
 * is the sender, or the client.  And where a disposition notification says
 * no, the recipient's own software wrote it: the address is alive. */
static struct decision
about_whom(struct decision decision, const struct facts *facts)
{
	enum command command = facts->recipient->command;

	if (view_eq(facts->report->format, VIEW("mdn")))
		decision.sure = false;
	if (command == COMMAND_NONE || command > COMMAND_MAIL ||
	    (decision.reason != REASON_USERUNKNOWN &&
	    decision.reason != REASON_HOSTUNKNOWN &&
	    decision.reason != REASON_HASMOVED))
		return decision;
	decision.reason = command == COMMAND_MAIL ? REASON_REJECTED :
	    REASON_BLOCKED;
	return decision;
}

static struct decision
in_order(struct arena *arena, const struct ruleset *const *sets,
    size_t count, const struct facts *facts)
{
	struct match strong, codes, vague, weak = {.rule = NULL};
	size_t i;

	for (i = 0; i < count; i++) {
		match_text(sets[i], facts, &strong, &vague);
		if (strong.rule)
			return by_rule(&strong, facts, asks_provider(&strong) ?
			    SURE_VENDOR_TEXT : SURE_TEXT);
		codes = match_codes(sets[i], facts);
		if (codes.rule)
			return by_rule(&codes, facts, SURE_CODES);
		if (!weak.rule)
			weak = vague;
	}
	return by_codes(arena, facts, &weak);
}

struct decision
decide(struct arena *arena, const struct ruleset *const *sets, size_t count,
    const struct facts *facts)
{
	return about_whom(in_order(arena, sets, count, facts), facts);
}
