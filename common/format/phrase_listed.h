/*
 * phrase_listed - the header fields in which servers list failed recipients
 */
#ifndef FORMAT_PHRASE_LISTED_H
#define FORMAT_PHRASE_LISTED_H

#include "mail/header.h"

/* The addresses of X-Failed-Recipients or its like; their number. */
size_t phrase_listed_read(struct arena *arena, const struct header *header,
    struct view **listed);
/* The address as records write it; what is none stays as it stands. */
struct view phrase_listed_tidy(struct arena *arena, struct view address);

#endif
