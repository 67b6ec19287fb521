/* What bounce-stats counts and how it prints; see counting.h. */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "cli/counting.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	KEY_BY = 0x400, KEY_EVERY, KEY_TIMEZONE, KEY_TOP, KEY_FORMAT,
	KEY_WHERE, KEY_UNIQUE, KEY_PARTIAL
};

enum { DEFAULT_WIDTH = 80 };

static const struct argp_option options[] = {
	{.doc = "Counting:"},
	{"by", KEY_BY, "FIELD[,FIELD...]", 0,
	    "Group by these keys of the record, or by domain, orgdomain, "
	    "sender_domain, hour, day, week, month, list, reporting_host, "
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
	    "table (default on a terminal), jsonl (default elsewhere), tsv or "
	    "prometheus", 0},
	{"partial", KEY_PARTIAL, NULL, 0,
	    "Print groups for a later run to add up, as its input", 0},
	{.name = NULL},
};

static enum stats_format
parse_format(struct argp_state *state, const char *arg)
{
	static const char *const names[] = {
		[STATS_JSONL] = "jsonl", [STATS_TABLE] = "table",
		[STATS_TSV] = "tsv", [STATS_PROMETHEUS] = "prometheus",
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
	const char **more;

	if (stats->where_count == counting->where_room) {
		counting->where_room = counting->where_room * 2 + 8;
		more = ARENA_NEW(&counting->arena, const char *,
		    counting->where_room);
		if (counting->where)
			memcpy(more, counting->where,
			    stats->where_count * sizeof *more);
		counting->where = more;
		stats->where = more;
	}
	counting->where[stats->where_count++] = arg;
}

static size_t
parse_top(struct argp_state *state, const char *arg)
{
	uint64_t n;

	if (!view_uint(view_of(arg), &n) || n == 0 || n > SIZE_MAX)
		argp_error(state, "%s: not a number from 1", arg);
	return (size_t)n;
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
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp counting_argp = {
	.options = options, .parser = parse_option,
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

void
counting_settle(struct counting *counting)
{
	bool terminal = isatty(STDOUT_FILENO);

	if (!counting->has_format)
		counting->options.format = terminal ? STATS_TABLE :
		    STATS_JSONL;
	counting->options.width = terminal ? terminal_width() :
	    DEFAULT_WIDTH;
}
