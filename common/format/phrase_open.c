/* Rows of phrases from a file; see phrase.h. */
#include <err.h>
#include <sysexits.h>

#include "base/exit.h"
#include "base/file.h"
#include "format/phrase.h"
#include "format/phrase_read.h"

const struct phrase_set *
phrase_open(struct arena *arena, const char *file)
{
	struct phrase_reading reading = {.arena = arena};
	struct phrase_set *set;

	if (!phrase_read_rows(&reading, file_load(arena, file)))
		errx(exit_status(EX_DATAERR), "%s:%zu: %s", file,
		    reading.line, reading.fault);
	set = ARENA_NEW(arena, struct phrase_set, 1);
	*set = phrase_read_finish(&reading);
	return set;
}
