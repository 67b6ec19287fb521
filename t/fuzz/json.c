/* Any bytes as a line of JSON: read, written, and rewritten. */
#include "check.h"
#include "record/json.h"

static void
write_both(struct arena *arena, const struct json_line *line, bool all_keys)
{
	struct record record = {(struct report *)&line->report,
	    (struct recipient *)&line->recipient,
	    line->classified ? (struct verdict *)&line->verdict : NULL};
	struct buf first = {0}, second = {0};
	struct json_line again;

	json_write(&first, &record, all_keys);
	check_line(buf_view(&first));
	check(json_read(arena, view_upto(buf_view(&first), first.n - 1),
	    &again));
	json_rewrite(arena, &second, &again, &line->verdict, all_keys);
	check_line(buf_view(&second));
	check(json_read(arena, view_upto(buf_view(&second), second.n - 1),
	    &again));
	buf_reset(&first);
	json_rewrite(arena, &first, &again, &line->verdict, all_keys);
	check(view_eq(buf_view(&first), buf_view(&second)));
	buf_free(&first);
	buf_free(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct json_line line;

	if (json_read(&arena, input(data, size), &line)) {
		write_both(&arena, &line, false);
		write_both(&arena, &line, true);
		json_rewrite(&arena, &out, &line, &line.verdict, false);
		check_line(buf_view(&out));
	} else {
		check(line.fault != NULL);
	}
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
