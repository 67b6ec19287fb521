/*
 * autoreply - the words of automatic replies
 */
#ifndef FORMAT_AUTOREPLY_H
#define FORMAT_AUTOREPLY_H

#include "record/report.h"

struct autoreply_word {
	struct view text;
	enum autoreply sort;
	bool start; /* a subject that begins so is enough by itself */
};

/* Made from share/autoreplies; AUTOREPLY_NONE ends it. */
extern const struct autoreply_word autoreply_words[];

#endif
