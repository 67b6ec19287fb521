/* A section in the order in which it is shown; see sheet.h. */
#include "stats/sheet.h"

#include <stdlib.h>

static size_t
count_lead(const struct section *section)
{
	size_t n = 0;

	while (n < section->key_count && key_is_period(&section->keys[n]))
		n++;
	return n;
}

/* Splits a tuple behind its first n values. */
static void
split(struct view tuple, size_t n, struct view *head, struct view *tail)
{
	struct key_value value;

	*tail = tuple;
	while (n-- > 0)
		tuple_next(tail, &value);
	*head = view_upto(tuple, tuple.n - tail->n);
}

static int
compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = tuple_compare(x->lead, y->lead);

	if (order != 0)
		return order;
	if ((x->others > 0) != (y->others > 0))
		return x->others > 0 ? 1 : -1;
	if (x->group->count != y->group->count)
		return x->group->count > y->group->count ? -1 : 1;
	return tuple_compare(x->rest, y->rest);
}

/* What ranks the keys behind the periods, over all periods. */
struct rank {
	struct view rest;
	uint64_t count;
	bool *shown; /* where to tell that it is among the top */
};

struct total {
	uint64_t count;
	bool shown;
};

static int
compare_ranks(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return tuple_compare(x->rest, y->rest);
}

/* Marks the totals that are among the first top. */
static void
mark_top(struct table *totals, struct arena *arena, size_t top)
{
	struct rank *ranks = ARENA_NEW(arena, struct rank, totals->count);
	struct table_entry *entry;
	struct total *total;
	size_t n = 0;

	for (entry = totals->first; entry; entry = entry->next) {
		total = (struct total *)entry->value;
		ranks[n++] = (struct rank){entry->key, total->count,
		    &total->shown};
	}
	qsort(ranks, n, sizeof *ranks, compare_ranks);
	for (size_t i = 0; i < n && i < top; i++)
		*ranks[i].shown = true;
}

struct others {
	struct group group;
	uint64_t count;
};

/* The rows that are shown, and one for the others of each period. */
static void
fold(struct sheet *sheet, struct arena *arena, const struct table *totals)
{
	struct table others;
	struct table_entry *entry;
	struct others *sum;
	size_t n = 0;

	table_open(&others, sizeof *sum);
	for (size_t i = 0; i < sheet->count; i++) {
		struct row row = sheet->rows[i];
		const struct total *total = table_find(totals, row.rest);

		if (total->shown) {
			sheet->rows[n++] = row;
			continue;
		}
		sum = table_add(&others, row.lead, NULL);
		group_merge(&sum->group, arena, row.group);
		sum->count++;
	}
	for (entry = others.first; entry; entry = entry->next) {
		struct others *copy = ARENA_NEW(arena, struct others, 1);

		*copy = *(struct others *)entry->value;
		sheet->rows[n++] = (struct row){
			arena_copy(arena, entry->key), VIEW_NONE,
			&copy->group, copy->count};
	}
	sheet->count = n;
	table_close(&others);
}

static void
fold_below_top(struct sheet *sheet, struct arena *arena, size_t top)
{
	struct table totals;
	struct total *total;

	table_open(&totals, sizeof *total);
	for (size_t i = 0; i < sheet->count; i++) {
		total = table_add(&totals, sheet->rows[i].rest, NULL);
		total->count += sheet->rows[i].group->count;
	}
	if (totals.count > top) {
		mark_top(&totals, arena, top);
		fold(sheet, arena, &totals);
	}
	table_close(&totals);
}

struct sheet
sheet_make(const struct section *section, struct arena *arena)
{
	struct sheet sheet = {.section = section,
	    .lead_count = count_lead(section)};
	const struct table_entry *entry;
	struct row *row;

	sheet.rows = ARENA_NEW(arena, struct row, section->groups.count);
	for (entry = section->groups.first; entry; entry = entry->next) {
		row = &sheet.rows[sheet.count];
		row->group = (const struct group *)entry->value;
		if (row->group->count == 0) /* a sample, or nothing */
			continue;
		split(entry->key, sheet.lead_count, &row->lead, &row->rest);
		sheet.total += row->group->count;
		sheet.count++;
	}
	if (section->top > 0 && sheet.lead_count < section->key_count)
		fold_below_top(&sheet, arena, section->top);
	qsort(sheet.rows, sheet.count, sizeof *sheet.rows, compare_rows);
	for (size_t i = 0; i < sheet.count; i++)
		if (!sheet.rows[i].others &&
		    sheet.rows[i].group->count > sheet.most)
			sheet.most = sheet.rows[i].group->count;
	return sheet;
}

struct key_value
sheet_key(const struct sheet *sheet, const struct row *row, size_t i)
{
	struct key_value value = {KEY_NONE, VIEW_NONE};
	struct view rest = i < sheet->lead_count ? row->lead : row->rest;

	for (i -= i < sheet->lead_count ? 0 : sheet->lead_count;
	    tuple_next(&rest, &value) && i > 0; i--)
		value.type = KEY_NONE;
	return value;
}
