/*
 * stream - one file, pipe or device read through a sliding window
 *
 * The window holds what was read and is not yet done with; it starts small,
 * moves forward in one buffer and grows only while a message needs more.  Of
 * what is too long the first stream->head bytes stay and the rest passes
 * behind them.  Nothing is mapped, so a file that shrinks while it is read
 * does no harm.  A lone CR becomes LF as it comes in, so that a line ends in
 * LF or CR LF and in nothing else; offsets stay true.  The buffer lives from
 * stream_init to stream_free and serves any number of files; with `keep`, what
 * was passed stays where it is until the buffer is given away.
 */
#ifndef INPUT_STREAM_H
#define INPUT_STREAM_H

#include "base/buf.h"

enum {
	/* Up to so many CRs may stand before an LF and belong to that line
	 * end; of a longer run each one ends a line. */
	STREAM_CR_RUN = 64,
	/* Bytes before stream->at that can be looked back at. */
	STREAM_BEHIND = 2 * STREAM_CR_RUN
};

struct stream {
	int fd;          /* -1: none */
	int error;       /* errno of the read that failed, or 0 */
	bool raw;        /* lone CRs stay as they are */
	bool waits;      /* a read may have to wait for a writer */
	bool ended;      /* end of file, or error */
	bool long_run;   /* the last byte was one of too many CRs */
	size_t limit;    /* most bytes that are held */
	struct buf buf;
	size_t start, end; /* the window in buf; what follows may be CRs
	                    * that wait for the byte after them */
	size_t at;       /* place in the window, the user's to set */
	size_t head;     /* what lies between head and at may be cut, */
	uint64_t cut;    /* and so many bytes were */
	uint64_t offset; /* in the file, of the window's first byte */
	/* As in source_options. */
	bool (*keep)(void *data, struct buf *buf, struct view rest);
	void *keep_data;
	void (*wait)(void *data); /* called before a read that may wait */
	void *wait_data;
	void (*taken)(void *data, size_t files, size_t bytes); /* after one */
	void *taken_data;
};

/* An empty stream that can hold at least `most` bytes. */
void stream_init(struct stream *stream, size_t most);
/* Reads fd from where it stands; owns it until stream_close.  `waits` is
 * false for regular files. */
void stream_open(struct stream *stream, int fd, bool waits);
/* The window, and what of it begins at stream->at.  Both move with the next
 * stream_more or stream_pass, and with `keep` they stay what they were. */
struct view stream_window(const struct stream *stream);
struct view stream_rest(const struct stream *stream);
/* Reads on: false when nothing more comes; else the rest is longer.  The
 * caller wants no more than `most` bytes, head and rest together. */
bool stream_more(struct stream *stream);
/* Whether text stands `from` bytes behind stream->at; reads no more than
 * tells it. */
bool stream_starts(struct stream *stream, size_t from, struct view text);
/* The line `from` bytes behind stream->at, its end removed.  Returns where,
 * behind stream->at, the next one starts; 0 when there is none, or none of at
 * most `most` bytes. */
size_t stream_line(struct stream *stream, size_t from, size_t most,
    struct view *line);
/* Where in the window the first c stands, or the input's end, of which bytes
 * past `most` may be cut; *next is where it goes on behind it.  Moves the
 * place. */
size_t stream_until(struct stream *stream, char c, size_t most,
    size_t *next);
/* The window's first n bytes are done with, and what was cut.  Place and head
 * start again from 0 and from "all". */
void stream_pass(struct stream *stream, size_t n);
void stream_close(struct stream *stream);
void stream_free(struct stream *stream);

#endif
