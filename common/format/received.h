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

/* One of them, in views of the header or the arena. */
struct received {
	struct view value; /* as it stands */
	/* "from HELO (connection data) by host with protocol"; what it lacks
	 * is left out, comments before the first word are kept */
	struct view brief;
	struct view by; /* the host of its "by" clause, or VIEW_NONE */
	struct view to; /* the address of its "for" clause, as it stands */
};

struct received_list {
	const struct received *v; /* the newest (the topmost) first */
	size_t n;
};

/* The first RECEIVED_MAX Received fields of a header. */
struct received_list received_read(struct arena *arena,
    const struct header *header);
/* All of them in brief, the oldest (the lowest) first. */
struct list received_chain(struct arena *arena, struct received_list fields);
/* When, by a Received value: epoch seconds, or INT_NONE. */
int64_t received_date(struct arena *arena, struct view value);

#endif
