/*
 * spot - addresses where they stand in any text
 *
 * For finding what must not be shown: what might be an address is one.  The
 * sign may be written %40, =40, +40, &#64;, &#x40; or full-width, as URLs,
 * encoded words and xtext have it; the local part may be quoted, in any
 * script, or in a form that no grammar allows.  Linear in the text.
 */
#ifndef BASE_SPOT_H
#define BASE_SPOT_H

#include "base/arena.h"

struct spot {
	size_t start; /* of the local part, quotes included */
	size_t at;    /* its end: the sign stands there */
	size_t end;   /* of the domain, which may be empty */
};

/* The first address whose local part begins at from or later; false when
 * there is none. */
bool spot_next(struct view text, size_t from, struct spot *spot);
/* The end of the domain at text[i], or i when there is none. */
size_t spot_domain(struct view text, size_t i);
/* A local part as it is compared: without quotes and backslashes, and what
 * typing leaves before it (quotes, bars, stars), ASCII in lower case. */
struct view spot_local(struct arena *arena, struct view local);

#endif
