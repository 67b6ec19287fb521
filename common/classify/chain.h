/*
 * chain - which way a message came, as far as its trace fields can be
 * believed
 *
 * Fields are read from the newest down and believed only while each was
 * written by somebody who may be: of a report our own side, of the returned
 * message those who report.  What stands below the first other one may be
 * forged and is not looked at.
 */
#ifndef CLASSIFY_CHAIN_H
#define CLASSIFY_CHAIN_H

#include "classify/hop.h"
#include "classify/own.h"
#include "record/report.h"

/* Whether two hosts belong to one organisation or one provider. */
bool chain_same_side(struct view a, struct view b);

enum arrival_way {
	ARRIVAL_NONE,    /* no trace fields */
	ARRIVAL_INSIDE,  /* it never came in from outside */
	ARRIVAL_FOREIGN, /* a host of somebody else brought it */
	ARRIVAL_UNCLEAR
};

/* How a report reached the mailbox it was found in. */
struct arrival {
	enum arrival_way way;
	struct hop entry;   /* ARRIVAL_FOREIGN: how it was taken in */
	struct view side;   /* a host of the receiving organisation */
	bool at_ours;       /* our organisation took it in by SMTP, or made
	                     * it */
	bool from_unlisted; /* ARRIVAL_INSIDE, from a host of our organisation
	                     * that is not listed */
	bool fetched;       /* from a mailbox elsewhere (POP) */
};

struct arrival chain_arrival(const struct own *own, struct list received);

/* Whose trace fields in a returned message are believed. */
struct writers {
	struct view hosts[2]; /* and all of their organisations; VIEW_NONE */
	bool ours;            /* and our own */
};

enum entry_way {
	ENTRY_NONE,      /* the fields do not tell */
	ENTRY_MADE,      /* it was made on a host of the writers */
	/* A connection from outside that tells: */
	ENTRY_OURS,      /* a host of ours brought it */
	ENTRY_FOREIGN,   /* a host that is not ours brought it */
	ENTRY_SUBMITTED  /* somebody brought it who proved who he is */
};

/* Where the returned message entered the writers' organisation. */
struct entry {
	enum entry_way way;
	struct hop hop;
	bool from_ours; /* ENTRY_SUBMITTED: a host of ours did */
	bool forwarded; /* ENTRY_FOREIGN: a field below says that somebody
	                 * else's host had it from ours; it may be forged */
	size_t below;   /* fields older than that of hop */
};

struct entry chain_entry(const struct own *own, const struct writers *writers,
    struct list received);

#endif
