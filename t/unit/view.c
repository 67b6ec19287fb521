/*
 * base/view: what steps over many bytes at once against what looks at each,
 * in memory that ends with the view, so that the sanitizers see one byte too
 * many.  Prints a line for each test; exit status 1 when one fails.
 */
#include "base/view.h"

#include <stdlib.h>

#include "check.h"

enum { MOST = 300, NEEDLE_MOST = 100, ROUNDS = 20000 };

/* Few letters, so that much is alike; some are alike but for case or for the
 * bit that tells cases apart. */
static struct view
fill(size_t n)
{
	static const char letters[] = "aAabBb\n-- @`[{\xe1\xc1";
	char *p = malloc(n ? n : 1);

	if (!p)
		exit(1);
	for (size_t i = 0; i < n; i++)
		p[i] = letters[random_below(sizeof letters - 1)];
	return (struct view){p, n};
}

static bool
same(const char *a, const char *b, size_t n, bool fold)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i] &&
		    !(fold && to_lower(a[i]) == to_lower(b[i])))
			return false;
	return true;
}

static size_t
find(struct view v, struct view needle, bool fold)
{
	for (size_t i = 0; i + needle.n <= v.n; i++)
		if (same(v.p + i, needle.p, needle.n, fold))
			return i;
	return VIEW_NPOS;
}

static size_t
find_last(struct view v, char c)
{
	for (size_t i = v.n; i > 0; i--)
		if (v.p[i - 1] == c)
			return i - 1;
	return VIEW_NPOS;
}

/* Something that may stand in v: a piece of it, or one of its own. */
static struct view
needle_for(struct view v)
{
	struct view needle = fill(random_below(NEEDLE_MOST));
	size_t at = random_below(MOST), n = random_below((uint32_t)needle.n + 1);

	if (random_below(2) && at + n <= v.n)
		memcpy((char *)needle.p, v.p + at, n);
	needle.n = n;
	return needle;
}

static void
check_all(void)
{
	bool good = true, blind = true, last = true;
	struct view v, needle;
	size_t n;

	for (int round = 0; round < ROUNDS; round++) {
		v = fill(random_below(MOST));
		needle = needle_for(v);
		n = needle.n < v.n ? needle.n : v.n;
		good &= view_find(v, needle) == find(v, needle, false);
		blind &= view_ifind(v, needle) == find(v, needle, true) &&
		    view_same_folded(v.p, needle.p, n) ==
		    same(v.p, needle.p, n, true);
		last &= view_rchr(v, '@') == find_last(v, '@');
		free((char *)v.p);
		free((char *)needle.p);
	}
	check("a text is found where it first stands", good);
	check("so it is in either case", blind);
	check("a byte is found where it last stands", last);
}

static void
check_far(void)
{
	struct view v = fill(100000), needle = fill(40);

	memset((char *)v.p, '-', v.n);
	memset((char *)needle.p, '-', needle.n);
	((char *)needle.p)[needle.n - 1] = 'x';
	check("what is not there", view_find(v, needle) == VIEW_NPOS);
	((char *)v.p)[v.n - 1] = 'x';
	check("what is at the end", view_find(v, needle) == v.n - needle.n);
	((char *)v.p)[v.n - 1] = 'X';
	check("or in the other case",
	    view_ifind(v, needle) == v.n - needle.n);
	free((char *)v.p);
	free((char *)needle.p);
}

int
main(void)
{
	check_all();
	check_far();
	return check_end();
}
