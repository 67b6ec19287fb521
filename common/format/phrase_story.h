/*
 * phrase_story - what a report tells, line by line: whom it mentions, what
 * it says about each, what it quotes of the SMTP dialogue
 *
 * The result of reading, before it is settled what is said of whom.  An
 * address may be mentioned several times.  Limit: PHRASE_MAX_MENTIONS.
 */
#ifndef FORMAT_PHRASE_STORY_H
#define FORMAT_PHRASE_STORY_H

#include "format/phrase_text.h"
#include "record/report.h"

enum { PHRASE_MAX_MENTIONS = 50000 };

/* A piece of one line, with the marks of its line. */
struct piece {
	struct view text;
	size_t line;
	unsigned marks;
};

/* Pieces that belong together: indices into story.pieces. */
struct block {
	size_t first, count;
};

struct mention {
	struct recipient recipient; /* what is told in so many words */
	struct block why;
	size_t line;
	size_t asides;    /* how many asides stand before it */
	bool full;        /* the recipient is phrase_address_is() for sure */
	bool weak;        /* only its own line says it is a recipient */
	bool label;       /* words and a colon stand before it */
};

/* A reason that names nobody, or nobody alone. */
struct aside {
	struct block why;
	struct view host, ip;  /* of the dialogue it is quoted from */
	enum command command;
	size_t mentions;       /* how many mentions stand before it */
	bool heading;          /* it is the heading of a list */
};

struct story {
	struct arena *arena;
	const struct phrase_text *text;
	unsigned options;      /* enum phrase_option */
	struct piece *pieces;
	struct mention *mentions;
	struct aside *asides;
	size_t piece_count, piece_room, count, room;
	size_t aside_count, aside_room;
	struct view reporter, expired;
	enum kind kind;        /* of what is told at this point */
};

/* Reads the text's lines. */
void phrase_story_read(struct story *story);

/* For the readers of parts: a mention with nothing told yet (NULL at the
 * limit), an aside likewise, and a piece added to the block, which must be
 * the last one begun. */
struct mention *phrase_story_mention(struct story *story,
    struct view address, size_t line);
struct aside *phrase_story_aside(struct story *story);
void phrase_story_piece(struct story *story, struct block *block,
    struct view text, size_t line);

#endif
