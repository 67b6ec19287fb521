/*
 * text - a part's text as UTF-8 lines
 *
 * Transfer decoding, character set, HTML or RTF to text, in this order, each
 * only where needed: a part in plain ASCII or UTF-8 is a view of the message.
 * What a part is counts more than what it states: base64 that is none is read
 * as it stands, HTML under text/plain as HTML, RTF as RTF.
 */
#ifndef MAIL_TEXT_H
#define MAIL_TEXT_H

#include "mail/mime.h"

enum {
	TEXT_MAX = 512 * 1024 /* bytes of a part that are decoded */
};

/* The part's text, line ends LF or CRLF; cached in the part.  Adds to *flags
 * FLAG_BAD_CHARSET, FLAG_BAD_ENCODING, FLAG_TEXT_LIMIT as needed. */
struct view text_of(struct arena *arena, struct part *part, unsigned *flags);
/* The part's bytes with only the transfer encoding undone: for embedded
 * messages and field groups.  Without an encoding it is the whole body, else
 * what TEXT_MAX bytes of it give. */
struct view text_raw(struct arena *arena, struct part *part,
    unsigned *flags);

#endif
