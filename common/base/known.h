/*
 * known - local parts that are known to be some, for finding them in texts
 * where no "@" follows
 *
 * Beside the local part of each address, those that it is made of: before a
 * "+" or "%", after a "!", and what VERP, SRS and BATV carry.  Letters' case
 * does not count (ASCII).  Words of one letter count in quotes and brackets
 * only.  A set lives in its arena; looking for its words
 * takes time linear in the text.  Limits: KNOWN_MAX words, KNOWN_WORD_MAX
 * bytes each; what is beyond them is not learned.
 */
#ifndef BASE_KNOWN_H
#define BASE_KNOWN_H

#include "base/arena.h"

enum { KNOWN_WORD_MAX = 256, KNOWN_MAX = 16384 };

struct known_word {
	struct view text;
	const struct known_word *shorter; /* the longest it begins with */
};

/* Start from a zeroed struct with an arena. */
struct known {
	struct arena *arena;
	struct known_word *v;
	size_t n;
	bool sorted;
	bool begins[256]; /* some word begins with this byte */
};

/* Learns the local part of an address, or all of it when it has no "@". */
void known_learn(struct known *known, struct view address);
/* Learns those of all addresses in a text: such as have at least so many
 * bytes. */
void known_learn_text(struct known *known, struct view text, size_t least);
/* Bytes of the longest word that stands at text[i], or 0.  Neither end of it
 * is in the middle of a run of letters and digits; with whole_hosts it is no
 * part of a host's name either. */
size_t known_find(struct known *known, struct view text, size_t i,
    bool whole_hosts);

#endif
