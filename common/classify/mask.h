/*
 * mask - folded text without the names in it
 *
 * A relay called spamfilter.example is not spam and a user called full@ is
 * not a full mailbox: before phrases are looked for, host names, IP addresses
 * and URLs each become one "%", addresses and words in angle brackets "@".  The
 * reply code that a server repeats at each line of a long reply is taken out,
 * so that a phrase may run over the line's end.
 */
#ifndef CLASSIFY_MASK_H
#define CLASSIFY_MASK_H

#include "base/view.h"

enum { MASK_HOST = '%', MASK_ADDRESS = '@' };

/* Writes folded text without its names to out, which has room for text.n
 * bytes; returns how many were used. */
size_t mask(char *out, struct view folded);

#endif
