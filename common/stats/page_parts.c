/* The tables of the page; see page_parts.h. */
#include "stats/page_parts.h"

#include <stdlib.h>

#include "base/civil.h"
#include "stats/cell.h"
#include "stats/chart.h"
#include "stats/markup.h"

enum { MOST_RECEIVERS = 15 };

static void
put_number(struct buf *out, uint64_t number, const char *class)
{
	buf_printf(out, "<td class=\"%s\">", class);
	cell_print_count(out, number);
	buf_add(out, VIEW("</td>"));
}

static void
put_more(struct buf *out, uint64_t count)
{
	buf_add(out, VIEW("<p class=\"note\">And "));
	cell_print_count(out, count);
	buf_add(out, count == 1 ? VIEW(" other.</p>\n") :
	    VIEW(" others.</p>\n"));
}

/* One receiver: its records in all, and by reason. */
struct receiver_line {
	struct view name;
	uint64_t count, hard, soft;
	int64_t last;
	bool has_time;
	uint64_t parts[CHART_COLOURS];
};

static int
compare_receivers(const void *a, const void *b)
{
	const struct receiver_line *x = *(struct receiver_line *const *)a;
	const struct receiver_line *y = *(struct receiver_line *const *)b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return view_compare(x->name, y->name);
}

static void
add_row(struct receiver_line *line, const struct group *group,
    unsigned colour)
{
	line->count += group->count;
	line->hard += group->hard;
	line->soft += group->soft;
	line->parts[colour] += group->count;
	if (group->has_time && (!line->has_time || group->last > line->last))
		line->last = group->last;
	line->has_time |= group->has_time;
}

/* Receivers by their records, and how many there are. */
static struct receiver_line **
sum_receivers(const struct page_making *making, const struct chart_ranks *ranks,
    struct table *lines)
{
	const struct sheet *sheet = making->page->parts[PAGE_RECEIVERS];
	struct receiver_line **sorted, *line;
	struct table_entry *entry;
	struct key_value name, reason;
	size_t n = 0;

	for (size_t i = 0; i < sheet->count; i++) {
		name = sheet_key(sheet, &sheet->rows[i], 0);
		reason = sheet_key(sheet, &sheet->rows[i], 1);
		if (name.type == KEY_NONE)
			name.text = VIEW("not given");
		if (reason.type == KEY_NONE)
			reason.text = VIEW("not given");
		line = table_add(lines, name.text, NULL);
		line->name = table_key(line);
		add_row(line, sheet->rows[i].group,
		    chart_colour(ranks, reason.text));
	}
	sorted = ARENA_NEW(making->arena, struct receiver_line *,
	    lines->count);
	for (entry = lines->first; entry; entry = entry->next)
		sorted[n++] = (struct receiver_line *)entry->value;
	qsort(sorted, n, sizeof *sorted, compare_receivers);
	return sorted;
}

static void
put_receiver(struct buf *out, const struct receiver_line *line, uint64_t most)
{
	buf_add(out, VIEW("<tr><td>"));
	markup_text(out, line->name);
	buf_add(out, VIEW("</td>"));
	put_number(out, line->count, "n");
	put_number(out, line->hard, "n wide");
	put_number(out, line->soft, "n wide");
	buf_add(out, VIEW("<td class=\"bar\">"));
	chart_stack(out, line->parts, most);
	buf_add(out, VIEW("</td><td class=\"n wide\">"));
	if (line->has_time)
		civil_print_day(out, line->last);
	buf_add(out, VIEW("</td></tr>\n"));
}

void
page_parts_receivers(const struct page_making *making)
{
	struct buf *out = making->out;
	struct receiver_line **lines;
	struct chart_ranks ranks;
	struct table table;

	/* The colours of the chart above. */
	chart_rank(&ranks, making->arena,
	    making->page->parts[PAGE_REASONS]);
	table_open(&table, sizeof **lines);
	lines = sum_receivers(making, &ranks, &table);
	buf_add(out, VIEW("<table>\n<tr><th>receiver</th>"
	    "<th class=\"n\">records</th><th class=\"n wide\">hard</th>"
	    "<th class=\"n wide\">soft</th><th>by reason</th>"
	    "<th class=\"n wide\">last</th></tr>\n"));
	for (size_t i = 0; i < table.count && i < MOST_RECEIVERS; i++)
		put_receiver(out, lines[i], lines[0]->count);
	buf_add(out, VIEW("</table>\n"));
	if (table.count > MOST_RECEIVERS)
		put_more(out, table.count - MOST_RECEIVERS);
	table_close(&table);
	chart_legend(out, &ranks);
}

