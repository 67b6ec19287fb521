/* What a code alone says; see status.h. */
#include "classify/status.h"

#include "classify/tables.h"

static bool
applies(const struct status_row *row, const struct facts *facts)
{
	if (row->provider && row->provider != facts->provider)
		return false;
	if (row->command && row->command != facts->recipient->command)
		return false;
	if (row->code.key == RULE_REPLY)
		return facts->codes.reply >= row->code.lo &&
		    facts->codes.reply <= row->code.hi;
	return condition_status_holds(&row->code, facts->codes.status);
}

/* The first row of that key that applies. */
static struct status_reason
find(const struct facts *facts, unsigned key, unsigned level)
{
	const struct status_row *row = tables.status;
	const struct status_row *end = row + tables.status_count;
	enum reason reason;

	for (; row < end; row++) {
		if (row->code.key != key || !applies(row, facts))
			continue;
		reason = (enum reason)(level == 4 ? row->transient :
		    row->permanent);
		if (reason != REASON_NONE)
			return (struct status_reason){reason, row->weak,
			    row->provider != 0, key == RULE_REPLY};
	}
	return (struct status_reason){.reason = REASON_NONE};
}

struct status_reason
status_of_code(const struct facts *facts)
{
	if (facts->codes.status.level < 4)
		return (struct status_reason){.reason = REASON_NONE};
	return find(facts, RULE_STATUS, facts->codes.status.level);
}

struct status_reason
status_of_reply(const struct facts *facts)
{
	if (!facts->codes.reply)
		return (struct status_reason){.reason = REASON_NONE};
	return find(facts, RULE_REPLY, (unsigned)facts->codes.reply / 100);
}
