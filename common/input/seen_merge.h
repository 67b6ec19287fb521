/*
 * seen_merge - the keys of seen.h in their file: their layout and order, and
 * all of them brought together at the end of a run
 */
#ifndef INPUT_SEEN_MERGE_H
#define INPUT_SEEN_MERGE_H

#include "input/seen.h"

enum {
	SEEN_TAG = 4,     /* bytes of a key that are the folder's */
	SEEN_MISSED = 15, /* the byte that tells that a run missed it */
	SEEN_EACH = BLOCK_ROOM / SEEN_KEY /* keys a block */
};

/* As qsort(3) wants it: the order of keys, the last byte left out. */
int seen_order(const void *a, const void *b);

#endif
