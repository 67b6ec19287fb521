/*
 * Put before the C library by LD_PRELOAD: each read takes SLOW milliseconds.
 */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

ssize_t
read(int fd, void *buffer, size_t n)
{
	const char *slow = getenv("SLOW");
	struct timespec time = {.tv_nsec = slow ? atol(slow) * 1000000L : 0};

	nanosleep(&time, NULL);
	return syscall(SYS_read, fd, buffer, n);
}
