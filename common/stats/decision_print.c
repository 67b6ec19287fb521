/* What the policy says of each address, printed; see decision.h. */
#include "base/civil.h"
#include "record/escape.h"
#include "record/field.h"
#include "stats/cell.h"
#include "stats/decision.h"
#include "stats/print.h"

/* One value of a line; number: JSON writes it without quotes.  Empty: there
 * is none. */
struct value_text {
	const char *name;
	struct view text;
	bool number;
};

enum { VALUES = 17, DATE = sizeof "2009-04-29" - 1 };

/* Texts of one line, each a piece of a buffer that has room for all. */
struct line {
	struct value_text values[VALUES];
	size_t count;
	struct buf room;
};

static void
add(struct line *line, const char *name, struct view text)
{
	line->values[line->count++] = (struct value_text){name, text, false};
}

static struct view
taken(const struct line *line, size_t start)
{
	return view_from(buf_view(&line->room), start);
}

static void
add_number(struct line *line, const char *name, uint64_t number)
{
	size_t start = line->room.n;

	buf_addint(&line->room, (int64_t)number);
	add(line, name, taken(line, start));
	line->values[line->count - 1].number = true;
}

static void
add_time(struct line *line, const char *name, bool given, int64_t ts, size_t n)
{
	size_t start = line->room.n;

	if (given)
		civil_print(&line->room, ts);
	add(line, name, view_upto(taken(line, start), n));
}

static void
add_policy(struct line *line, const struct policy_rule *rule)
{
	size_t start = line->room.n;

	policy_print(&line->room, rule);
	add(line, "policy", taken(line, start));
}

/* The figures of a receiver that is held back; without one the values are
 * empty. */
static void
add_incident(struct line *line, const struct decisions *all,
    const struct receiver_day *day)
{
	static const struct receiver_day none;
	const struct receivers *receivers = &all->suppress->receivers;
	const struct receiver_day *d = day ? day : &none;
	size_t first;

	add(line, "receiver", day ? receivers->by_number[d->receiver] :
	    VIEW_NONE);
	add_time(line, "day", day, d->day * 86400, DATE);
	first = line->count;
	add_number(line, "unknown", d->unknown_count);
	add_number(line, "records", d->all_count);
	add_number(line, "usual_unknown", d->usual_unknown);
	add_number(line, "usual_records", d->usual_all);
	for (size_t i = first; !day && i < line->count; i++)
		line->values[i].text = VIEW_NONE;
}

/* All values of one line, in order. */
static void
fill(struct line *line, const struct decisions *all,
    const struct decision *decision)
{
	line->count = 0;
	line->room.n = 0;
	/* Views of it must stay: there is room for all before the first. */
	buf_room(&line->room, 1024 + decision->rule->what.n);
	add(line, "address", decision->address);
	add(line, "action", decision->incident ? VIEW("hold") :
	    VIEW("suppress"));
	add(line, "rule", decision->rule->name);
	add(line, "reason", names_reason[decision->reason]);
	add_number(line, "hard", decision->hard);
	add_number(line, "soft_days", decision->soft_days);
	add_time(line, "first", decision->has_time, decision->first, SIZE_MAX);
	add_time(line, "last", decision->has_time, decision->last, SIZE_MAX);
	add_incident(line, all, decision->incident);
	/* ours: only what is proven to be about mail of ours was counted. */
	add(line, "proof", all->only_proven ? VIEW("ours") : VIEW("none"));
	add(line, "trust", all->suppress->options.trust_any ? VIEW("any") :
	    VIEW_NONE);
	add_policy(line, decision->rule);
}

void
decision_jsonl(struct buf *out, const struct decisions *decisions)
{
	struct line line = {.count = 0};

	for (size_t i = 0; i < decisions->count; i++) {
		fill(&line, decisions, &decisions->v[i]);
		for (size_t k = 0; k < line.count; k++) {
			const struct value_text *value = &line.values[k];

			if (view_empty(value->text))
				continue;
			buf_printf(out, "%c\"%s\":", k > 0 ? ',' : '{',
			    value->name);
			if (value->number)
				buf_add(out, value->text);
			else
				escape_string(out, value->text);
		}
		buf_add(out, VIEW("}\n"));
	}
	buf_free(&line.room);
}

void
decision_tsv(struct buf *out, const struct decisions *decisions)
{
	struct line line = {.count = 0};

	for (size_t i = 0; i < decisions->count; i++) {
		fill(&line, decisions, &decisions->v[i]);
		for (size_t k = 0; i == 0 && k < line.count; k++)
			buf_printf(out, "%s%c", line.values[k].name,
			    k + 1 < line.count ? '\t' : '\n');
		for (size_t k = 0; k < line.count; k++) {
			print_tsv_cell(out, line.values[k].text);
			buf_addc(out, k + 1 < line.count ? '\t' : '\n');
		}
	}
	buf_free(&line.room);
}

static void
put_table_row(struct buf *out, const struct decisions *all, size_t i,
    size_t width)
{
	const struct decision *decision = &all->v[i];
	struct buf text = {0};

	cell_print(out, decision->address, width);
	buf_addc(out, ' ');
	cell_print(out, decision->incident ? VIEW("hold") : VIEW("suppress"),
	    9);
	cell_print(out, decision->rule->name, 10);
	cell_print(out, names_reason[decision->reason], 13);
	buf_addint(&text, (int64_t)decision->hard);
	cell_print_right(out, buf_view(&text), 5);
	text.n = 0;
	buf_addint(&text, (int64_t)decision->soft_days);
	cell_print_right(out, buf_view(&text), 5);
	text.n = 0;
	if (decision->has_time)
		civil_print_day(&text, decision->last);
	cell_print_right(out, buf_view(&text), DATE + 2);
	buf_addc(out, '\n');
	buf_free(&text);
}

void
decision_table(struct buf *out, const struct decisions *decisions,
    size_t width)
{
	/* What the columns beside the address take. */
	enum { BESIDE = 1 + 9 + 10 + 13 + 5 + 5 + DATE + 2, MIN_ADDRESS = 20 };
	size_t longest = MIN_ADDRESS, held = 0;
	size_t room = width > BESIDE + MIN_ADDRESS ? width - BESIDE :
	    MIN_ADDRESS;

	for (size_t i = 0; i < decisions->count; i++) {
		size_t columns = cell_width(decisions->v[i].address);

		longest = columns > longest ? columns : longest;
		held += decisions->v[i].incident != NULL;
	}
	longest = longest < room ? longest : room;
	cell_print_count(out, decisions->count - held);
	buf_add(out, VIEW(" to suppress, "));
	cell_print_count(out, held);
	buf_add(out, VIEW(" held back"));
	buf_add(out, decisions->only_proven ? VIEW("\n") :
	    VIEW("; without proof that the mail was yours\n"));
	if (decisions->count == 0)
		return;
	buf_addc(out, '\n');
	cell_print(out, VIEW("address"), longest);
	buf_add(out, VIEW(" action   rule      reason        hard soft "
	    "       last\n"));
	for (size_t i = 0; i < decisions->count; i++)
		put_table_row(out, decisions, i, longest);
}
