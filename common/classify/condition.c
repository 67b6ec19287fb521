/* One value of a rule's condition; see condition.h. */
#include "classify/condition.h"

#include <assert.h>
#include <string.h>

#include "record/field.h"

enum { DETAIL_MAX = 999 };

/* "12", "606-649" or "x" as lo-hi. */
static bool
range(struct view v, unsigned max, unsigned *lo, unsigned *hi)
{
	struct view from, to;
	uint64_t a, b;

	*lo = 0;
	*hi = max;
	if (view_ieq(v, VIEW("x")))
		return true;
	if (!view_cut(v, '-', &from, &to))
		to = from;
	if (!view_uint(from, &a) || !view_uint(to, &b) || a > b || b > max)
		return false;
	*lo = (unsigned)a;
	*hi = (unsigned)b;
	return true;
}

bool
condition_status(struct view word, struct rule_condition *out)
{
	struct view level, subject, detail;
	unsigned lo, hi;

	if (!view_cut(word, '.', &level, &subject) ||
	    !view_cut(subject, '.', &subject, &detail))
		return false;
	if (!range(level, 5, &lo, &hi) || (lo != hi && hi != 5))
		return false;
	out->level = (uint8_t)(lo == hi ? lo : 0);
	if (!range(subject, 7, &lo, &hi) || (lo != hi && lo != 0))
		return false;
	out->subject = (uint8_t)(lo == hi ? lo : RULE_ANY);
	if (!range(detail, DETAIL_MAX, &lo, &hi))
		return false;
	out->lo = (uint16_t)lo;
	out->hi = (uint16_t)hi;
	return true;
}

bool
condition_reply(struct view word, struct rule_condition *out)
{
	unsigned lo = 0, hi = 0;
	bool any = false;
	size_t i;

	if (word.n != 3 || (word.p[0] != '4' && word.p[0] != '5'))
		return false;
	for (i = 0; i < word.n; i++) {
		any |= to_lower(word.p[i]) == 'x';
		if (any ? to_lower(word.p[i]) != 'x' : !is_digit(word.p[i]))
			return false;
		lo = lo * 10 + (any ? 0 : (unsigned)(word.p[i] - '0'));
		hi = hi * 10 + (any ? 9 : (unsigned)(word.p[i] - '0'));
	}
	out->lo = (uint16_t)lo;
	out->hi = (uint16_t)hi;
	return true;
}

static bool
read_number(int number, struct rule_condition *out)
{
	out->lo = (uint16_t)number;
	return number > 0;
}

const char *
condition_read(struct rules *rules, enum rule_key key, struct view word,
    struct rule_condition *out)
{
	unsigned lo, hi;

	*out = (struct rule_condition){.key = (uint8_t)key};
	switch (key) {
	case RULE_STATUS:
		return condition_status(word, out) ? NULL : "bad status";
	case RULE_REPLY:
		return condition_reply(word, out) ? NULL : "bad reply code";
	case RULE_COMMAND:
		return read_number(field_name(names_command, COMMAND_COUNT,
		    word), out) ? NULL : "unknown command";
	case RULE_EXIT:
		return range(word, UINT8_MAX, &lo, &hi) && lo == hi &&
		    read_number((int)lo, out) ? NULL : "bad exit status";
	case RULE_KIND:
		return read_number(field_name(names_kind, KIND_COUNT, word),
		    out) ? NULL : "unknown kind";
	case RULE_PROVIDER:
		return read_number((int)rules->provider(word), out) ? NULL :
		    "unknown provider";
	default:
		break;
	}
	assert(key == RULE_FORMAT || key == RULE_HOST || key == RULE_TYPE);
	if (word.n > UINT8_MAX)
		return "too long";
	out->text = (uint32_t)rules->blob.n;
	buf_addc(&rules->blob, (char)(unsigned char)word.n);
	buf_add(&rules->blob, word);
	return NULL;
}

/* Case-blind, "*" for anything; linear but for the number of "*". */
static bool
glob(struct view pattern, struct view text)
{
	size_t p = 0, t = 0, star = VIEW_NPOS, back = 0;

	while (t < text.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			back = t;
		} else if (p < pattern.n && to_lower(pattern.p[p]) ==
		    to_lower(text.p[t])) {
			p++;
			t++;
		} else if (star != VIEW_NPOS) {
			p = star + 1;
			t = ++back;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

bool
condition_status_holds(const struct rule_condition *condition,
    struct status status)
{
	return status.level &&
	    (!condition->level || condition->level == status.level) &&
	    (condition->subject == RULE_ANY ||
	    condition->subject == status.subject) &&
	    status.detail >= condition->lo && status.detail <= condition->hi;
}

static bool
holds(const struct ruleset *set, const struct rule_condition *c,
    const struct facts *facts)
{
	switch ((enum rule_key)c->key) {
	case RULE_STATUS:
		return condition_status_holds(c, facts->codes.status);
	case RULE_REPLY:
		return facts->codes.reply >= c->lo &&
		    facts->codes.reply <= c->hi;
	case RULE_COMMAND:
		return (int)facts->recipient->command == c->lo;
	case RULE_KIND:
		return (int)facts->recipient->kind == c->lo;
	case RULE_PROVIDER:
		return facts->provider == c->lo;
	case RULE_EXIT:
		return facts->exit == c->lo;
	case RULE_TYPE:
		return glob(ruleset_text(set, c->text),
		    facts->recipient->diagnostic_type);
	case RULE_FORMAT:
		return glob(ruleset_text(set, c->text), facts->report->format);
	case RULE_HOST:
		return glob(ruleset_text(set, c->text),
		    facts->recipient->remote_mta);
	default:
		return false;
	}
}

bool
condition_all(const struct ruleset *set, const struct rule *rule,
    const struct facts *facts)
{
	const struct rule_condition *c = set->conditions + rule->conditions;
	const struct rule_condition *end = c + rule->condition_count;
	unsigned key;

	while (c < end) {
		key = c->key;
		while (c < end && c->key == key && !holds(set, c, facts))
			c++;
		if (c == end || c->key != key)
			return false;
		while (c < end && c->key == key)
			c++;
	}
	return true;
}
