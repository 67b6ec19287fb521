/*
 * header - a header block as fields (RFC 5322, and the field groups of
 * RFC 3464, 8098 and 5965, which have the same form)
 *
 * Names and values are views of the block, values as they stand: folded,
 * encoded, comments and all.  Lines that are no field are skipped and make
 * `broken` true.  Limits: HEADER_MAX_FIELDS, HEADER_MAX_BYTES,
 * HEADER_MAX_VALUE.
 */
#ifndef MAIL_HEADER_H
#define MAIL_HEADER_H

#include "base/arena.h"

enum {
	HEADER_MAX_FIELDS = 1000,
	HEADER_MAX_BYTES = 256 * 1024,
	HEADER_MAX_VALUE = 64 * 1024, /* of one field; the rest is cut off */
	HEADER_FIRSTS = 64
};

struct header_field {
	struct view name;  /* without the colon and blanks before it */
	struct view value; /* without blanks at both ends; still folded */
};

struct header {
	struct header_field *fields;
	unsigned char *marks; /* header_mark() of each field's name */
	size_t count, room;
	/* by a mark's remainder: no field before this one has such a mark */
	unsigned char first[HEADER_FIRSTS];
	bool broken;  /* lines that are no field were skipped */
	bool limited; /* a limit was reached */
};

/* Takes the fields at the start of *rest, through the empty line that ends
 * them (or to the end); *rest is what follows.  A line that cannot belong to
 * a header ends it where more than half of it would be broken otherwise. */
struct header header_take(struct arena *arena, struct view *rest);
/* The same for one group of fields after another: into the room that the
 * last group's fields, now gone, took; a zeroed header has none. */
void header_retake(struct arena *arena, struct header *header,
    struct view *rest);
/* The value unfolded: line ends removed, runs of blanks at folds made one
 * blank.  A view of value itself where it is not folded. */
struct view header_unfold(struct arena *arena, struct view value);
/* The value's text before the first ';' outside quotes and comments, without
 * comments: the media type of a Content-Type, the sort of a Disposition. */
struct view header_token(struct arena *arena, struct view value);
/* Value of a parameter (RFC 2045, with RFC 2231's continuations and
 * character sets decoded to UTF-8), or VIEW_NONE. */
struct view header_param(struct arena *arena, struct view value,
    struct view name);
/* What the inline functions below are for once a field of that name may be
 * there. */
struct view header_find(const struct header *header, struct view name,
    unsigned char mark, size_t *at);

/*
 * Most names that are asked for are in no header: for one that is a literal,
 * which is most, what follows is the test of one byte.
 */

/* A number for a name, whatever its case; few names share it. */
static inline unsigned char
header_mark(struct view name)
{
	const unsigned char *p = (const unsigned char *)name.p;

	return name.n == 0 ? 0 : (unsigned char)(name.n * 5 +
	    (p[0] | 32u) * 7 + (p[name.n / 2] | 32u) * 5 +
	    (p[name.n - 1] | 32u) * 9);
}

/* Whether a field may be there whose name has that mark. */
static inline bool
header_may_have(const struct header *header, unsigned char mark)
{
	return header->first[mark % HEADER_FIRSTS] < header->count;
}

/* Value of the next field of that name from index *at on; *at is moved past
 * it.  VIEW_NONE at the end. */
static inline struct view
header_next(const struct header *header, struct view name, size_t *at)
{
	const unsigned char mark = header_mark(name);

	return header_may_have(header, mark) ?
	    header_find(header, name, mark, at) : VIEW_NONE;
}

/* Value of the first field of that name, or VIEW_NONE. */
static inline struct view
header_get(const struct header *header, struct view name)
{
	size_t at = 0;

	return header_next(header, name, &at);
}

#endif
