/* Sections printed; see show.h. */
#include "stats/show.h"

#include "stats/page.h"
#include "stats/print.h"

#define W(word) {word, sizeof(word) - 1}

/* At a glance: the totals, then what each kind of question begins with. */
static const struct show_part glance[] = {
	{.by = W(""), .takes = SECTION_ALL},
	{.by = W("kind"), .takes = SECTION_ALL},
	{.by = W("failure"), .takes = SECTION_FAILING},
	{.by = W("bounce_type"), .takes = SECTION_FAILING},
	{.by = W("reason"), .takes = SECTION_FAILING},
	{.by = W("domain"), .takes = SECTION_FAILING, .top = 10},
};

/* The parts of the page, by enum page_part. */
static const struct show_part page_parts[PAGE_PARTS] = {
	[PAGE_KINDS] = {.by = W("kind"), .takes = SECTION_ALL},
	[PAGE_FAILURES] = {.by = W("@,failure"), .takes = SECTION_FAILING,
	    .lean = true},
	[PAGE_REASONS] = {.by = W("@,reason"), .takes = SECTION_FAILING,
	    .lean = true},
	[PAGE_RECEIVERS] = {.by = W("receiver,reason"),
	    .takes = SECTION_FAILING, .lean = true},
	[PAGE_LATENCY] = {.by = W("failure"), .takes = SECTION_FAILING},
	[PAGE_CLUSTERS] = {.by = W("cluster"), .takes = SECTION_FAILING,
	    .top = 20},
	[PAGE_BACKSCATTER] = {.by = W("reporting_host"),
	    .takes = SECTION_BACKSCATTER, .top = 20, .lean = true},
};

const struct show_part *
show_parts(enum stats_format format, size_t *count)
{
	if (format == STATS_HTML) {
		*count = PAGE_PARTS;
		return page_parts;
	}
	*count = sizeof glance / sizeof *glance;
	return glance;
}

bool
show_is_closed(const struct section *section)
{
	for (size_t i = 0; i < section->key_count; i++)
		if (!key_is_closed(&section->keys[i]))
			return false;
	return true;
}

/* Records of all rows in one group. */
static struct group
sum_up(struct arena *arena, const struct sheet *sheet)
{
	struct group sum = {0};

	for (size_t i = 0; i < sheet->count; i++)
		group_merge(&sum, arena, sheet->rows[i].group);
	return sum;
}

static void
show_table(struct buf *out, struct arena *arena, const struct sheet *sheet,
    size_t width)
{
	struct group sum;

	if (out->n == 0) {
		sum = sum_up(arena, sheet);
		print_summary(out, &sum);
	}
	if (sheet->section->key_count == 0)
		return;
	buf_addc(out, '\n');
	print_table(out, sheet, width);
}

static void
show_sheet(struct buf *out, struct arena *arena, const struct sheet *sheet,
    const struct stats_options *options)
{
	switch (options->format) {
	case STATS_JSONL:
		print_jsonl(out, sheet);
		break;
	case STATS_TSV:
		if (out->n > 0)
			buf_addc(out, '\n');
		print_tsv(out, sheet);
		break;
	case STATS_PROMETHEUS:
		if (show_is_closed(sheet->section))
			print_prometheus(out, sheet);
		break;
	case STATS_TABLE:
		show_table(out, arena, sheet, options->width);
		break;
	case STATS_HTML: /* show_page() */
		break;
	}
}

/* Sections beyond the page's parts are of partials that tell of other
 * things. */
static void
show_page(struct buf *out, struct arena *arena, struct section *first,
    bool explicit)
{
	struct page page = {.groups = NULL};
	struct sheet *sheet;
	size_t i = 0;

	for (; first && i < PAGE_PARTS; first = first->next, i++) {
		section_settle(first, arena);
		sheet = ARENA_NEW(arena, struct sheet, 1);
		*sheet = sheet_make(first, arena);
		if (i == 0)
			page.sum = sum_up(arena, sheet);
		if (sheet->count > 0 && explicit)
			page.groups = sheet;
		else if (sheet->count > 0)
			page.parts[i] = sheet;
	}
	page_print(out, arena, &page);
}

void
show_sections(struct buf *out, struct arena *arena, struct section *first,
    const struct stats_options *options)
{
	struct sheet sheet;

	if (options->format == STATS_HTML) {
		show_page(out, arena, first, options->by);
		return;
	}
	for (; first; first = first->next) {
		section_settle(first, arena);
		sheet = sheet_make(first, arena);
		if (sheet.count > 0)
			show_sheet(out, arena, &sheet, options);
	}
	if (options->format == STATS_TABLE && out->n == 0)
		buf_add(out, VIEW("No records.\n"));
}
