/* A file read through a sliding window; see stream.h. */
#define _GNU_SOURCE
#include "input/stream.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum {
	FIRST_ROOM = 256 * 1024, /* fits a second level cache */
	READ_ROOM = 64 * 1024    /* what a pipe holds: fewer is not asked for */
};

void
stream_init(struct stream *stream, size_t most)
{
	/* Bytes move only when the room is used up: with an eighth to spare,
	 * a byte read costs fewer than ten moved, whatever comes. */
	size_t spare = most / 8 > FIRST_ROOM ? most / 8 : FIRST_ROOM;

	*stream = (struct stream){.fd = -1, .limit = most + spare};
}

void
stream_open(struct stream *stream, int fd, bool waits)
{
	stream->fd = fd;
	stream->error = 0;
	stream->waits = waits;
	stream->ended = stream->long_run = false;
	if (!stream->keep)
		stream->buf.n = 0;
	stream->start = stream->end = stream->buf.n;
	stream->at = 0;
	stream->head = SIZE_MAX;
	stream->offset = stream->cut = 0;
}

struct view
stream_window(const struct stream *stream)
{
	if (!stream->buf.p)
		return VIEW("");
	return (struct view){stream->buf.p + stream->start,
	    stream->end - stream->start};
}

struct view
stream_rest(const struct stream *stream)
{
	return view_from(stream_window(stream), stream->at);
}

static size_t
room(const struct stream *stream)
{
	size_t all = stream->buf.room < stream->limit ?
	    stream->buf.room : stream->limit;

	return all - stream->buf.n;
}

/* The window goes to the front of its buffer, or of another when what lies
 * before it in this one is kept. */
static void
move_down(struct stream *stream)
{
	char *p = stream->buf.p;
	struct view rest;

	if (stream->start == 0)
		return;
	rest = (struct view){p + stream->start, stream->buf.n - stream->start};
	if (!stream->keep ||
	    !stream->keep(stream->keep_data, &stream->buf, rest)) {
		memmove(p, rest.p, rest.n);
		stream->buf.n = rest.n;
	}
	stream->end -= stream->start;
	stream->start = 0;
}

/* Takes out what lies between the head and the reader's place. */
static void
cut(struct stream *stream)
{
	size_t n, at = stream->at;
	char *p;

	if (at <= STREAM_BEHIND || at - STREAM_BEHIND <= stream->head)
		return;
	p = stream->buf.p + stream->start + stream->head;
	n = at - STREAM_BEHIND - stream->head;
	memmove(p, p + n, stream->buf.n - stream->start - stream->head - n);
	stream->buf.n -= n;
	stream->end -= n;
	stream->at -= n;
	stream->cut += n;
}

static void
make_room(struct stream *stream)
{
	if (!stream->keep && stream->start == stream->buf.n)
		stream->start = stream->end = stream->buf.n = 0;
	if (stream->keep && room(stream) < READ_ROOM)
		move_down(stream);
	if (!stream->buf.p)
		buf_room(&stream->buf, FIRST_ROOM);
	if (room(stream) >= READ_ROOM)
		return;
	if (stream->start >= stream->buf.n - stream->start ||
	    (stream->buf.room >= stream->limit && room(stream) == 0))
		move_down(stream);
	else if (stream->buf.room < stream->limit)
		buf_room(&stream->buf, READ_ROOM);
	assert(room(stream) > 0);
}

/* Before a read that has to wait, what was passed is handed on. */
static void
tell_of_wait(struct stream *stream)
{
	struct pollfd ready = {.fd = stream->fd, .events = POLLIN};

	if (!stream->waits || !stream->wait || poll(&ready, 1, 0) != 0)
		return;
	if (stream->keep)
		move_down(stream);
	stream->wait(stream->wait_data);
}

/* As read(2), but not stopped by signals, nor by a descriptor that somebody
 * has set to O_NONBLOCK. */
