/*
 * words - whether the words of a report may know more than its fields
 *
 * Reading the words is most of the work that a report takes, so they are left
 * unread where it is plain that they only repeat its fields.
 */
#ifndef FORMAT_WORDS_H
#define FORMAT_WORDS_H

#include "format/format.h"

enum {
	WORDS_MAX = 8,         /* recipients; of more the words are always read */
	WORDS_SOUGHT_MAX = 320 /* bytes of an address or word looked for */
};

/* Whether the words add nothing to the fields of the recipients but the stage
 * and the address of the remote host, which are found without reading them
 * all; when in doubt, false.  said[i] is then what they say of recipient i,
 * said being an array of WORDS_MAX.  The text of the message must have been
 * read. */
bool words_known(struct decoding *decoding, struct view *said);
/* Whether a diagnostic says anything: a word besides numbers. */
bool words_telling(struct view diagnostic);
/* Whether a failure is explained by a reply that tells of none: sendmail
 * quotes the farewell of a server that would not talk to it. */
bool words_farewell(const struct recipient *recipient);
/* The address of a host in brackets behind its name, as reporters write it;
 * VIEW_NONE when the first mention of the host has none. */
struct view words_address(struct view text, struct view host);

#endif
