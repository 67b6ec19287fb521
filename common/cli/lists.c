/* Files that options name; see lists.h. */
#define _POSIX_C_SOURCE 200809L /* getline */
#include "cli/lists.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/exit.h"

void
lists_read(const char *file, const char *wanted,
    bool (*take)(struct stats *stats, struct view line),
    const struct lists *to)
{
	FILE *stream = fopen(file, "r");
	char *room = NULL;
	size_t size = 0;
	ssize_t n;
	uint64_t number = 0;
	struct view line;
	struct arena arena = {0};
	struct redactor redactor = {to->redact, &arena, NULL, 0};

	if (!stream)
		err(exit_status(EX_NOINPUT), "%s", file);
	while ((n = getline(&room, &size, stream)) >= 0) {
		number++;
		line = view_trim((struct view){room, (size_t)n});
		if (view_empty(line) || line.p[0] == '#')
			continue;
		arena_reset(&arena);
		redactor.growth = 0;
		if (to->redact)
			line = redact_text(&redactor, line, REDACT_STRICT);
		if (!take(to->stats, line))
			warnx("%s:%" PRIu64 ": %s", file, number, wanted);
	}
	arena_free(&arena);
	free(room);
	if (ferror(stream))
		err(exit_status(EX_NOINPUT), "%s", file);
	fclose(stream);
}
