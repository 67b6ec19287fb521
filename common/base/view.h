/*
 * view - counted slices of bytes, the only string type for input
 *
 * A view never owns what it points to: it points into a message, an arena or
 * a literal and lives as long as that.  p == NULL means "not given", n == 0
 * with p != NULL means "given and empty".  Nothing here allocates or writes.
 * Case-blind functions fold ASCII only.
 */
#ifndef BASE_VIEW_H
#define BASE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/word.h"

struct view {
	const char *p;
	size_t n;
};

#define VIEW(literal) ((struct view){(literal), sizeof(literal) - 1})
#define VIEW_NONE ((struct view){NULL, 0})
#define VIEW_NPOS SIZE_MAX

/* The bytes of a NUL-terminated string; NULL gives VIEW_NONE. */
struct view view_of(const char *s);
/* Same bytes, ASCII case folded, in a and b, each of n bytes. */
bool view_same_folded(const char *a, const char *b, size_t n);
/* Below, equal to or above 0 as a stands before b, byte by byte. */
int view_compare(struct view a, struct view b);
/* Byte offset of needle in v, or VIEW_NPOS. */
size_t view_find(struct view v, struct view needle);
size_t view_ifind(struct view v, struct view needle);
/* Byte offset of the last c, or VIEW_NPOS. */
size_t view_rchr(struct view v, char c);
/* What stands behind the last c; VIEW_NONE when there is none. */
struct view view_behind(struct view v, char c);
/* The bytes from a's start to b's end; both must lie in one buffer. */
struct view view_join(struct view a, struct view b);
/* All of v as decimal digits; false when it is not or does not fit. */
bool view_uint(struct view v, uint64_t *out);

/*
 * What follows is a few instructions each and runs a thousand times a
 * message: it stands here to be inlined (a ninth of all instructions saved).
 */

static inline bool
view_empty(struct view v)
{
	return v.n == 0;
}

static inline bool
view_none(struct view v)
{
	return v.p == NULL;
}

/* ASCII classes, independent of the locale. */
static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What a hexadecimal digit stands for; -1: c is none. */
static inline int
hex_value(char c)
{
	char letter = (char)(c | 32);

	return is_digit(c) ? c - '0' :
	    letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

static inline bool
is_alpha(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline bool
is_space(char c)
{
	const uint64_t spaces = UINT64_C(1) << ' ' | 1 << '\t' | 1 << '\n' |
	    1 << '\v' | 1 << '\f' | 1 << '\r';

	return (unsigned char)c <= ' ' && (spaces >> c & 1);
}

static inline char
to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Same bytes; the i variants fold ASCII case. */
static inline bool
view_eq(struct view a, struct view b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Most words differ in their first letter, which is not worth a call. */
static inline bool
view_ieq(struct view a, struct view b)
{
	return a.n == b.n && (a.n == 0 || (((a.p[0] ^ b.p[0]) & ~32) == 0 &&
	    view_same_folded(a.p, b.p, a.n)));
}

static inline bool
view_starts(struct view v, struct view prefix)
{
	return v.n >= prefix.n &&
	    (prefix.n == 0 || memcmp(v.p, prefix.p, prefix.n) == 0);
}

static inline bool
view_istarts(struct view v, struct view prefix)
{
	return v.n >= prefix.n && (prefix.n == 0 ||
	    (((v.p[0] ^ prefix.p[0]) & ~32) == 0 &&
	    view_same_folded(v.p, prefix.p, prefix.n)));
}

/* A set of first bytes to ask for before any of several texts: letters in
 * either case.  Other bytes share the bits of letters, so it only tells
 * which texts need not be compared. */
#define VIEW_LETTER(c) (UINT32_C(1) << ((c) & 31))

static inline bool
view_may_start(struct view v, uint32_t letters)
{
	return v.n && letters & VIEW_LETTER(v.p[0]);
}

/* Whether v begins with one of n texts, ASCII letters in either case; letters
 * are VIEW_LETTER() of their first bytes. */
bool view_istarts_any(struct view v, const struct view *texts, size_t n,
    uint32_t letters);

static inline bool
view_iends(struct view v, struct view suffix)
{
	return v.n >= suffix.n && view_same_folded(v.p + (v.n - suffix.n),
	    suffix.p, suffix.n);
}

/* Byte offset of the first c, or VIEW_NPOS. */
static inline size_t
view_chr(struct view v, char c)
{
	const char *at = v.n ? memchr(v.p, c, v.n) : NULL;

	return at ? (size_t)(at - v.p) : VIEW_NPOS;
}

/* v without its first i bytes; its first i bytes; n bytes from i.  Offsets
 * past the end are clamped. */
static inline struct view
view_from(struct view v, size_t i)
{
	if (i > v.n)
		i = v.n;
	/* NULL + 0 is none of C's pointers, but no test is needed for it. */
	return (struct view){(const char *)((uintptr_t)v.p + i), v.n - i};
}

static inline struct view
view_upto(struct view v, size_t i)
{
	return (struct view){v.p, i < v.n ? i : v.n};
}

static inline struct view
view_sub(struct view v, size_t i, size_t n)
{
	return view_upto(view_from(v, i), n);
}

/* Splits v at the first c: false (head = v, tail empty) when there is none. */
static inline bool
view_cut(struct view v, char c, struct view *head, struct view *tail)
{
	size_t at = view_chr(v, c);

	*head = view_upto(v, at);
	*tail = view_from(v, at == VIEW_NPOS ? v.n : at + 1);
	return at != VIEW_NPOS;
}

/* Takes the next line off *rest, its end (LF, or CRs and LF) removed; false
 * when *rest is empty.  Lone CRs were made LF by input/source. */
static inline bool
view_line(struct view *rest, struct view *line)
{
	const char *p = rest->p, *end;

	if (rest->n == 0)
		return false;
	*line = *rest;
	end = memchr(p, '\n', rest->n);
	if (!end) {
		*rest = (struct view){p + rest->n, 0};
		return true;
	}
	*rest = (struct view){end + 1, rest->n - (size_t)(end + 1 - p)};
	while (end > p && end[-1] == '\r')
		end--;
	line->n = (size_t)(end - p);
	return true;
}

/* Without blanks, tabs, CR and LF at the start, at the end, at both ends. */
static inline struct view
view_ltrim(struct view v)
{
	while (v.n > 0 && is_space(*v.p)) {
		v.p++;
		v.n--;
	}
	return v;
}

static inline struct view
view_rtrim(struct view v)
{
	while (v.n > 0 && is_space(v.p[v.n - 1]))
		v.n--;
	return v;
}

static inline struct view
view_trim(struct view v)
{
	return view_ltrim(view_rtrim(v));
}

/* Takes the next word (run of bytes without blanks) off *rest; false at the
 * end. */
static inline bool
view_word(struct view *rest, struct view *word)
{
	struct view v = view_ltrim(*rest);
	uint64_t low;
	size_t i = 0;

	for (; v.n - i >= WORD_SIZE; i += WORD_SIZE) {
		low = word_below(word_load(v.p + i), ' ' + 1);
		if (low) {
			i += word_first(low);
			break;
		}
	}
	while (i < v.n && !is_space(v.p[i]))
		i++;
	*word = view_upto(v, i);
	*rest = view_from(v, i);
	return i > 0;
}

#endif