static ssize_t
read_some(struct stream *stream, char *p, size_t n)
{
	struct pollfd ready = {.fd = stream->fd, .events = POLLIN};
	ssize_t got;

	for (;;) {
		got = read(stream->fd, p, n);
		if (got >= 0 && stream->taken)
			stream->taken(stream->taken_data, 0, (size_t)got);
		if (got >= 0)
			return got;
		if (errno == EAGAIN && stream->waits)
			poll(&ready, 1, -1);
		else if (errno != EINTR)
			return -1;
	}
}

/* One run of CRs at p: how many bytes are settled.  0: it depends on what
 * follows the run, which is not there yet. */
static size_t
settle_run(struct stream *stream, char *p, const char *end)
{
	const char *q = p;
	size_t n;

	while (q < end && *q == '\r')
		q++;
	n = (size_t)(q - p);
	if (n <= STREAM_CR_RUN && !stream->long_run) {
		if (q == end && !stream->ended)
			return 0;
		if (q < end && *q == '\n')
			return n;
	}
	stream->long_run = q == end;
	memset(p, '\n', n);
	return n;
}

/* Makes what was read part of the window, its lone CRs LF. */
static void
settle(struct stream *stream)
{
	char *p = stream->buf.p + stream->end;
	char *end = stream->buf.p + stream->buf.n;
	size_t n;

	if (stream->raw)
		p = end;
	if (p < end && *p != '\r')
		stream->long_run = false;
	while (p < end && (p = memchr(p, '\r', (size_t)(end - p)))) {
		n = settle_run(stream, p, end);
		if (n == 0) {
			stream->end = (size_t)(p - stream->buf.p);
			return;
		}
		p += n;
	}
	stream->end = stream->buf.n;
}

bool
stream_more(struct stream *stream)
{
	size_t before;
	ssize_t got;

	cut(stream);
	before = stream->end - stream->start;
	while (stream->end - stream->start == before && !stream->ended) {
		tell_of_wait(stream);
		make_room(stream);
		got = read_some(stream, stream->buf.p + stream->buf.n,
		    room(stream));
		if (got < 0)
			stream->error = errno;
		if (got <= 0)
			stream->ended = true;
		else
			stream->buf.n += (size_t)got;
		settle(stream);
	}
	return stream->end - stream->start > before;
}

bool
stream_starts(struct stream *stream, size_t from, struct view text)
{
	struct view rest;

	for (;;) {
		rest = view_from(stream_rest(stream), from);
		if (rest.n >= text.n)
			return view_starts(rest, text);
		if (!view_starts(text, rest) || !stream_more(stream))
			return false;
	}
}

size_t
stream_line(struct stream *stream, size_t from, size_t most,
    struct view *line)
{
	struct view rest;
	size_t n;

	for (;;) {
		rest = view_from(stream_rest(stream), from);
		n = view_chr(view_upto(rest, most + STREAM_CR_RUN + 1), '\n');
		if (n != VIEW_NPOS || rest.n > most + STREAM_CR_RUN)
			break;
		if (!stream_more(stream)) {
			n = rest.n;
			break;
		}
	}
	if (n == VIEW_NPOS)
		return 0;
	*line = view_upto(rest, n);
	while (n < rest.n && line->n && line->p[line->n - 1] == '\r')
		line->n--;
	if (line->n > most || rest.n == 0)
		return 0;
	return from + n + (n < rest.n);
}

size_t
stream_until(struct stream *stream, char c, size_t most, size_t *next)
{
	struct view rest;
	size_t n;

	stream->at = 0;
	stream->head = most;
	for (;;) {
		rest = stream_rest(stream);
		n = view_chr(rest, c);
		if (n != VIEW_NPOS) {
			*next = stream->at + n + 1;
			return stream->at + n;
		}
		stream->at += rest.n;
		if (!stream_more(stream))
			return *next = stream->at;
	}
}

void
stream_pass(struct stream *stream, size_t n)
{
	assert(n <= stream->end - stream->start);
	stream->start += n;
	stream->offset += n + stream->cut;
	stream->at = 0;
	stream->head = SIZE_MAX;
	stream->cut = 0;
}

void
stream_close(struct stream *stream)
{
	if (stream->fd >= 0)
		close(stream->fd);
	stream->fd = -1;
}

void
stream_free(struct stream *stream)
{
	stream_close(stream);
	buf_free(&stream->buf);
}
