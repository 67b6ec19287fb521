/*
 * word - the encoded words of RFC 2047, found and put together
 *
 * Words are decoded one by one, because the library's function for whole texts
 * gives up on an unknown character set (and leaks then), ends a text at a
 * wrong escape or a NUL, and breaks characters that a mailer split over two
 * words.
 */
#ifndef MAIL_WORD_H
#define MAIL_WORD_H

#include "base/arena.h"

/* An unfolded text with its words decoded, in UTF-8.  The bytes of adjacent
 * words in one character set are joined before they are converted, blanks
 * between them are dropped.  Words are found inside quotes and in the middle
 * of text too, and may have blanks.  Words in an unknown character set stay
 * as they are and add FLAG_BAD_CHARSET to *flags. */
struct view word_decode(struct arena *arena, struct view text,
    unsigned *flags);

#endif
