/*
 * Put before the C library by LD_PRELOAD: the process ends, as by kill -9, at
 * its KILL_AT-th call that changes something, counted from 1; with KILL_HALF
 * half of it has been done when it is a write.  FAULT_SPACE=N: files other
 * than standard output and error hold N bytes more.  FAULT_CALL=NAME:
 * fsync, renameat or flock fails.  CALLS=FILE: each call's name and
 * descriptor go there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long calls, kill_at, space = -1;
static const char *fault;
static int half, trace = -1;

__attribute__((constructor)) static void
begin(void)
{
	const char *at = getenv("KILL_AT"), *room = getenv("FAULT_SPACE");
	const char *file = getenv("CALLS");

	kill_at = at ? atol(at) : 0;
	space = room ? atol(room) : -1;
	half = getenv("KILL_HALF") != NULL;
	fault = getenv("FAULT_CALL");
	if (file)
		trace = (int)syscall(SYS_openat, AT_FDCWD, file,
		    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void
die(void)
{
	syscall(SYS_exit_group, 137);
}

/* Whether the call is to fail; may not return. */
static int
faulty(const char *name, int fd)
{
	char line[100];
	int n;

	if (trace >= 0) {
		n = snprintf(line, sizeof line, "%s %d\n", name, fd);
		syscall(SYS_write, trace, line, n);
	}
	calls++;
	if (calls == kill_at && !(half && strcmp(name, "write") == 0))
		die();
	if (!fault || strcmp(name, fault) != 0)
		return 0;
	errno = EIO;
	return 1;
}

ssize_t
write(int fd, const void *buffer, size_t n)
{
	faulty("write", fd);
	if (half && calls == kill_at) {
		syscall(SYS_write, fd, buffer, n / 2);
		die();
	}
	if (space >= 0 && fd > 2) {
		if (space == 0) {
			errno = ENOSPC;
			return -1;
		}
		if (n > (size_t)space)
			n = (size_t)space;
		space -= (long)n;
	}
	return syscall(SYS_write, fd, buffer, n);
}

int
fsync(int fd)
{
	return faulty("fsync", fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int
flock(int fd, int how)
{
	return faulty("flock", fd) ? -1 : (int)syscall(SYS_flock, fd, how);
}

int
renameat(int from, const char *a, int to, const char *b)
{
	return faulty("renameat", from) ? -1 :
	    (int)syscall(SYS_renameat2, from, a, to, b, 0);
}

int
unlinkat(int fd, const char *name, int flags)
{
	return faulty("unlinkat", fd) ? -1 :
	    (int)syscall(SYS_unlinkat, fd, name, flags);
}

int
ftruncate64(int fd, off64_t size)
{
	return faulty("ftruncate", fd) ? -1 :
	    (int)syscall(SYS_ftruncate, fd, size);
}

int
fchmod(int fd, mode_t mode)
{
	return faulty("fchmod", fd) ? -1 : (int)syscall(SYS_fchmod, fd, mode);
}

int
openat64(int fd, const char *name, int flags, ...)
{
	va_list ap;
	int mode;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, int) : 0;
	va_end(ap);
	return faulty("openat", fd) ? -1 :
	    (int)syscall(SYS_openat, fd, name, flags, mode);
}

off64_t
lseek64(int fd, off64_t at, int whence)
{
	return faulty("lseek", fd) ? -1 :
	    (off64_t)syscall(SYS_lseek, fd, at, whence);
}

int
close(int fd)
{
	return faulty("close", fd) ? -1 : (int)syscall(SYS_close, fd);
}
