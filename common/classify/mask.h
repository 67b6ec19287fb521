/*
 * mask - folded text without the names in it
 *
 * A relay called spamfilter.example is not spam and a user called full@ is
 * not a full mailbox: host names, addresses, IP addresses, URLs and words in
 * angle brackets each become one "~" before phrases are looked for.  The
 * reply code that a server repeats at each line of a long reply is taken out,
 * so that a phrase may run over the line's end.
 */
#ifndef CLASSIFY_MASK_H
#define CLASSIFY_MASK_H

#include "base/view.h"

enum { MASK_NAME = '~' };

/* Writes folded text without its names to out, which has room for text.n
 * bytes; returns how many were used. */
size_t mask(char *out, struct view folded);

#endif
