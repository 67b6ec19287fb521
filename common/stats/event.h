/*
 * event - what one record says about an address, and an address's events as a
 * set
 *
 * The set holds each event once, however often it is added: 24 bytes for the
 * usual one event, up to four times as much where there are many.
 */
#ifndef STATS_EVENT_H
#define STATS_EVENT_H

#include "base/arena.h"
#include "record/report.h"

enum {
	EVENT_PROVEN = 1,    /* about a message that was ours */
	EVENT_DELIVERED = 2, /* it arrived */
	EVENT_HARD = 4, EVENT_SOFT = 8
};

struct event {
	int64_t ts;        /* INT_NONE: not given */
	uint64_t id;       /* sketch_hash() of the record's */
	uint32_t receiver; /* its number */
	uint16_t rules;    /* of the policy, bits by number */
	uint8_t reason;    /* enum reason */
	uint8_t flags;     /* EVENT_ bits */
};

struct events {
	struct event *v;
	uint32_t used, room;
};

/* The day (UTC) of an event that has a time, since 1970-01-01. */
int64_t event_day(const struct event *event);
void event_add(struct events *events, struct arena *arena,
    const struct event *event);
/* Sorts by id and takes out what is there twice, so that the order of adding
 * makes no difference. */
void event_settle(struct events *events);

#endif
