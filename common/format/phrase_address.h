/*
 * phrase_address - addresses and host names as people's texts show them
 *
 * Views of the text; nothing is decoded or checked beyond its form.
 */
#ifndef FORMAT_PHRASE_ADDRESS_H
#define FORMAT_PHRASE_ADDRESS_H

#include "base/view.h"

struct named {
	struct view address; /* without brackets and quotes around it */
	struct view rest;    /* what follows it and its copies */
	bool angle;          /* it stood in angle brackets */
	bool full;           /* phrase_address_is() */
};

/* The address that begins the text, in any of the forms <a@b>, "a@b",
 * 'a@b', a@b, mailto:a@b, a@b<mailto:a@b>, "a b"@c; false when there is
 * none. */
bool phrase_address_at(struct view text, struct named *named);
/* Whether the text is local@domain, and nothing else. */
bool phrase_address_is(struct view text);
/* The same as phrase_address_at(), after a bullet or number of a list. */
bool phrase_address_leads(struct view text, struct named *named);
/* Takes the next address anywhere in the text off it. */
bool phrase_address_next(struct view *text, struct named *named);
/* A name in angle brackets without a domain, or a word by itself, a file or
 * a command ("|/usr/bin/procmail"), as servers name local recipients. */
bool phrase_address_local(struct view text, struct named *named);
/* The host name (or literal address) that begins the text; *ip is the
 * address in brackets or parentheses behind it, or VIEW_NONE. */
struct view phrase_host_at(struct view text, struct view *ip);
/* The first "NAME [ADDRESS]" in the text, or VIEW_NONE. */
struct view phrase_host_in(struct view text, struct view *ip);

#endif
