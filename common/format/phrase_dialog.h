/*
 * phrase_dialog - the SMTP dialogue that reports quote
 *
 *	   ----- Transcript of session follows -----
 *	... while talking to mx.example.org.:
 *	>>> RCPT To:<user@example.org>
 *	<<< 550 5.1.1 <user@example.org>... User unknown
 *	550 5.1.1 <user@example.org>... User unknown
 *
 * and the same with "-->" and "<--" or "Sent <<<" and "Received >>>".
 */
#ifndef FORMAT_PHRASE_DIALOG_H
#define FORMAT_PHRASE_DIALOG_H

#include "format/phrase_story.h"

/* Start from a zeroed struct with its story. */
struct dialog {
	struct story *story;
	struct view host, ip;  /* who is talked to */
	struct view rcpt;      /* whom the last RCPT named */
	enum command command;  /* the last one sent */
	struct block reply;    /* the last reply */
	bool open;             /* more lines of it may follow */
	bool fresh;            /* nobody was given it yet */
	bool section;          /* a transcript was announced */
	struct view program;   /* what a local program said in the line
	                        * before */
};

/* Reads a line, when it is one of a dialogue; false when it is not. */
bool phrase_dialog_line(struct dialog *dialog, size_t line);
/* The dialogue is over: what was replied last is told. */
void phrase_dialog_close(struct dialog *dialog);

#endif
