/* Forms told apart; see reader.h. */
#include "input/reader.h"

#include "input/lines.h"

enum {
	MAX_BLANKS = 4096 /* before the "{" of JSON lines */
};

void
reader_init(struct reader *reader, const struct source_options *options)
{
	size_t max = options->max_message, most;

	if (max == 0)
		max = SOURCE_MAX_MESSAGE;
	if (max > SIZE_MAX / 8) /* more than memory can hold */
		max = SIZE_MAX / 8;
	most = max > SOURCE_MAX_LINE ? max : SOURCE_MAX_LINE;
	*reader = (struct reader){.json = options->json, .max_message = max};
	stream_init(&reader->stream, most + MBOX_ROOM);
	reader->stream.keep = options->keep;
	reader->stream.keep_data = options->keep_data;
	reader->stream.wait = options->wait;
	reader->stream.wait_data = options->wait_data;
	reader->stream.taken = options->taken;
	reader->stream.taken_data = options->taken_data;
}

void
reader_open(struct reader *reader, int fd, bool waits)
{
	stream_open(&reader->stream, fd, waits);
	reader->form = READER_NEW;
	reader->mbox = (struct mbox){0};
	reader->used = 0;
	reader->line = reader->last_line = 0;
	reader->last = reader->end = 0;
	reader->known_end = UINT64_MAX;
}

/* Passes over line ends: false when nothing else is there. */
static bool
skip_blank_lines(struct reader *reader)
{
	struct stream *stream = &reader->stream;
	struct view w;
	size_t n;

	do {
		w = stream_window(stream);
		for (n = 0; n < w.n; n++) {
			if (w.p[n] == '\n')
				reader->line++;
			else if (w.p[n] != '\r')
				break;
		}
		stream_pass(stream, n);
		if (n < w.n)
			return true;
	} while (stream_more(stream));
	return false;
}

static bool
is_json(struct stream *stream)
{
	struct view w;

	for (size_t i = 0; i < MAX_BLANKS; i++) {
		w = stream_window(stream);
		if (i == w.n && !stream_more(stream))
			return false;
		w = stream_window(stream);
		if (!is_space(w.p[i]))
			return w.p[i] == '{';
	}
	return false;
}

/* What the file holds; READER_NEW: nothing. */
static enum reader_form
tell(struct reader *reader)
{
	struct stream *stream = &reader->stream;
	const struct view mark = VIEW("\xef\xbb\xbf");

	if (stream_starts(stream, 0, mark))
		stream_pass(stream, mark.n);
	if (!skip_blank_lines(reader))
		return READER_NEW;
	if (reader->json && is_json(stream))
		return READER_LINES;
	return mbox_starts(stream) ? READER_MBOX : READER_SINGLE;
}

/* What the window begins with, whatever is known of it. */
static bool
find(struct reader *reader, struct item *item)
{
	struct stream *stream = &reader->stream;

	stream_pass(stream, reader->used);
	reader->used = 0;
	if (reader->form == READER_NEW)
		reader->form = tell(reader);
	if (reader->form == READER_LINES)
		reader->used = lines_next(stream, &reader->line, item);
	else if (reader->form == READER_MBOX)
		reader->used = mbox_next(&reader->mbox, stream,
		    reader->max_message, item);
	else if (reader->form == READER_SINGLE)
		reader->used = mbox_single(stream, reader->max_message, item);
	if (reader->used == 0)
		return false;
	reader->last = item->offset;
	reader->end = item->offset + item->size;
	reader->last_line = item->line ? item->line - 1 : 0;
	return true;
}

bool
reader_next(struct reader *reader, struct item *item)
{
	bool found = find(reader, item);
	bool known = found && reader->end == reader->known_end;

	reader->known_end = UINT64_MAX;
	return known ? find(reader, item) : found;
}

void
reader_close(struct reader *reader)
{
	stream_close(&reader->stream);
}

void
reader_free(struct reader *reader)
{
	stream_free(&reader->stream);
}
