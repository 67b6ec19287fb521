/*
 * source - operands and standard input, taken apart into messages and lines
 *
 * Files, directories (Maildir, MH, flat), lists of names and streams are read
 * once, in order, in constant memory.  What an operand holds is told by its
 * first bytes: an mbox, one message, or (when asked for) JSON lines.  Faults
 * are reported on standard error as "program: source: text" and remembered
 * for the exit status; the rest is still read.
 */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include "base/view.h"

enum {
	/* Bytes of a message that are parsed, unless --max-message says
	 * otherwise: 16 MB of resident memory hold with it. */
	SOURCE_MAX_MESSAGE = 4 * 1024 * 1024,
	SOURCE_MAX_LINE = 1024 * 1024 /* bytes of a JSON line */
};

struct buf;
struct redact;
struct state;

struct source_options {
	bool json;           /* JSON lines are taken too */
	bool recursive;      /* go into subdirectories and Maildir++ folders */
	size_t max_message;  /* 0: SOURCE_MAX_MESSAGE */
	const char *list;    /* --files-from: file of names, "-", or NULL */
	const struct redact *redact; /* names in reports of faults; or NULL */
	char separator;      /* between those names: '\n' or '\0' */
	/* What earlier runs have read is left out, and what this one reads is
	 * added; open by then.  NULL: everything is read. */
	struct state *state;
	/* Called when the memory that holds items is to be used again, so that
	 * their bytes and envelopes can live on: gives back in *buf another
	 * buffer, which holds `rest` alone, and keeps the one that was there.
	 * False: none is needed any more, and *buf is as it was.  NULL: they
	 * live until the next source_next. */
	bool (*keep)(void *data, struct buf *buf, struct view rest);
	void *keep_data;
	/* Called before a read that has to wait, so that what is ready can go
	 * out; NULL: nothing is done. */
	void (*wait)(void *data);
	void *wait_data;
	/* Called when a file was opened, and after each read of one; NULL:
	 * nobody counts. */
	void (*taken)(void *data, size_t files, size_t bytes);
	void *taken_data;
};

enum item_type {
	ITEM_MESSAGE, /* one message */
	ITEM_LINE     /* one line of JSON, its end removed */
};

struct item {
	enum item_type type;
	struct view bytes;  /* lone CRs made LF; of a message at most
	                     * max_message bytes, without its From_ line */
	struct view envelope; /* From_ line's sender; VIEW_NONE without one */
	struct view source; /* the operand, dir/file, or "-"; "-/file" in a
	                     * directory that is standard input */
	uint64_t offset;    /* of the message (its From_ line) or line */
	uint64_t size;      /* true size in bytes, From_ line included */
	uint64_t line;      /* of a JSON line: its number from 1 */
	bool truncated;     /* bytes is not all of it */
};

struct source;

/* The sources named by the operands ("-" or none: standard input) and by
 * options->list.  Both must outlive the source. */
struct source *source_open(const struct source_options *options,
    char **operands, size_t count);
/* The next message or line: false at the end.  The item's views live until
 * the next call; its bytes and envelope, with `keep`, as long as that says,
 * and until source_close. */
bool source_next(struct source *source, struct item *item);
/* Ends it.  0, EX_NOINPUT when something could not be opened, EX_TEMPFAIL
 * when something could not be read. */
int source_close(struct source *source);

#endif
