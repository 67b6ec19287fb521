/* The options of all three programs; see reading.h. */
#include "cli/reading.h"

#include <err.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/exit.h"
#include "input/state.h"
#include "mail/mail.h"

enum {
	KEY_ALL_KEYS = 0x100, KEY_DELIVERY, KEY_FILES_FROM,
	KEY_LINE_BUFFERED, KEY_MAX_MESSAGE, KEY_RECURSIVE, KEY_SINCE,
	KEY_NO_SANDBOX, KEY_PROGRESS, KEY_REDACT, KEY_STATE, KEY_STRICT,
	KEY_USAGE
};

enum { MIN_MESSAGE = 1024, KEY_FILE_MAX = 64 * 1024 };

static const struct argp_option options[] = {
	{.doc = "Reading:", .group = 20},
	{"all", 'a', NULL, 0, "A record also for mail that reports nothing",
	    0},
	{"files-from", KEY_FILES_FROM, "FILE", 0,
	    "Read the files that FILE names, one a line; - is standard input",
	    0},
	{"null", '0', NULL, 0,
	    "The names in that file end in a NUL byte instead", 0},
	{"recursive", KEY_RECURSIVE, NULL, 0,
	    "Go into subdirectories and Maildir++ folders", 0},
	{"since", KEY_SINCE, "TIME", 0,
	    "Leave out reports made before TIME: a date and time, a date, or "
	    "an age such as 36h or 7d", 0},
	{"state", KEY_STATE, "FILE", 0,
	    "Read only what earlier runs with this FILE have not read", 0},
	{"max-message", KEY_MAX_MESSAGE, "SIZE", 0,
	    "Parse the first SIZE bytes of a message (default 4M); K, M and G "
	    "may follow", 0},
	{"jobs", 'j', "N", 0,
	    "Work with N threads; the output's order stays the same", 0},
	{"header", 'H', "NAME", 0,
	    "Copy header NAME of the returned message; may be repeated", 0},
	{.doc = "Writing and faults:", .group = 21},
	{"all-keys", KEY_ALL_KEYS, NULL, 0,
	    "Write every key, null where there is no value", 0},
	{"redact", KEY_REDACT, "KEYFILE", 0,
	    "Replace the local parts of addresses, wherever they stand, by "
	    "digests keyed with the bytes of KEYFILE", 0},
	{"line-buffered", KEY_LINE_BUFFERED, NULL, 0,
	    "Write each record at once, in one write(2)", 0},
	{"strict", KEY_STRICT, NULL, 0,
	    "Exit 65 at the first malformed line", 0},
	{"delivery", KEY_DELIVERY, NULL, 0,
	    "Exit 75 where another status would make a mail server bounce", 0},
	{"progress", KEY_PROGRESS, NULL, 0,
	    "Show on standard error how far reading has come (default on a "
	    "terminal, after a second, when the size is known)", 0},
	{"no-sandbox", KEY_NO_SANDBOX, NULL, 0,
	    "Keep all rights of the process, for debugging", 0},
	{"help", 'h', NULL, 0, "Show this help", -1},
	{"usage", KEY_USAGE, NULL, 0, "Show the options in short", -1},
	{"version", 'V', NULL, 0, "Show the version", -1},
	{.name = NULL},
};

static size_t
parse_size(struct argp_state *state, const char *arg)
{
	static const char units[] = "KMG";
	struct view v = view_of(arg);
	const char *unit = v.n ? strchr(units, v.p[v.n - 1] & ~32) : NULL;
	uint64_t number;
	unsigned shift = unit && *unit ?
	    10 * (unsigned)(unit - units + 1) : 0;

	if (!view_uint(view_upto(v, v.n - (shift > 0)), &number) ||
	    number > (SIZE_MAX / 4 >> shift))
		argp_error(state, "%s: not a size", arg);
	number <<= shift;
	if (number < MIN_MESSAGE)
		argp_error(state, "%s: less than %d bytes", arg, MIN_MESSAGE);
	return (size_t)number;
}

/* An age such as 36h, in seconds; false when it is none. */
static bool
parse_age(struct view v, int64_t *seconds)
{
	static const char units[] = "smhdw";
	static const int64_t sizes[] = {1, 60, 3600, 86400, 604800};
	const char *unit = v.n ? strchr(units, v.p[v.n - 1]) : NULL;
	uint64_t number;

	if (!unit || !*unit || v.n > 9 ||
	    !view_uint(view_upto(v, v.n - 1), &number))
		return false;
	*seconds = (int64_t)number * sizes[unit - units];
	return true;
}

/* --since: the one place that looks at the clock, for an age. */
static int64_t
parse_since(struct argp_state *state, const char *arg)
{
	struct view v = view_of(arg);
	uint64_t number;
	int64_t age, ts;
	struct view midnight;
	struct reading *reading = state->input;

	if (parse_age(v, &age))
		return (int64_t)time(NULL) - age;
	if (v.n && v.p[0] == '@' && view_uint(view_from(v, 1), &number))
		return (int64_t)number;
	ts = mail_date(v);
	if (ts == INT_NONE) {
		midnight = arena_concat(&reading->arena, v,
		    VIEW(" 00:00:00 +0000"));
		ts = mail_date(midnight);
	}
	if (ts == INT_NONE)
		argp_error(state, "%s: not a time", arg);
	return ts;
}

