/*
 * reason - names of reasons, old ones too, and what follows from each
 *
 * What follows (category, advice, hard or soft) stands in share/reasons, the
 * names of other systems in share/vocabularies; both are compiled in.
 */
#ifndef CLASSIFY_REASON_H
#define CLASSIFY_REASON_H

#include "record/report.h"

/* The reason of that name, case-blind; the names that Sisimai used before
 * 5.6 (speeding, mesgtoobig, ...) give the present one.  REASON_NONE when it
 * is none. */
enum reason reason_by_name(struct view name);
/* TYPE_HARD, TYPE_SOFT, or TYPE_NONE for what is no bounce. */
enum bounce_type reason_type(enum reason reason);
/* PowerMTA's name. */
struct view reason_category(enum reason reason);
/* What to do about a final answer of class 5, or of class 4. */
enum advice reason_advice(enum reason reason, bool transient);
/* The vocabulary of that name, from 1; 0: there is none. */
unsigned reason_vocabulary(struct view name);
/* Its label for the reason. */
struct view reason_label(unsigned vocabulary, enum reason reason);

#endif
