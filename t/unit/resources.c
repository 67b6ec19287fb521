/*
 * Runs a program and says what it took: resources KB MS PROGRAM [ARGUMENT]...
 * prints kilobytes of memory and milliseconds of processor time on standard
 * error; exit status 1 when either is more than the number before, 0 asking
 * for neither.  Else the program's own.
 */
#define _DEFAULT_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long
milliseconds(struct timeval t)
{
	return (long)t.tv_sec * 1000 + (long)t.tv_usec / 1000;
}

int
main(int argc, char **argv)
{
	struct rusage usage;
	long kilobytes, time;
	int status;

	if (argc < 4)
		return 0;
	if (fork() == 0) {
		execvp(argv[3], argv + 3);
		err(127, "%s", argv[3]);
	}
	if (wait(&status) < 0 || getrusage(RUSAGE_CHILDREN, &usage) < 0)
		err(1, "wait");
	kilobytes = usage.ru_maxrss;
	time = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
	fprintf(stderr, "%ld KB, %ld ms\n", kilobytes, time);
	if ((atol(argv[1]) && kilobytes > atol(argv[1])) ||
	    (atol(argv[2]) && time > atol(argv[2])))
		return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
