/* Rows of phrases from a file; see phrase.h. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/exit.h"
#include "format/phrase.h"
#include "format/phrase_read.h"

static void
read_file(const char *file, struct buf *out)
{
	FILE *stream = fopen(file, "r");
	size_t n;

	if (!stream)
		err(exit_status(EX_NOINPUT), "%s", file);
	do {
		n = fread(buf_room(out, BUFSIZ), 1, BUFSIZ, stream);
		out->n += n;
	} while (n > 0);
	if (ferror(stream))
		err(exit_status(EX_NOINPUT), "%s", file);
	fclose(stream);
}

const struct phrase_set *
phrase_open(const char *file)
{
	struct arena *arena = calloc(1, sizeof *arena);
	struct phrase_reading reading = {.arena = arena};
	struct phrase_set *set;
	struct buf text = {0};

	if (!arena)
		err(EX_TEMPFAIL, "malloc");
	read_file(file, &text);
	if (!phrase_read_rows(&reading, arena_copy(arena, buf_view(&text))))
		errx(exit_status(EX_DATAERR), "%s:%zu: %s", file,
		    reading.line, reading.fault);
	buf_free(&text);
	set = ARENA_NEW(arena, struct phrase_set, 1);
	*set = phrase_read_finish(&reading);
	return set;
}
