/*
 * condition - one value of a rule's condition: reading it, and whether it
 * holds
 */
#ifndef CLASSIFY_CONDITION_H
#define CLASSIFY_CONDITION_H

#include "classify/code.h"
#include "classify/ruleset.h"

/* What conditions are asked about. */
struct facts {
	const struct report *report;
	const struct recipient *recipient;
	struct codes codes;
	unsigned provider; /* 0: not known */
	unsigned exit;     /* status of a program; 0: none */
	bool listed;       /* the diagnostic names a block list */
	struct view doubt; /* words in it beside which no address is called
	                    * dead; VIEW_NONE */
	struct view text;  /* the diagnostic, folded and masked */
};

/* Reads one word of a condition's values into *out; NULL, or what is wrong
 * with it.  Text is put into rules->blob. */
const char *condition_read(struct rules *rules, enum rule_key key,
    struct view word, struct rule_condition *out);
/* All keys of the rule hold, its text aside. */
bool condition_all(const struct ruleset *set, const struct rule *rule,
    const struct facts *facts);
/* "5.7.606-649", "5.1.x" or "x.1.1" as a range; false when it is none. */
bool condition_status(struct view word, struct rule_condition *out);
/* "550", "55x" or "4xx", likewise. */
bool condition_reply(struct view word, struct rule_condition *out);
bool condition_status_holds(const struct rule_condition *condition,
    struct status status);

#endif
