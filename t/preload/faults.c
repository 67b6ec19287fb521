/*
 * Put before the C library by LD_PRELOAD: reads and writes that do less than
 * asked or are interrupted (FAULT_IO), reads that fail (FAULT_READ=N: the Nth
 * and all after it), memory that ends (FAULT_MALLOC=N: the Nth request for
 * LEAST bytes or more, and all such after it, fail; what is smaller fits where
 * something was freed).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_calloc(size_t count, size_t size);

enum { LEAST = 2000 };

static long requests, calls, reads;
static const char *io;
static long most = -1, most_reads = -1;

static void
take(const char *name, long *number)
{
	const char *value = getenv(name);

	if (value)
		*number = atol(value);
}

__attribute__((constructor)) static void
begin(void)
{
	take("FAULT_READ", &most_reads);
	take("FAULT_MALLOC", &most);
	io = getenv("FAULT_IO");
}

static int
ends(size_t size)
{
	if (size < LEAST || most < 0 || ++requests < most)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return ends(size) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return ends(count * size) ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return ends(size) ? NULL : __libc_realloc(old, size);
}

/* How much of n is done this time; 0: interrupted. */
static size_t
part(size_t n)
{
	static const size_t sizes[] = {1, 0, 7, 4096, 0, 0, 13, 2, 100};
	size_t size = sizes[calls++ % 9];

	return size < n ? size : n;
}

ssize_t
read(int fd, void *buffer, size_t n)
{
	if (most_reads >= 0 && n > 0 && ++reads >= most_reads) {
		errno = EIO;
		return -1;
	}
	if (io && n > 0 && (n = part(n)) == 0) {
		errno = EINTR;
		return -1;
	}
	return syscall(SYS_read, fd, buffer, n);
}

ssize_t
write(int fd, const void *buffer, size_t n)
{
	if (io && n > 0 && (n = part(n)) == 0) {
		errno = EINTR;
		return -1;
	}
	return syscall(SYS_write, fd, buffer, n);
}
