/*
 * Any bytes as the standard input of bounce-parse, from there to its standard
 * output: split, decoded and written, by one thread and by three, which must
 * write the same.
 */
#define _DEFAULT_SOURCE /* fileno, ftruncate */
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "cli/feed.h"

static void
take(void *data, struct fed *fed, struct buf *out)
{
	(void)data;
	json_write(out, &fed->record, false);
}

static void
run(unsigned jobs)
{
	struct reading reading = {.source = {.max_message = 3000},
	    .decode = {.all = true}, .since = INT_NONE, .jobs = jobs,
	    .no_sandbox = true};
	void *data[3] = {NULL};
	struct feed_user user = {.take = take, .data = data};
	struct out out = {.line_buffered = jobs > 1};

	check(lseek(STDIN_FILENO, 0, SEEK_SET) == 0);
	check(lseek(STDOUT_FILENO, 0, SEEK_SET) == 0);
	check(ftruncate(STDOUT_FILENO, 0) == 0);
	check(feed_run(&reading, &user, &out) == 0);
	out_flush(&out);
	buf_free(&out.buf);
}

static void
written(struct buf *all)
{
	off_t size = lseek(STDOUT_FILENO, 0, SEEK_END);
	char *p;

	check(size >= 0);
	buf_reset(all);
	p = buf_room(all, (size_t)size + 1);
	check(pread(STDOUT_FILENO, p, (size_t)size, 0) == size);
	all->n = (size_t)size;
	check_lines(buf_view(all));
}

static void
open_files(void)
{
	FILE *in = tmpfile(), *out = tmpfile();

	check(in && dup2(fileno(in), STDIN_FILENO) >= 0);
	check(out && dup2(fileno(out), STDOUT_FILENO) >= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool opened;
	struct buf one = {0}, three = {0};

	if (!opened)
		open_files();
	opened = true;
	check(ftruncate(STDIN_FILENO, 0) == 0);
	check(pwrite(STDIN_FILENO, data, size, 0) == (ssize_t)size);
	run(1);
	written(&one);
	run(3);
	written(&three);
	check(view_eq(buf_view(&one), buf_view(&three)));
	buf_free(&one);
	buf_free(&three);
	return 0;
}
