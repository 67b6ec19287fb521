/* The values of several keys as one text; see tuple.h. */
#include "stats/tuple.h"

#include <assert.h>

/* A value is its type, the length of its text in two bytes, and the text. */
enum { HEAD = 3 };

void
tuple_add(struct buf *tuple, struct key_value value)
{
	char *p = buf_room(tuple, HEAD);

	assert(value.text.n <= KEY_MAX);
	if (value.type == KEY_NONE)
		value.text = VIEW_NONE;
	p[0] = (char)value.type;
	p[1] = (char)(value.text.n & 0xff);
	p[2] = (char)(value.text.n >> 8);
	tuple->n += HEAD;
	buf_add(tuple, value.text);
}

bool
tuple_next(struct view *rest, struct key_value *value)
{
	const unsigned char *p = (const unsigned char *)rest->p;
	size_t n;

	if (view_empty(*rest))
		return false;
	assert(rest->n >= HEAD);
	n = p[1] | (size_t)p[2] << 8;
	assert(rest->n - HEAD >= n);
	value->type = (enum key_type)p[0];
	value->text = view_sub(*rest, HEAD, n);
	*rest = view_from(*rest, HEAD + n);
	return true;
}

/* Only integers are compared by size: of the others none is below zero or
 * longer than the rest. */
static int
compare_numbers(struct view a, struct view b)
{
	bool below = view_starts(a, VIEW("-"));

	if (below != view_starts(b, VIEW("-")))
		return below ? -1 : 1;
	if (a.n != b.n)
		return (a.n > b.n) == below ? -1 : 1;
	return below ? view_compare(b, a) : view_compare(a, b);
}

static int
compare_values(const struct key_value *a, const struct key_value *b)
{
	if (a->type != b->type) {
		if (a->type == KEY_NONE || b->type == KEY_NONE)
			return a->type == KEY_NONE ? 1 : -1;
		return a->type < b->type ? -1 : 1;
	}
	if (a->type == KEY_NUMBER)
		return compare_numbers(a->text, b->text);
	return view_compare(a->text, b->text);
}

int
tuple_compare(struct view a, struct view b)
{
	struct key_value x, y;
	int order = 0;

	while (order == 0 && tuple_next(&a, &x) && tuple_next(&b, &y))
		order = compare_values(&x, &y);
	return order;
}
