/*
 * phrase_recipient - whom a report is about: its story settled, a recipient
 * for each address with the best of what is said of it
 */
#ifndef FORMAT_PHRASE_RECIPIENT_H
#define FORMAT_PHRASE_RECIPIENT_H

#include "format/phrase.h"
#include "format/phrase_reason.h"

/* Fills out's recipients from the story and the header's list of failed
 * ones.  Returns the best rank of what is said of any. */
enum rank phrase_recipient_settle(struct story *story,
    const struct header *header, struct phrases *out);

#endif
