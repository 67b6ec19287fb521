/*
 * member - the members of a JSON object as text
 *
 * Works on lines already known to be valid JSON, in any spacing and nested to
 * any depth; nothing is copied.
 */
#ifndef RECORD_MEMBER_H
#define RECORD_MEMBER_H

#include "base/buf.h"
#include "base/view.h"

struct member {
	struct view key;   /* inside of its string, escapes and all */
	struct view value; /* without blanks around it */
};

/* What follows the opening brace of an object. */
struct view member_first(struct view object);
/* Takes the next member off *rest; false at the closing brace. */
bool member_next(struct view *rest, struct member *member);
/* Offset after the string whose opening quote is at v.p[i]. */
size_t member_string(struct view v, size_t i);
/* Appends a value without blanks between its tokens, made safe as by
 * escape_json(). */
void member_print(struct buf *out, struct view value);

#endif
