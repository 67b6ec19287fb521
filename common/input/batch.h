/*
 * batch - the names of a directory of any size, in order, in constant memory
 *
 * A batch holds the smallest names behind the last one of the batch before,
 * as many as its budget has room for; the directory is listed once for each
 * batch.  Names that are numbers come first, in numeric order (MH), the rest
 * in byte order.  Maildir programs rename a file to change its flags, from
 * "base:2,S" to "base:2,RS": names with one base are one file, and one that
 * was renamed under our hands is found again.
 */
#ifndef INPUT_BATCH_H
#define INPUT_BATCH_H

#include "base/arena.h"
#include "base/buf.h"

struct batch_entry {
	const char *name; /* NUL-terminated */
	uint32_t n;       /* its length */
	unsigned char type; /* the user's */
	bool number;      /* digits only */
	bool lost;        /* gone when it was opened; the user's to set */
};

struct batch {
	struct arena text;  /* the names */
	struct buf entries; /* struct batch_entry */
	size_t at;          /* entries handed out */
	size_t used, budget; /* bytes */
	struct buf last;    /* the last name of the batch, */
	struct batch_entry after; /* of the one before, */
	struct batch_entry bound; /* and of what fits, once pruned */
	bool pruned;        /* names behind the last were left out */
	bool retried;       /* batch_retry was called */
};

/* Starts the next batch of at most so many bytes: batch_add every name of the
 * directory that batch_takes, then batch_sort. */
void batch_start(struct batch *batch, size_t budget);
bool batch_takes(const struct batch *batch, const char *name);
void batch_add(struct batch *batch, const char *name, unsigned char type);
void batch_sort(struct batch *batch);
/* The next entry, or NULL at the end of the batch; it lives until the next
 * call of another function here. */
struct batch_entry *batch_next(struct batch *batch);
/* Starts a second round over the entries that were marked lost: false when
 * there are none.  Then batch_found for every name of the directory, and
 * batch_retry: the batch holds those that were found, under their new
 * names. */
bool batch_start_lost(struct batch *batch);
void batch_found(struct batch *batch, const char *name);
void batch_retry(struct batch *batch);
/* A Maildir name without its flags. */
struct view batch_base(struct view name);
void batch_free(struct batch *batch);

#endif
