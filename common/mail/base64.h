/*
 * base64 - the encoding of RFC 2045 section 6.8
 */
#ifndef MAIL_BASE64_H
#define MAIL_BASE64_H

#include "base/arena.h"

/* c is one of the 64 characters, not padding. */
bool base64_is(char c);
/* Text decoded as mail_base64() says (mail.h). */
struct view base64_decode(struct arena *arena, struct view text,
    unsigned *flags);

#endif
