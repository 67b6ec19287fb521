/*
 * find - the first of three bytes in a text, sixteen at a time
 */
#ifndef MAIL_FIND_H
#define MAIL_FIND_H

#include "base/lanes.h"
#include "base/view.h"

static inline size_t
find_in_lanes(const char *p, char a, char b, char c)
{
	const unsigned char x = (unsigned char)a, y = (unsigned char)b,
	    z = (unsigned char)c;
	lanes bytes, marks;

	lanes_load(&bytes, p);
	marks = (lanes)(bytes == x) | (lanes)(bytes == y) |
	    (lanes)(bytes == z);
	return lanes_find(&marks);
}

/* Where the first of three bytes is, from `from` on, or the end. */
static inline size_t
find_byte(struct view v, size_t from, char a, char b, char c)
{
	size_t i = from, n;

	for (; i + LANES <= v.n; i += LANES) {
		n = find_in_lanes(v.p + i, a, b, c);
		if (n < LANES)
			return i + n;
	}
	if (i > from && i < v.n) { /* some of them again */
		n = find_in_lanes(v.p + v.n - LANES, a, b, c);
		return n < LANES ? v.n - LANES + n : v.n;
	}
	while (i < v.n && v.p[i] != a && v.p[i] != b && v.p[i] != c)
		i++;
	return i;
}

#endif
