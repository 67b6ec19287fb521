/*
 * hint - what a diagnostic says beside its reason: whose server speaks, which
 * block list is named, how long to wait, what speaks against a dead address
 *
 * Looked for in the folded text with its names: most hints are host names.
 */
#ifndef CLASSIFY_HINT_H
#define CLASSIFY_HINT_H

#include "record/report.h"

enum { HINT_WAIT_MAX = 30 * 24 * 60 * 60 }; /* seconds; more is an error */

struct hints {
	unsigned provider;      /* 0: none named */
	struct view blocklist;  /* the first one named */
	int64_t wait;           /* seconds, or INT_NONE */
	struct view doubt;      /* words beside which no address is called
	                         * dead */
};

struct hints hint_find(struct view folded);

#endif
