/*
 * header: fields taken off a block and looked up again.  Each block stands in
 * room of its own size, so that the sanitizers see what is read past it.
 * Prints a line for each test; exit status 1 when one fails.
 */
#include "mail/header.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { NAME_MAX_BYTES = 20, FIELDS = 300 };

static struct arena arena;

/* Whether "name:tail" is a field of that name. */
static bool
is_taken(struct view name, struct view tail)
{
	size_t n = name.n + 1 + tail.n;
	char *block = malloc(n);
	struct view rest = {block, n};
	struct header header;
	bool taken;

	if (!block)
		err(1, "malloc");
	arena_reset(&arena);
	memcpy(block, name.p, name.n);
	block[name.n] = ':';
	memcpy(block + name.n + 1, tail.p, tail.n);
	header = header_take(&arena, &rest);
	taken = header.count > 0 && view_eq(header.fields[0].name, name);
	if (taken && (!view_eq(header_get(&header, name), view_trim(tail)) ||
	    rest.n))
		errx(1, "the field %.*s is not found", (int)name.n, name.p);
	free(block);
	return taken;
}

/* Names of any length with any byte at any place. */
static bool
all_names(struct view tail)
{
	char name[NAME_MAX_BYTES];
	size_t n, i;
	int c;

	for (n = 1; n <= sizeof name; n++)
		for (i = 0; i < n; i++)
			for (c = 0; c < 256; c++) {
				memset(name, 'x', n);
				name[i] = (char)c;
				if (is_taken((struct view){name, n}, tail) !=
				    (c > ' ' && c < 127 && c != ':'))
					return false;
			}
	return true;
}

/* A field of another name, or of the same in the other case. */
static bool
is_same(struct view a, struct view b)
{
	char block[80];
	struct view rest = {block, 0};
	struct header header;

	arena_reset(&arena);
	rest.n = (size_t)snprintf(block, sizeof block, "%.*s: 1\n",
	    (int)a.n, a.p);
	header = header_take(&arena, &rest);
	return !view_none(header_get(&header, b));
}

/* X-0 to X-299 and X-0 again: far more names than there are marks. */
static bool
many_fields(void)
{
	static char block[FIELDS * 32];
	struct view rest = {block, 0}, value;
	struct header header;
	char name[16];
	size_t at;
	uint64_t found;

	arena_reset(&arena);
	for (size_t i = 0; i < 2 * FIELDS; i++)
		rest.n += (size_t)snprintf(block + rest.n,
		    sizeof block - rest.n, "X-%zu: %zu\n", i % FIELDS, i);
	header = header_take(&arena, &rest);
	for (size_t i = 0; i < FIELDS; i++) {
		snprintf(name, sizeof name, "x-%zu", i);
		at = 0;
		for (size_t j = i; j < 2 * FIELDS; j += FIELDS) {
			value = header_next(&header, view_of(name), &at);
			if (!view_uint(value, &found) || found != j)
				return false;
		}
		if (!view_none(header_next(&header, view_of(name), &at)) ||
		    !view_none(header_next(&header, view_of(name), &at)))
			return false;
	}
	return header.count == 2 * FIELDS;
}

/* More than there may be: the others are left out, with their folds. */
static bool
too_many_fields(void)
{
	static const char field[] = "X: 1\n 2\n";
	static char block[(HEADER_MAX_FIELDS + FIELDS) * sizeof field];
	struct view rest = {block, 0};
	struct header header;

	arena_reset(&arena);
	for (size_t i = 0; i < HEADER_MAX_FIELDS + FIELDS; i++)
		rest.n += (size_t)snprintf(block + rest.n,
		    sizeof block - rest.n, "%s", field);
	header = header_take(&arena, &rest);
	return header.count == HEADER_MAX_FIELDS && header.limited &&
	    rest.n == 0 && view_eq(header.fields[header.count - 1].value,
	    VIEW("1\n 2"));
}

int
main(void)
{
	struct header none = {0};
	struct view rest = VIEW("A: 1\nB: 2\n\nA: 3\n");

	check("names at the end of the text", all_names(VIEW("")));
	check("names near the end of the text", all_names(VIEW(" 1\n")));
	check("names before more text", all_names(VIEW(" 1234567890\n")));
	check("case does not count", is_same(VIEW("Date"), VIEW("dATE")));
	check("length does", !is_same(VIEW("Date"), VIEW("Dates")));
	check("so does each letter", !is_same(VIEW("Date"), VIEW("Daze")));
	check("signs have no case", !is_same(VIEW("X-A@"), VIEW("X-A`")));
	check("blanks before the colon", is_same(VIEW("Date "), VIEW("Date")));
	check("the same names again, in their order", many_fields());
	check("as many fields as may be", too_many_fields());
	check("nothing in no header", view_none(header_get(&none, VIEW("A"))));
	check("no name in no header", view_none(header_get(&none, VIEW(""))));
	none = header_take(&arena, &rest);
	header_retake(&arena, &none, &rest);
	check("a group does not know the names of the one before it",
	    none.count == 1 && view_none(header_get(&none, VIEW("B"))) &&
	    view_eq(header_get(&none, VIEW("a")), VIEW("3")));
	arena_free(&arena);
	return check_end();
}
