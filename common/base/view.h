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

struct view {
	const char *p;
	size_t n;
};

#define VIEW(literal) ((struct view){(literal), sizeof(literal) - 1})
#define VIEW_NONE ((struct view){NULL, 0})
#define VIEW_NPOS SIZE_MAX

/* The bytes of a NUL-terminated string; NULL gives VIEW_NONE. */
struct view view_of(const char *s);
/* Same bytes; the i variants fold ASCII case. */
bool view_eq(struct view a, struct view b);
bool view_ieq(struct view a, struct view b);
bool view_starts(struct view v, struct view prefix);
bool view_istarts(struct view v, struct view prefix);
bool view_iends(struct view v, struct view suffix);
/* Below, equal to or above 0 as a stands before b, byte by byte. */
int view_compare(struct view a, struct view b);
/* Byte offset of needle in v, or VIEW_NPOS. */
size_t view_find(struct view v, struct view needle);
size_t view_ifind(struct view v, struct view needle);
/* Byte offset of the first c, or VIEW_NPOS. */
size_t view_chr(struct view v, char c);
/* Byte offset of the last c, or VIEW_NPOS. */
size_t view_rchr(struct view v, char c);
/* What stands behind the last c; VIEW_NONE when there is none. */
struct view view_behind(struct view v, char c);
/* v without its first i bytes; its first i bytes; n bytes from i.  Offsets
 * past the end are clamped. */
struct view view_from(struct view v, size_t i);
struct view view_upto(struct view v, size_t i);
struct view view_sub(struct view v, size_t i, size_t n);
/* Splits v at the first c: false (head = v, tail empty) when there is none. */
bool view_cut(struct view v, char c, struct view *head, struct view *tail);
/* Takes the next line off *rest, its end (LF, or CRs and LF) removed; false
 * when *rest is empty.  Lone CRs were made LF by input/source. */
bool view_line(struct view *rest, struct view *line);
/* Takes the next word (run of bytes without blanks) off *rest; false at the
 * end. */
bool view_word(struct view *rest, struct view *word);
/* Without blanks, tabs, CR and LF at both ends, at the start, at the end. */
struct view view_trim(struct view v);
struct view view_ltrim(struct view v);
struct view view_rtrim(struct view v);
/* The bytes from a's start to b's end; both must lie in one buffer. */
struct view view_join(struct view a, struct view b);
/* All of v as decimal digits; false when it is not or does not fit. */
bool view_uint(struct view v, uint64_t *out);

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
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char
to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

#endif
