/*
 * flat - the record's line of JSON read in place
 *
 * The fast reader takes the line that the writer makes, and others like it:
 * an object without blanks around its tokens whose values are strings,
 * integers, short decimals, true, false, null, arrays of strings, and objects
 * of such arrays.  No key stands twice.  Whatever else is JSON, json.c reads.
 */
#ifndef RECORD_FLAT_H
#define RECORD_FLAT_H

#include "record/field.h"
#include "record/json.h"
#include "record/value.h"

/* Where reading stands in a line. */
struct flat {
	const char *p, *end;
	struct arena *arena;
	bool good; /* the form above so far */
};

/* Begins to read a line of valid UTF-8, member by member. */
struct flat flat_open(struct arena *arena, struct view line);
/* The next member; false at the end, or when the line is not flat.  Texts are
 * of the line or in the arena. */
bool flat_next(struct flat *flat, struct view *key, struct value *value);
/* After flat_next() gave false: the whole line was flat. */
bool flat_close(const struct flat *flat);
/* Reads a line of valid UTF-8 into *out, whose structs must hold the "none"
 * values.  False when it does not have the form above; *out is then half
 * filled. */
bool flat_read(struct arena *arena, struct view line, struct json_line *out);
/* The field of that key, or NULL: looked for from fields[expected] on, as
 * lines have the order of the table. */
const struct field *flat_field(struct view key, size_t expected);
/* Reads the inside of a string, in which a quote stands only after a
 * backslash: raw itself, or a text in the arena when it has escapes.  False
 * when one of these is wrong. */
bool flat_unescape(struct arena *arena, struct view raw, struct view *text);

#endif
