/*
 * code - the answer's numbers: SMTP reply (RFC 5321) and enhanced status
 * (RFC 3463) as numbers, and which of several counts
 *
 * A record may hold a Status that the reporter made up beside the refusing
 * server's own answer.  The server's own is what counts.
 */
#ifndef CLASSIFY_CODE_H
#define CLASSIFY_CODE_H

#include "record/report.h"

struct status {
	unsigned level;   /* 2, 4 or 5; 0: not given */
	unsigned subject, detail;
};

struct codes {
	int reply;            /* 421, 550 ...; 0: not given */
	struct status status; /* the refusing server's own, else what the
	                       * report says */
	bool own;             /* status is the server's own */
	unsigned level;       /* of the decisive answer: 4 or 5; 0: none */
};

/* "5.1.1" as numbers; level 0 when it is none.  What follows the last digit
 * is passed over. */
struct status code_status(struct view text);
/* The codes that count, from reply_code, reply_status, status, and for
 * records that have neither, the diagnostic. */
struct codes code_read(const struct recipient *recipient);

#endif
