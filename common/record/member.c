/* The members of a JSON object as text; see member.h. */
#include "record/member.h"

#include <assert.h>

#include "record/escape.h"

size_t
member_string(struct view v, size_t i)
{
	assert(i < v.n && v.p[i] == '"');
	for (i++; i < v.n; i++) {
		i += view_chr(view_from(v, i), '"');
		assert(i < v.n);
		/* An odd number of backslashes makes the quote text. */
		size_t slashes = 0;
		while (v.p[i - 1 - slashes] == '\\')
			slashes++;
		if (slashes % 2 == 0)
			return i + 1;
	}
	return v.n;
}

/* Offset after the value at i: where a comma or a closing bracket follows
 * that is not its own. */
static size_t
after_value(struct view v, size_t i)
{
	size_t depth = 0;

	while (i < v.n) {
		char c = v.p[i];

		if (c == '"') {
			i = member_string(v, i);
			continue;
		}
		if (depth == 0 && (c == ',' || c == '}' || c == ']'))
			break;
		if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
		i++;
	}
	return i;
}

struct view
member_first(struct view object)
{
	object = view_ltrim(object);
	assert(view_starts(object, VIEW("{")));
	return view_from(object, 1);
}

bool
member_next(struct view *rest, struct member *member)
{
	struct view v = view_ltrim(*rest);
	size_t end;

	if (view_starts(v, VIEW(",")))
		v = view_ltrim(view_from(v, 1));
	if (view_empty(v) || v.p[0] != '"')
		return false;
	end = member_string(v, 0);
	member->key = view_sub(v, 1, end - 2);
	v = view_ltrim(view_from(v, end));
	assert(view_starts(v, VIEW(":")));
	v = view_ltrim(view_from(v, 1));
	end = after_value(v, 0);
	member->value = view_rtrim(view_upto(v, end));
	*rest = view_from(v, end);
	return true;
}

void
member_print(struct buf *out, struct view value)
{
	size_t i = 0, end;

	while (i < value.n) {
		if (is_space(value.p[i])) {
			i++;
			continue;
		}
		end = i;
		while (end < value.n && !is_space(value.p[end]))
			end = value.p[end] == '"' ?
			    member_string(value, end) : end + 1;
		escape_json(out, view_sub(value, i, end - i));
		i = end;
	}
}
