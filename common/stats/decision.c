/* What the policy says of each address; see decision.h. */
#include "stats/decision.h"

#include <stdlib.h>

/* One address at a time. */
struct case_file {
	struct suppress *suppress;
	const struct event *v; /* what counts, one an id */
	uint32_t count;
	bool delivered;
	int64_t delivered_ts;  /* the last time */
	int64_t *days;         /* room for one an event */
};

/* Leaves of the events those that count, and of those with one id the
 * least. */
static void
choose(struct events *events, bool only_proven)
{
	uint32_t n = 0;

	event_settle(events);
	for (uint32_t i = 0; i < events->used; i++) {
		const struct event *event = &events->v[i];

		if (only_proven && !(event->flags & EVENT_PROVEN))
			continue;
		if (n == 0 || events->v[n - 1].id != event->id)
			events->v[n++] = *event;
	}
	events->used = n;
}

static void
find_delivery(struct case_file *file)
{
	for (uint32_t i = 0; i < file->count; i++) {
		const struct event *event = &file->v[i];

		if (!(event->flags & EVENT_DELIVERED) ||
		    event->ts == INT_NONE)
			continue;
		if (!file->delivered || event->ts > file->delivered_ts)
			file->delivered_ts = event->ts;
		file->delivered = true;
	}
}

/* The incident that an event is part of, or NULL. */
static const struct receiver_day *
incident_of(const struct case_file *file, const struct event *event)
{
	const struct receiver_day *day;

	if (event->reason != REASON_USERUNKNOWN || event->ts == INT_NONE)
		return NULL;
	day = receivers_day(&file->suppress->receivers, event->receiver,
	    event_day(event), false);
	return day && day->incident ? day : NULL;
}

static int
compare_days(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Sorts days and takes out what is there twice. */
static size_t
settle_days(int64_t *days, size_t n)
{
	size_t kept = 0;

	qsort(days, n, sizeof *days, compare_days);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || days[kept - 1] != days[i])
			days[kept++] = days[i];
	return kept;
}

/* The event is one that the rule counts. */
static bool
is_ruled(const struct case_file *file, size_t rule, const struct event *event)
{
	return event->rules >> rule & 1 &&
	    !(file->suppress->policy->rules[rule].cleared &&
	    file->delivered && event->ts != INT_NONE &&
	    event->ts <= file->delivered_ts);
}

/* So many different days, some of which lie as far apart as the rule asks
 * for. */
static bool
is_enough(const struct policy_rule *rule, const int64_t *days, size_t n)
{
	size_t last = 0;

	for (size_t first = 0; first < n; first++) {
		while (last + 1 < n && (rule->window == 0 ||
		    days[last + 1] - days[first] < rule->window))
			last++;
		if (last - first + 1 >= (size_t)rule->days &&
		    days[last] - days[first] >= rule->span)
			return true;
	}
	return false;
}

/* Without incidents, or with them.  An event without a time is enough where a
 * single one is. */
static bool
rule_holds(const struct case_file *file, size_t number, bool with_incidents)
{
	const struct policy_rule *rule =
	    &file->suppress->policy->rules[number];
	bool timeless = false;
	size_t n = 0;

	for (uint32_t i = 0; i < file->count; i++) {
		const struct event *event = &file->v[i];

		if (!is_ruled(file, number, event) ||
		    (!with_incidents && incident_of(file, event)))
			continue;
		if (event->ts == INT_NONE)
			timeless = true;
		else
			file->days[n++] = event_day(event);
	}
	n = settle_days(file->days, n);
	return (timeless && rule->days == 1 && rule->span == 0) ||
	    is_enough(rule, file->days, n);
}

/* The last event that the rule counts, in an order that is total. */
static bool
is_later(const struct event *a, const struct event *b)
{
	return a->ts != b->ts ? a->ts > b->ts : a->id > b->id;
}

