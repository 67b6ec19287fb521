/* Any lines as records on the HTML page: every tag is one of the page's own
 * and is closed, no text of a record is more than text. */
#include "check.h"
#include "record/json.h"
#include "stats/stats.h"

enum { DEPTH = 32 };

static bool
is_one_of(struct view word, struct view list)
{
	struct view one;

	while (view_word(&list, &one))
		if (view_eq(one, word))
			return true;
	return false;
}

#define VOID VIEW("meta link br")
#define KNOWN VIEW("html head title style body h1 h2 p ul li b span div i " \
	"table thead tbody tr th td footer small")
#define ATTRIBUTES VIEW("lang charset name content http-equiv rel href " \
	"class style title colspan scope role aria-label")

/* Attributes, each ` name="value"`. */
static void
check_attributes(struct view rest)
{
	struct view name, value;

	while (rest.n > 0) {
		check(rest.p[0] == ' ');
		check(view_cut(view_from(rest, 1), '=', &name, &rest));
		check(is_one_of(name, ATTRIBUTES));
		check(view_starts(rest, VIEW("\"")));
		check(view_cut(view_from(rest, 1), '"', &value, &rest));
		check(view_chr(value, '<') == VIEW_NPOS);
	}
}

static void
check_text(struct view text)
{
	static const struct view entities[] = {{"amp;", 4}, {"lt;", 3},
	    {"gt;", 3}, {"quot;", 5}, {"#39;", 4}, {"nbsp;", 5}};
	bool known;

	check(view_chr(text, '>') == VIEW_NPOS);
	while (view_cut(text, '&', &(struct view){0}, &text)) {
		known = false;
		for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
			known |= view_starts(text, entities[i]);
		check(known);
	}
}

static void
check_page(struct view page)
{
	struct view open[DEPTH], text, tag, name;
	size_t depth = 0, end;

	check(view_starts(page, VIEW("<!DOCTYPE html>\n")));
	page = view_from(page, 15);
	while (view_cut(page, '<', &text, &page)) {
		if (depth == 0 || !view_eq(open[depth - 1], VIEW("style")))
			check_text(text);
		check(view_cut(page, '>', &tag, &page));
		if (view_starts(tag, VIEW("/"))) {
			check(depth > 0);
			check(view_eq(open[--depth], view_from(tag, 1)));
			continue;
		}
		end = view_chr(tag, ' ');
		name = end == VIEW_NPOS ? tag : view_upto(tag, end);
		check_attributes(view_from(tag, name.n));
		if (is_one_of(name, VOID))
			continue;
		check(is_one_of(name, KNOWN) && depth < DEPTH);
		open[depth++] = name;
	}
	check(depth == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct stats_options options[] = {
		{.format = STATS_HTML, .every = "month"},
		{.format = STATS_HTML, .by = "recipient,subject"},
	};
	struct view text, line;
	struct arena arena = {0};
	struct buf out = {0};
	struct json_line read;
	const struct record record = {&read.report, &read.recipient,
	    &read.verdict};
	struct stats *stats;

	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		stats = stats_open(&options[i]);
		for (text = input(data, size); view_line(&text, &line);
		    arena_reset(&arena))
			if (stats_merge(stats, line) == STATS_OTHER &&
			    json_read(&arena, line, &read))
				stats_add(stats, &record, &record);
		buf_reset(&out);
		stats_print(stats, &out);
		stats_close(stats);
		check_lines(buf_view(&out));
		check_page(buf_view(&out));
	}
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
