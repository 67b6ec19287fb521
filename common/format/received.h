/*
 * received - trace fields (RFC 5321 section 4.4) in brief
 */
#ifndef FORMAT_RECEIVED_H
#define FORMAT_RECEIVED_H

#include "mail/header.h"
#include "record/report.h"

enum {
	RECEIVED_MAX = 100,       /* trace fields that are read of a header */
	RECEIVED_MAX_BYTES = 2000 /* of one of them */
};

/* A Received value as "from HELO (connection data) by host with protocol";
 * what it lacks is left out, comments before the first word are kept. */
struct view received_brief(struct arena *arena, struct view value);
/* The address of its "for" clause, as it stands; VIEW_NONE without one. */
struct view received_for(struct view value);
/* The host of its "by" clause; VIEW_NONE without one. */
struct view received_by(struct view value);
/* When: epoch seconds, or INT_NONE. */
int64_t received_date(struct arena *arena, struct view value);
/* All Received fields of a header in brief, the oldest (the lowest) first. */
struct list received_chain(struct arena *arena, const struct header *header);

#endif
