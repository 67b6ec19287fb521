/*
 * entity - character references of HTML
 *
 * The names of HTML 4 and &apos;, decimal and hexadecimal numbers.  Numbers
 * 128 to 159 are read as windows-1252, as every browser does.
 */
#ifndef MAIL_ENTITY_H
#define MAIL_ENTITY_H

#include "base/view.h"

/* Reads the reference at the start of text, which begins with '&': its length
 * and the character in *code, or 0 when it is none.  The ';' may be missing
 * after numbers, &amp &lt &gt &quot and &nbsp. */
size_t entity_read(struct view text, uint32_t *code);

#endif
