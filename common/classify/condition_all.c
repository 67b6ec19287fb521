/* Whether the conditions of a rule hold; see condition.h. */
#include "classify/condition.h"
#include "classify/glob.h"

enum { NAME_MAX_BYTES = 255 }; /* of a host, RFC 1035 */

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
		return glob_match(ruleset_text(set, c->text),
		    view_upto(facts->recipient->diagnostic_type,
		    NAME_MAX_BYTES));
	case RULE_FORMAT:
		return glob_match(ruleset_text(set, c->text),
		    view_upto(facts->report->format, NAME_MAX_BYTES));
	case RULE_HOST:
		return glob_match(ruleset_text(set, c->text),
		    view_upto(facts->recipient->remote_mta,
		    NAME_MAX_BYTES));
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
