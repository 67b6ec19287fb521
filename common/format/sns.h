/*
 * sns - what became of mail, as Amazon SES notifies of it by mail
 */
#ifndef FORMAT_SNS_H
#define FORMAT_SNS_H

#include "format/phrase.h"

/* Reads the text, when it is such a notification; kind may be a receipt or
 * feedback, too. */
bool sns_read(struct arena *arena, const struct phrase_input *input,
    struct phrases *out);

#endif
