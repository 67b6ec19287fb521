/* Sheets for programs; see print.h. */
#include <string.h>

#include "base/plain.h"
#include "record/escape.h"
#include "stats/measure.h"
#include "stats/print.h"

/* Appends ,"name": */
static void
put_name(struct buf *out, struct view name)
{
	buf_addc(out, ',');
	escape_string(out, name);
	buf_addc(out, ':');
}

static void
put_key(struct buf *out, struct view name, struct key_value value)
{
	put_name(out, name);
	if (value.type == KEY_NONE)
		buf_add(out, VIEW("null"));
	else if (value.type == KEY_TEXT)
		escape_string(out, value.text);
	else
		buf_add(out, value.text);
}

static void
put_keys(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	const struct section *section = sheet->section;
	size_t n = row->others ? sheet->lead_count : section->key_count;

	for (size_t i = 0; i < n; i++)
		put_key(out, section->keys[i].name, sheet_key(sheet, row, i));
	if (row->others) {
		put_name(out, VIEW("others"));
		buf_addint(out, (int64_t)row->others);
	}
}

static void
put_measures(struct buf *out, const struct sheet *sheet,
    const struct row *row, struct buf *scratch)
{
	for (size_t i = 0; i < measure_count; i++) {
		scratch->n = 0;
		measures[i].print(scratch, sheet, row);
		if (scratch->n == 0)
			continue;
		put_name(out, measures[i].name);
		if (measures[i].is_text)
			escape_string(out, buf_view(scratch));
		else
			buf_add(out, buf_view(scratch));
	}
}

void
print_jsonl(struct buf *out, const struct sheet *sheet)
{
	struct buf scratch = {0};

	for (size_t i = 0; i < sheet->count; i++) {
		buf_add(out, VIEW("{\"by\":"));
		escape_string(out, sheet->section->by);
		put_keys(out, sheet, &sheet->rows[i]);
		put_measures(out, sheet, &sheet->rows[i], &scratch);
		buf_add(out, VIEW("}\n"));
	}
	buf_free(&scratch);
}

void
print_tsv_cell(struct buf *out, struct view text)
{
	if (text.n > 0 && strchr("=+-@", text.p[0]))
		buf_addc(out, '\'');
	plain_add(out, text, ' ');
}

static void
put_head(struct buf *out, const struct sheet *sheet)
{
	const struct section *section = sheet->section;

	for (size_t i = 0; i < section->key_count; i++) {
		print_tsv_cell(out, section->keys[i].name);
		buf_addc(out, '\t');
	}
	for (size_t i = 0; i < measure_count; i++) {
		buf_add(out, measures[i].name);
		buf_addc(out, i + 1 < measure_count ? '\t' : '\n');
	}
}

static void
put_key_cells(struct buf *out, const struct sheet *sheet,
    const struct row *row)
{
	struct key_value value;

	for (size_t i = 0; i < sheet->section->key_count; i++) {
		value = sheet_key(sheet, row, i);
		if (row->others && i == sheet->lead_count)
			buf_printf(out, "(%llu others)",
			    (unsigned long long)row->others);
		else if (value.type == KEY_TEXT)
			print_tsv_cell(out, value.text);
		else
			buf_add(out, value.text);
		buf_addc(out, '\t');
	}
}

void
print_tsv(struct buf *out, const struct sheet *sheet)
{
	struct buf scratch = {0};

	if (sheet->count > 0)
		put_head(out, sheet);
	for (size_t i = 0; i < sheet->count; i++) {
		put_key_cells(out, sheet, &sheet->rows[i]);
		for (size_t k = 0; k < measure_count; k++) {
			scratch.n = 0;
			measures[k].print(&scratch, sheet, &sheet->rows[i]);
			if (measures[k].is_text)
				print_tsv_cell(out, buf_view(&scratch));
			else
				buf_add(out, buf_view(&scratch));
			buf_addc(out, k + 1 < measure_count ? '\t' : '\n');
		}
	}
	buf_free(&scratch);
}

/* "by" with underscores: the end of a metric's name. */
static void
put_metric(struct buf *out, const char *what, const struct section *section)
{
	buf_printf(out, "bounce_%s%s", what, section->key_count ? "_by_" : "");
	for (size_t i = 0; i < section->by.n; i++)
		buf_addc(out, section->by.p[i] == ',' ? '_' :
		    section->by.p[i]);
}

/* Closed sets, but what a partial brought may be anything. */
static void
put_label(struct buf *out, struct view value)
{
	struct buf plain = {0};

	plain_add(&plain, value, ' ');
	for (size_t i = 0; i < plain.n; i++) {
		if (plain.p[i] == '"' || plain.p[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, plain.p[i]);
	}
	buf_free(&plain);
}

static void
put_labels(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	struct key_value value;

	for (size_t i = 0; i < sheet->section->key_count; i++) {
		value = sheet_key(sheet, row, i);
		buf_addc(out, i > 0 ? ',' : '{');
		buf_add(out, sheet->section->keys[i].name);
		buf_add(out, VIEW("=\""));
		put_label(out, row->others ? VIEW("others") : value.text);
		buf_addc(out, '"');
	}
	if (sheet->section->key_count > 0)
		buf_addc(out, '}');
}

static void
put_metrics(struct buf *out, const struct sheet *sheet, const char *what,
    const char *meaning)
{
	const struct row *row = sheet->rows;

	buf_add(out, VIEW("# HELP "));
	put_metric(out, what, sheet->section);
	buf_printf(out, " %s\n# TYPE ", meaning);
	put_metric(out, what, sheet->section);
	buf_add(out, VIEW(" gauge\n"));
	for (; row < sheet->rows + sheet->count; row++) {
		put_metric(out, what, sheet->section);
		put_labels(out, sheet, row);
		buf_addc(out, ' ');
		buf_addint(out, (int64_t)(strcmp(what, "records") == 0 ?
		    row->group->count :
		    sketch_count(&row->group->recipients)));
		buf_addc(out, '\n');
	}
}

void
print_prometheus(struct buf *out, const struct sheet *sheet)
{
	put_metrics(out, sheet, "records", "Bounce records counted.");
	put_metrics(out, sheet, "recipients", "Different recipients in them.");
}
