/*
 * recall - one file being read, held against what earlier runs have read
 *
 * What stands between source.h and state.h.  A file of a Maildir is known by
 * its name alone and never changes.  Files of other folders are known by
 * their names too; those that hold many messages or lines, and all files that
 * are named one by one, go on where they were left.  What was last read is
 * looked at again, for it may have been written only in part: it is read
 * anew when it is longer than it was.
 */
#ifndef INPUT_RECALL_H
#define INPUT_RECALL_H

#include "input/reader.h"
#include "input/state.h"

enum recall_way {
	RECALL_PLACE, /* named by the user: by its place */
	RECALL_NAME,  /* in a Maildir: by its name */
	RECALL_BOTH   /* in another folder */
};

struct recall {
	struct state *state;
	enum recall_way way;
	struct seen_key key; /* unless by place */
};

/* Begins with the open file fd, way and key being set: true when it holds
 * something new, and then the reader has it.  Else fd is closed. */
bool recall_open(struct recall *recall, struct reader *reader, int fd);
/* The reader has come to the end of it without a fault. */
void recall_end(const struct recall *recall, const struct reader *reader);

#endif
