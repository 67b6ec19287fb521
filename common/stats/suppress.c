/* The addresses to stop mailing: what is kept; see suppress.h. */
#include "stats/suppress.h"

void
suppress_open(struct suppress *suppress, const struct policy *policy,
    const struct suppress_options *options)
{
	*suppress = (struct suppress){.policy = policy, .options = *options};
	table_open(&suppress->addresses, sizeof(struct events));
	table_open(&suppress->except, 0);
	receivers_open(&suppress->receivers);
}

/* In lower case; VIEW_NONE for what is no address, or too long for one. */
static struct view
fold(struct buf *scratch, struct view address)
{
	size_t at = view_rchr(address, '@');

	scratch->n = 0;
	if (at == VIEW_NPOS || at == 0 || at + 1 == address.n ||
	    address.n > SUPPRESS_ADDRESS_MAX)
		return VIEW_NONE;
	for (size_t i = 0; i < address.n; i++)
		buf_addc(scratch, to_lower(address.p[i]));
	return buf_view(scratch);
}

/* The address that stands on the sender's list. */
static struct view
address_of(struct buf *scratch, const struct record *record)
{
	struct view address = fold(scratch, record->report->verp_recipient);

	if (view_none(address))
		address = fold(scratch,
		    record->recipient->original_recipient);
	if (view_none(address))
		address = fold(scratch, record->recipient->recipient);
	return address;
}

/* The provider, else the organisation, else the domain. */
static struct view
receiver_of(const struct key_context *context, const struct record *record,
    struct view address)
{
	struct view domain = view_from(address, view_rchr(address, '@') + 1);
	struct view org = VIEW_NONE;

	if (!view_empty(record->verdict->provider))
		return record->verdict->provider;
	if (context->org_domain)
		org = context->org_domain(domain);
	return view_empty(org) ? domain : org;
}

/* Records without an id are told apart by their time. */
static uint64_t
id_of(const struct record *record)
{
	const int64_t *ts = &record->report->ts;

	if (!view_empty(record->recipient->id))
		return sketch_hash(record->recipient->id);
	return sketch_hash((struct view){(const char *)ts, sizeof *ts});
}

static uint8_t
flags_of(const struct record *record)
{
	const struct verdict *verdict = record->verdict;
	unsigned flags = 0;

	if (verdict->backscatter == TRUTH_FALSE)
		flags |= EVENT_PROVEN;
	if (record->recipient->kind == KIND_RECEIPT)
		flags |= record->recipient->action == ACTION_DELIVERED ||
		    verdict->reason == REASON_DELIVERED ? EVENT_DELIVERED : 0;
	else if (verdict->bounce_type == TYPE_HARD)
		flags |= EVENT_HARD;
	else if (verdict->bounce_type == TYPE_SOFT)
		flags |= EVENT_SOFT;
	return (uint8_t)flags;
}

/* For the share of "user unknown" among what a receiver says. */
static void
count_receiver(struct suppress *suppress, const struct event *event,
    bool unknown)
{
	struct arena *arena = &suppress->arena;
	struct receiver_day *day;

	if (event->ts == INT_NONE)
		return;
	day = receivers_day(&suppress->receivers, event->receiver,
	    event_day(event), true);
	for (int proven = 0; proven < 2; proven++) {
		if (proven && !(event->flags & EVENT_PROVEN))
			break;
		sketch_add(&day->all[proven], arena, event->id);
		if (unknown)
			sketch_add(&day->unknown[proven], arena, event->id);
	}
}

static void
keep(struct suppress *suppress, struct view address, const struct event *event)
{
	struct events *events = table_add(&suppress->addresses, address, NULL);

	event_add(events, &suppress->arena, event);
}

/* Kinds that a rule may count, and receipts, which clear. */
static bool
is_counted(const struct record *record)
{
	enum kind kind = record->recipient->kind;

	return record->verdict->backscatter != TRUTH_TRUE &&
	    (kind == KIND_BOUNCE || kind == KIND_FEEDBACK ||
	    kind == KIND_RECEIPT || kind == KIND_DELAY);
}

