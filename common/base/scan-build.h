/*
 * scan-build - makes the tables of a scan
 *
 * Used when share/ is compiled in and when a file of rules is read.
 */
#ifndef BASE_SCAN_BUILD_H
#define BASE_SCAN_BUILD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/scan.h"

/* What is collected; start from a zeroed struct with its arena. */
struct scan_build {
	struct arena *arena;   /* the tables live in it */
	struct buf blob;       /* literals of all phrases */
	struct buf phrases;    /* struct scan_phrase */
	uint32_t *seen;        /* by hash of the literals: number + 1 */
	size_t seen_room;      /* a power of two */
	bool inside;           /* the rarest bytes, inside words as well */
	uint16_t *frequency;   /* of anchors, by hash */
};

/* Files a folded phrase; a phrase filed before keeps its number.  Its number,
 * or SIZE_MAX and *fault: what is wrong with it. */
size_t scan_build_add(struct scan_build *build, struct view phrase,
    const char **fault);
/* Counts the bytes of a folded text that phrases will be looked for in, so
 * that anchors inside words are what is rare there. */
void scan_build_learn(struct scan_build *build, struct view text);
/* The tables.  Empties the build. */
struct scan scan_build_finish(struct scan_build *build);

#endif
