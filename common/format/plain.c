/*
 * Reports without a machine-readable part: what the words say, by the phrase
 * engine.  Sure forms decide before automatic replies do, the rest after
 * them.
 */
#include "format/format.h"

static bool
take_phrases(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);
	struct recipient *recipient;

	decoding->report.format = phrases->format;
	decoding->report.reporting_mta = phrases->reporting_mta;
	decoding->report.flags |= phrases->flags;
	for (size_t i = 0; i < phrases->count; i++) {
		recipient = decoding_add(decoding);
		if (!recipient)
			return true;
		*recipient = phrases->recipients[i];
		if (recipient->kind == KIND_NONE)
			recipient->kind = phrases->kind;
	}
	if (phrases->count == 0)
		decoding_add(decoding)->kind = phrases->kind;
	return true;
}

bool
certain_decode(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);

	return phrases->certain && take_phrases(decoding);
}

bool
plain_decode(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);

	return !view_none(phrases->format) && take_phrases(decoding);
}
