/* Sheets for people; see print.h. */
#include "base/civil.h"
#include "stats/cell.h"
#include "stats/measure.h"
#include "stats/print.h"
#include "stats/sent.h"

enum {
	GAP = 2, /* columns between columns */
	MIN_BAR = 10, MAX_BAR = 40, MIN_KEY = 10, MIN_KEYS = 24, MIN_WIDTH = 40
};

static void
count_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	cell_print_count(out, row->group->count);
}

static void
share_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	measure_ratio(out, 100 * row->group->count, sheet->total, 1);
	buf_addc(out, '%');
}

static void
sent_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	uint64_t n;

	if (sent_find(sheet, row, &n))
		cell_print_count(out, n);
}

static void
rate_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	uint64_t n;

	if (!sent_find(sheet, row, &n) || n == 0)
		return;
	measure_ratio(out, 100 * row->group->bounces, n, 2);
	buf_addc(out, '%');
}

static void
hard_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	cell_print_count(out, row->group->hard);
}

static void
soft_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	cell_print_count(out, row->group->soft);
}

static void
recipients_text(struct buf *out, const struct sheet *sheet,
    const struct row *row)
{
	(void)sheet;
	cell_print_count(out, sketch_count(&row->group->recipients));
}

static void
put_day(struct buf *out, const struct group *group, int64_t ts)
{
	if (group->has_time)
		civil_print_day(out, ts);
}

static void
first_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_day(out, row->group, row->group->first);
}

static void
last_text(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_day(out, row->group, row->group->last);
}

struct column {
	struct view name;
	void (*print)(struct buf *out, const struct sheet *sheet,
	    const struct row *row);
};

#define W(word) {word, sizeof(word) - 1}
/* From left to right, which is also the order in which they get room. */
static const struct column columns[] = {
	{W("records"), count_text}, {W("share"), share_text},
	{W("rate"), rate_text}, {W("sent"), sent_text},
	{W("hard"), hard_text}, {W("soft"), soft_text},
	{W("recipients"), recipients_text}, {W("first"), first_text},
	{W("last"), last_text},
};
enum {
	COLUMNS = sizeof columns / sizeof *columns,
	ALWAYS = 2,        /* so many are always shown */
	RATE = 2, SENT = 3 /* with --sent */
};

/* Widths of a table's columns; 0: not shown. */
struct layout {
	size_t keys[SECTION_KEYS];
	size_t numbers[COLUMNS];
	size_t bar;
	size_t tail; /* of the last key, when it is a long text: it then stands
	              * in place of the bar, on several lines */
};

/* Appends what a row has in a key's column. */
static void
put_key(struct buf *out, const struct sheet *sheet, size_t row, size_t i)
{
	const struct row *rows = sheet->rows, *at = &rows[row];
	struct key_value value = sheet_key(sheet, at, i);

	/* A period is said once. */
	if (i < sheet->lead_count && row > 0 &&
	    tuple_compare(at->lead, rows[row - 1].lead) == 0)
		return;
	if (at->others && i == sheet->lead_count)
		buf_printf(out, "(%llu others)",
		    (unsigned long long)at->others);
	else if (value.type != KEY_NONE)
		buf_add(out, value.text);
	else if (!at->others)
		buf_addc(out, '-');
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void
measure_columns(struct layout *layout, const struct sheet *sheet)
{
	const struct section *section = sheet->section;
	struct buf text = {0};
	size_t *width;

	for (size_t i = 0; i < section->key_count; i++)
		layout->keys[i] = section->keys[i].name.n;
	for (size_t i = 0; i < COLUMNS; i++)
		layout->numbers[i] = columns[i].name.n;
	if (!section->has_sent)
		layout->numbers[RATE] = layout->numbers[SENT] = 0;
	for (size_t row = 0; row < sheet->count; row++) {
		for (size_t i = 0; i < section->key_count; i++) {
			width = &layout->keys[i];
			text.n = 0;
			put_key(&text, sheet, row, i);
			*width = larger(*width, cell_width(buf_view(&text)));
		}
		for (size_t i = 0; i < COLUMNS; i++) {
			width = &layout->numbers[i];
			if (*width == 0)
				continue;
			text.n = 0;
			columns[i].print(&text, sheet, &sheet->rows[row]);
			*width = larger(*width, text.n);
		}
	}
	buf_free(&text);
}

/* Takes columns off the widest key until all keys fit into room, or are too
 * narrow to say anything.  Returns what they take. */
static size_t
fit_keys(struct layout *layout, size_t n, size_t room)
{
	size_t sum = 0, widest;

	for (size_t i = 0; i < n; i++)
		sum += layout->keys[i] + (i > 0 ? GAP : 0);
	while (sum > room) {
		widest = 0;
		for (size_t i = 1; i < n; i++)
			if (layout->keys[i] > layout->keys[widest])
				widest = i;
		if (layout->keys[widest] <= MIN_KEY)
			break;
		layout->keys[widest]--;
		sum--;
	}
	/* Tables with one short key stand in line, one below the other. */
	if (n == 1 && sum < MIN_KEYS && sum < room) {
		layout->keys[0] = room < MIN_KEYS ? room : MIN_KEYS;
		sum = layout->keys[0];
	}
	return sum;
}

/* Columns of numbers that leave room for at least so many more. */
static size_t
fit_numbers(struct layout *layout, size_t used, size_t least, size_t width)
{
	for (size_t i = ALWAYS; i < COLUMNS; i++) {
		if (layout->numbers[i] == 0)
			continue;
		if (used + GAP + layout->numbers[i] + GAP + least > width) {
			layout->numbers[i] = 0;
			continue;
		}
		used += GAP + layout->numbers[i];
	}
	return used;
}

/* The keys have their room first, then records, share and a bar, then what
 * else there is room for. */
static void
lay_out(struct layout *layout, const struct sheet *sheet, size_t width)
{
	size_t n = sheet->section->key_count, used = 0;

	if (width < MIN_WIDTH)
		width = MIN_WIDTH;
	measure_columns(layout, sheet);
	for (size_t i = 0; i < ALWAYS; i++)
		used += GAP + layout->numbers[i];
	if (n > 0 && layout->keys[n - 1] > width / 2) {
		used += fit_keys(layout, n - 1, width / 4);
		used = fit_numbers(layout, used, width / 2, width);
		layout->tail = width - used - GAP;
		return;
	}
	used += fit_keys(layout, n, width - used - GAP - MIN_BAR);
	used = fit_numbers(layout, used, MIN_BAR, width);
	layout->bar = used + GAP < width ? width - used - GAP : 0;
	if (layout->bar > MAX_BAR)
		layout->bar = MAX_BAR;
}

static void
put_heading(struct buf *out, const struct sheet *sheet,
    const struct layout *layout)
{
	const struct section *section = sheet->section;
	size_t n = section->key_count - (layout->tail > 0);

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			cell_print(out, VIEW_NONE, GAP);
		cell_print(out, section->keys[i].name, layout->keys[i]);
	}
	for (size_t i = 0; i < COLUMNS; i++)
		if (layout->numbers[i])
			cell_print_right(out, columns[i].name,
			    GAP + layout->numbers[i]);
	if (layout->tail) {
		cell_print(out, VIEW_NONE, GAP);
		buf_add(out, section->keys[n].name);
	}
	buf_addc(out, '\n');
}

