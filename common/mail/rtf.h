/*
 * rtf - the text in an RTF document
 *
 * Enough to read a report that some groupware sent as text/rtf: words, line
 * ends and characters, without fonts, pictures and tables of settings.
 */
#ifndef MAIL_RTF_H
#define MAIL_RTF_H

#include "base/arena.h"

/* text begins as an RTF document does. */
bool rtf_is(struct view text);
/* Its text in UTF-8; adds FLAG_BAD_CHARSET to *flags where a character could
 * not be read. */
struct view rtf_to_text(struct arena *arena, struct view rtf,
    unsigned *flags);

#endif
