/* Nothing quicker than lanes is known of; see pair.h. */
#include "base/pair.h"

size_t
pair_find(const char *p, size_t n, const struct pair *pair)
{
	return pair_find_lanes(p, n, pair);
}
