/* Lists of file names; see names.h. */
#include "input/names.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "input/opening.h"

enum { SHOWN = 60 /* bytes of a name that is too long */ };

/* Opens the list: its descriptor, or -1 with errno set. */
static int
open_list(const char *list, struct stat *st)
{
	int fd = strcmp(list, "-") == 0 ? opening_stdin(st) :
	    opening_file(list, st);

	if (fd < 0 || !S_ISDIR(st->st_mode))
		return fd;
	close(fd);
	errno = EISDIR;
	return -1;
}

void
names_open(struct names *names, const char *list, char separator,
    struct missed *missed)
{
	struct stat st;
	int fd = open_list(list, &st);

	*names = (struct names){
		.missed = missed, .list = view_of(list),
		.separator = separator
	};
	stream_init(&names->stream, NAMES_MAX + STREAM_BEHIND);
	names->stream.raw = true;
	if (fd < 0)
		missed_open(missed, names->list, errno);
	else
		stream_open(&names->stream, fd, !S_ISREG(st.st_mode));
}

/* The start of a name that is too long, without half an address. */
static struct view
start_of(const struct names *names, struct view name)
{
	struct view start = view_upto(name, SHOWN);

	if (names->missed->redact)
		start = view_upto(start, view_rchr(start, '/') + 1);
	return start;
}

/* Whether a name can be opened; else it is reported. */
static bool
is_name(struct names *names, struct view name)
{
	if (name.n > NAMES_MAX)
		missed_open(names->missed, start_of(names, name),
		    ENAMETOOLONG);
	else if (view_chr(name, '\0') != VIEW_NPOS)
		missed_open(names->missed, name, ENOENT);
	else
		return name.n > 0;
	return false;
}

bool
names_next(struct names *names, struct buf *name)
{
	struct stream *stream = &names->stream;
	struct view found;
	size_t end, next = 0;

	name->n = 0;
	if (stream->fd < 0)
		return false;
	do {
		stream_pass(stream, next);
		end = stream_until(stream, names->separator, NAMES_MAX, &next);
		found = view_upto(stream_window(stream), end);
	} while (next > 0 && !is_name(names, found));
	buf_add(name, found);
	buf_addc(name, '\0');
	name->n--;
	stream_pass(stream, next);
	if (stream->error)
		missed_read(names->missed, names->list, stream->offset,
		    stream->error);
	if (next == 0)
		stream_close(stream);
	return next > 0;
}

void
names_free(struct names *names)
{
	stream_free(&names->stream);
}
