/*
 * address - addresses read in place: the plain forms that nearly all mail
 * has, and what can be saved out of forms that no grammar allows
 *
 * Between the two stands the full grammar of RFC 5322, which is the
 * library's (mail.c).  All of it is linear in the input.
 */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include "base/arena.h"

/* Reads the first address of a list when it is written `local@domain`,
 * `<local@domain>` or `Name <local@domain>` (Name may be quoted), in ASCII and
 * at most with a comment behind it, or is <>.  False when it is anything
 * else. */
bool address_plain(struct arena *arena, struct view list,
    struct view *address);
/* Takes the next element off a list: to the ',' or ';' outside quotes,
 * comments, literals and routes, without the name of a group.  False at the
 * end. */
bool address_next(struct view *list, struct view *element);
/* The address that a person sees in text: the first in angle brackets, else
 * the first with an '@', else "" when there is a <>; VIEW_NONE when there is
 * none of these. */
struct view address_salvage(struct arena *arena, struct view text);
/* An addr-spec as this project writes it: domain in lower case without a dot
 * at its end, UTF-8.  VIEW_NONE when it has no '@', has control characters or
 * is longer than MAIL_ADDRESS_MAX. */
struct view address_tidy(struct arena *arena, struct view address);

#endif