static void
find_reason(const struct case_file *file, size_t rule,
    struct decision *decision)
{
	const struct event *last = NULL;

	for (uint32_t i = 0; i < file->count; i++)
		if (is_ruled(file, rule, &file->v[i]) &&
		    (!last || is_later(&file->v[i], last)))
			last = &file->v[i];
	if (last)
		decision->reason = (enum reason)last->reason;
}

static void
find_facts(const struct case_file *file, struct decision *decision)
{
	size_t n = 0;

	for (uint32_t i = 0; i < file->count; i++) {
		const struct event *event = &file->v[i];

		if (event->rules == 0)
			continue;
		decision->hard += (event->flags & EVENT_HARD) != 0;
		if (event->ts == INT_NONE)
			continue;
		if (event->flags & EVENT_SOFT)
			file->days[n++] = event_day(event);
		if (!decision->has_time || event->ts < decision->first)
			decision->first = event->ts;
		if (!decision->has_time || event->ts > decision->last)
			decision->last = event->ts;
		decision->has_time = true;
	}
	decision->soft_days = settle_days(file->days, n);
}

/* The earliest incident that the rule's events are part of. */
static void
find_incident(const struct case_file *file, size_t rule,
    struct decision *decision)
{
	const struct receiver_day *day;

	for (uint32_t i = 0; i < file->count; i++) {
		day = is_ruled(file, rule, &file->v[i]) ?
		    incident_of(file, &file->v[i]) : NULL;
		if (day && (!decision->incident ||
		    day->day < decision->incident->day))
			decision->incident = day;
	}
}

/* False when no rule holds. */
static bool
decide(const struct case_file *file, struct decision *decision)
{
	const struct policy *policy = file->suppress->policy;

	for (int with = 0; with < 2; with++) {
		for (size_t rule = 0; rule < policy->count; rule++) {
			if (!rule_holds(file, rule, with))
				continue;
			decision->rule = &policy->rules[rule];
			if (with)
				find_incident(file, rule, decision);
			find_reason(file, rule, decision);
			find_facts(file, decision);
			return true;
		}
	}
	return false;
}

static bool
is_excepted(const struct suppress *suppress, struct view address)
{
	return table_find(&suppress->except, address) ||
	    table_find(&suppress->except,
	    view_from(address, view_rchr(address, '@') + 1));
}

/* Decides by events of which only those that count are left. */
static bool
decide_on(struct suppress *suppress, struct arena *arena,
    const struct events *events, struct decision *decision)
{
	struct case_file file = {.suppress = suppress, .v = events->v,
	    .count = events->used};

	arena_reset(arena);
	file.days = ARENA_NEW(arena, int64_t, events->used);
	find_delivery(&file);
	return decide(&file, decision);
}

static int
compare_decisions(const void *a, const void *b)
{
	const struct decision *x = a, *y = b;

	return view_compare(x->address, y->address);
}

struct decisions
decision_make(struct suppress *suppress)
{
	struct decisions all = {.suppress = suppress,
	    .only_proven = suppress_is_owned(suppress) &&
	    !suppress->options.trust_any};
	const struct policy *policy = suppress->policy;
	struct arena scratch = {0};
	struct table_entry *entry;
	struct decision *decision;
	struct events *events;

	receivers_judge(&suppress->receivers, all.only_proven,
	    policy->hold_least, policy->hold_times);
	all.v = ARENA_NEW(&suppress->arena, struct decision,
	    suppress->addresses.count);
	for (entry = suppress->addresses.first; entry; entry = entry->next) {
		decision = &all.v[all.count];
		decision->address = entry->key;
		events = (struct events *)entry->value;
		choose(events, all.only_proven);
		if (!is_excepted(suppress, entry->key) &&
		    decide_on(suppress, &scratch, events, decision))
			all.count++;
	}
	arena_free(&scratch);
	qsort(all.v, all.count, sizeof *all.v, compare_decisions);
	return all;
}
