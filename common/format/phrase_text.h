/*
 * phrase_text - a report's text as lines, with what the phrases tell of each
 *
 * Lines end where the returned message begins.  Lines that quote others
 * ("> ") are kept but carry no marks.  Limit: PHRASE_MAX_LINES, and 16 KiB of
 * a line.
 */
#ifndef FORMAT_PHRASE_TEXT_H
#define FORMAT_PHRASE_TEXT_H

#include "format/phrase_rows.h"

enum { PHRASE_MAX_LINES = 200000, PHRASE_NEAR = 40 };

struct text_line {
	struct view text;   /* without blanks at both ends */
	size_t indent;      /* bytes of blanks before it */
	size_t at;          /* of its folded form in the folded text */
	unsigned marks;     /* 1 << enum phrase_key for the phrases on it */
	bool quoted;        /* "> ..." */
	bool colon;         /* one is among the first PHRASE_NEAR bytes */
	bool field;         /* and no blank before it */
	bool even;          /* its folded form has as many bytes */
};

struct phrase_text {
	struct text_line *lines; /* and behind them one that only ends them */
	size_t count, room;
	struct view folded; /* paragraphs as lines */
	struct phrase_hits hits;
	struct view original; /* what follows the lines, or VIEW_NONE */
	char *scratch;      /* room for the longest line */
};

/* Makes lines of at most limit bytes of text and finds the phrases of both
 * sets in them (the second may be NULL). */
void phrase_text_read(struct arena *arena, struct phrase_text *text,
    struct view from, size_t limit, const struct phrase_set *const sets[2]);
/* Marks the lines with the hits of the rows that are on (by the keys met, by
 * set and row), dropping all others, and cuts the text where the returned
 * message begins. */
void phrase_text_mark(struct phrase_text *text,
    const struct phrase_set *const sets[2], unsigned char *const met[2],
    struct view from);
/* Whether the hit, which begins on that line or before it, begins its line
 * but for signs. */
bool phrase_text_begins(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit);
/* Index of the line in which that offset of the folded text lies: the line
 * given or one after it. */
size_t phrase_text_line(const struct phrase_text *text, size_t line,
    size_t at);
/* The hit of that key that ends on the line, which has its mark: the one that
 * goes farthest, or NULL. */
const struct phrase_hit *phrase_text_marked(const struct phrase_text *text,
    size_t line, enum phrase_key key);
/* What stands on the line after the hit, which ends on it; before the hit,
 * which begins on it or before it. */
struct view phrase_text_after(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit);
struct view phrase_text_before(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit);

/* phrase_text_marked() for any line; most have no mark. */
static inline const struct phrase_hit *
phrase_text_hit(const struct phrase_text *text, size_t line,
    enum phrase_key key)
{
	return text->lines[line].marks & 1u << key ?
	    phrase_text_marked(text, line, key) : NULL;
}

#endif
