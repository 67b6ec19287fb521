/*
 * diagnostic - the text that says why, as a person would quote it
 */
#ifndef FORMAT_DIAGNOSTIC_H
#define FORMAT_DIAGNOSTIC_H

#include "base/arena.h"

/* The text with the code that each line of a multi-line reply repeats
 * (RFC 5321 section 4.2.1) taken out but for the first, and with Exim's \ooo
 * for bytes beyond ASCII undone where that gives UTF-8.  The text itself
 * where there is nothing to do. */
struct view diagnostic_tidy(struct arena *arena, struct view text);

#endif
