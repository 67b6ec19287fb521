/*
 * quoted - quoted-printable (RFC 2045 section 6.7) and the Q encoding of
 * RFC 2047
 */
#ifndef MAIL_QUOTED_H
#define MAIL_QUOTED_H

#include "base/arena.h"

/* What a '=' may be: a code, a soft line break, even one with blanks behind
 * it or at the end of the text, or no code at all. */
enum quoted { QUOTED_CODE, QUOTED_BREAK, QUOTED_WRONG };

/* What the '=' at text[at] is, and how many bytes of text. */
enum quoted quoted_at(struct view text, size_t at, size_t *length);
/* Text decoded as mail_quoted_printable() says (mail.h); VIEW_NONE when it has
 * a CR that ends no line, which is the library's to make something of. */
struct view quoted_decode(struct arena *arena, struct view text,
    unsigned *flags);
/* Text in the Q encoding decoded: '_' and white space are a blank, and a wrong
 * code stays as it is. */
struct view quoted_word(struct arena *arena, struct view text);

#endif
