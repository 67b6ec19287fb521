/* A growable byte buffer; see buf.h. */
#include "base/buf.h"

#include <assert.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum {
	FIRST_ROOM = 4096,
	KEPT_ROOM = 1024 * 1024 /* a reset gives back what is larger */
};

char *
buf_grow(struct buf *buf, size_t n)
{
	size_t room = buf->room ? buf->room : FIRST_ROOM;
	char *p;

	if (n > SIZE_MAX / 4 || buf->n > SIZE_MAX / 4)
		errx(EX_TEMPFAIL, "out of memory");
	while (room < buf->n + n)
		room *= 2;
	p = realloc(buf->p, room);
	if (!p)
		err(EX_TEMPFAIL, "realloc");
	buf->p = p;
	buf->room = room;
	return p + buf->n;
}

/* From the last one on: pairs of them, by divisions in half as many bits where
 * that is enough. */
static char *
put_digits(char *end, uint64_t rest)
{
	static const char pairs[] =
	    "0001020304050607080910111213141516171819"
	    "2021222324252627282930313233343536373839"
	    "4041424344454647484950515253545556575859"
	    "6061626364656667686970717273747576777879"
	    "8081828384858687888990919293949596979899";
	uint32_t small;

	for (; rest > UINT32_MAX; rest /= 10)
		*--end = (char)('0' + rest % 10);
	for (small = (uint32_t)rest; small >= 10; small /= 100)
		memcpy(end -= 2, pairs + small % 100 * 2, 2);
	if (small > 0)
		*--end = (char)('0' + small);
	return end;
}

static void
add_digits(struct buf *buf, int64_t value)
{
	char digits[2 * BUF_INT], *end = digits + BUF_INT, *p;

	memset(end, 0, BUF_INT);
	p = put_digits(end, value < 0 ? 0 - (uint64_t)value :
	    (uint64_t)value);
	if (value < 0)
		*--p = '-';
	/* as many bytes for all: that is no call */
	memcpy(buf_room(buf, BUF_INT), p, BUF_INT);
	buf->n += (size_t)(end - p);
}

void
buf_addint(struct buf *buf, int64_t value)
{
	if (value >= 0 && value < 10)
		buf_addc(buf, (char)('0' + value));
	else
		add_digits(buf, value);
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	assert(n >= 0);
	buf_room(buf, (size_t)n + 1);
	vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
	va_end(again);
	buf->n += (size_t)n;
}

struct view
buf_view(const struct buf *buf)
{
	return (struct view){buf->p, buf->n};
}

void
buf_reset(struct buf *buf)
{
	buf->n = 0;
	if (buf->room > KEPT_ROOM)
		buf_free(buf);
}

void
buf_free(struct buf *buf)
{
	free(buf->p);
	*buf = (struct buf){0};
}

const void *
buf_keep(struct buf *buf, struct arena *arena)
{
	void *p = arena_alloc(arena, buf->n + 1, 1);

	if (buf->n)
		memcpy(p, buf->p, buf->n);
	buf_free(buf);
	return p;
}