static unsigned
parse_jobs(struct argp_state *state, const char *arg)
{
	uint64_t jobs;

	if (!view_uint(view_of(arg), &jobs) || jobs < 1 ||
	    jobs > READING_MAX_JOBS)
		argp_error(state, "%s: not a number from 1 to %d", arg,
		    READING_MAX_JOBS);
	return (unsigned)jobs;
}

static void
add_header(struct reading *reading, const char *name)
{
	struct decode_options *decode = &reading->decode;
	struct view *more = arena_more(&reading->arena, decode->headers,
	    decode->header_count, sizeof *more);

	more[decode->header_count++] = view_of(name);
	decode->headers = more;
}

static error_t
parse_reading(int key, char *arg, struct argp_state *state)
{
	struct reading *reading = state->input;

	switch (key) {
	case 'a':
		reading->decode.all = true;
		break;
	case KEY_FILES_FROM:
		reading->source.list = arg;
		break;
	case '0':
		reading->source.separator = '\0';
		break;
	case KEY_RECURSIVE:
		reading->source.recursive = true;
		break;
	case KEY_SINCE:
		reading->since = parse_since(state, arg);
		break;
	case KEY_STATE:
		if (reading->source.state)
			argp_error(state, "--state is given twice");
		reading->source.state = state_new(arg);
		break;
	case KEY_MAX_MESSAGE:
		reading->source.max_message = parse_size(state, arg);
		break;
	case 'j':
		reading->jobs = parse_jobs(state, arg);
		break;
	case 'H':
		add_header(reading, arg);
		break;
	case KEY_REDACT:
		reading->redact_file = arg;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* After a text that was asked for. */
static noreturn void
end_text(void)
{
	if (fflush(stdout) || ferror(stdout))
		err(EX_TEMPFAIL, "standard output");
	exit(EX_OK);
}

static error_t
parse_writing(int key, struct argp_state *state)
{
	struct reading *reading = state->input;

	switch (key) {
	case KEY_ALL_KEYS:
		reading->all_keys = true;
		break;
	case KEY_LINE_BUFFERED:
		reading->line_buffered = true;
		break;
	case KEY_STRICT:
		reading->strict = true;
		break;
	case KEY_NO_SANDBOX:
		reading->no_sandbox = true;
		break;
	case KEY_PROGRESS:
		reading->progress = true;
		break;
	case KEY_DELIVERY: /* reading_parse() saw it already */
		break;
	case 'h':
		argp_state_help(state, stdout,
		    ARGP_HELP_STD_HELP & ~(unsigned)ARGP_HELP_EXIT_OK);
		end_text();
	case KEY_USAGE: /* which argp names where usage was bad */
		argp_state_help(state, stdout, ARGP_HELP_USAGE);
		end_text();
	case 'V':
		printf("%s (bounce-tools) %s\n", state->name, READING_VERSION);
		end_text();
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* All bytes of the key's file are the key. */
static void
read_key(struct reading *reading)
{
	const char *name = reading->redact_file;
	FILE *file = fopen(name, "r");
	char *text = arena_text(&reading->arena, KEY_FILE_MAX + 1);
	size_t n;

	if (!file)
		err(exit_status(EX_NOINPUT), "%s", name);
	n = fread(text, 1, KEY_FILE_MAX + 1, file);
	if (ferror(file))
		err(exit_status(EX_NOINPUT), "%s", name);
	fclose(file);
	if (n == 0 || n > KEY_FILE_MAX)
		errx(exit_status(EX_USAGE), "%s: %s", name,
		    n == 0 ? "no key" : "too long for a key");
	reading->redact.key = (struct view){text, n};
	reading->source.redact = &reading->redact;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct reading *reading = state->input;
	error_t fault = parse_reading(key, arg, state);

	if (key == ARGP_KEY_INIT) {
		reading->source.separator = '\n';
		reading->since = INT_NONE;
		reading->jobs = 1;
		return 0;
	}
	if (key == ARGP_KEY_END && reading->redact_file)
		read_key(reading);
	if (key == ARGP_KEY_ARGS) {
		reading->operands = state->argv + state->next;
		reading->operand_count = (size_t)(state->argc - state->next);
		return 0;
	}
	return fault == ARGP_ERR_UNKNOWN ? parse_writing(key, state) : fault;
}

const struct argp reading_argp = {
	.options = options, .parser = parse_option,
};

void
reading_parse(const struct argp *argp, int argc, char **argv, void *input)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--delivery") == 0)
			exit_delivery();
	argp_err_exit_status = exit_status(EX_USAGE);
	argp_parse(argp, argc, argv, ARGP_NO_HELP, NULL, input);
}

void
reading_free(struct reading *reading)
{
	arena_free(&reading->arena);
}

bool
reading_word(struct view *rest, struct view *word)
{
	if (rest->n == 0)
		return false;
	view_cut(*rest, ',', word, rest);
	return true;
}
