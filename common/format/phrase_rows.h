/*
 * phrase_rows - the dialects as data: rows of phrases, and finding them all
 * in one pass over a text
 *
 * A set is read from texts in the form of share/formats, or compiled in
 * (phrase_builtin, by common/embed).  It is constant once made and may be
 * shared by threads.  Limits: PHRASE_MAX_ROWS rows, PHRASE_MAX_USES phrases,
 * and those of base/scan.
 */
#ifndef FORMAT_PHRASE_ROWS_H
#define FORMAT_PHRASE_ROWS_H

#include "base/arena.h"
#include "base/scan.h"

enum {
	PHRASE_MAX_ROWS = 1000,
	PHRASE_MAX_USES = 20000,
	PHRASE_MAX_HITS = 100000, /* in one text */
	PHRASE_NONE = 0xffff
};

/* What a phrase tells; the words for them stand in phrase_read.c. */
enum phrase_key {
	PHRASE_FROM, PHRASE_SUBJECT, PHRASE_HEADER, PHRASE_TEXT,
	PHRASE_BOUNCE, PHRASE_DELAY, PHRASE_TO, PHRASE_ORIGIN,
	PHRASE_REASON, PHRASE_HOST, PHRASE_REPORTER, PHRASE_STAGE,
	PHRASE_DIALOG, PHRASE_EXPIRED, PHRASE_CAUSE, PHRASE_SKIP, PHRASE_END,
	PHRASE_KEYS
};

enum phrase_option {
	PHRASE_CERTAIN = 1 << 0, /* unmistakable */
	PHRASE_NAMES = 1 << 1,   /* local names and commands are recipients */
	PHRASE_ABOVE = 1 << 2,   /* the reason stands above its recipient */
	PHRASE_GENERAL = 1 << 3  /* words of any dialect, no row by itself */
};

struct phrase_row {
	struct view name;
	unsigned options;
	unsigned needs;      /* 1 << enum phrase_key, of what recognises it */
};

/* Whether the words of a row count of whose needs those keys were met. */
static inline bool
phrase_row_on(const struct phrase_row *row, unsigned met)
{
	return row->options & PHRASE_GENERAL || !(row->needs & ~met);
}

/* One line's phrase; a phrase may have several uses. */
struct phrase_use {
	unsigned short row;
	unsigned short next;  /* of the same phrase, or PHRASE_NONE */
	unsigned char key;
	unsigned char value;  /* PHRASE_STAGE: enum command */
	bool colon;           /* a colon must follow, maybe after a blank */
};

/* A header condition: text is folded, "" when the field only must exist. */
struct phrase_field {
	struct view name, text;
	size_t row;
	unsigned char mark; /* header_mark() of the name */
};

struct phrase_set {
	struct scan scan;
	const unsigned short *first; /* by phrase: its first use */
	const struct phrase_use *uses;
	const struct phrase_row *rows;
	const struct phrase_field *fields;
	size_t row_count, use_count, field_count;
	unsigned options;     /* of all rows that need nothing */
};

struct phrase_hit {
	const struct phrase_use *use;
	size_t at, end;       /* in the folded text */
	unsigned char set;    /* as given to phrase_rows_find() */
};

struct phrase_hits {
	struct phrase_hit *v; /* by at */
	size_t n, room;
};

extern const struct phrase_set phrase_builtin;

/* Adds all phrases of the set in the folded text to hits. */
void phrase_rows_find(struct arena *arena, const struct phrase_set *set,
    struct view folded, unsigned char number, struct phrase_hits *hits);

#endif
