/*
 * phrase_line - what a line of a report looks like by itself
 */
#ifndef FORMAT_PHRASE_LINE_H
#define FORMAT_PHRASE_LINE_H

#include "base/view.h"

/* Signs only, or the frame of a program's output: "------ pipe to ...". */
bool phrase_line_is_rule(struct view text);
/* A field of the returned message that reports repeat: "Subject: ...". */
bool phrase_line_is_summary(struct view text);
bool phrase_line_ends_sentence(struct view text);
/* "on Thu, 9 May 2005 23:34:45": when Exchange gave up. */
bool phrase_line_is_date(struct view text);
/* "550 ...": whatever such a line says is quoted. */
bool phrase_line_is_reply(struct view text);
/* The rest of a recipient's line, without what joins it to the address. */
struct view phrase_line_said(struct view rest);
/* The text without words that may stand before an address: "recipient ". */
struct view phrase_line_after_words(struct view text);

#endif
