/*
 * hash - SipHash-1-3, a keyed hash of bytes
 *
 * With a random key nobody outside can choose texts that collide.  With a
 * constant key the result is the same everywhere and for ever.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/view.h"

struct hash_key {
	uint64_t a, b;
};

uint64_t hash_bytes(struct hash_key key, struct view v);
/* A key from the system's random source, another at each call; ends the program
 * with EX_TEMPFAIL when there is none. */
struct hash_key hash_random_key(void);

#endif
