/*
 * answer - rejection or timeout: what ended the delivery
 *
 * For reports that the sender's own side wrote.
 */
#ifndef CLASSIFY_ANSWER_H
#define CLASSIFY_ANSWER_H

#include "record/report.h"

/* Words of share/expiry, compiled in. */
enum answer_sort {
	ANSWER_END,     /* the end of the table */
	ANSWER_EXPIRED, /* the reporter gave up waiting */
	ANSWER_RETRIED, /* nothing that a server stops at: it tried again */
	ANSWER_DECIDED, /* nothing that a server tries again after */
	ANSWER_FORMAT,  /* a format whose servers always tell of waiting */
	ANSWER_ID       /* a glob for such servers' Message-IDs */
};
struct answer_word {
	enum answer_sort sort;
	struct view text;
};
extern const struct answer_word answer_words[];

/* FAILURE_REJECTION, FAILURE_TIMEOUT or FAILURE_UNPROVEN, by the last
 * decisive answer; verdict->reason and permanent are set.  *why is a constant
 * text for the evidence. */
enum failure answer_failure(const struct report *report,
    const struct recipient *recipient, const struct verdict *verdict,
    struct view *why);

#endif
