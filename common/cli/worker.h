/*
 * worker - one thread's way from an item to its records
 */
#ifndef CLI_WORKER_H
#define CLI_WORKER_H

#include "cli/feed.h"

struct worker {
	const struct reading *reading;
	const struct feed_user *user;
	void *data;              /* the user's, for this thread */
	struct arena arena;      /* of the item at hand */
	struct json_line line;
	struct redacted redacted;
	bool malformed;          /* a bad line was met */
};

/* Reports what is wrong with a line on standard error: "program: source:line:
 * fault".  redact may be NULL. */
void worker_say(const struct redact *redact, const struct item *item,
    const char *fault);
/* Hands the records of one item to the user. */
void worker_take(struct worker *worker, const struct item *item,
    struct buf *out);

#endif
