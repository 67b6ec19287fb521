/*
 * hop - one trace field of the record, taken apart
 *
 * What a host wrote of the client that gave it the message.  Servers differ
 * in where they put what the client called itself and what the connection
 * showed; only the latter goes into name and address.  Views of the text;
 * nothing is allocated.
 */
#ifndef CLASSIFY_HOP_H
#define CLASSIFY_HOP_H

#include "classify/ip.h"

enum { HOP_MAX = 4096 /* bytes of a trace field that can be understood */ };

enum hop_way {
	HOP_NONE,      /* a remark: "(qmail 4711 invoked from network)" */
	HOP_LOCAL,     /* made on the host, or handed on inside it */
	HOP_NETWORK,   /* taken in from another host; also what cannot be
	                * understood, then without names */
	HOP_SUBMITTED, /* likewise, from a client that proved who it is
	                * (RFC 3848: ESMTPA, ESMTPSA), or by webmail */
	HOP_FETCHED    /* collected from a mailbox by POP or IMAP */
};

struct hop {
	enum hop_way way;
	struct view claim; /* what the client called itself (HELO) */
	struct view name;  /* what the name service calls its address */
	struct ip ip;      /* where has_ip */
	bool has_ip;
	struct view by;    /* who wrote the field */
};

/* Reads "from HELO (connection data) by host with protocol". */
struct hop hop_read(struct view text);

#endif
