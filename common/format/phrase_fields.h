/*
 * phrase_fields - the fields of a delivery status in the middle of a text
 */
#ifndef FORMAT_PHRASE_FIELDS_H
#define FORMAT_PHRASE_FIELDS_H

#include "format/phrase_story.h"

/* Reads the group of fields that begins on the line, when one does.  Returns
 * how many lines it had, 0 for none. */
size_t phrase_fields_read(struct story *story, size_t line);

#endif
