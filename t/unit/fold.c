/*
 * base/fold: characters, and random texts of them beside what they fold to
 * one by one.  Prints a line for each test; exit status 1 when one fails.
 */
#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { LONGEST = 200 };

static const struct {
	const char *from, *to;
} characters[] = {
	{"a", "a"}, {"A", "a"}, {"Z", "z"}, {"z", "z"}, {"0", "0"}, {"@", "@"},
	{"[", "["}, {"`", "'"}, {"{", "{"}, {"~", "~"}, {" ", " "},
	{"\t", " "}, {"\r\n", " "}, {"\x1f", " "}, {"\x7f", " "},
	{"\xc3\x89", "e"}, {"\xc3\xa9", "e"}, {"\xc3\x9f", "ss"},
	{"\xc5\x93", "oe"}, {"\xc2\xa0", " "}, {"\xc2\xad", ""},
	{"\xc2\xb4", "'"}, {"\xcc\x81", ""}, {"\xce\x86", "\xce\xb1"},
	{"\xd0\x96", "\xd0\xb6"}, {"\xd1\x91", "\xd0\xb5"},
	{"\xe2\x80\x83", " "}, {"\xe2\x80\x8b", ""}, {"\xe2\x80\x93", "-"},
	{"\xe2\x80\x99", "'"}, {"\xe2\x80\x9e", "\""}, {"\xe2\x80\xa6", "..."},
	{"\xe3\x80\x80", " "}, {"\xef\xbc\xa1", "a"},
	{"\xe9\x82\xae", "\xe9\x82\xae"}, {"\xff", "\xff"},
	{"\xf0\x9f\x90\x88", "\xf0\x9f\x90\x88"},
	{"Mail Delivery ", "mail delivery "}, {"system: ", "system: "},
};

/* Whether text of which every character folds to those of wanted is folded so
 * with blanks run together; the texts stand at the ends of their memory. */
static bool
folds_to(struct view text, struct view wanted)
{
	char *from = malloc(text.n + 1), *to = malloc(text.n + 1);
	struct view got = {to + 1, 0};
	bool good;

	if (!from || !to)
		abort();
	memcpy(from + 1, text.p, text.n);
	got.n = fold(to + 1, (struct view){from + 1, text.n});
	good = view_eq(got, view_trim(wanted));
	free(from);
	free(to);
	return good;
}

static void
append(struct view *v, char *room, const char *s)
{
	for (; *s; s++)
		if (*s != ' ' || (v->n && room[v->n - 1] != ' '))
			room[v->n++] = *s;
}

/* Pieces from the first row to the last. */
static bool
random_folds(size_t first, size_t last)
{
	char from[LONGEST + 32], to[LONGEST + 32];
	struct view text = {from, 0}, wanted = {to, 0};
	size_t n = random_below(LONGEST), i, more;

	while (text.n < n) {
		i = first + random_below(last + 1 - first);
		more = strlen(characters[i].from);
		memcpy(from + text.n, characters[i].from, more);
		text.n += more;
		append(&wanted, to, characters[i].to);
	}
	return folds_to(text, wanted);
}

int
main(void)
{
	const size_t all = sizeof characters / sizeof *characters;
	size_t wrong[3] = {0}, i;

	for (i = 0; i < all; i++)
		check(characters[i].to, folds_to(view_of(characters[i].from),
		    view_of(characters[i].to)));
	check("a NUL is a blank", folds_to((struct view){"a\0b", 3},
	    VIEW("a b")));
	for (i = 0; i < 5000; i++) {
		wrong[0] += !random_folds(0, 10);
		wrong[1] += !random_folds(0, all - 1);
		wrong[2] += !random_folds(all - 3, all - 1);
	}
	check("any printable ASCII", wrong[0] == 0);
	check("any characters", wrong[1] == 0);
	check("words", wrong[2] == 0);
	return check_end();
}
