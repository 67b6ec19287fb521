/*
 * feed - records, whatever the operands hold: mail or JSON lines
 *
 * Pulls one record at a time; the record and all its texts live until the
 * next call.
 */
#ifndef CLI_FEED_H
#define CLI_FEED_H

#include "base/out.h"
#include "cli/reading.h"
#include "record/json.h"

struct feed;

struct fed {
	struct record record;   /* its verdict: NULL when it has none */
	const struct json_line *line; /* where it came from; NULL: mail */
	struct arena *arena;    /* for what lives as long as the record */
};

/* Records from the operands of reading; JSON lines are taken where json is
 * set.  What is ready in out is written before a read has to wait.  Reading
 * and out must outlive the feed. */
struct feed *feed_open(const struct reading *reading, bool json,
    struct out *out);
/* The next record: false at the end.  A malformed JSON line is reported on
 * standard error and comes as a record of kind error; with --strict it ends
 * the feed. */
bool feed_next(struct feed *feed, struct fed *out);
/* Ends it: the exit status due, 0 when all went well. */
int feed_close(struct feed *feed);

#endif
