/* Any bytes as a file of dialects; those that can be read are looked for in a
 * text, which is what follows a NUL byte. */
#include "base/fold.h"
#include "check.h"
#include "format/phrase_read.h"

static void
find(struct arena *arena, struct phrase_reading *reading, struct view text)
{
	struct phrase_set set = phrase_read_finish(reading);
	struct phrase_hits hits = {0};
	char *p = arena_text(arena, text.n);
	struct view folded = {p, fold(p, text)};

	phrase_rows_find(arena, &set, folded, 0, &hits);
	for (size_t i = 0; i < hits.n; i++) {
		check(hits.v[i].at <= hits.v[i].end);
		check(hits.v[i].end <= folded.n);
		check(hits.v[i].use->row < set.row_count);
	}
}

/* What a fault left behind: the programs end then. */
static void
forget(struct phrase_reading *reading)
{
	buf_free(&reading->scan.blob);
	buf_free(&reading->scan.phrases);
	buf_free(&reading->rows);
	buf_free(&reading->uses);
	buf_free(&reading->fields);
	buf_free(&reading->first);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct phrase_reading reading = {.arena = &arena};
	struct view all = input(data, size), text, asked;

	view_cut(all, '\0', &text, &asked);
	if (phrase_read_rows(&reading, text))
		find(&arena, &reading, asked);
	else
		check(reading.fault != NULL);
	forget(&reading);
	arena_free(&arena);
	return 0;
}
