/*
 * only - which classified records pass --only
 */
#ifndef CLI_ONLY_H
#define CLI_ONLY_H

#include "record/report.h"

/* The words of a list, as bits by value; all zero: everything passes. */
struct only {
	uint64_t reasons;
	unsigned kinds, types, failures, advices;
	bool backscatter, set;
};

/* Adds a word: a kind, a reason (old names too), hard, soft, a failure, an
 * advice, or backscatter.  False when it is none. */
bool only_add(struct only *only, struct view word);
/* Whether any of the words is true of the record. */
bool only_pass(const struct only *only, const struct record *record);

#endif
