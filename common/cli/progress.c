/* A bar on standard error; see progress.h. */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "cli/progress.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "input/extent.h"

enum {
	WAIT_MS = 1000, EVERY_MS = 100, /* until the first, until the next */
	LEFT_AFTER_MS = 1000,           /* from when on the time left is told */
	WIDTH = 80, LEAST = 24,         /* columns: at most, for a bar */
	ROOM = 4096                     /* more than one drawing takes */
};

struct progress {
	const struct reading *reading;
	const struct source_options *options;
	struct out *out;
	uint64_t standard;    /* where standard input stood */
	uint64_t files, bytes; /* read so far */
	int64_t start, next;  /* milliseconds */
	struct extent extent;
	bool looked, known;   /* for the extent; what came of it */
	bool shown;           /* since standard output was written to */
	size_t width;         /* of what was drawn last */
	struct buf text;
	char room[ROOM];      /* stderr's buffer, to the end */
};

static int64_t
now(void)
{
	struct timespec t = {0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The terminal may be resized while we run.  The last column stays free, so
 * that no terminal begins another line. */
static size_t
columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0 ||
	    size.ws_col > WIDTH)
		return WIDTH - 1;
	return size.ws_col - 1U;
}

static uint64_t
done(const struct progress *progress)
{
	uint64_t n = progress->extent.files ? progress->files :
	    progress->bytes;

	if (progress->extent.files && n > 0)
		n--; /* the one being read is not done */
	return n < progress->extent.total ? n : progress->extent.total;
}

/* "  1:07:00 left" */
static void
put_left(struct buf *out, const struct progress *progress, int64_t elapsed)
{
	double share = (double)done(progress) /
	    (double)progress->extent.total;
	uint64_t left;

	if (elapsed < LEFT_AFTER_MS || share <= 0)
		return;
	left = (uint64_t)((double)elapsed / 1000 * (1 - share) / share + 0.5);
	if (left >= 360000)
		return;
	buf_addc(out, ' ');
	if (left >= 3600)
		buf_printf(out, " %" PRIu64 ":%02u", left / 3600,
		    (unsigned)(left / 60 % 60));
	else
		buf_printf(out, " %u", (unsigned)(left / 60));
	buf_printf(out, ":%02u left", (unsigned)(left % 60));
}

static void
put_bar(struct buf *out, const struct progress *progress, size_t width)
{
	double share = (double)done(progress) /
	    (double)progress->extent.total;
	size_t full;

	buf_printf(out, "%3u %%", (unsigned)(100 * share));
	if (width < LEAST)
		return;
	full = (size_t)((double)(width - LEAST) * share);
	buf_add(out, VIEW(" ["));
	for (size_t i = 0; i < width - LEAST; i++)
		buf_addc(out, i < full ? '=' : i == full ? '>' : ' ');
	buf_addc(out, ']');
}

/* Where the end is not known. */
static void
put_count(struct buf *out, const struct progress *progress)
{
	buf_printf(out, "%.1f MB read", (double)progress->bytes / 1e6);
	if (progress->files > 1)
		buf_printf(out, ", %" PRIu64 " files", progress->files);
}

static void
draw(struct progress *progress, int64_t elapsed)
{
	struct buf *text = &progress->text;
	size_t width = columns();

	text->n = 0;
	if (progress->known) {
		put_bar(text, progress, width);
		put_left(text, progress, elapsed);
	} else {
		put_count(text, progress);
	}
	if (text->n > width)
		text->n = width;
	progress->width = text->n;
	/* What is in the buffer takes off the bar before. */
	flockfile(stderr);
	fprintf(stderr, "\r%.*s", (int)text->n, text->p);
	fflush(stderr);
	fprintf(stderr, "\r%*s\r", (int)text->n, "");
	funlockfile(stderr);
	progress->shown = true;
}

/* After each read, and when a file was opened. */
static void
taken(void *data, size_t files, size_t bytes)
{
	struct progress *progress = data;
	const struct reading *reading = progress->reading;
	int64_t time = now();

	progress->files += files;
	progress->bytes += bytes;
	if (time < progress->next)
		return;
	if (!progress->looked)
		progress->known = extent_find(progress->options,
		    reading->operands, reading->operand_count,
		    progress->standard, &progress->extent);
	progress->looked = true;
	progress->next = INT64_MAX;
	if (!progress->known && !reading->progress)
		return;
	draw(progress, time - progress->start);
	progress->next = time + EVERY_MS;
}

/* Before standard output is written to. */
static void
clear(void *data)
{
	struct progress *progress = data;

	if (progress->shown)
		fflush(stderr);
	progress->shown = false;
}

struct progress *
progress_open(const struct reading *reading, struct source_options *options,
    struct out *out, bool silent)
{
	bool wanted = reading->progress || (isatty(STDERR_FILENO) &&
	    (silent || !isatty(STDOUT_FILENO)));
	struct progress *progress;
	off_t at;

	if (!wanted)
		return NULL;
	progress = calloc(1, sizeof *progress);
	if (!progress)
		err(EX_TEMPFAIL, "calloc");
	setvbuf(stderr, progress->room, _IOLBF, ROOM);
	at = lseek(STDIN_FILENO, 0, SEEK_CUR);
	progress->standard = at < 0 ? 0 : (uint64_t)at;
	progress->reading = reading;
	progress->options = options;
	progress->out = out;
	progress->start = now();
	progress->next = progress->start + (reading->progress ? 0 : WAIT_MS);
	options->taken = taken;
	options->taken_data = progress;
	out->before = clear;
	out->before_data = progress;
	return progress;
}

void
progress_close(struct progress *progress)
{
	if (!progress)
		return;
	clear(progress);
	progress->out->before = NULL;
	buf_free(&progress->text); /* the rest is stderr's */
}
