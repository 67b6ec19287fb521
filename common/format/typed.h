/*
 * typed - fields of the form "type; value" (RFC 3464 section 2.1.2)
 */
#ifndef FORMAT_TYPED_H
#define FORMAT_TYPED_H

#include "base/arena.h"

/* Splits a field: *type is VIEW_NONE where none is stated. */
struct view typed_value(struct view field, struct view *type);
/* The address in an address-type field: an addr-spec where it is one, else
 * the text as it stands (X.400, bare local names).  The utf-8 type has its
 * \x{HEX} decoded (RFC 6533 section 3), no other is unescaped. */
struct view typed_address(struct arena *arena, struct view field);
/* The host name of an MTA field, without type, brackets and comments; *ip is
 * an address found beside it, or VIEW_NONE. */
struct view typed_host(struct view field, struct view *ip);
/* A message identifier without angle brackets: the first of several. */
struct view typed_id(struct view field);
/* A text field unfolded, decoded (RFC 2047, raw 8-bit) and trimmed. */
struct view typed_text(struct arena *arena, struct view field,
    unsigned *flags);

#endif
