/* What a record adds to its group; see fact.h. */
#include "stats/fact.h"

#include "base/utf8.h"
#include "stats/sketch.h"

/* Addresses are told apart without regard to case, as nearly all hosts do. */
static uint64_t
hash_address(struct view address)
{
	enum { LONGEST = 320 }; /* RFC 3696: 64 + 1 + 255 */
	char folded[LONGEST];

	if (address.n > LONGEST)
		return sketch_hash(address);
	for (size_t i = 0; i < address.n; i++)
		folded[i] = to_lower(address.p[i]);
	return sketch_hash((struct view){folded, address.n});
}

/* Both are claims of the mail; nonsense must not overflow. */
static int64_t
seconds_between(int64_t from, int64_t to)
{
	if (from < 0 || to < from)
		return INT_NONE;
	return to - from;
}

struct fact
fact_of(const struct record *record)
{
	const struct report *report = record->report;
	const struct recipient *recipient = record->recipient;
	const struct verdict *verdict = record->verdict;

	return (struct fact){
		.ts = report->ts,
		.bounce = recipient->kind == KIND_BOUNCE,
		.type = verdict->bounce_type,
		.failure = verdict->failure,
		.backscatter = verdict->backscatter,
		.recipient = hash_address(recipient->recipient),
		.has_recipient = !view_empty(recipient->recipient),
		.latency = seconds_between(report->original_ts, report->ts),
		.queue = seconds_between(report->arrival_ts, report->ts),
	};
}

struct sample
fact_sample(const struct record *record)
{
	return (struct sample){
		.ts = record->report->ts,
		.id = utf8_cut(record->recipient->id, FACT_ID_MAX),
		.text = utf8_cut(record->recipient->diagnostic, FACT_TEXT_MAX),
	};
}
