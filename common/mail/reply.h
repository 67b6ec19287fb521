/*
 * reply - SMTP replies and enhanced status codes found in text
 */
#ifndef MAIL_REPLY_H
#define MAIL_REPLY_H

#include "base/view.h"

struct reply {
	int code;           /* 421, 550 ...; 0 when there is none */
	struct view status; /* "5.1.1" (RFC 3463); VIEW_NONE without one */
	size_t at;          /* offset of the first of both in the text */
};

/* The enhanced status code (RFC 3463: class 2, 4 or 5, subject 0-7 or
 * vendor's up to 3 digits, detail up to 3 digits) that stands at the start of
 * text; VIEW_NONE without one.  An IP address or a version is none. */
struct view reply_status_at(struct view text);
/* The decisive reply in a diagnostic: the first code 4xx or 5xx at the start
 * of a line, after "said", ':', '<<<' or the like, or with an enhanced code
 * behind it; else the first that is a word of its own.  The enhanced code is
 * the one that follows it, else a later one of its class, else one before it;
 * without a reply code, the first that stands alone ("5.1.1", "#5.1.1").
 * Numbers inside addresses, host names, ids, versions and sizes are none, nor
 * are 2xx and 2.x.x.  One pass. */
struct reply reply_find(struct view text);

#endif