/* Appends a long text, each line after the first below the first. */
static void
put_tail(struct buf *out, struct view text, size_t indent, size_t width)
{
	struct view line;

	for (;;) {
		line = cell_wrap(&text, width);
		cell_print(out, line, cell_width(line));
		if (text.n == 0)
			break;
		buf_addc(out, '\n');
		cell_print(out, VIEW_NONE, indent);
	}
}

/* Appends the numbers; returns their columns. */
static size_t
put_numbers(struct buf *out, const struct sheet *sheet, const struct row *row,
    const struct layout *layout)
{
	struct buf text = {0};
	size_t used = 0;

	for (size_t i = 0; i < COLUMNS; i++) {
		if (!layout->numbers[i])
			continue;
		text.n = 0;
		columns[i].print(&text, sheet, row);
		cell_print_right(out, buf_view(&text),
		    GAP + layout->numbers[i]);
		used += GAP + layout->numbers[i];
	}
	buf_free(&text);
	return used;
}

static void
put_row(struct buf *out, const struct sheet *sheet, size_t row,
    const struct layout *layout)
{
	const struct row *at = &sheet->rows[row];
	size_t n = sheet->section->key_count - (layout->tail > 0);
	size_t used = 0;
	struct buf text = {0};

	for (size_t i = 0; i < n; i++) {
		text.n = 0;
		put_key(&text, sheet, row, i);
		cell_print(out, VIEW_NONE, i > 0 ? GAP : 0);
		cell_print(out, buf_view(&text), layout->keys[i]);
		used += (i > 0 ? GAP : 0) + layout->keys[i];
	}
	used += put_numbers(out, sheet, at, layout) + GAP;
	cell_print(out, VIEW_NONE, GAP);
	text.n = 0;
	if (layout->tail) {
		put_key(&text, sheet, row, n);
		put_tail(out, buf_view(&text), used, layout->tail);
	} else if (!at->others) {
		cell_print_bar(out, at->group->count, sheet->most,
		    layout->bar);
	}
	while (out->p[out->n - 1] == ' ')
		out->n--;
	buf_addc(out, '\n');
	buf_free(&text);
}

void
print_table(struct buf *out, const struct sheet *sheet, size_t width)
{
	struct layout layout = {0};

	lay_out(&layout, sheet, width);
	put_heading(out, sheet, &layout);
	for (size_t row = 0; row < sheet->count; row++)
		put_row(out, sheet, row, &layout);
}

static void
put_amount(struct buf *out, uint64_t n, const char *what)
{
	cell_print_count(out, n);
	buf_printf(out, " %s%s", what, n == 1 ? "" : "s");
}

void
print_summary(struct buf *out, const struct group *sum)
{
	put_amount(out, sum->count, "record");
	buf_add(out, VIEW(", "));
	put_amount(out, sketch_count(&sum->recipients), "recipient");
	if (sum->has_time) {
		buf_add(out, VIEW(", "));
		put_day(out, sum, sum->first);
		buf_add(out, VIEW(" to "));
		put_day(out, sum, sum->last);
	}
	buf_add(out, VIEW("\nbounces: "));
	cell_print_count(out, sum->hard);
	buf_add(out, VIEW(" hard, "));
	cell_print_count(out, sum->soft);
	buf_add(out, VIEW(" soft"));
	if (sum->backscatter > 0) {
		buf_add(out, VIEW("; backscatter: "));
		cell_print_count(out, sum->backscatter);
	}
	buf_addc(out, '\n');
}
