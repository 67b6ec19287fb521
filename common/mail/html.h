/*
 * html - the text in an HTML part
 */
#ifndef MAIL_HTML_H
#define MAIL_HTML_H

#include "base/arena.h"

/* UTF-8 HTML as lines of text, as a person would see them: tags, comments,
 * style, script and title dropped, block elements, <br> and table rows as
 * line ends (paragraphs, lists and tables with an empty line), table cells as
 * a blank, lists without bullets, character references decoded, white space
 * folded except in <pre>, invisible characters dropped.  A link to a mailto:
 * address that its text does not show is followed by " <address>".  What is
 * in angle brackets but no tag, such as <user@example.com>, is text.  Linear
 * in the input; at most as long as it. */
struct view html_to_text(struct arena *arena, struct view html);
/* The character set that a <meta> element near the start states, or
 * VIEW_NONE. */
struct view html_charset(struct view html);

#endif
