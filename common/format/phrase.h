/*
 * phrase - what the words of a report say: the text dialects
 *
 * One engine for "intro line, recipient, reason, returned message" texts.
 * The dialects are rows of data in share/formats, compiled in.  It reads the
 * text a person would read (UTF-8, markup removed) and the report's header,
 * never the returned message.  Reply and status are filled where the text
 * states them in another form than reply_find() reads in the diagnostic.
 */
#ifndef FORMAT_PHRASE_H
#define FORMAT_PHRASE_H

#include "base/arena.h"
#include "mail/header.h"
#include "record/report.h"

struct phrase_set;

struct phrase_input {
	const struct header *header; /* of the report */
	struct view from, subject;   /* address and text, decoded; from is
	                              * read where the header has none */
	struct view text;            /* its readable text */
	const struct phrase_set *formats; /* --formats, or NULL */
};

/* What was found; views of the input or the arena. */
struct phrases {
	struct view format;      /* the dialect; VIEW_NONE: not recognised */
	enum kind kind;          /* KIND_BOUNCE, KIND_DELAY or KIND_NONE */
	bool certain;            /* an unmistakable form of bounce */
	struct recipient *recipients; /* in the order of the text; one
	                          * without address where none is named */
	size_t count;
	struct view reporting_mta; /* the host that says so of itself */
	struct view original;    /* the returned message (or its header) where
	                          * the same text goes on with it */
	unsigned flags;
};

/* Reads the report's text.  True when it is one: a dialect matched. */
bool phrase_read(struct arena *arena, const struct phrase_input *input,
    struct phrases *out);
/* Reads a file of rows (--formats) into the arena.  A fault in it
 * ends the program with EX_DATAERR and "program: file:line: text", a file
 * that cannot be read with EX_NOINPUT. */
const struct phrase_set *phrase_open(struct arena *arena,
    const char *file);
/* share/formats and share/phrases, as they are compiled in
 * (--dump-formats). */
extern const struct view phrase_texts[2];

#endif
