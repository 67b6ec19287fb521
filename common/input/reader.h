/*
 * reader - what one open file holds, told by its first bytes: an mbox, one
 * message, or JSON lines
 *
 * Blank lines and a byte order mark before all else do not count.  A file
 * that begins with a From_ line is an mbox; where JSON is taken, one that
 * begins with "{" is JSON lines; anything else is one message and is never
 * split.
 */
#ifndef INPUT_READER_H
#define INPUT_READER_H

#include "input/mbox.h"
#include "input/stream.h"

enum reader_form { READER_NEW, READER_MBOX, READER_SINGLE, READER_LINES };

struct reader {
	struct stream stream;
	bool json;
	size_t max_message;
	enum reader_form form;
	struct mbox mbox; /* READER_MBOX: what mbox_next() keeps */
	size_t used;   /* bytes of the window to pass */
	uint64_t line; /* line ends seen */
	/* The message or line last found: where it starts and ends in the
	 * file, and how many lines stand before it. */
	uint64_t last, end, last_line;
	uint64_t known_end; /* the first one is passed over if it ends there:
	                     * the user's to set after reader_open */
};

/* Takes json, max_message, keep, wait and taken from the options. */
void reader_init(struct reader *reader, const struct source_options *options);
/* Owns fd until reader_close; `waits` as in stream_open. */
void reader_open(struct reader *reader, int fd, bool waits);
/* The next message or line: false at the end, or after a fault, which is then
 * in reader->stream.error.  All of item is set but its source. */
bool reader_next(struct reader *reader, struct item *item);
void reader_close(struct reader *reader);
void reader_free(struct reader *reader);

#endif
