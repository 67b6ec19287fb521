/*
 * decide - the reason of one bounce, in the order of evidence
 *
 * What a vendor's text says, what any text says, a vendor's own codes, the
 * enhanced status, vague texts, codes that are known to be misused, and then
 * that nothing is known.
 */
#ifndef CLASSIFY_DECIDE_H
#define CLASSIFY_DECIDE_H

#include "base/arena.h"
#include "classify/match.h"

enum { DECIDE_TEXT_MAX = 16 * 1024 }; /* bytes of a diagnostic read */

struct decision {
	enum reason reason;
	struct view rule;     /* its id, "status-5.1.1", "reply-521", ... */
	struct view where;    /* the words that decided; VIEW_NONE: codes */
	double confidence;
	bool sure;            /* enough to call an address dead */
};

/* Decides by the sets of rules, the first one first; the facts are
 * complete. */
struct decision decide(struct arena *arena, const struct ruleset *const *sets,
    size_t count, const struct facts *facts);

#endif
