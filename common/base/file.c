/* Files read whole; see file.h. */
#include "base/file.h"

#include <err.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/exit.h"

enum { PIECE = 64 * 1024 };

struct view
file_load(struct arena *arena, const char *name)
{
	FILE *file = fopen(name, "rb");
	struct buf text = {0};
	struct view copy;
	size_t n = 1;

	if (!file)
		err(exit_status(EX_NOINPUT), "%s", name);
	while (n > 0 && text.n <= FILE_MAX) {
		n = fread(buf_room(&text, PIECE), 1, PIECE, file);
		text.n += n;
	}
	if (ferror(file))
		err(exit_status(EX_NOINPUT), "%s", name);
	fclose(file);
	if (text.n > FILE_MAX)
		errx(exit_status(EX_DATAERR), "%s: longer than %d bytes",
		    name, FILE_MAX);
	copy = arena_copy(arena, buf_view(&text));
	buf_free(&text);
	return copy;
}
