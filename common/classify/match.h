/*
 * match - which rule holds for a record
 */
#ifndef CLASSIFY_MATCH_H
#define CLASSIFY_MATCH_H

#include "classify/condition.h"

struct match {
	const struct ruleset *set;
	const struct rule *rule; /* NULL: none holds */
	struct view where;       /* the words that matched, in facts->text */
};

/* The first rule with text that holds, and the first weak one; either may be
 * none. */
void match_text(const struct ruleset *set, const struct facts *facts,
    struct match *strong, struct match *weak);
/* The first rule without text that holds. */
struct match match_codes(const struct ruleset *set,
    const struct facts *facts);

#endif
