/*
 * share - what the files in share/ say, collected to be written as tables
 *
 * For the program that compiles share/ in, not for the programs themselves:
 * any fault in a file ends it with EX_DATAERR and "file:line: what".
 */
#ifndef EMBED_SHARE_H
#define EMBED_SHARE_H

#include "base/file.h"
#include "base/scan-build.h"
#include "classify/tables.h"

enum { SHARE_PROVIDERS_MAX = 255 };

/* A line of a file: its words, and whether it was indented. */
struct share_line {
	struct view file;
	unsigned number;
	struct view text; /* without blanks at both ends */
	bool indented;
};

struct share {
	struct arena arena;
	struct buf blob;            /* length and bytes of each text */
	struct reason_row reasons[REASON_COUNT];
	struct buf status;          /* struct status_row */
	struct buf provider_rows;   /* struct provider_row */
	uint32_t provider_names[SHARE_PROVIDERS_MAX + 1];
	size_t provider_count;
	struct scan_build hints;
	struct buf hint_rows;       /* struct hint_row, by phrase */
	struct buf vocabularies;    /* uint32_t */
	struct buf labels;          /* uint32_t */
};

/* Takes the next line that is neither empty nor a comment. */
bool share_next(struct view *rest, struct share_line *line);
/* Ends the program. */
_Noreturn void share_fail(const struct share_line *line, const char *what,
    struct view word);
/* The next word of *text; a fault when there is none. */
struct view share_word(const struct share_line *line, struct view *text);
/* Puts a text into the blob. */
uint32_t share_text(struct share *share, struct view text);
/* Number of a provider's name from 1; 0: none. */
unsigned share_provider(const struct share *share, struct view name);

void share_reasons(struct share *share, const char *path);
void share_vocabularies(struct share *share, const char *path);
void share_status(struct share *share, const char *path);
void share_providers(struct share *share, const char *path);
void share_blocklists(struct share *share, const char *path);
void share_waits(struct share *share, const char *path);
void share_doubts(struct share *share, const char *path);

#endif
