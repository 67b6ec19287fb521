/* What bounce-stats counts and how it prints; see counting.h. */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "cli/counting.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/lists.h"
#include "stats/policy.h"

enum {
	KEY_BY = 0x400, KEY_EVERY, KEY_TIMEZONE, KEY_TOP, KEY_FORMAT,
	KEY_WHERE, KEY_UNIQUE, KEY_PARTIAL, KEY_SENT, KEY_SUPPRESS,
	KEY_POLICY, KEY_TRUST, KEY_DELIVERED, KEY_EXCEPT
};

enum { DEFAULT_WIDTH = 80 };

static const struct argp_option options[] = {
	{.doc = "Counting:"},
	{"by", KEY_BY, "FIELD[,FIELD...]", 0,
	    "Group by these keys of the record, or by domain, orgdomain, "
	    "receiver, sender_domain, hour, day, week, month, list, reporting_host, "
	    "status_class, cluster (similar diagnostics) or header.NAME; "
	    "without it, a report at a glance", 0},
	{"every", KEY_EVERY, "PERIOD", 0,
	    "Group by hour, day, week or month before that", 0},
	{"timezone", KEY_TIMEZONE, "TZ", 0,
	    "Where days begin: an offset such as +02:00 or a zone's name "
	    "(default UTC)", 0},
	{"top", KEY_TOP, "N", 0,
	    "Show the N greatest groups, and the others as one", 0},
	{"where", KEY_WHERE, "FIELD=VALUE", 0,
	    "Count only records with this value, or not with FIELD!=VALUE; "
	    "may be repeated: on one FIELD either, on several all must hold",
	    0},
	{"unique", KEY_UNIQUE, NULL, 0, "Count records with one id once", 0},
	{"format", KEY_FORMAT, "FORMAT", 0,
	    "table (default on a terminal), jsonl (default elsewhere), tsv, "
	    "html or prometheus", 0},
	{"partial", KEY_PARTIAL, NULL, 0,
	    "Print groups for a later run to add up, as its input", 0},
	{"sent", KEY_SENT, "FILE", 0,
	    "Messages sent, for rates: values of the keys of --by and a "
	    "number a line, or JSON lines with these keys and \"sent\"", 0},
	{.doc = "Stopping mail:"},
	{"suppress", KEY_SUPPRESS, NULL, 0,
	    "List the addresses to stop mailing, instead of counting", 0},
	{"policy", KEY_POLICY, "FILE", 0, "Rules instead of those below", 0},
	{"trust", KEY_TRUST, "proven|any", 0,
	    "any: records count without proof that the mail was yours", 0},
	{"delivered", KEY_DELIVERED, "FILE", 0,
	    "An address and the time of a delivery a line: clears soft "
	    "bounces before it", 0},
	{"except", KEY_EXCEPT, "FILE", 0,
	    "An address or domain a line that is never suppressed", 0},
	{.name = NULL},
};

static enum stats_format
parse_format(struct argp_state *state, const char *arg)
{
	static const char *const names[] = {
		[STATS_JSONL] = "jsonl", [STATS_TABLE] = "table",
		[STATS_TSV] = "tsv", [STATS_PROMETHEUS] = "prometheus",
		[STATS_HTML] = "html",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], arg) == 0)
			return (enum stats_format)i;
	argp_error(state, "%s: not a format", arg);
	return STATS_JSONL;
}

static void
add_where(struct counting *counting, const char *arg)
{
	struct stats_options *stats = &counting->options;
	struct view *more = arena_more(&counting->arena, stats->where,
	    stats->where_count, sizeof *more);

	more[stats->where_count++] = view_of(arg);
	stats->where = more;
}

static size_t
parse_top(struct argp_state *state, const char *arg)
{
	uint64_t n;

	if (!view_uint(view_of(arg), &n) || n == 0 || n > SIZE_MAX)
		argp_error(state, "%s: not a number from 1", arg);
	return (size_t)n;
}

static bool
parse_trust(struct argp_state *state, const char *arg)
{
	if (strcmp(arg, "proven") != 0 && strcmp(arg, "any") != 0)
		argp_error(state, "%s: neither proven nor any", arg);
	return strcmp(arg, "any") == 0;
}

