/*
 * phrase_reason - the words that say why, out of the lines about a recipient
 */
#ifndef FORMAT_PHRASE_REASON_H
#define FORMAT_PHRASE_REASON_H

#include "format/phrase_story.h"

enum rank {
	RANK_NONE,   /* no words */
	RANK_WORDS,  /* some */
	RANK_CAUSE,  /* words that tell a cause */
	RANK_STATUS, /* with an enhanced status code */
	RANK_REPLY   /* an SMTP reply */
};

struct answer {
	struct view text;    /* as a person would quote it */
	int64_t code;        /* SMTP reply, or INT_NONE */
	struct view status;  /* RFC 3463, or VIEW_NONE */
	struct view host, ip;
	enum command command;
	enum rank rank;
	bool plain;          /* reply_find() reads the code in the text */
};

/* Reads the pieces of a block: the reply that is quoted in them from its code
 * on, its lines joined, else all words that are no boilerplate. */
struct answer phrase_reason_read(const struct story *story,
    const struct block *block);

#endif
