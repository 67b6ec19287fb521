/*
 * feed - records, whatever the operands hold: mail or JSON lines
 *
 * Each record is handed to a function, with room to write a line: in the
 * order of the input, or by --jobs threads at once, whose lines then go out
 * in the order of the input all the same.
 */
#ifndef CLI_FEED_H
#define CLI_FEED_H

#include "base/out.h"
#include "cli/reading.h"
#include "record/json.h"
#include "record/redacted.h"

/* One record; it and all its texts live until the function returns. */
struct fed {
	struct record record;   /* its verdict: NULL when it has none */
	const struct json_line *line; /* where it came from; NULL: mail */
	const struct item *item;      /* the message or line itself */
	struct redacted *redacted;    /* --redact, or NULL */
	struct arena *arena;    /* for what lives as long as the record */
};

/* What is done with each record.  A line appended to out is written. */
struct feed_user {
	void (*take)(void *data, struct fed *fed, struct buf *out);
	void *data;             /* for each job its own, in a row, ... */
	size_t size;            /* ... of so many bytes; 0: one for all */
	bool json;              /* JSON lines are taken too */
	bool silent;            /* no line is appended */
};

/* With --redact, puts redacted copies in the place of the record, its verdict
 * and its line.  For when all is judged that judges by the text. */
void feed_redact(struct fed *fed);
/* Opens the state of --state, enters the sandbox, then gives all records of
 * the operands to user; what was written is in out or on its way.  A malformed
 * JSON line is reported on standard error and comes as a record of kind error;
 * with --strict it ends the run.  Returns the exit status due, 0 when all went
 * well. */
int feed_run(const struct reading *reading, const struct feed_user *user,
    struct out *out);
/* Closes the output, and then has what was read remembered: after feed_run()
 * and all that is written besides. */
void feed_end(const struct reading *reading, struct out *out);

#endif