void
suppress_add(struct suppress *suppress, struct key_context *context,
    const struct record *record)
{
	enum kind kind = record->recipient->kind;
	struct view address = address_of(&suppress->scratch, record);
	struct event event = {.ts = record->report->ts,
	    .reason = (uint8_t)record->verdict->reason};

	suppress->proof |= record->verdict->backscatter != TRUTH_NONE;
	if (!is_counted(record) || view_none(address))
		return;
	event.id = id_of(record);
	event.flags = flags_of(record);
	event.receiver = receivers_number(&suppress->receivers,
	    &suppress->arena, receiver_of(context, record, address));
	if (kind == KIND_BOUNCE || kind == KIND_FEEDBACK)
		event.rules = (uint16_t)policy_match(suppress->policy,
		    context, record);
	if (kind != KIND_FEEDBACK)
		count_receiver(suppress, &event, kind == KIND_BOUNCE &&
		    record->verdict->reason == REASON_USERUNKNOWN);
	if (event.rules || event.flags & EVENT_DELIVERED)
		keep(suppress, address, &event);
}

bool
suppress_delivered(struct suppress *suppress, struct view address, int64_t ts)
{
	struct event event = {.ts = ts,
	    .flags = EVENT_DELIVERED | EVENT_PROVEN};
	struct view folded = fold(&suppress->scratch, address);

	event.id = ~sketch_hash((struct view){(const char *)&ts, sizeof ts});
	event.receiver = receivers_number(&suppress->receivers,
	    &suppress->arena, VIEW(""));
	if (view_none(folded))
		return false;
	keep(suppress, folded, &event);
	return true;
}

void
suppress_except(struct suppress *suppress, struct view name)
{
	suppress->scratch.n = 0;
	if (view_starts(name, VIEW("@")))
		name = view_from(name, 1);
	for (size_t i = 0; i < name.n; i++)
		buf_addc(&suppress->scratch, to_lower(name.p[i]));
	table_add(&suppress->except, buf_view(&suppress->scratch), NULL);
}

bool
suppress_event(struct suppress *suppress, struct view address,
    struct event event, struct view receiver)
{
	struct view folded = fold(&suppress->scratch, address);

	if (view_none(folded))
		return false;
	event.receiver = receivers_number(&suppress->receivers,
	    &suppress->arena, receiver);
	keep(suppress, folded, &event);
	return true;
}

void
suppress_day(struct suppress *suppress, const struct receiver_day *day,
    struct view receiver)
{
	struct arena *arena = &suppress->arena;
	uint32_t number = receivers_number(&suppress->receivers, arena,
	    receiver);
	struct receiver_day *own = receivers_day(&suppress->receivers, number,
	    day->day, true);

	for (int proven = 0; proven < 2; proven++) {
		sketch_merge(&own->unknown[proven], arena,
		    &day->unknown[proven]);
		sketch_merge(&own->all[proven], arena, &day->all[proven]);
	}
}

void
suppress_absorb(struct suppress *suppress, const struct suppress *other)
{
	const struct view *receivers = other->receivers.by_number;
	const struct receiver_day *day;
	const struct events *events;
	const struct table_entry *entry;

	suppress->proof |= other->proof;
	for (entry = other->receivers.days.first; entry; entry = entry->next) {
		day = (const struct receiver_day *)entry->value;
		suppress_day(suppress, day, receivers[day->receiver]);
	}
	for (entry = other->addresses.first; entry; entry = entry->next) {
		events = (const struct events *)entry->value;
		for (uint32_t i = 0; i < events->used; i++)
			suppress_event(suppress, entry->key, events->v[i],
			    receivers[events->v[i].receiver]);
	}
}

bool
suppress_is_owned(const struct suppress *suppress)
{
	return suppress->options.owned || suppress->proof;
}

void
suppress_close(struct suppress *suppress)
{
	table_close(&suppress->addresses);
	table_close(&suppress->except);
	receivers_close(&suppress->receivers);
	arena_free(&suppress->arena);
	buf_free(&suppress->scratch);
}
