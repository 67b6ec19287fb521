/* Which classified records pass --only; see only.h. */
#include "cli/only.h"

#include <assert.h>

#include "classify/reason.h"
#include "record/field.h"

bool
only_add(struct only *only, struct view word)
{
	int kind = field_name(names_kind, KIND_COUNT, word);
	int type = field_name(names_bounce_type, TYPE_COUNT, word);
	int failure = field_name(names_failure, FAILURE_COUNT, word);
	int advice = field_name(names_advice, ADVICE_COUNT, word);
	enum reason reason = reason_by_name(word);

	static_assert(REASON_COUNT <= 64, "a bit for each");
	only->set = true;
	only->kinds |= kind ? 1U << kind : 0;
	only->types |= type ? 1U << type : 0;
	only->failures |= failure ? 1U << failure : 0;
	only->advices |= advice ? 1U << advice : 0;
	only->reasons |= reason ? (uint64_t)1 << reason : 0;
	if (view_ieq(word, VIEW("backscatter")))
		return only->backscatter = true;
	return kind || type || failure || advice || reason;
}

bool
only_pass(const struct only *only, const struct record *record)
{
	const struct verdict *verdict = record->verdict;

	return !only->set || (only->kinds >> record->recipient->kind & 1) ||
	    (only->types >> verdict->bounce_type & 1) ||
	    (only->failures >> verdict->failure & 1) ||
	    (only->advices >> verdict->advice & 1) ||
	    (only->reasons >> verdict->reason & 1) ||
	    (only->backscatter && verdict->backscatter == TRUTH_TRUE);
}
