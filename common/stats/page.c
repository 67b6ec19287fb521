/* The statistics as one HTML page; see page.h. */
#include "stats/page.h"

#include <assert.h>

#include "base/civil.h"
#include "stats/cell.h"
#include "stats/chart.h"
#include "stats/page_parts.h"
#include "stats/text.h"

static void
put_tile(struct buf *out, uint64_t count, const char *what)
{
	buf_add(out, VIEW("<li><b>"));
	cell_print_count(out, count);
	buf_printf(out, "</b><span>%s</span></li>\n", what);
}

/* Records of a kind. */
static uint64_t
count_kind(const struct sheet *kinds, struct view kind)
{
	for (size_t i = 0; kinds && i < kinds->count; i++)
		if (view_eq(sheet_key(kinds, &kinds->rows[i], 0).text, kind))
			return kinds->rows[i].group->count;
	return 0;
}

static void
put_summary(const struct page_making *making)
{
	static const struct {
		const char *kind, *what;
	} kinds[] = {
		{"delay", "delays"}, {"feedback", "feedback"},
		{"receipt", "receipts"}, {"autoreply", "auto replies"},
		{"disposition", "dispositions"},
	};
	const struct group *sum = &making->page->sum;
	struct buf *out = making->out;
	uint64_t count;

	buf_add(out, VIEW("<p class=\"when\">"));
	cell_print_count(out, sum->count);
	buf_add(out, sum->count == 1 ? VIEW(" record") : VIEW(" records"));
	if (sum->has_time) {
		buf_add(out, VIEW(" from "));
		civil_print_day(out, sum->first);
		buf_add(out, VIEW(" to "));
		civil_print_day(out, sum->last);
	}
	buf_add(out, VIEW("</p>\n<ul class=\"tiles\">\n"));
	put_tile(out, sum->hard, "hard bounces");
	put_tile(out, sum->soft, "soft bounces");
	put_tile(out, sketch_count(&sum->recipients), "recipients");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		count = count_kind(making->page->parts[PAGE_KINDS],
		    view_of(kinds[i].kind));
		if (count > 0)
			put_tile(out, count, kinds[i].what);
	}
	if (sum->backscatter > 0)
		put_tile(out, sum->backscatter, "backscatter");
	buf_add(out, VIEW("</ul>\n"));
}

static void
put_chart(const struct page_making *making, enum page_part part)
{
	const struct sheet *sheet = making->page->parts[part];
	struct chart_ranks ranks;

	chart_rank(&ranks, making->arena, sheet);
	chart_columns(making->out, making->arena, sheet, &ranks);
	chart_legend(making->out, &ranks);
}

static void
put_failures(const struct page_making *making)
{
	put_chart(making, PAGE_FAILURES);
}

static void
put_reasons(const struct page_making *making)
{
	put_chart(making, PAGE_REASONS);
}

/* What can be put, and what it needs. */
struct filling {
	struct view name;
	void (*put)(const struct page_making *making);
	/* What it needs; PAGE_PARTS: the groups of --by; more: nothing. */
	enum page_part part;
};

static const struct filling fillings[] = {
	{{"summary", 7}, put_summary, PAGE_PARTS + 1},
	{{"failures", 8}, put_failures, PAGE_FAILURES},
	{{"reasons", 7}, put_reasons, PAGE_REASONS},
	{{"receivers", 9}, page_parts_receivers, PAGE_RECEIVERS},
	{{"latency", 7}, page_parts_latency, PAGE_LATENCY},
	{{"clusters", 8}, page_parts_clusters, PAGE_CLUSTERS},
	{{"backscatter", 11}, page_parts_backscatter, PAGE_BACKSCATTER},
	{{"groups", 6}, page_parts_groups, PAGE_PARTS},
};
enum { FILLINGS = sizeof fillings / sizeof *fillings };

static size_t
find_filling(struct view name)
{
	size_t i = 0;

	while (i < FILLINGS && !view_eq(fillings[i].name, name))
		i++;
	assert(i < FILLINGS); /* share/report.html is ours */
	return i;
}

static bool
is_there(const struct page *page, struct view name)
{
	enum page_part part = fillings[find_filling(name)].part;

	if (part == PAGE_PARTS)
		return page->groups;
	return part > PAGE_PARTS || page->parts[part];
}

/* The NAME of a line <!--WORD NAME-->. */
static bool
is_mark(struct view line, struct view word, struct view *name)
{
	const struct view open = VIEW("<!--"), close = VIEW("-->");

	if (!view_starts(line, open) || !view_iends(line, close))
		return false;
	*name = view_sub(line, open.n, line.n - open.n - close.n);
	if (!view_starts(*name, word))
		return false;
	*name = view_trim(view_from(*name, word.n));
	return true;
}

void
page_print(struct buf *out, struct arena *arena, const struct page *page)
{
	struct page_making making = {out, arena, page};
	struct view rest = view_of(text_report), line, name;
	bool shown = true;

	while (view_line(&rest, &line)) {
		if (is_mark(line, VIEW("if "), &name)) {
			shown = is_there(page, name);
		} else if (is_mark(line, VIEW("end"), &name)) {
			shown = true;
		} else if (shown && is_mark(line, VIEW("put "), &name)) {
			fillings[find_filling(name)].put(&making);
		} else if (shown) {
			buf_add(out, line);
			buf_addc(out, '\n');
		}
	}
}
