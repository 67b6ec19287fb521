/*
 * What commands take: compare < TABLE.  A line of TABLE is a name, a number of
 * rounds and a command for sh, with tabs between; in every round each command
 * with rounds left runs once, so that what else the machine does falls on all
 * alike.  Prints lines of name, seconds of processor time (of all processes
 * and threads), seconds by the clock, and kilobytes of the largest process,
 * tabs between: medians over the rounds.  A command that fails is named on
 * standard error and left out.
 */
#define _DEFAULT_SOURCE
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROCESSOR, CLOCK, MEMORY, QUANTITIES, MOST = 99 };

struct command {
	char *name, *text;
	int rounds, done;
	bool failed;
	double taken[QUANTITIES][MOST];
};

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
run(struct command *command)
{
	struct rusage usage;
	double start = now();
	pid_t pid = fork();
	int status, i = command->done++;

	if (pid < 0)
		err(1, "fork");
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", command->text, (char *)NULL);
		_exit(127);
	}
	if (wait4(pid, &status, 0, &usage) != pid)
		err(1, "wait4");
	command->taken[CLOCK][i] = now() - start;
	command->taken[PROCESSOR][i] = seconds(usage.ru_utime) +
	    seconds(usage.ru_stime);
	command->taken[MEMORY][i] = (double)usage.ru_maxrss;
	if (status != 0) {
		warnx("%s failed: %s", command->name, command->text);
		command->failed = true;
	}
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, by_size);
	return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* Reads a line of the table; false after the last. */
static bool
next(struct command *command)
{
	char *line = NULL, *rounds;
	size_t room = 0;
	ssize_t n = getline(&line, &room, stdin);

	if (n <= 0)
		return false;
	line[n - 1] = '\0';
	*command = (struct command){ .name = line };
	rounds = strchr(line, '\t');
	command->text = rounds ? strchr(rounds + 1, '\t') : NULL;
	if (!command->text)
		errx(64, "no command: %s", line);
	*rounds++ = '\0';
	*command->text++ = '\0';
	command->rounds = atoi(rounds);
	if (command->rounds < 1 || command->rounds > MOST)
		errx(64, "%s rounds of %s", rounds, line);
	return true;
}

int
main(void)
{
	struct command *commands = NULL, one;
	size_t count = 0;
	bool more = true;

	while (next(&one)) {
		commands = realloc(commands, (count + 1) * sizeof *commands);
		if (!commands)
			err(1, "realloc");
		commands[count++] = one;
	}
	while (more) {
		more = false;
		for (size_t i = 0; i < count; i++)
			if (commands[i].done < commands[i].rounds &&
			    !commands[i].failed) {
				run(&commands[i]);
				more = true;
			}
	}
	for (size_t i = 0; i < count; i++) {
		struct command *c = &commands[i];

		if (!c->failed)
			printf("%s\t%.4f\t%.4f\t%.0f\n", c->name,
			    median(c->taken[PROCESSOR], c->done),
			    median(c->taken[CLOCK], c->done),
			    median(c->taken[MEMORY], c->done));
	}
	free(commands);
	return 0;
}
