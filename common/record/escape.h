/*
 * escape - text as JSON strings that are safe on a terminal
 *
 * Wrong UTF-8 becomes U+FFFD.  Escaped as \uXXXX are, beyond what RFC 8259
 * asks for: DEL, U+0080 to U+009F, the line ends U+2028 and U+2029, and what
 * turns the direction of writing (U+202A to U+202E, U+2066 to U+2069).
 */
#ifndef RECORD_ESCAPE_H
#define RECORD_ESCAPE_H

#include "base/buf.h"
#include "base/view.h"

/* Appends text as a string, quotes included. */
void escape_string(struct buf *out, struct view text);
/* Appends a piece of valid JSON with only those characters escaped: they can
 * stand nowhere but inside its strings. */
void escape_json(struct buf *out, struct view json);

#endif
