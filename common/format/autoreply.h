/*
 * autoreply - the words of automatic replies
 */
#ifndef FORMAT_AUTOREPLY_H
#define FORMAT_AUTOREPLY_H

#include "record/report.h"

enum autoreply_place {
	AUTOREPLY_START,   /* begins a subject: enough by itself */
	AUTOREPLY_SUBJECT, /* in the subject of a message that is marked */
	AUTOREPLY_FROM,    /* in the sender's address: enough by itself */
	AUTOREPLY_TEXT     /* near the start of the text: enough by itself */
};

struct autoreply_word {
	struct view text;
	enum autoreply sort;
	enum autoreply_place place;
};

/* Made from share/autoreplies; AUTOREPLY_NONE ends it. */
extern const struct autoreply_word autoreply_words[];

#endif
