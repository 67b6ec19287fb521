/*
 * SipHash by Aumasson and Bernstein, with one round a word and three at the
 * end; see hash.h.
 */
#define _DEFAULT_SOURCE /* getentropy */
#include "base/hash.h"

#include <err.h>
#include <sys/random.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/word.h"

struct state {
	uint64_t v0, v1, v2, v3;
};

static inline uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static inline void
mix(struct state *s)
{
	s->v0 += s->v1;
	s->v1 = rotate(s->v1, 13) ^ s->v0;
	s->v0 = rotate(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = rotate(s->v3, 16) ^ s->v2;
	s->v0 += s->v3;
	s->v3 = rotate(s->v3, 21) ^ s->v0;
	s->v2 += s->v1;
	s->v1 = rotate(s->v1, 17) ^ s->v2;
	s->v2 = rotate(s->v2, 32);
}

static inline void
add(struct state *s, uint64_t word)
{
	s->v3 ^= word;
	mix(s);
	s->v0 ^= word;
}

uint64_t
hash_bytes(struct hash_key key, struct view v)
{
	/* The constants spell "somepseudorandomlygeneratedbytes". */
	struct state s = {
		key.a ^ UINT64_C(0x736f6d6570736575),
		key.b ^ UINT64_C(0x646f72616e646f6d),
		key.a ^ UINT64_C(0x6c7967656e657261),
		key.b ^ UINT64_C(0x7465646279746573),
	};
	uint64_t last = (uint64_t)v.n << 56;
	size_t i = 0;

	for (; i + WORD_SIZE <= v.n; i += WORD_SIZE)
		add(&s, word_load(v.p + i));
	if (i < v.n)
		last |= word_load_few(v.p + i, v.n - i);
	add(&s, last);
	s.v2 ^= 0xff;
	mix(&s);
	mix(&s);
	mix(&s);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

struct hash_key
hash_random_key(void)
{
	/* One a thread: asking the system costs more than most messages. */
	static _Thread_local struct hash_key key;
	static _Thread_local bool known;

	if (!known && getentropy(&key, sizeof key) < 0)
		err(EX_TEMPFAIL, "getentropy");
	known = true;
	key.a++; /* no two tables have the same */
	return key;
}
