/*
 * What holds for any message, tried on each file given: cut anywhere, with
 * any byte replaced, with any line ends, behind and before any other message
 * in a mailbox, and a byte at a time through a pipe, it gives records, and
 * where nothing is lost the same records.  Prints every 100th line for a look
 * at it; exit status 1, with the reason on standard error, when not all holds.
 * The number before the files: try only every so many cuts.
 */
#define _DEFAULT_SOURCE
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/plain.h"
#include "base/utf8.h"
#include "format/decode.h"
#include "input/reader.h"
#include "record/json.h"

enum {
	WHOLE = 8192,      /* longer files are cut at random places */
	RANDOM_CUTS = 500, REPLACED = 300,
	SHOWN = 100
};

#define FROM_LINE VIEW("From a@example.org Sat Nov 21 20:48:21 2026\n")

struct file {
	const char *name;
	struct buf bytes;   /* line ends LF, the last line ended */
	struct buf records; /* as it is */
};

static const char *doing, *at;
static unsigned long lines_seen;

static void
must(bool good, const char *what)
{
	if (!good)
		errx(1, "%s: %s: %s", at, doing, what);
}

static uint32_t
random_below(uint32_t n)
{
	static uint64_t state = 7;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static void
check_text(struct view text)
{
	uint32_t code;
	bool valid;

	while (text.n > 0) {
		text = view_from(text, utf8_decode(text, &code, &valid));
		must(valid, "not UTF-8");
		must(!plain_unsafe(code), "a control character");
	}
}

/* What a line of output must be. */
static void
check_line(struct arena *arena, struct view line)
{
	struct json_line read;

	must(view_chr(line, '\n') == line.n - 1, "not one line");
	check_text(view_upto(line, line.n - 1));
	must(json_read(arena, view_upto(line, line.n - 1), &read), "not JSON");
	must(read.recipient.kind != KIND_NONE, "no kind");
	must(read.recipient.id.n == 16, "no id");
	if (++lines_seen % SHOWN == 0)
		fwrite(line.p, 1, line.n, stdout);
}

/* Appends the records of one item, their places left out. */
static void
decode(const struct item *item, struct buf *out)
{
	static struct arena arena;
	const struct decode_options options = {.all = true};
	struct decoded decoded;

	arena_reset(&arena);
	decode_message(&arena, &options, item, &decoded);
	must(decoded.count > 0, "no record");
	decoded.report->offset = decoded.report->size = 0;
	for (size_t i = 0; i < decoded.count; i++) {
		struct record record = {decoded.report,
		    &decoded.recipients[i], NULL};
		size_t start = out->n;

		json_write(out, &record, false);
		check_line(&arena, view_from(buf_view(out), start));
	}
}

static void
decode_bytes(struct view bytes)
{
	static struct buf out;
	struct item item = {.bytes = bytes, .size = bytes.n,
	    .source = VIEW("-"), .envelope = VIEW_NONE};

	out.n = 0;
	decode(&item, &out);
}

/* The records of all that can be read from fd. */
static void
decode_file(int fd, bool waits, struct buf *out)
{
	static struct reader reader;
	struct source_options options = {.json = false};
	struct item item;

	if (!reader.max_message)
		reader_init(&reader, &options);
	reader_open(&reader, fd, waits);
	while (reader_next(&reader, &item)) {
		item.source = VIEW("-");
		decode(&item, out);
	}
	reader_close(&reader);
}

static void
decode_text(struct view text, struct buf *out)
{
	static FILE *file;

	if (!file && !(file = tmpfile()))
		err(1, "tmpfile");
	if (ftruncate(fileno(file), 0) < 0 ||
	    pwrite(fileno(file), text.p, text.n, 0) != (ssize_t)text.n ||
	    lseek(fileno(file), 0, SEEK_SET) != 0)
		err(1, "temporary file");
	out->n = 0;
	decode_file(dup(fileno(file)), false, out);
}

static void
must_be(const struct buf *got, const struct buf *wanted)
{
	if (view_eq(buf_view(got), buf_view(wanted)))
		return;
	fprintf(stderr, "wanted: %.*sgot:    %.*s", (int)wanted->n, wanted->p,
	    (int)got->n, got->p);
	must(false, "other records");
}

static void
try_cuts(const struct file *file, size_t step)
{
	struct view all = buf_view(&file->bytes);

	doing = "cut";
	for (size_t n = 0; n < all.n && all.n <= WHOLE; n += step)
		decode_bytes(view_upto(all, n));
	for (int i = 0; i < RANDOM_CUTS && all.n > WHOLE; i += (int)step)
		decode_bytes(view_upto(all, random_below((uint32_t)all.n)));
}

static void
try_replacing(const struct file *file, size_t step)
{
	char *p = file->bytes.p, kept;
	uint32_t where;

	doing = "a byte replaced";
	for (size_t i = 0; i < REPLACED && file->bytes.n; i += step) {
		where = random_below((uint32_t)file->bytes.n);
		kept = p[where];
		p[where] = (char)random_below(256);
		decode_bytes(buf_view(&file->bytes));
		p[where] = kept;
	}
}

/* CR LF, CR, and a mixture of all three. */
static void
try_line_ends(const struct file *file)
{
	static const struct view ends[] = {{"\r\n", 2}, {"\r", 1}, {"\n", 1}};
	static struct buf text, records;
	struct view rest, line;

	doing = "line ends";
	for (size_t style = 0; style < 3; style++) {
		size_t n = 0;

		text.n = 0;
		for (rest = buf_view(&file->bytes); view_line(&rest, &line);
		    n++) {
			buf_add(&text, line);
			/* CR LF after CR would be one end of a line */
			buf_add(&text, ends[style < 2 ? style : n % 2 * 2]);
		}
		decode_text(buf_view(&text), &records);
		must_be(&records, &file->records);
	}
}

static void
add_entry(struct buf *box, const struct file *file)
{
	buf_add(box, FROM_LINE);
	buf_add(box, buf_view(&file->bytes));
	buf_addc(box, '\n');
}

/* Without its From_ line: the sender in it is a field of the record. */
static void
try_pair(const struct file *a, const struct file *b)
{
	static struct buf box, both, got;
	struct buf one = {0};

	doing = b->name;
	box.n = both.n = 0;
	add_entry(&box, a);
	decode_text(buf_view(&box), &one);
	buf_add(&both, buf_view(&one));
	box.n = 0;
	add_entry(&box, b);
	decode_text(buf_view(&box), &one);
	buf_add(&both, buf_view(&one));
	box.n = 0;
	add_entry(&box, a);
	add_entry(&box, b);
	decode_text(buf_view(&box), &got);
	must_be(&got, &both);
	buf_free(&one);
}

struct feeding {
	struct view bytes;
	int fd;
};

static void *
feed(void *data)
{
	struct feeding *feeding = data;

	for (size_t i = 0; i < feeding->bytes.n; i++)
		if (write(feeding->fd, feeding->bytes.p + i, 1) != 1)
			err(1, "write");
	close(feeding->fd);
	return NULL;
}

static void
try_pipe(const struct file *file)
{
	static struct buf got;
	struct feeding feeding = {.bytes = buf_view(&file->bytes)};
	pthread_t thread;
	int fds[2];

	doing = "a pipe";
	if (pipe(fds) < 0)
		err(1, "pipe");
	feeding.fd = fds[1];
	if (pthread_create(&thread, NULL, feed, &feeding))
		errx(1, "pthread_create");
	got.n = 0;
	decode_file(fds[0], true, &got);
	pthread_join(thread, NULL);
	must_be(&got, &file->records);
}

static void
load(struct file *file, const char *name)
{
	FILE *stream = fopen(name, "rb");
	struct buf raw = {0};
	struct view rest, line;

	if (!stream)
		err(1, "%s", name);
	do
		raw.n += fread(buf_room(&raw, BUFSIZ), 1, BUFSIZ, stream);
	while (!feof(stream) && !ferror(stream));
	fclose(stream);
	*file = (struct file){.name = name};
	for (rest = buf_view(&raw); view_line(&rest, &line);) {
		buf_add(&file->bytes, line);
		buf_addc(&file->bytes, '\n');
	}
	buf_free(&raw);
	at = name;
	doing = "as it is";
	decode_text(buf_view(&file->bytes), &file->records);
}

static void
try_all(const struct file *files, size_t count, size_t step)
{
	for (size_t i = 0; i < count; i++) {
		at = files[i].name;
		try_cuts(&files[i], step);
		try_replacing(&files[i], step);
		try_line_ends(&files[i]);
		try_pipe(&files[i]);
		for (size_t k = i % step; k < count; k += step)
			if (!view_starts(buf_view(&files[k].bytes),
			    VIEW("From ")))
				try_pair(&files[i], &files[k]);
	}
}

int
main(int argc, char **argv)
{
	size_t count = argc > 2 ? (size_t)argc - 2 : 0;
	struct file *files = calloc(count + 1, sizeof *files);

	if (!files)
		err(1, "calloc");
	for (size_t i = 0; i < count; i++)
		load(&files[i], argv[i + 2]);
	if (count > 0)
		try_all(files, count, (size_t)atoi(argv[1]));
	for (size_t i = 0; i < count; i++) {
		buf_free(&files[i].bytes);
		buf_free(&files[i].records);
	}
	free(files);
	return 0;
}
