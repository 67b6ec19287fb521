/*
 * sketch - how many different texts there were, in bounded memory
 *
 * HyperLogLog with 2^16 registers (standard error 0.41 %) and Ertl's
 * estimator (arXiv:1702.01284), kept as a set of 26-bit hashes, with
 * hardly an error, while it is small.  What a sketch holds depends on the set
 * of texts alone, so sketches merge exactly in any order.  At most 64 KiB
 * each, in the arena; what was outgrown serves other sketches.
 */
#ifndef STATS_SKETCH_H
#define STATS_SKETCH_H

#include "base/arena.h"
#include "base/buf.h"

struct sketch {
	uint32_t *entries;        /* a hash table, while it is small */
	uint32_t used, room;
	unsigned char *registers; /* afterwards */
};

/* The hash that stands for a text: the same everywhere and for ever. */
uint64_t sketch_hash(struct view text);
/* A hash as text: 16 hexadecimal digits in lower case.  False when text is
 * not that. */
void sketch_hash_print(uint64_t hash, struct buf *out);
bool sketch_hash_read(struct view text, uint64_t *hash);
void sketch_add(struct sketch *sketch, struct arena *arena, uint64_t hash);
void sketch_merge(struct sketch *sketch, struct arena *arena,
    const struct sketch *other);
/* About how many different hashes were added. */
uint64_t sketch_count(const struct sketch *sketch);
/* Appends the sketch as letters, digits, "-" and "_"; nothing when it is
 * empty. */
void sketch_print(const struct sketch *sketch, struct buf *out);
/* Merges what sketch_print() wrote; false when text is not that. */
bool sketch_read(struct sketch *sketch, struct arena *arena,
    struct view text);

#endif