static error_t
parse_suppress(int key, char *arg, struct argp_state *state)
{
	struct counting *counting = state->input;

	switch (key) {
	case KEY_SUPPRESS:
		counting->options.suppress = true;
		break;
	case KEY_POLICY:
		counting->options.policy = arg;
		break;
	case KEY_TRUST:
		counting->options.trust_any = parse_trust(state, arg);
		break;
	case KEY_DELIVERED:
		counting->delivered = arg;
		break;
	case KEY_EXCEPT:
		counting->except = arg;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* Options that make no sense without others. */
static void
check(struct argp_state *state, const struct counting *counting)
{
	const struct stats_options *stats = &counting->options;

	if (!stats->suppress && (stats->policy || stats->trust_any ||
	    counting->delivered || counting->except))
		argp_error(state, "--policy, --trust, --delivered and "
		    "--except go with --suppress");
	if (stats->suppress && (stats->by || stats->every || counting->sent))
		argp_error(state, "--suppress does not go with --by, --every "
		    "and --sent");
	if (counting->sent && !stats->by && !stats->every)
		argp_error(state, "--sent needs --by or --every");
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct counting *counting = state->input;

	switch (key) {
	case KEY_BY:
		counting->options.by = arg;
		break;
	case KEY_EVERY:
		counting->options.every = arg;
		break;
	case KEY_TIMEZONE:
		counting->options.zone = arg;
		break;
	case KEY_TOP:
		counting->options.top = parse_top(state, arg);
		break;
	case KEY_WHERE:
		add_where(counting, arg);
		break;
	case KEY_UNIQUE:
		counting->options.unique = true;
		break;
	case KEY_FORMAT:
		counting->options.format = parse_format(state, arg);
		counting->has_format = true;
		break;
	case KEY_PARTIAL:
		counting->options.partial = true;
		break;
	case KEY_SENT:
		counting->sent = arg;
		break;
	case ARGP_KEY_END:
		check(state, counting);
		break;
	default:
		return parse_suppress(key, arg, state);
	}
	return 0;
}

/* The policy is shown below the options. */
static char *
show_policy(int key, const char *text, void *input)
{
	struct buf out = {0};
	struct arena arena = {0};
	struct policy policy;

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)(uintptr_t)text;
	policy_read(&policy, &arena, stats_policy());
	buf_add(&out, VIEW("--suppress names an address after records on\n"));
	for (size_t i = 0; i < policy.count; i++) {
		buf_printf(&out, "  %-10.*s", (int)policy.rules[i].name.n,
		    policy.rules[i].name.p);
		policy_print(&out, &policy.rules[i]);
		buf_addc(&out, '\n');
	}
	buf_addc(&out, '\0');
	arena_free(&arena);
	return out.p; /* argp frees it */
}

const struct argp counting_argp = {
	.options = options, .parser = parse_option, .doc = "\v",
	.help_filter = show_policy,
};

/* Columns of the terminal, as it says or as COLUMNS does. */
static size_t
terminal_width(void)
{
	struct winsize size;
	uint64_t columns;

	if (view_uint(view_of(getenv("COLUMNS")), &columns) && columns > 0 &&
	    columns < 10000)
		return (size_t)columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return DEFAULT_WIDTH;
}

struct stats *
counting_open(struct counting *counting, bool owned)
{
	struct stats_options *ask = &counting->options;
	bool terminal = isatty(STDOUT_FILENO);
	struct stats *stats;
	struct lists lists;

	if (!counting->has_format)
		ask->format = terminal ? STATS_TABLE : STATS_JSONL;
	ask->width = terminal ? terminal_width() : DEFAULT_WIDTH;
	ask->owned = owned;
	if (ask->policy)
		ask->policy_text = file_load(&counting->arena, ask->policy);
	stats = stats_open(ask);
	lists = (struct lists){stats, counting->redact};
	if (counting->sent)
		lists_read(counting->sent, "not values of keys and a number",
		    stats_sent, &lists);
	if (counting->delivered)
		lists_read(counting->delivered, "not an address and a time",
		    stats_delivered, &lists);
	if (counting->except)
		lists_read(counting->except, "not an address or a domain",
		    stats_except, &lists);
	return stats;
}
