/*
 * phrase_detect - what a message looks like before its text is read closely:
 * which dialects it may be, and what speaks for and against a report
 */
#ifndef FORMAT_PHRASE_DETECT_H
#define FORMAT_PHRASE_DETECT_H

#include "format/phrase.h"
#include "format/phrase_text.h"

struct evidence {
	/* By set and row: the keys of it that were met, 1 << enum phrase_key
	 * of those that recognise it. */
	unsigned char *met[2];
	const struct phrase_row *row; /* the first dialect found, or NULL */
	unsigned options;     /* of all dialects recognised */
	bool daemon;          /* from a mail system by name */
	bool null_sender;     /* Return-Path: <> */
	bool listed;          /* the header names failed recipients */
	bool machine;         /* else from a postmaster */
	bool subject, delay;  /* the subject tells of failure, of delay */
	bool reply;           /* a person's answer or forwarding */
	bool list;            /* mailing list or newsletter */
	unsigned before;      /* lines before the dialect's words */
};

/* What the header tells.  Of the sets the first, which may be NULL, goes
 * before the second. */
void phrase_detect_header(struct arena *arena, struct evidence *evidence,
    const struct phrase_input *input, const struct phrase_set *const sets[2]);
/* What the start of the text adds: the dialects. */
void phrase_detect_text(struct evidence *evidence,
    const struct phrase_text *text, const struct phrase_set *const sets[2]);
/* Whether the dialect recognised is certain for this message. */
bool phrase_detect_certain(const struct evidence *evidence);
/* How much speaks for a report, the text left out. */
int phrase_detect_score(const struct evidence *evidence);

#endif