/* A range of time on a scale on which each doubling is as long. */
static void
put_range(struct buf *out, const struct spread *spread)
{
	unsigned from = spread_place(spread_percentile(spread, 50));
	unsigned to = spread_place(spread_percentile(spread, 99));
	unsigned mark = spread_place(spread_percentile(spread, 90));

	buf_printf(out, "<td class=\"bar\"><div class=\"range\">"
	    "<i style=\"left:%u.%u%%;width:%u.%u%%\"></i>"
	    "<b style=\"left:%u.%u%%\"></b>"
	    "<b class=\"mark\" style=\"left:%u.%u%%\"></b></div></td>",
	    from / 10, from % 10, (to - from) / 10, (to - from) % 10,
	    from / 10, from % 10, mark / 10, mark % 10);
}

void
page_parts_latency(const struct page_making *making)
{
	static const unsigned percents[] = {50, 90, 99};
	const struct sheet *sheet = making->page->parts[PAGE_LATENCY];
	struct buf *out = making->out;

	buf_add(out, VIEW("<table>\n<tr><th>failure</th>"
	    "<th class=\"n\">half within</th><th class=\"n\">9 of 10</th>"
	    "<th class=\"n\">99 of 100</th><th>a second to a year</th>"
	    "</tr>\n"));
	for (size_t i = 0; i < sheet->count; i++) {
		const struct spread *spread = &sheet->rows[i].group->latency;
		struct key_value name = sheet_key(sheet, &sheet->rows[i], 0);

		if (spread->count == 0)
			continue;
		buf_add(out, VIEW("<tr><td>"));
		markup_text(out, name.type == KEY_NONE ? VIEW("not given") :
		    name.text);
		buf_add(out, VIEW("</td>"));
		for (size_t k = 0; k < 3; k++) {
			buf_add(out, VIEW("<td class=\"n\">"));
			markup_duration(out,
			    spread_percentile(spread, percents[k]));
			buf_add(out, VIEW("</td>"));
		}
		put_range(out, spread);
		buf_add(out, VIEW("</tr>\n"));
	}
	buf_add(out, VIEW("</table>\n"));
}

static void
put_bar(struct buf *out, uint64_t part, uint64_t whole)
{
	uint64_t parts[CHART_COLOURS] = {part};

	buf_add(out, VIEW("<td class=\"bar\">"));
	chart_stack(out, parts, whole);
	buf_add(out, VIEW("</td>"));
}

/* The keys of a row, but the last when with_sample: then it has a sample of
 * the diagnostics below it. */
static void
put_keys(struct buf *out, const struct sheet *sheet, const struct row *row,
    bool with_sample)
{
	for (size_t i = 0; i < sheet->section->key_count; i++) {
		struct key_value value = sheet_key(sheet, row, i);

		buf_add(out, VIEW("<td>"));
		if (row->others && i == sheet->lead_count) {
			cell_print_count(out, row->others);
			buf_add(out, VIEW(" others"));
		} else if (value.type != KEY_NONE) {
			markup_text(out, value.text);
		} else if (!row->others) {
			buf_add(out, VIEW("not given"));
		}
		if (with_sample && !row->others && value.type != KEY_NONE) {
			buf_add(out, VIEW("<span class=\"sample\">"));
			markup_text(out, row->group->sample.text);
			buf_add(out, VIEW("</span>"));
		}
		buf_add(out, VIEW("</td>"));
	}
}

static void
put_rows(struct buf *out, const struct sheet *sheet, bool with_sample)
{
	const struct row *row = sheet->rows;

	for (; row < sheet->rows + sheet->count; row++) {
		buf_add(out, VIEW("<tr>"));
		put_keys(out, sheet, row, with_sample);
		put_number(out, row->group->count, "n");
		put_number(out, row->group->hard, "n wide");
		put_number(out, row->group->soft, "n wide");
		put_bar(out, row->others ? 0 : row->group->count,
		    sheet->most);
		buf_add(out, VIEW("<td class=\"n wide\">"));
		if (row->group->has_time)
			civil_print_day(out, row->group->last);
		buf_add(out, VIEW("</td></tr>\n"));
	}
}

static void
put_table(struct buf *out, const struct sheet *sheet, bool with_sample)
{
	const struct section *section = sheet->section;

	buf_add(out, with_sample ? VIEW("<table class=\"texts\">\n<tr>") :
	    VIEW("<table>\n<tr>"));
	for (size_t i = 0; i < section->key_count; i++) {
		buf_add(out, VIEW("<th>"));
		markup_text(out, section->keys[i].name);
		buf_add(out, VIEW("</th>"));
	}
	buf_add(out, VIEW("<th class=\"n\">records</th>"
	    "<th class=\"n wide\">hard</th><th class=\"n wide\">soft</th>"
	    "<th></th><th class=\"n wide\">last</th></tr>\n"));
	put_rows(out, sheet, with_sample);
	buf_add(out, VIEW("</table>\n"));
}

void
page_parts_clusters(const struct page_making *making)
{
	put_table(making->out, making->page->parts[PAGE_CLUSTERS], true);
}

void
page_parts_backscatter(const struct page_making *making)
{
	put_table(making->out, making->page->parts[PAGE_BACKSCATTER], false);
}

void
page_parts_groups(const struct page_making *making)
{
	put_table(making->out, making->page->groups, false);
}
