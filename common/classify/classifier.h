/*
 * classifier - what a classifier holds, for the files that make one up
 */
#ifndef CLASSIFY_CLASSIFIER_H
#define CLASSIFY_CLASSIFIER_H

#include "classify/classify.h"
#include "classify/decide.h"

enum { CLASSIFIER_SETS = 2 }; /* of rules: the user's, the built-in ones */

struct classifier {
	struct arena arena;
	struct ruleset user;
	const struct ruleset *sets[CLASSIFIER_SETS];
	size_t set_count;
	bool explain;
	unsigned vocabulary;  /* 0: none */
	struct origin *origin;
};

/* Reads the options' files of rules into *rules; a fault ends the program. */
void classifier_rules(struct rules *rules,
    const struct classify_options *options);
/* The facts about a recipient, its text folded and masked in the arena, with
 * what else the text tells. */
void classifier_facts(struct arena *arena, const struct report *report,
    const struct recipient *recipient, struct facts *facts,
    struct verdict *verdict);

#endif
