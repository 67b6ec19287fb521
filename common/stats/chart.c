/* Numbers over time, and bars, as HTML; see chart.h. */
#include "stats/chart.h"

#include <stdlib.h>

#include "stats/cell.h"
#include "stats/markup.h"

struct sum {
	struct view name;
	uint64_t count;
};

static int
compare_sums(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return view_compare(x->name, y->name);
}

static struct view
series_of(const struct sheet *sheet, const struct row *row)
{
	struct key_value value = sheet_key(sheet, row,
	    sheet->section->key_count - 1);

	return value.type == KEY_NONE ? VIEW("not given") : value.text;
}

void
chart_rank(struct chart_ranks *ranks, struct arena *arena,
    const struct sheet *sheet)
{
	struct table sums;
	struct table_entry *entry;
	struct sum *list;
	size_t n = 0;

	*ranks = (struct chart_ranks){.count = 0};
	table_open(&sums, sizeof(uint64_t));
	for (size_t i = 0; i < sheet->count; i++)
		*(uint64_t *)table_add(&sums, series_of(sheet,
		    &sheet->rows[i]), NULL) += sheet->rows[i].group->count;
	list = ARENA_NEW(arena, struct sum, sums.count);
	for (entry = sums.first; entry; entry = entry->next)
		list[n++] = (struct sum){arena_copy(arena, entry->key),
		    *(const uint64_t *)entry->value};
	table_close(&sums);
	qsort(list, n, sizeof *list, compare_sums);
	for (size_t i = 0; i < n; i++) {
		size_t colour = i < CHART_OTHERS ? i : CHART_OTHERS;

		ranks->sums[colour] += list[i].count;
		ranks->total += list[i].count;
		if (i < CHART_OTHERS)
			ranks->names[ranks->count++] = list[i].name;
	}
}

unsigned
chart_colour(const struct chart_ranks *ranks, struct view name)
{
	for (unsigned i = 0; i < ranks->count; i++)
		if (view_eq(ranks->names[i], name))
			return i;
	return CHART_OTHERS;
}

static void
put_key(struct buf *out, unsigned colour, struct view name, uint64_t sum,
    uint64_t total)
{
	buf_printf(out, "<li><i class=\"k%u\"></i>", colour);
	markup_text(out, name);
	buf_addc(out, ' ');
	cell_print_count(out, sum);
	buf_add(out, VIEW(" <span class=\"note\">"));
	markup_share(out, sum, total);
	buf_add(out, VIEW("</span></li>\n"));
}

void
chart_legend(struct buf *out, const struct chart_ranks *ranks)
{
	buf_add(out, VIEW("<ul class=\"legend\">\n"));
	for (unsigned i = 0; i < ranks->count; i++)
		put_key(out, i, ranks->names[i], ranks->sums[i],
		    ranks->total);
	if (ranks->sums[CHART_OTHERS] > 0)
		put_key(out, CHART_OTHERS, VIEW("others"),
		    ranks->sums[CHART_OTHERS], ranks->total);
	buf_add(out, VIEW("</ul>\n"));
}

/* A period: rows of the sheet, which stand side by side there. */
struct period_rows {
	int64_t number;
	size_t first, count;
	uint64_t sum;
};

static size_t
find_periods(const struct sheet *sheet, struct period_rows *periods)
{
	size_t n = 0;
	int64_t number;

	for (size_t i = 0; i < sheet->count; i++) {
		struct view label = sheet_key(sheet, &sheet->rows[i], 0).text;

		if (!zone_number(label, &number))
			continue;
		if (n == 0 || periods[n - 1].number != number)
			periods[n++] = (struct period_rows){number, i, 0, 0};
		periods[n - 1].count++;
		periods[n - 1].sum += sheet->rows[i].group->count;
	}
	return n;
}

/* The run of periods with the most records that fits; dates in mail are wrong
 * by decades, so it is not simply the last. */
static size_t
choose_window(const struct period_rows *periods, size_t n, size_t *count)
{
	uint64_t sum = 0, most = 0;
	size_t first = 0, best = 0;

	*count = 0;
	for (size_t last = 0; last < n; last++) {
		sum += periods[last].sum;
		while (periods[last].number - periods[first].number >=
		    CHART_COLUMNS)
			sum -= periods[first++].sum;
		if (sum > most) {
			most = sum;
			best = first;
			*count = last - first + 1;
		}
	}
	return best;
}

