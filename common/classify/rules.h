/*
 * rules - the built-in rules shown, and any rules tried on their examples
 *
 * The syntax of rules stands in ruleset.h and in the manual.
 */
#ifndef CLASSIFY_RULES_H
#define CLASSIFY_RULES_H

#include "base/buf.h"
#include "classify/classify.h"

/* Appends the built-in rules as they stand in share/rules. */
void rules_dump(struct buf *out);
/* Tries each example of the options' files and of the built-in rules: its
 * rule must hold for it, and its reason must be what comes out.  Failures go
 * to standard error as "program: file:line: text"; returns how many there
 * were.  A fault in a file ends the program as classifier_open() does. */
size_t rules_check(const struct classify_options *options);

#endif
