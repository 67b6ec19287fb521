/*
 * base/sandbox: enters it and tries what its argument names.  Prints "done",
 * or why not.  Without an argument it only enters.  A second argument is the
 * folder where names may change.
 */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Each returns a negative number when it fails, with errno set. */
static int
try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

static int
try_pair(void)
{
	int pair[2];

	return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

static int
try_run(void)
{
	char *argv[] = {"true", NULL}, *none[] = {NULL};

	execve("/bin/true", argv, none);
	return execve("/usr/bin/true", argv, none);
}

static int
try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child;
}

static int
try_kill(void)
{
	return kill(getppid(), 0);
}

static int
try_create(void)
{
	return open("made", O_WRONLY | O_CREAT, 0600);
}

static int
try_write(void)
{
	return open("there", O_WRONLY);
}

static int
try_append(void)
{
	return open("there", O_RDWR | O_APPEND);
}

static int
try_truncate(void)
{
	return truncate("there", 0);
}

static int
try_empty(void)
{
	return open("there", O_RDONLY | O_TRUNC);
}

static int
try_remove(void)
{
	return unlink("there");
}

static int
try_rename(void)
{
	return rename("there", "elsewhere");
}

static int
try_mkdir(void)
{
	return mkdir("folder", 0700);
}

static int
try_symlink(void)
{
	return symlink("there", "link");
}

static int
try_chmod(void)
{
	return chmod("there", 0777);
}

/* What goes in a folder that is named, and there only. */
static int
try_exchange(void)
{
	return renameat(AT_FDCWD, "folder/a", AT_FDCWD, "folder/b");
}

static int
try_discard(void)
{
	return unlinkat(AT_FDCWD, "folder/a", 0);
}

static int
try_carry(void)
{
	return renameat(AT_FDCWD, "folder/a", AT_FDCWD, "a");
}

static int
try_bring(void)
{
	return renameat(AT_FDCWD, "there", AT_FDCWD, "folder/there");
}

static int
try_replace(void)
{
	return renameat(AT_FDCWD, "there", AT_FDCWD, "elsewhere");
}

static int
try_drop(void)
{
	return unlinkat(AT_FDCWD, "there", 0);
}

static int
try_open(void)
{
	return open("folder/a", O_WRONLY);
}

static int
try_make(void)
{
	return open("folder/new", O_WRONLY | O_CREAT, 0600);
}

static int
try_clear(void)
{
	return unlinkat(AT_FDCWD, "folder/empty", AT_REMOVEDIR);
}

/* What must still go. */
static int
try_abort(void)
{
	abort();
}

static int
try_read(void)
{
	char byte;
	int fd = open("there", O_RDONLY | O_CLOEXEC);

	return fd < 0 || read(fd, &byte, 1) != 1 ? -1 : 0;
}

static int
try_list(void)
{
	DIR *dir = opendir(".");

	return dir && readdir(dir) ? 0 : -1;
}

static int
try_iconv(void)
{
	return iconv_open("UTF-8", "GB18030") == (iconv_t)-1 ? -1 : 0;
}

static void *
nothing(void *data)
{
	return data;
}

static int
try_thread(void)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, nothing, NULL);
	return errno || pthread_join(thread, NULL) ? -1 : 0;
}

static const struct {
	const char *name;
	int (*function)(void);
} calls[] = {
	{"socket", try_socket}, {"socketpair", try_pair}, {"run", try_run},
	{"fork", try_fork}, {"kill", try_kill}, {"create", try_create},
	{"write", try_write}, {"append", try_append},
	{"truncate", try_truncate}, {"empty", try_empty},
	{"remove", try_remove},
	{"rename", try_rename}, {"mkdir", try_mkdir},
	{"symlink", try_symlink}, {"chmod", try_chmod},
	{"exchange", try_exchange}, {"discard", try_discard},
	{"carry", try_carry}, {"bring", try_bring}, {"replace", try_replace},
	{"drop", try_drop}, {"abort", try_abort}, {"open", try_open}, {"make", try_make},
	{"clear", try_clear}, {"read", try_read},
	{"list", try_list}, {"iconv", try_iconv}, {"thread", try_thread},
};

/* Microseconds that entering took. */
static long
enter(const char *folder)
{
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC, &a);
	sandbox_enter(folder);
	clock_gettime(CLOCK_MONOTONIC, &b);
	return (b.tv_sec - a.tv_sec) * 1000000 +
	    (b.tv_nsec - a.tv_nsec) / 1000;
}

int
main(int argc, char **argv)
{
	long microseconds = enter(argc > 2 ? argv[2] : NULL);

	for (size_t i = 0; argc > 1 && i < sizeof calls / sizeof *calls; i++)
		if (strcmp(argv[1], calls[i].name) == 0)
			puts(calls[i].function() < 0 ? strerror(errno) :
			    "done");
	if (argc > 1 && strcmp(argv[1], "time") == 0)
		printf("%ld\n", microseconds);
	return 0;
}
