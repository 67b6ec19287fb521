/* bounce-parse: mail in, one JSON line per reported recipient out. */
#include <sysexits.h>

#include "base/exit.h"
#include "base/out.h"
#include "cli/feed.h"
#include "format/phrase.h"
#include "record/field.h"

enum { KEY_FORMATS = 0x300, KEY_DUMP_FORMATS };
enum { EXIT_NOTHING = 1 /* -q: no record of the kinds asked for */ };

struct options {
	struct reading reading; /* first: argp's child has it as its input */
	bool quiet, dump;
	unsigned kinds;         /* -q: bits by enum kind that count */
};

static const struct argp_option option_list[] = {
	{.doc = "Asking:", .group = 1},
	{"quiet", 'q', NULL, 0,
	    "Write nothing; exit 0 when a bounce was found, 1 when not", 0},
	{"formats", KEY_FORMATS, "FILE", 0,
	    "Dialects that go before the built-in ones; see FORMATS", 0},
	{"dump-formats", KEY_DUMP_FORMATS, NULL, 0,
	    "Print the built-in dialects and exit", 0},
	{"kind", 'k', "LIST", 0,
	    "Kinds that count for -q, with commas between (default bounce)",
	    0},
	{.name = NULL},
};

static void
parse_kinds(struct argp_state *state, struct options *options, char *arg)
{
	struct view rest = view_of(arg), word;
	int kind;

	options->kinds = 0;
	while (reading_word(&rest, &word)) {
		kind = field_name(names_kind, KIND_COUNT, word);
		if (kind == KIND_NONE)
			argp_error(state, "%.*s: not a kind", (int)word.n,
			    word.p);
		options->kinds |= 1U << kind;
	}
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->reading;
		options->kinds = 1U << KIND_BOUNCE;
		break;
	case KEY_DUMP_FORMATS:
		options->dump = true;
		break;
	case KEY_FORMATS:
		options->reading.decode.formats = phrase_open(
		    &options->reading.arena, arg);
		break;
	case 'q':
		options->quiet = true;
		break;
	case 'k':
		parse_kinds(state, options, arg);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp_child children[] = {
	{&reading_argp, 0, NULL, 0}, {.argp = NULL},
};

static const struct argp argp = {
	.options = option_list, .parser = parse_option,
	.args_doc = "[FILE|DIRECTORY]...", .children = children,
	.doc = "Write one JSON line for each recipient that a bounce or "
	    "another report in the mail tells of.",
};

/* What one thread knows. */
struct finder {
	const struct options *options;
	bool found;
};

static void
take(void *data, struct fed *fed, struct buf *out)
{
	struct finder *finder = data;
	const struct options *options = finder->options;

	finder->found |= options->kinds >> fed->record.recipient->kind & 1;
	if (options->quiet)
		return;
	feed_redact(fed);
	json_write(out, &fed->record, options->reading.all_keys);
}

/* Reads everything; *found: a record of the kinds asked for was there. */
static int
parse_all(const struct options *options, struct out *out, bool *found)
{
	unsigned jobs = options->reading.jobs;
	struct arena arena = {0};
	struct finder *finders = ARENA_NEW(&arena, struct finder, jobs);
	struct feed_user user = {
		.take = take, .data = finders, .size = sizeof *finders,
	};
	int status;

	for (unsigned i = 0; i < jobs; i++)
		finders[i].options = options;
	status = feed_run(&options->reading, &user, out);
	for (unsigned i = 0; i < jobs; i++)
		*found |= finders[i].found;
	arena_free(&arena);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct out out;
	bool found = false;
	int status;

	reading_parse(&argp, argc, argv, &options);
	out_open(&out, options.reading.line_buffered);
	if (options.dump) {
		buf_add(&out.buf, phrase_texts[0]);
		buf_add(&out.buf, phrase_texts[1]);
		status = EX_OK;
	} else {
		status = parse_all(&options, &out, &found);
	}
	feed_end(&options.reading, &out);
	reading_free(&options.reading);
	return status || !options.quiet || found ? status : EXIT_NOTHING;
}
