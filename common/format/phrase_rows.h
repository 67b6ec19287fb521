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

#include "base/scan-build.h"

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
	PHRASE_DIALOG, PHRASE_EXPIRED, PHRASE_CAUSE, PHRASE_SKIP, PHRASE_END, PHRASE_KEYS
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

/* One line's phrase; a phrase may have several uses. */
struct phrase_use {
	unsigned short row;
	unsigned short next;  /* of the same phrase, or PHRASE_NONE */
	unsigned char key;
	unsigned char value;  /* PHRASE_STAGE: enum command */
};

/* A header condition: text is folded, "" when the field only must exist. */
struct phrase_field {
	struct view name, text;
	size_t row;
};

struct phrase_set {
	struct scan scan;
	const unsigned short *first; /* by phrase: its first use */
	const struct phrase_use *uses;
	const struct phrase_row *rows;
	const struct phrase_field *fields;
	size_t row_count, use_count, field_count;
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

/* What is read so far; start from a zeroed struct with its arena. */
struct phrase_reading {
	struct arena *arena;
	struct scan_build scan;
	struct buf rows;      /* struct phrase_row */
	struct buf uses;      /* struct phrase_use */
	struct buf fields;    /* struct phrase_field */
	struct buf first;     /* unsigned short, by phrase */
	size_t line;          /* in the text being read */
	const char *fault;    /* what is wrong with it, or NULL */
};

/* Adds the rows of a text that lives as long as the arena; false: line and
 * fault tell. */
bool phrase_rows_read(struct phrase_reading *reading, struct view text);
/* The set, in the arena; empties the reading. */
struct phrase_set phrase_rows_finish(struct phrase_reading *reading);
/* Adds all phrases of the set in the folded text to hits. */
void phrase_rows_find(struct arena *arena, const struct phrase_set *set,
    struct view folded, unsigned char number, struct phrase_hits *hits);

#endif
