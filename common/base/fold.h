/*
 * fold - text in the form in which phrases are compared
 *
 * Case, accents and typography carry no meaning in a diagnostic and differ
 * from server to server, so they are taken off: ASCII, Latin, Greek and
 * Cyrillic letters in lower case without accents, full-width forms as ASCII,
 * typographic quotes and dashes as typed ones, any run of blanks and control
 * characters as one blank, invisible characters dropped.  Other characters,
 * and bytes that are no UTF-8, stay as they are.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/view.h"

/* Writes the folded text to out, which has room for text.n bytes; returns
 * how many were used.  There is no blank at either end, and no NUL. */
size_t fold(char *out, struct view text);

#endif
