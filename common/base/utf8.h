/*
 * utf8 - UTF-8 (RFC 3629) validated, repaired, and taken apart
 *
 * Wrong bytes become U+FFFD, one for each maximal subpart as the Unicode
 * standard recommends (chapter 3, "U+FFFD Substitution").  Text in ASCII is
 * passed eight bytes at a time.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/view.h"

enum { UTF8_REPLACEMENT = 0xfffd, UTF8_MAX = 4 /* bytes of a character */ };

/* Number of bytes in ASCII at the start of v. */
size_t utf8_ascii(struct view v);
/* All of v is UTF-8. */
bool utf8_valid(struct view v);
/* The first n bytes of v, or fewer so that no character is cut in two. */
struct view utf8_cut(struct view v, size_t n);
/* v with its wrong bytes replaced: v itself when there are none, else in the
 * arena. */
struct view utf8_repair(struct arena *arena, struct view v);
/* Takes the first character of v, which must not be empty: returns its bytes
 * (1-4) and sets *code.  Wrong bytes give UTF8_REPLACEMENT and false in
 * *valid, which may be NULL. */
size_t utf8_decode(struct view v, uint32_t *code, bool *valid);
/* Writes code to out, which has room for UTF8_MAX bytes; returns how many
 * were used.  What is no character (a surrogate, above U+10FFFF) is written
 * as UTF8_REPLACEMENT.  (utf8_encode is jansson's, seen in a static link.) */
size_t utf8_put(char *out, uint32_t code);

#endif
