/* Records counted by their fields; see stats.h. */
#include "stats/stats.h"

#include <err.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/civil.h"
#include "base/exit.h"
#include "base/utf8.h"
#include "stats/decision.h"
#include "stats/partial.h"
#include "stats/page.h"
#include "stats/sent.h"
#include "stats/show.h"
#include "stats/suppress_partial.h"
#include "stats/text.h"
#include "stats/where.h"

struct stats {
	struct stats_options options;
	struct arena arena;     /* for groups; lives to the end */
	struct arena line;      /* for one line of a partial */
	struct section *first, *last;
	size_t section_count;
	struct zone zone;
	struct key_context context;
	struct where where;
	struct policy policy;
	struct suppress suppress;
};

/* NULL when by has a name that is no key: then *wrong. */
static struct section *
add_section(struct stats *stats, struct view by, struct view *wrong)
{
	struct section *section = ARENA_NEW(&stats->arena, struct section, 1);

	*wrong = section_open(section, &stats->arena, by);
	if (!view_none(*wrong))
		return NULL;
	section->top = stats->options.top;
	if (stats->last)
		stats->last->next = section;
	else
		stats->first = section;
	stats->last = section;
	stats->section_count++;
	return section;
}

/* One section is asked for, not a report of several. */
static bool
is_explicit(const struct stats *stats)
{
	const struct stats_options *options = &stats->options;

	return options->by ||
	    (options->every && options->format != STATS_HTML);
}

static void
check_every(const char *every)
{
	struct key key;

	if (every && (!key_find(view_of(every), &key) ||
	    !key_is_period(&key)))
		errx(exit_status(EX_USAGE), "%s: not hour, day, week or "
		    "month", every);
}

/* The one section that --every and --by ask for. */
static void
open_explicit(struct stats *stats)
{
	const struct stats_options *options = &stats->options;
	struct buf by = {0};
	struct view wrong;

	buf_add(&by, view_of(options->every));
	if (options->every && options->by)
		buf_addc(&by, ',');
	buf_add(&by, view_of(options->by));
	if (!add_section(stats, buf_view(&by), &wrong))
		errx(exit_status(EX_USAGE), "%.*s: not a key to group by, "
		    "or one too many", (int)wrong.n, wrong.p);
	buf_free(&by);
}

/* The sections of a report; @ among their keys stands for the period. */
static void
open_report(struct stats *stats)
{
	const char *every = stats->options.every;
	size_t count;
	const struct show_part *parts = show_parts(stats->options.format,
	    &count);
	struct buf by = {0};
	struct section *section;
	struct view wrong;

	for (size_t i = 0; i < count; i++) {
		by.n = 0;
		if (view_starts(parts[i].by, VIEW("@"))) {
			buf_add(&by, every ? view_of(every) : VIEW("day"));
			buf_add(&by, view_from(parts[i].by, 1));
		} else {
			buf_add(&by, parts[i].by);
		}
		section = add_section(stats, buf_view(&by), &wrong);
		section->takes = parts[i].takes;
		section->lean = parts[i].lean;
		if (section->top == 0)
			section->top = parts[i].top;
	}
	buf_free(&by);
}

static void
open_suppress(struct stats *stats)
{
	const struct stats_options *options = &stats->options;
	struct suppress_options owner = {options->owned, options->trust_any};
	unsigned line = policy_read(&stats->policy, &stats->arena,
	    options->policy ? options->policy_text : stats_policy());

	if (line > 0)
		errx(exit_status(EX_DATAERR), "%s:%u: not a rule of a policy",
		    options->policy ? options->policy : "policy", line);
	suppress_open(&stats->suppress, &stats->policy, &owner);
}

struct stats *
stats_open(const struct stats_options *options)
{
	struct stats *stats = calloc(1, sizeof *stats);
	struct view wrong;

	if (!stats)
		err(EX_TEMPFAIL, "calloc");
	stats->options = *options;
	stats->context.zone = &stats->zone;
	stats->context.org_domain = options->org_domain;
	if (!zone_open(&stats->zone, options->zone))
		errx(exit_status(EX_USAGE), "%s: unknown time zone",
		    options->zone);
	if (!where_open(&stats->where, &stats->arena, options->where,
	    options->where_count, &wrong))
		errx(exit_status(EX_USAGE), "%.*s: not FIELD=VALUE, or not a "
		    "field", (int)wrong.n, wrong.p);
	check_every(options->every);
	if (options->suppress)
		open_suppress(stats);
	else if (is_explicit(stats))
		open_explicit(stats);
	else
		open_report(stats);
	/* Dashboards keep each set of labels for ever. */
	if (stats->first && is_explicit(stats) &&
	    options->format == STATS_PROMETHEUS &&
	    !show_is_closed(stats->first))
		errx(exit_status(EX_USAGE), "%s: not a fixed set of values, "
		    "so it can't be a label", options->by ? options->by :
		    options->every);
	return stats;
}

static bool
takes(const struct section *section, const struct record *record)
{
	enum kind kind = record->recipient->kind;

	if (section->takes == SECTION_BACKSCATTER)
		return record->verdict->backscatter == TRUTH_TRUE;
	return section->takes == SECTION_ALL || kind == KIND_BOUNCE ||
	    kind == KIND_DELAY;
}

