/* What suppress kept, as lines; see suppress_partial.h. */
#include "stats/suppress_partial.h"

#include "record/escape.h"
#include "record/field.h"
#include "record/flat.h"
#include "stats/partial.h"

/* Days from 1970 that are within what can be printed. */
#define DAY_MAX INT64_C(2932896)

#define START "{\"partial\":1,\"by\":\"suppress\""

static void
put_rules(struct buf *out, const struct policy *policy, unsigned rules)
{
	char before = '[';

	buf_add(out, VIEW(",\"rules\":"));
	for (size_t i = 0; i < policy->count; i++) {
		if (!(rules >> i & 1))
			continue;
		buf_addc(out, before);
		escape_string(out, policy->rules[i].name);
		before = ',';
	}
	buf_add(out, before == '[' ? VIEW("[]") : VIEW("]"));
}

static void
put_event(struct buf *out, const struct suppress *suppress,
    struct view address, const struct event *event)
{
	buf_add(out, VIEW(START));
	partial_put_text(out, "address", address);
	partial_put_hash(out, "id", event->id);
	if (event->ts != INT_NONE)
		partial_put_int(out, "ts", event->ts);
	partial_put_text(out, "receiver",
	    suppress->receivers.by_number[event->receiver]);
	put_rules(out, suppress->policy, event->rules);
	if (event->reason)
		partial_put_text(out, "reason", names_reason[event->reason]);
	partial_put_int(out, "flags", event->flags);
	buf_add(out, VIEW("}\n"));
}

static void
put_day(struct buf *out, const struct suppress *suppress,
    const struct receiver_day *day)
{
	buf_add(out, VIEW(START));
	partial_put_text(out, "receiver",
	    suppress->receivers.by_number[day->receiver]);
	partial_put_int(out, "day", day->day);
	partial_put_sketch(out, "unknown", &day->unknown[0]);
	partial_put_sketch(out, "unknown_proven", &day->unknown[1]);
	partial_put_sketch(out, "all", &day->all[0]);
	partial_put_sketch(out, "all_proven", &day->all[1]);
	buf_add(out, VIEW("}\n"));
}

/* Days by the name of their receiver: numbers go by who came first. */
static int
by_receiver(const struct table_entry *a, const struct table_entry *b,
    const void *context)
{
	const struct receivers *receivers = context;
	const struct receiver_day *x = (const struct receiver_day *)a->value;
	const struct receiver_day *y = (const struct receiver_day *)b->value;
	int order = view_compare(receivers->by_number[x->receiver],
	    receivers->by_number[y->receiver]);

	return order ? order : (x->day > y->day) - (x->day < y->day);
}

void
suppress_partial_print(struct buf *out, struct suppress *suppress)
{
	struct table_entry *entry;
	struct events *events;

	table_sort(&suppress->receivers.days, by_receiver,
	    &suppress->receivers);
	table_sort(&suppress->addresses, table_by_key, NULL);
	if (suppress_is_owned(suppress))
		buf_add(out, VIEW(START ",\"owned\":true}\n"));
	for (entry = suppress->receivers.days.first; entry;
	    entry = entry->next)
		put_day(out, suppress,
		    (const struct receiver_day *)entry->value);
	for (entry = suppress->addresses.first; entry; entry = entry->next) {
		events = (struct events *)entry->value;
		event_settle(events);
		for (uint32_t i = 0; i < events->used; i++)
			put_event(out, suppress, entry->key, &events->v[i]);
	}
}

bool
suppress_partial_is(struct view line)
{
	return view_starts(line, VIEW(START));
}

/* A line as it is read: an event when there is an address, else a day. */
struct reading {
	struct suppress *suppress;
	struct view address, receiver;
	struct event event;
	struct receiver_day day;
	bool owned, has_day;
};

static unsigned
rules_of(const struct policy *policy, const struct list *names)
{
	unsigned rules = 0;

	for (size_t i = 0; i < names->n; i++)
		for (size_t rule = 0; rule < policy->count; rule++)
			if (view_eq(policy->rules[rule].name, names->v[i]))
				rules |= 1U << rule;
	return rules;
}

static bool
take_text(struct reading *reading, struct arena *arena, struct view name,
    struct view text)
{
	struct receiver_day *day = &reading->day;
	struct sketch *sketch =
	    view_eq(name, VIEW("unknown")) ? &day->unknown[0] :
	    view_eq(name, VIEW("unknown_proven")) ? &day->unknown[1] :
	    view_eq(name, VIEW("all")) ? &day->all[0] :
	    view_eq(name, VIEW("all_proven")) ? &day->all[1] : NULL;

	if (sketch)
		return sketch_read(sketch, arena, text);
	if (view_eq(name, VIEW("id")))
		return sketch_hash_read(text, &reading->event.id);
	if (view_eq(name, VIEW("address")))
		reading->address = text;
	else if (view_eq(name, VIEW("receiver")))
		reading->receiver = text;
	else if (view_eq(name, VIEW("reason")))
		reading->event.reason = (uint8_t)
		    field_name(names_reason, REASON_COUNT, text);
	return true;
}

static bool
take_number(struct reading *reading, struct view name, int64_t number)
{
	if (view_eq(name, VIEW("ts")))
		reading->event.ts = number;
	if (view_eq(name, VIEW("day"))) {
		reading->day.day = number;
		reading->has_day = true;
		return number >= -DAY_MAX && number <= DAY_MAX;
	}
	if (view_eq(name, VIEW("flags"))) {
		reading->event.flags = (uint8_t)(number & (EVENT_PROVEN |
		    EVENT_DELIVERED | EVENT_HARD | EVENT_SOFT));
		return number >= 0 && number < 256;
	}
	return true;
}

static bool
take(struct reading *reading, struct arena *arena, struct view name,
    const struct value *value)
{
	switch (value->type) {
	case VALUE_TEXT:
		return take_text(reading, arena, name, value->text);
	case VALUE_INT:
		return take_number(reading, name, value->number);
	case VALUE_LIST:
		reading->event.rules |= (uint16_t)
		    rules_of(reading->suppress->policy, &value->list);
		return true;
	case VALUE_TRUTH:
		reading->owned |= value->truth;
		return true;
	default:
		return false;
	}
}

bool
suppress_partial_merge(struct suppress *suppress, struct arena *arena,
    struct view line)
{
	struct reading reading = {.suppress = suppress,
	    .event.ts = INT_NONE};
	struct flat flat = flat_open(arena, line);
	struct value value;
	struct view name;

	while (flat_next(&flat, &name, &value))
		if (!take(&reading, arena, name, &value))
			return false;
	if (!flat_close(&flat))
		return false;
	suppress->proof |= reading.owned;
	if (!view_none(reading.address))
		return suppress_event(suppress, reading.address,
		    reading.event, reading.receiver);
	if (reading.has_day)
		suppress_day(suppress, &reading.day, reading.receiver);
	return reading.has_day || reading.owned;
}
