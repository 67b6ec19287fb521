/*
 * out - records on standard output
 *
 * Append a record to out->buf, then call out_record().  Records go out in
 * large writes, or each in one write(2) of its own, so that programs that
 * append to one file tear no line.  A write error ends the program with
 * EX_TEMPFAIL and the reason; a reader that went away ends it quietly.
 */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/buf.h"

struct out {
	struct buf buf;      /* records on their way; append here */
	bool line_buffered;  /* a write for each record */
	bool regular;        /* standard output is a file */
	bool safe;           /* out_safe() was called */
	void (*before)(void *data); /* called before each write, or NULL */
	void *before_data;
};

/* Starts writing to standard output and ignores SIGPIPE and SIGXFSZ.
 * Line-buffered, a file that ends within a line is given the missing line end
 * first. */
void out_open(struct out *out, bool line_buffered);
/* Before anything is written: once out_close() has returned, all is safe.  It
 * is on the disk, or in a pipe whose reader is still there, and no line has
 * begun behind half of another one. */
void out_safe(struct out *out);
/* What was appended since the last call is one record, its newline
 * included. */
void out_record(struct out *out);
/* Writes what is held: before waiting for input. */
void out_flush(struct out *out);
/* Writes the rest and closes standard output. */
void out_close(struct out *out);

#endif
