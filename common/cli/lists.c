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
    bool (*take)(struct stats *stats, struct view line), struct stats *stats)
{
	FILE *stream = fopen(file, "r");
	char *room = NULL;
	size_t size = 0;
	ssize_t n;
	uint64_t number = 0;
	struct view line;

	if (!stream)
		err(exit_status(EX_NOINPUT), "%s", file);
	while ((n = getline(&room, &size, stream)) >= 0) {
		number++;
		line = view_trim((struct view){room, (size_t)n});
		if (!view_empty(line) && line.p[0] != '#' &&
		    !take(stats, line))
			warnx("%s:%" PRIu64 ": %s", file, number, wanted);
	}
	free(room);
	if (ferror(stream))
		err(exit_status(EX_NOINPUT), "%s", file);
	fclose(stream);
}
