/*
 * lanes - sixteen bytes compared side by side
 *
 * GNU C's vectors: compilers make one instruction of an operator where the
 * processor has it, and a loop elsewhere.  A comparison marks a lane with all
 * of its bits.  They are handed over by address, as how else depends on the
 * processor.
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <stdbool.h>

#include "base/word.h"

enum { LANES = 16 };

typedef unsigned char lanes __attribute__((vector_size(LANES)));
typedef signed char signed_lanes __attribute__((vector_size(LANES)));

#define LANES_EACH(c) {(c), (c), (c), (c), (c), (c), (c), (c), \
	(c), (c), (c), (c), (c), (c), (c), (c)}

static inline void
lanes_load(lanes *to, const char *p)
{
	memcpy(to, p, sizeof *to);
}

static inline void
lanes_store(char *p, const lanes *from)
{
	memcpy(p, from, sizeof *from);
}

/* Whether any lane is marked. */
static inline bool
lanes_any(const lanes *marks)
{
	uint64_t halves[LANES / WORD_SIZE];

	memcpy(halves, marks, sizeof *marks);
	return (halves[0] | halves[1]) != 0;
}

/* The marks from lane i on, which is 0 or WORD_SIZE, as a mask of word.h that
 * is right in all of its bytes. */
static inline uint64_t
lanes_mask(const lanes *marks, size_t i)
{
	return word_load((const char *)marks + i) & WORD_HIGH;
}

/* Number of the first marked lane; LANES: none is. */
static inline size_t
lanes_find(const lanes *marks)
{
	uint64_t mask = word_load((const char *)marks);

	if (mask)
		return word_first(mask);
	mask = word_load((const char *)marks + WORD_SIZE);
	return mask ? WORD_SIZE + word_first(mask) : LANES;
}

/* The same from lane i on, which is one of them. */
static inline size_t
lanes_find_from(const lanes *marks, size_t i)
{
	uint64_t mask;

	if (i < WORD_SIZE) {
		mask = word_load((const char *)marks) >> 8 * i;
		if (mask)
			return i + word_first(mask);
		i = WORD_SIZE;
	}
	mask = word_load((const char *)marks + WORD_SIZE) >>
	    8 * (i - WORD_SIZE);
	return mask ? i + word_first(mask) : LANES;
}

/* Number of the first marked lane; one must be. */
static inline size_t
lanes_first(const lanes *marks)
{
	uint64_t mask = lanes_mask(marks, 0);

	return mask ? word_first(mask) :
	    WORD_SIZE + word_first(lanes_mask(marks, WORD_SIZE));
}

#endif
