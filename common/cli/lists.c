/* Files that options name; see lists.h. */
#define _POSIX_C_SOURCE 200809L /* getline */
#include "cli/lists.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/exit.h"

enum { PIECE = 64 * 1024 };

static FILE *
open_file(const char *file)
{
	FILE *stream = fopen(file, "r");

	if (!stream)
		err(exit_status(EX_NOINPUT), "%s", file);
	return stream;
}

static void
close_file(FILE *stream, const char *file)
{
	if (ferror(stream))
		err(exit_status(EX_NOINPUT), "%s", file);
	fclose(stream);
}

void
lists_read(const char *file, const char *wanted,
    bool (*take)(struct stats *stats, struct view line), struct stats *stats)
{
	FILE *stream = open_file(file);
	char *room = NULL;
	size_t size = 0;
	ssize_t n;
	uint64_t number = 0;
	struct view line;

	while ((n = getline(&room, &size, stream)) >= 0) {
		number++;
		line = view_trim((struct view){room, (size_t)n});
		if (!view_empty(line) && line.p[0] != '#' &&
		    !take(stats, line))
			warnx("%s:%" PRIu64 ": %s", file, number, wanted);
	}
	free(room);
	close_file(stream, file);
}

struct view
lists_load(struct arena *arena, const char *file)
{
	FILE *stream = open_file(file);
	struct buf text = {0};
	struct view copy;
	size_t n;

	do {
		n = fread(buf_room(&text, PIECE), 1, PIECE, stream);
		text.n += n;
	} while (n > 0);
	close_file(stream, file);
	copy = arena_copy(arena, buf_view(&text));
	buf_free(&text);
	return copy;
}
