/* A pair of bytes looked for on any processor; see pair.h. */
#include "base/pair.h"

enum { BLOCK = 4 * LANES /* looked at with one test */ };

/* The pair in each lane. */
struct wanted {
	lanes first, second, fold;
};

static inline void
mark(const struct wanted *wanted, const char *p, lanes *marks)
{
	lanes a, b;

	lanes_load(&a, p);
	lanes_load(&b, p + 1);
	*marks |= (lanes)((a | wanted->fold) == wanted->first) &
	    (lanes)((b | wanted->fold) == wanted->second);
}

/* How many places are in whole blocks without the pair. */
static inline size_t
skip_blocks(const struct wanted *wanted, const char *p, size_t n)
{
	lanes marks;
	size_t i;

	for (i = 0; i + BLOCK <= n; i += BLOCK) {
		marks = (lanes){0};
		mark(wanted, p + i, &marks);
		mark(wanted, p + i + LANES, &marks);
		mark(wanted, p + i + 2 * LANES, &marks);
		mark(wanted, p + i + 3 * LANES, &marks);
		if (lanes_any(&marks))
			break;
	}
	return i;
}

size_t
pair_find_lanes(const char *p, size_t n, const struct pair *pair)
{
	const lanes zero = {0};
	const struct wanted wanted = {
		zero + pair->first, zero + pair->second, zero + pair->fold,
	};
	lanes marks;
	size_t i = skip_blocks(&wanted, p, n);

	for (; i < n; i += LANES) {
		if (i + LANES > n) /* some of them again */
			i = n - LANES;
		marks = zero;
		mark(&wanted, p + i, &marks);
		if (lanes_any(&marks))
			return i + lanes_first(&marks);
	}
	return n;
}
