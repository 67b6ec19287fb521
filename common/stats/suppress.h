/*
 * suppress - the addresses to stop mailing
 *
 * Records go in one by one; what is kept of each is 24 bytes, once for each
 * id, and for each address 60 bytes and its text.  At the end the policy
 * decides on each address by the set of its records alone, whatever their
 * order and however often they were read.
 *
 * An address is what the sender wrote: what the bounce address carries
 * (VERP), else the original recipient, else the final one, in lower case.
 */
#ifndef STATS_SUPPRESS_H
#define STATS_SUPPRESS_H

#include "stats/event.h"
#include "stats/policy.h"
#include "stats/receiver.h"

enum { SUPPRESS_ADDRESS_MAX = 320 /* bytes; RFC 3696 */ };

struct suppress_options {
	bool owned;     /* what is ours was told: records without proof that
	                 * the message was ours do not count */
	bool trust_any; /* they do all the same */
};

struct suppress {
	const struct policy *policy;
	struct suppress_options options;
	struct arena arena;
	struct table addresses; /* struct events */
	struct table except;    /* addresses and domains */
	struct receivers receivers;
	bool proof;             /* a record was proven or disproven */
	struct buf scratch;
};

/* The policy must outlive it. */
void suppress_open(struct suppress *suppress, const struct policy *policy,
    const struct suppress_options *options);
/* Takes a record, which has all three structs, into account.  The scratch of
 * context is used. */
void suppress_add(struct suppress *suppress, struct key_context *context,
    const struct record *record);
/* Mail to the address was delivered at ts.  False when it is none. */
bool suppress_delivered(struct suppress *suppress, struct view address,
    int64_t ts);
/* An address, or the domain of addresses, that is never suppressed. */
void suppress_except(struct suppress *suppress, struct view name);
/* The same for an event of a partial, whose receiver is named; false when
 * the address is none. */
bool suppress_event(struct suppress *suppress, struct view address,
    struct event event, struct view receiver);
/* The same for a receiver's day of a partial. */
void suppress_day(struct suppress *suppress, const struct receiver_day *day,
    struct view receiver);
/* Takes into account what other has, of the same policy. */
void suppress_absorb(struct suppress *suppress, const struct suppress *other);
/* What is ours is known: by the options, or as a record was proven to be
 * about mail of ours, or of others. */
bool suppress_is_owned(const struct suppress *suppress);
void suppress_close(struct suppress *suppress);

#endif
