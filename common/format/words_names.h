/*
 * words_names - whom and which hosts the words of a report name
 */
#ifndef FORMAT_WORDS_NAMES_H
#define FORMAT_WORDS_NAMES_H

#include "format/format.h"

/* Where the text first names each of the recipients: what is between two such
 * places, said[i], is about the first one.  False when it names one of them
 * nowhere.  A lone recipient's is all of the text. */
bool words_names_split(const struct decoding *decoding, struct view *said);
/* Whether the text names anybody, or any host, besides those that the fields
 * name. */
bool words_names_others(const struct decoding *decoding);
/* Whether the text tells which address another one led to, unless it is what
 * the fields tell. */
bool words_names_alias(const struct decoding *decoding);

#endif
