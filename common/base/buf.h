/*
 * buf - a growable byte buffer
 *
 * Start from a zeroed struct.  Growing moves the data: views of a buf die
 * with the next append.  Running out of memory ends the program with
 * EX_TEMPFAIL.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

enum { BUF_INT = 24 /* the room that buf_addint() asks for */ };

struct buf {
	char *p;
	size_t n, room;
};

/* buf_room() where there is not enough yet. */
char *buf_grow(struct buf *buf, size_t n) __attribute__((cold));
/* As decimal digits, with a sign when negative. */
void buf_addint(struct buf *buf, int64_t value);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What is in it, until the next append. */
struct view buf_view(const struct buf *buf);
/* Empties it; the memory is kept unless it grew past a limit. */
void buf_reset(struct buf *buf);
void buf_free(struct buf *buf);
/* Its bytes as an object in the arena, aligned for any type; the buffer is
 * given back. */
const void *buf_keep(struct buf *buf, struct arena *arena);

/* Makes room for n more bytes and returns where they go; the caller adds
 * what it wrote to buf->n. */
static inline char *
buf_room(struct buf *buf, size_t n)
{
	if (buf->room - buf->n < n || (n == 0 && !buf->p))
		return buf_grow(buf, n);
	return buf->p + buf->n;
}

static inline void
buf_add(struct buf *buf, struct view v)
{
	if (v.n == 0)
		return;
	if (buf->room - buf->n < v.n)
		buf_grow(buf, v.n);
	memcpy(buf->p + buf->n, v.p, v.n);
	buf->n += v.n;
}

static inline void
buf_addc(struct buf *buf, char c)
{
	if (buf->room == buf->n)
		buf_grow(buf, 1);
	buf->p[buf->n++] = c;
}

#endif
