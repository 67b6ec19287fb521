/* A pair of bytes looked for by AVX2, where the processor has it; see
 * pair.h. */
#include "base/pair.h"

#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2")))

enum { WIDE = sizeof(__m256i), BLOCK = 2 * WIDE };

/* The pair in each byte. */
struct wanted {
	__m256i first, second, fold;
	bool folds; /* known when this is compiled, to leave it out */
};

WITH_AVX2 static inline __m256i
folded(const struct wanted *wanted, const char *p)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i_u *)p);

	return wanted->folds ? _mm256_or_si256(bytes, wanted->fold) : bytes;
}

WITH_AVX2 static inline __m256i
marks(const struct wanted *wanted, const char *p)
{
	return _mm256_and_si256(
	    _mm256_cmpeq_epi8(folded(wanted, p), wanted->first),
	    _mm256_cmpeq_epi8(folded(wanted, p + 1), wanted->second));
}

/* How many places are in whole blocks without the pair. */
WITH_AVX2 static inline size_t
skip_blocks(const struct wanted *wanted, const char *p, size_t n)
{
	__m256i any;
	size_t i;

	for (i = 0; i + BLOCK <= n; i += BLOCK) {
		any = _mm256_or_si256(marks(wanted, p + i),
		    marks(wanted, p + i + WIDE));
		if (!_mm256_testz_si256(any, any))
			break;
	}
	return i;
}

WITH_AVX2 static inline __attribute__((always_inline)) size_t
find_wide(const char *p, size_t n, const struct pair *pair, bool folds)
{
	const struct wanted wanted = {
		_mm256_set1_epi8((char)pair->first),
		_mm256_set1_epi8((char)pair->second),
		_mm256_set1_epi8((char)pair->fold), folds,
	};
	size_t i = skip_blocks(&wanted, p, n);
	unsigned mask;

	for (; i < n; i += WIDE) {
		if (i + WIDE > n) /* some of them again */
			i = n - WIDE;
		mask = (unsigned)_mm256_movemask_epi8(marks(&wanted, p + i));
		if (mask)
			return i + (size_t)__builtin_ctz(mask);
	}
	return n;
}

WITH_AVX2 static size_t
find_same(const char *p, size_t n, const struct pair *pair)
{
	return find_wide(p, n, pair, false);
}

WITH_AVX2 static size_t
find_folded(const char *p, size_t n, const struct pair *pair)
{
	return find_wide(p, n, pair, true);
}

size_t
pair_find(const char *p, size_t n, const struct pair *pair)
{
	if (n < WIDE || !__builtin_cpu_supports("avx2"))
		return pair_find_lanes(p, n, pair);
	return pair->fold ? find_folded(p, n, pair) : find_same(p, n, pair);
}