static void
add_to_section(struct stats *stats, struct section *section,
    const struct record *record, const struct fact *fact,
    const struct sample *sample)
{
	struct group *group = section_place(section, &stats->context, record);
	struct fact lean;

	if (section->lean) {
		lean = *fact;
		lean.has_recipient = false;
		lean.latency = lean.queue = INT_NONE;
		fact = &lean;
	} else {
		group_sample(group, &stats->arena, sample);
	}
	section_add(section, &stats->arena, fact, group,
	    stats->options.unique ? sample->id : VIEW_NONE);
}

void
stats_add(struct stats *stats, const struct record *original,
    const struct record *record)
{
	struct section *section;
	struct sample sample;
	struct fact fact;

	if (!where_holds(&stats->where, &stats->context, original))
		return;
	if (stats->options.suppress) {
		suppress_add(&stats->suppress, &stats->context, record);
		return;
	}
	fact = fact_of(record);
	sample = fact_sample(record);
	for (section = stats->first; section; section = section->next)
		if (takes(section, record))
			add_to_section(stats, section, record, &fact, &sample);
}

/* The section that takes lines grouped by these keys.  A report takes
 * those of its sections, and new ones beside them. */
static struct section *
section_for(struct stats *stats, struct view by)
{
	struct section *section;
	struct view wrong;

	for (section = stats->first; section; section = section->next)
		if (view_eq(section->by, by) || is_explicit(stats))
			return section;
	if (stats->section_count == STATS_SECTIONS)
		return NULL;
	return add_section(stats, by, &wrong);
}

static enum stats_merged
merge(struct stats *stats, const struct partial *partial)
{
	struct section *section = section_for(stats, partial->by);
	struct group *group;

	if (!section)
		return stats->section_count == STATS_SECTIONS ? STATS_FULL :
		    STATS_DAMAGED;
	switch (section_project(section, partial->by, partial->tuple)) {
	case 0:
		return STATS_LACKING;
	case -1:
		return STATS_DAMAGED;
	}
	group = section_group(section, buf_view(&section->tuple));
	if (view_empty(partial->id))
		group_merge(group, &stats->arena, &partial->group);
	else
		section_add(section, &stats->arena, &partial->fact, group,
		    partial->id);
	return STATS_MERGED;
}

enum stats_merged
stats_merge(struct stats *stats, struct view line)
{
	struct partial partial;

	if (!partial_is(line))
		return STATS_OTHER;
	if (stats->options.suppress != suppress_partial_is(line))
		return STATS_LACKING;
	arena_reset(&stats->line);
	line = utf8_repair(&stats->line, line);
	if (stats->options.suppress)
		return suppress_partial_merge(&stats->suppress, &stats->line,
		    line) ? STATS_MERGED : STATS_DAMAGED;
	if (!partial_read(&stats->line, line, &partial))
		return STATS_DAMAGED;
	return merge(stats, &partial);
}

void
stats_absorb(struct stats *stats, const struct stats *other)
{
	const struct section *from = other->first;
	struct section *section;

	if (stats->options.suppress)
		suppress_absorb(&stats->suppress, &other->suppress);
	/* Those that partials brought come last. */
	for (section = stats->first; from; section = section->next) {
		section_absorb(section, &stats->arena, from);
		from = from->next;
	}
}

bool
stats_sent(struct stats *stats, struct view line)
{
	arena_reset(&stats->line);
	return sent_take(stats->first, &stats->line,
	    utf8_repair(&stats->line, line));
}

bool
stats_delivered(struct stats *stats, struct view line)
{
	struct view address, time;
	uint64_t seconds;
	int64_t ts;
	size_t i;

	line = view_trim(line);
	for (i = 0; i < line.n && !is_space(line.p[i]) && line.p[i] != ',';)
		i++;
	address = view_upto(line, i);
	time = view_trim(view_from(line, i + 1));
	if (view_uint(time, &seconds))
		ts = (int64_t)seconds;
	else if (!civil_parse(time, &ts))
		return false;
	return suppress_delivered(&stats->suppress, address, ts);
}

bool
stats_except(struct stats *stats, struct view line)
{
	line = view_trim(line);
	suppress_except(&stats->suppress, line);
	return view_chr(line, ' ') == VIEW_NPOS;
}

struct view
stats_policy(void)
{
	return view_of(text_policy);
}

static void
print_suppress(struct stats *stats, struct buf *out)
{
	struct decisions decisions;

	if (stats->options.partial) {
		suppress_partial_print(out, &stats->suppress);
		return;
	}
	decisions = decision_make(&stats->suppress);
	if (stats->options.format == STATS_TABLE)
		decision_table(out, &decisions, stats->options.width);
	else if (stats->options.format == STATS_TSV)
		decision_tsv(out, &decisions);
	else
		decision_jsonl(out, &decisions);
}

void
stats_print(struct stats *stats, struct buf *out)
{
	struct section *section = stats->first;

	if (stats->options.suppress) {
		print_suppress(stats, out);
	} else if (stats->options.partial) {
		for (; section; section = section->next)
			partial_print(out, section);
	} else {
		show_sections(out, &stats->arena, stats->first,
		    &stats->options);
	}
}

void
stats_close(struct stats *stats)
{
	struct section *section;

	for (section = stats->first; section; section = section->next)
		section_close(section);
	if (stats->options.suppress)
		suppress_close(&stats->suppress);
	buf_free(&stats->context.scratch);
	arena_free(&stats->arena);
	arena_free(&stats->line);
	free(stats);
}
