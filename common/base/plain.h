/*
 * plain - text from strangers as it may be shown on a terminal
 */
#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

#include "base/buf.h"

/* Appends text with `instead` for each character that a terminal obeys
 * (U+0000-U+001F, U+007F-U+009F), that ends a line or turns the direction of
 * writing (U+2028-U+202E, U+2066-U+2069, U+061C, U+200E, U+200F), and for
 * what is no UTF-8. */
void plain_add(struct buf *out, struct view text, char instead);
/* Whether a character is one of these. */
bool plain_unsafe(uint32_t code);

#endif
