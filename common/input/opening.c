/* Files opened by name; see opening.h. */
#define _GNU_SOURCE
#include "input/opening.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { BEHIND_STANDARD = 3 /* not to be taken for 0, 1 or 2 */ };

static int
looked_at(int fd, struct stat *st)
{
	int error;

	if (fd < 0 || fstat(fd, st) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

int
opening_file(const char *name, struct stat *st)
{
	int fd;

	do /* a FIFO waits for its writer, and signals come */
		fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	return looked_at(fd, st);
}

int
opening_stdin(struct stat *st)
{
	int fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, BEHIND_STANDARD);

	fd = looked_at(fd, st);
	if (fd < 0 || !S_ISDIR(st->st_mode))
		return fd;
	close(fd); /* a directory's place is shared: take one of our own */
	return openat(STDIN_FILENO, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}
