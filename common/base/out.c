/* Records on standard output; see out.h. */
#define _GNU_SOURCE
#include "base/out.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

enum {
	FLUSH_SIZE = 64 * 1024, /* what a pipe takes at once */
	LOOKS = 100,            /* at a file that grows, */
	STILL = 20              /* and in a row at one that does not */
};

static void
fail(int error)
{
	if (error == EPIPE)
		exit(EX_OK);
	errno = error;
	err(EX_TEMPFAIL, "standard output");
}

/* Whether the file ends within a line; *size is its size. */
static bool
ends_torn(int fd, off_t *size)
{
	struct stat st;
	char last = '\n';

	if (fstat(fd, &st) < 0 || st.st_size == 0)
		return false;
	*size = st.st_size;
	return pread(fd, &last, 1, st.st_size - 1) == 1 && last != '\n';
}

/* Whether the file that standard output appends to was left within a line.
 * It is open for writing only, so it is opened again where the system can.
 * Another program's line that is just being written looks the same, and on a
 * busy machine may do so for a while: what counts is a size that stays. */
static bool
is_torn(void)
{
	const struct timespec moment = {.tv_nsec = 10000000L};
	int fd = open("/dev/fd/1", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	off_t size = 0, before = -1;
	bool torn = fd >= 0;
	int still = 0;

	for (int i = 0; torn && i < LOOKS && still < STILL; i++) {
		if (i > 0)
			nanosleep(&moment, NULL);
		torn = ends_torn(fd, &size);
		still = size == before ? still + 1 : 0;
		before = size;
	}
	if (fd >= 0)
		close(fd);
	return torn && still == STILL;
}

/* Ends the line that a file which is appended to was left in. */
static void
mend(struct out *out)
{
	if ((fcntl(STDOUT_FILENO, F_GETFL) & O_APPEND) && is_torn())
		buf_addc(&out->buf, '\n');
}

void
out_open(struct out *out, bool line_buffered)
{
	struct stat st;

	*out = (struct out){.line_buffered = line_buffered};
	/* Both are then errors of write(2); neither call can fail. */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	if (fstat(STDOUT_FILENO, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	out->regular = true;
	if (line_buffered)
		mend(out);
}

void
out_safe(struct out *out)
{
	if (out->regular && !out->line_buffered)
		mend(out);
	out->safe = true;
}

/* One write(2), not stopped by signals nor by a descriptor that somebody has
 * set to O_NONBLOCK: bytes written, or -1. */
static ssize_t
write_some(struct view v)
{
	struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};
	ssize_t n;

	for (;;) {
		n = write(STDOUT_FILENO, v.p, v.n);
		if (n >= 0)
			return n;
		if (errno == EAGAIN)
			poll(&ready, 1, -1);
		else if (errno != EINTR)
			return -1;
	}
}

/* Takes the first n bytes of a record back when the rest did not fit, unless
 * another program has appended since. */
static void
take_back(const struct out *out, size_t n)
{
	struct stat st;
	off_t at = lseek(STDOUT_FILENO, 0, SEEK_CUR);

	if (n == 0 || !out->line_buffered || !out->regular || at < (off_t)n)
		return;
	if (fstat(STDOUT_FILENO, &st) < 0 || st.st_size != at)
		return;
	if (ftruncate(STDOUT_FILENO, at - (off_t)n) == 0)
		lseek(STDOUT_FILENO, at - (off_t)n, SEEK_SET);
}

void
out_flush(struct out *out)
{
	struct view rest = buf_view(&out->buf);
	ssize_t n;
	int error;

	if (out->before && rest.n > 0)
		out->before(out->before_data);
	while (rest.n > 0) {
		n = write_some(rest);
		if (n < 0) {
			error = errno;
			take_back(out, out->buf.n - rest.n);
			fail(error);
		}
		rest = view_from(rest, (size_t)n);
	}
	buf_reset(&out->buf);
}

void
out_record(struct out *out)
{
	if (out->line_buffered || out->buf.n >= FLUSH_SIZE)
		out_flush(out);
}

/* Whether the descriptor says that nobody reads what it was given. */
static bool
is_unread(void)
{
	struct pollfd state = {.fd = STDOUT_FILENO, .events = POLLOUT};

	return poll(&state, 1, 0) > 0 && state.revents & POLLERR;
}

/* Ends the program when what was written is not safe. */
static void
make_safe(const struct out *out)
{
	if (!out->regular && is_unread())
		fail(EPIPE);
	while (out->regular && fsync(STDOUT_FILENO) < 0)
		if (errno != EINTR)
			fail(errno);
}

void
out_close(struct out *out)
{
	bool wrote = out->buf.p;

	out_flush(out);
	buf_free(&out->buf);
	if (out->safe)
		make_safe(out);
	/* Network file systems tell of a full disk only now. */
	if (close(STDOUT_FILENO) < 0 && wrote && errno != EINTR)
		fail(errno);
}