static void
put_column(struct buf *out, const struct sheet *sheet,
    const struct period_rows *period, const struct chart_ranks *ranks,
    uint64_t most)
{
	const struct row *rows = sheet->rows + period->first;
	uint64_t parts[CHART_COLOURS] = {0};

	for (size_t i = 0; i < period->count; i++)
		parts[chart_colour(ranks, series_of(sheet, &rows[i]))] +=
		    rows[i].group->count;
	buf_add(out, VIEW("<div style=\"height:100%\" title=\""));
	markup_text(out, sheet_key(sheet, rows, 0).text);
	for (size_t i = 0; i < CHART_COLOURS; i++) {
		if (parts[i] == 0)
			continue;
		buf_add(out, VIEW("&#10;"));
		markup_text(out, i < ranks->count ? ranks->names[i] :
		    VIEW("others"));
		buf_addc(out, ' ');
		cell_print_count(out, parts[i]);
	}
	buf_add(out, VIEW("\">"));
	for (unsigned i = 0; i < CHART_COLOURS; i++) {
		if (parts[i] == 0)
			continue;
		markup_bar(out, i, "height", parts[i], most);
		buf_add(out, VIEW("</i>"));
	}
	buf_add(out, VIEW("</div>\n"));
}

/* The least round number that is not below n: 1, 2 or 5 and zeros. */
static uint64_t
round_up(uint64_t n)
{
	uint64_t unit = 1;

	while (unit < n / 10)
		unit *= 10;
	for (; unit < n; unit *= 10) {
		if (2 * unit >= n)
			return 2 * unit;
		if (5 * unit >= n)
			return 5 * unit;
	}
	return unit;
}

static void
put_scale(struct buf *out, uint64_t most)
{
	buf_add(out, VIEW("<div class=\"chart\"><div class=\"scale\"><span>"));
	cell_print_count(out, most);
	buf_add(out, VIEW("</span><span>"));
	if (most % 2 == 0)
		cell_print_count(out, most / 2);
	buf_add(out, VIEW("</span><span>0</span></div>\n"
	    "<div class=\"columns\">\n"));
}

static void
put_dates(struct buf *out, const struct sheet *sheet,
    const struct period_rows *periods, size_t n)
{
	/* The middle one is there when no period is missing before it. */
	bool even = periods[n - 1].number - periods[0].number ==
	    (int64_t)n - 1;
	const size_t ticks[] = {0, even ? n / 2 : 0, n - 1};

	buf_add(out, VIEW("</div><div class=\"dates\">"));
	for (size_t i = 0; i < 3; i++) {
		if (i > 0 && ticks[i] == ticks[i - 1])
			continue;
		buf_add(out, VIEW("<span>"));
		markup_text(out, sheet_key(sheet,
		    &sheet->rows[periods[ticks[i]].first], 0).text);
		buf_add(out, VIEW("</span>"));
	}
	buf_add(out, VIEW("</div></div>\n"));
}

static void
put_outside(struct buf *out, uint64_t outside)
{
	if (outside == 0)
		return;
	buf_add(out, VIEW("<p class=\"note\">Not shown: "));
	cell_print_count(out, outside);
	buf_add(out, VIEW(" with other dates, or none.</p>\n"));
}

void
chart_columns(struct buf *out, struct arena *arena, const struct sheet *sheet,
    const struct chart_ranks *ranks)
{
	struct period_rows *periods = ARENA_NEW(arena, struct period_rows,
	    sheet->count);
	size_t n = find_periods(sheet, periods), first, count;
	uint64_t most = 0, shown = 0;
	int64_t next;

	first = choose_window(periods, n, &count);
	periods += first;
	for (size_t i = 0; i < count; i++) {
		shown += periods[i].sum;
		most = periods[i].sum > most ? periods[i].sum : most;
	}
	if (count > 0) {
		most = round_up(most);
		put_scale(out, most);
		next = periods[0].number;
		for (size_t i = 0; i < count; i++) {
			for (; next < periods[i].number; next++)
				buf_add(out, VIEW("<div></div>\n"));
			put_column(out, sheet, &periods[i], ranks, most);
			next++;
		}
		put_dates(out, sheet, periods, count);
	}
	put_outside(out, sheet->total - shown);
}

void
chart_stack(struct buf *out, const uint64_t parts[CHART_COLOURS],
    uint64_t most)
{
	buf_add(out, VIEW("<div class=\"stack\">"));
	for (unsigned i = 0; i < CHART_COLOURS; i++) {
		if (parts[i] == 0)
			continue;
		markup_bar(out, i, "width", parts[i], most);
		buf_add(out, VIEW("</i>"));
	}
	buf_add(out, VIEW("</div>"));
}
