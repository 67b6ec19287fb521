/* Operands turned into messages and lines; see source.h. */
#define _GNU_SOURCE
#include "input/source.h"

#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "input/folder.h"
#include "input/names.h"
#include "input/opening.h"
#include "input/reader.h"
#include "input/recall.h"

struct source {
	struct arena arena; /* where this is */
	char *const *operands;
	size_t count, at;
	bool listed;        /* --files-from was given */
	bool reading;       /* reader has a file */
	struct missed missed;
	struct names names;
	struct folder folder;
	struct reader reader;
	struct recall recall; /* its state: NULL without --state */
	struct buf name;    /* of the file or directory being read */
	struct view shown;  /* of the file being read */
};

static char *const standard_input[] = {"-"};

struct source *
source_open(const struct source_options *options, char **operands,
    size_t count)
{
	struct arena arena = {0};
	struct source *source = ARENA_NEW(&arena, struct source, 1);

	source->arena = arena;
	source->operands = operands;
	source->count = count;
	if (count == 0 && !options->list) {
		source->operands = standard_input;
		source->count = 1;
	}
	reader_init(&source->reader, options);
	source->missed.redact = options->redact;
	source->folder.missed = &source->missed;
	source->folder.recursive = options->recursive;
	source->recall.state = options->state;
	if (options->state)
		source->folder.seen = &options->state->seen;
	source->listed = options->list;
	if (options->list)
		names_open(&source->names, options->list, options->separator,
		    &source->missed);
	return source;
}

/* Puts the name of the next operand, or of the list's next file, into
 * source->name: false at the end. */
static bool
next_name(struct source *source, bool *standard)
{
	struct view operand;

	*standard = false;
	if (source->at == source->count)
		return source->listed &&
		    names_next(&source->names, &source->name);
	operand = view_of(source->operands[source->at++]);
	*standard = view_eq(operand, VIEW("-"));
	source->name.n = 0;
	buf_add(&source->name, (struct view){operand.p, operand.n + 1});
	source->name.n--;
	return true;
}

static void
start(struct source *source, int fd, bool waits, struct view name)
{
	const struct stream *stream = &source->reader.stream;

	if (stream->taken)
		stream->taken(stream->taken_data, 1, 0);
	source->shown = name;
	source->reading = true;
	if (source->recall.state)
		source->reading = recall_open(&source->recall,
		    &source->reader, fd);
	else
		reader_open(&source->reader, fd, waits);
}

/* Opens the folder's next file: false at its end. */
static bool
start_in_folder(struct source *source)
{
	struct folder *folder = &source->folder;
	int fd = folder_next(folder);

	if (fd < 0)
		return false;
	source->recall.way = folder->part ? RECALL_NAME : RECALL_BOTH;
	source->recall.key = folder->key;
	start(source, fd, false, buf_view(&folder->path));
	return true;
}

/* What cannot be read again after a crash has no place in a state. */
static void
leave_out(struct source *source, int fd, struct view name)
{
	missed_state(&source->missed, name);
	close(fd);
}

/* Opens what source->name names; a fault is remembered. */
static void
open_named(struct source *source, bool standard)
{
	struct view name = buf_view(&source->name);
	struct stat st;
	int fd = standard ? opening_stdin(&st) : opening_file(name.p, &st);

	source->recall.way = RECALL_PLACE;
	if (fd < 0)
		missed_open(&source->missed, name, errno);
	else if (S_ISDIR(st.st_mode))
		folder_open(&source->folder, fd, name);
	else if (source->recall.state && !S_ISREG(st.st_mode))
		leave_out(source, fd, name);
	else
		start(source, fd, !S_ISREG(st.st_mode), name);
}

/* Opens the next file: false when there are no more. */
static bool
next_file(struct source *source)
{
	bool standard;

	while (!source->reading) {
		if (start_in_folder(source))
			continue;
		if (!next_name(source, &standard))
			return false;
		open_named(source, standard);
	}
	return true;
}

static void
end_file(struct source *source)
{
	const struct stream *stream = &source->reader.stream;

	if (stream->error)
		missed_read(&source->missed, source->shown, stream->offset,
		    stream->error);
	else if (source->recall.state)
		recall_end(&source->recall, &source->reader);
	reader_close(&source->reader);
	source->reading = false;
}

bool
source_next(struct source *source, struct item *item)
{
	while (next_file(source)) {
		if (reader_next(&source->reader, item)) {
			item->source = source->shown;
			return true;
		}
		end_file(source);
	}
	return false;
}

int
source_close(struct source *source)
{
	struct arena arena = source->arena;
	int status = source->missed.status;

	reader_free(&source->reader);
	folder_free(&source->folder);
	if (source->listed)
		names_free(&source->names);
	buf_free(&source->name);
	arena_free(&arena);
	return status;
}
