/*
 * Any lines as partials, of groups and of addresses, and as the lists that
 * stand beside them: what is printed of them is read again, whole, and then
 * prints the same.
 */
#include "check.h"
#include "stats/stats.h"

static const struct stats_options runs[] = {
	{.by = "reason,source", .partial = true},
	{.by = "domain", .every = "day", .partial = true, .unique = true},
	{.suppress = true, .partial = true},
};

static const struct stats_options lists = {.suppress = true};

static struct stats *
merged(const struct stats_options *options, struct view text, bool ours)
{
	struct stats *stats = stats_open(options);
	enum stats_merged what;
	struct view line;

	while (view_line(&text, &line)) {
		what = stats_merge(stats, line);
		check(!ours || what == STATS_MERGED);
	}
	return stats;
}

static void
merge_twice(const struct stats_options *options, struct view text)
{
	struct buf once = {0}, twice = {0};
	struct stats *stats = merged(options, text, false);

	stats_print(stats, &once);
	stats_close(stats);
	check_lines(buf_view(&once));
	stats = merged(options, buf_view(&once), true);
	stats_print(stats, &twice);
	stats_close(stats);
	/* of an address, receivers are in the order that they came in */
	check(options->suppress ? once.n == twice.n :
	    view_eq(buf_view(&once), buf_view(&twice)));
	buf_free(&once);
	buf_free(&twice);
}

/* Lines that are no partial's are of --delivered and --except. */
static void
list_all(struct view text)
{
	struct stats *stats = stats_open(&lists);
	struct buf out = {0};
	struct view line;

	while (view_line(&text, &line)) {
		if (stats_merge(stats, line) != STATS_OTHER)
			continue;
		stats_delivered(stats, line);
		stats_except(stats, line);
	}
	stats_print(stats, &out);
	check_lines(buf_view(&out));
	stats_close(stats);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		merge_twice(&runs[i], input(data, size));
	list_all(input(data, size));
	return 0;
}
