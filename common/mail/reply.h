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
/* The decisive reply in a diagnostic: a code 4xx or 5xx followed by a blank,
 * '-' or the end, at the start, after "said:", ':' or '<<<' or as a word of
 * its own, and the enhanced code that follows it; "#5.1.1", "(#5.1.1)" and
 * "550 #5.1.1" are read too.  Numbers inside addresses, host names, ids and
 * sizes are none. */
struct reply reply_find(struct view text);

#endif
