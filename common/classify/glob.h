/*
 * glob - names with wildcards
 */
#ifndef CLASSIFY_GLOB_H
#define CLASSIFY_GLOB_H

#include "base/view.h"

/* Whether all of text fits the pattern, in which '*' stands for any bytes and
 * '?' for one.  Case-blind.  The time is linear in the text but for a '*' in
 * the middle of the pattern: bound the text. */
bool glob_match(struct view pattern, struct view text);

#endif
