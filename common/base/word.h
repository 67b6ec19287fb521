/*
 * word - eight bytes looked at as one
 *
 * A mask has the high bit set of each byte that is looked for; the mask of a
 * word without such a byte is zero.  Borrows may set bits above the first
 * such byte, so only the first may be asked for.
 */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { WORD_SIZE = sizeof(uint64_t) };

#define WORD_EACH UINT64_C(0x0101010101010101)
#define WORD_HIGH (WORD_EACH * 0x80)

/* The eight bytes at p, the first of them lowest. */
static inline uint64_t
word_load(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ?
	    __builtin_bswap64(word) : word;
}

/* Fewer than eight bytes, in the places that they would have in a word; the
 * others are 0. */
static inline uint64_t
word_load_few(const char *p, size_t n)
{
	uint32_t first, last;

	if (n >= sizeof first) { /* some of them twice */
		memcpy(&first, p, sizeof first);
		memcpy(&last, p + n - sizeof last, sizeof last);
		if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) {
			first = __builtin_bswap32(first);
			last = __builtin_bswap32(last);
		}
		return first | (uint64_t)last << 8 * (n - sizeof last);
	}
	if (n == 0)
		return 0;
	return (uint64_t)(unsigned char)p[0] |
	    (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
	    (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

static inline void
word_store(char *p, uint64_t word)
{
	if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		word = __builtin_bswap64(word);
	memcpy(p, &word, sizeof word);
}

/* Whether n bytes are the same, where they are too few to call memcmp(3) for;
 * some are looked at twice. */
static inline bool
word_same(const char *a, const char *b, size_t n)
{
	const size_t half = WORD_SIZE / 2;

	if (n < half) {
		while (n > 0 && a[n - 1] == b[n - 1])
			n--;
		return n == 0;
	}
	if (n < WORD_SIZE)
		return memcmp(a, b, half) == 0 &&
		    memcmp(a + n - half, b + n - half, half) == 0;
	for (size_t i = 0; i + WORD_SIZE < n; i += WORD_SIZE)
		if (memcmp(a + i, b + i, WORD_SIZE) != 0)
			return false;
	return memcmp(a + n - WORD_SIZE, b + n - WORD_SIZE, WORD_SIZE) == 0;
}

/* Mask of the bytes below limit, which is 0x80 at most. */
static inline uint64_t
word_below(uint64_t word, unsigned char limit)
{
	return (word - WORD_EACH * limit) & ~word & WORD_HIGH;
}

/* Mask of the bytes that are c. */
static inline uint64_t
word_equal(uint64_t word, char c)
{
	return word_below(word ^ WORD_EACH * (unsigned char)c, 1);
}

/* Number of the first byte of a mask, which must not be zero. */
static inline size_t
word_first(uint64_t mask)
{
	return (unsigned)__builtin_ctzll(mask) / 8;
}

#endif
