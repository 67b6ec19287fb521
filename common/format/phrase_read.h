/*
 * phrase_read - rows of phrases out of texts in the form of share/formats
 */
#ifndef FORMAT_PHRASE_READ_H
#define FORMAT_PHRASE_READ_H

#include "base/scan-build.h"
#include "format/phrase_rows.h"

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
bool phrase_read_rows(struct phrase_reading *reading, struct view text);
/* The set, in the arena; empties the reading. */
struct phrase_set phrase_read_finish(struct phrase_reading *reading);

#endif
