/* Any lines as records or partials: counted, and printed in every format. */
#include "check.h"
#include "record/json.h"
#include "stats/stats.h"

static const struct stats_options runs[] = {
	{.format = STATS_JSONL},
	{.format = STATS_TABLE, .width = 80},
	{.format = STATS_TSV, .by = "domain,recipient,subject", .top = 2},
	{.format = STATS_HTML},
	{.format = STATS_PROMETHEUS, .by = "reason", .unique = true},
	{.format = STATS_JSONL, .by = "reason,source", .every = "day",
	    .zone = "+02:00", .partial = true},
};

static void
count(struct arena *arena, struct stats *stats, struct view text)
{
	struct view line;
	struct json_line read;
	struct record record;

	for (; view_line(&text, &line); arena_reset(arena)) {
		if (stats_merge(stats, line) != STATS_OTHER ||
		    !json_read(arena, line, &read))
			continue;
		record = (struct record){&read.report, &read.recipient,
		    &read.verdict};
		stats_add(stats, &record, &record);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct stats *stats;

	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		stats = stats_open(&runs[i]);
		count(&arena, stats, input(data, size));
		stats_print(stats, &out);
		stats_close(stats);
		check_lines(buf_view(&out));
		buf_reset(&out);
	}
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
