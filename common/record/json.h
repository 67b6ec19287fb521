/*
 * json - the record as a line of JSON, and back
 *
 * Writing and the usual flat line are done in place; lines that the fast
 * reader does not recognise go through jansson (json.c is its one user).
 * Text is made valid UTF-8 (wrong bytes become U+FFFD) and control characters
 * are escaped, DEL and U+0080-U+009F included, so that a line is safe on a
 * terminal (record/escape.h, which also makes single strings).
 */
#ifndef RECORD_JSON_H
#define RECORD_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "record/report.h"

/* A record read from a line, with room for its three structs. */
struct json_line {
	struct report report;
	struct recipient recipient;
	struct verdict verdict;
	bool classified;     /* a key of the verdict was there */
	struct view text;    /* the line itself, for json_rewrite() */
	size_t head;         /* as many bytes of it are compact and have no
	                      * key of the verdict */
	const char *fault;   /* what is wrong with it; NULL when nothing is */
};

/* Appends the record as one line with its LF: sparse, or with every key and
 * null where there is no value. */
void json_write(struct buf *out, const struct record *record, bool all_keys);
/* Reads one line.  Unknown keys, and known ones of another type than ours,
 * are passed over.  False when it is no JSON object: fault tells.  Views are
 * of the line or in the arena. */
bool json_read(struct arena *arena, struct view line, struct json_line *out);
/* Appends the line as it was read, its verdict keys taken out, and the given
 * verdict's added at the end: unknown keys pass through. */
void json_rewrite(struct arena *arena, struct buf *out,
    const struct json_line *line, const struct verdict *verdict,
    bool all_keys);

#endif
