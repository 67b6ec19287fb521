/* bounce-classify: records (or mail) in, the same with their verdict out. */
#include <sysexits.h>

#include "base/exit.h"
#include "base/out.h"
#include "classify/rules.h"
#include "cli/feed.h"
#include "cli/judging.h"
#include "cli/only.h"

enum { KEY_ONLY = 0x300, KEY_DUMP_RULES, KEY_CHECK_RULES };

struct options {
	struct reading reading;
	struct judging judging;
	struct only only;
	bool dump, check;
};

static const struct argp_option option_list[] = {
	{.doc = "Choosing:", .group = 1},
	{"only", KEY_ONLY, "LIST", 0,
	    "Write only records of these reasons, types (hard, soft), "
	    "failures, kinds or advices, or backscatter; with commas between",
	    0},
	{"dump-rules", KEY_DUMP_RULES, NULL, 0,
	    "Print the built-in rules and exit", 0},
	{"check-rules", KEY_CHECK_RULES, NULL, 0,
	    "Try the examples that stand in the rules and exit", 0},
	{.name = NULL},
};

static void
parse_only(struct argp_state *state, struct only *only, const char *arg)
{
	struct view rest = view_of(arg), word;

	while (reading_word(&rest, &word))
		if (!only_add(only, word))
			argp_error(state, "%.*s: nothing to choose by",
			    (int)word.n, word.p);
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->judging;
		state->child_inputs[1] = &options->reading;
		break;
	case KEY_ONLY:
		parse_only(state, &options->only, arg);
		break;
	case KEY_DUMP_RULES:
		options->dump = true;
		break;
	case KEY_CHECK_RULES:
		options->check = true;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp_child children[] = {
	{&judging_argp, 0, NULL, 0}, {&reading_argp, 0, NULL, 0},
	{.argp = NULL},
};

static const struct argp argp = {
	.options = option_list, .parser = parse_option,
	.args_doc = "[FILE|DIRECTORY]...", .children = children,
	.doc = "Add to each record why the mail failed, how, whether the "
	    "address is dead, and what to do.  Reads the records of "
	    "bounce-parse, or mail.",
};

/* What is the same for every thread. */
struct judge {
	const struct options *options;
	struct classifier *classifier;
};

/* Writes one record with its verdict. */
static void
take(void *data, struct fed *fed, struct buf *out)
{
	const struct judge *judge = data;
	const struct options *options = judge->options;
	struct verdict verdict;

	classify(judge->classifier, fed->arena, fed->record.report,
	    fed->record.recipient, &verdict);
	fed->record.verdict = &verdict;
	if (!only_pass(&options->only, &fed->record))
		return;
	feed_redact(fed);
	if (fed->line)
		json_rewrite(fed->arena, out, fed->line, fed->record.verdict,
		    options->reading.all_keys);
	else
		json_write(out, &fed->record, options->reading.all_keys);
}

static int
classify_all(const struct options *options, struct out *out)
{
	struct judge judge = {
		options, classifier_open(&options->judging.options),
	};
	struct feed_user user = {.take = take, .data = &judge, .json = true};
	int status = feed_run(&options->reading, &user, out);

	classifier_close(judge.classifier);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct out out;
	int status = EX_OK;

	reading_parse(&argp, argc, argv, &options);
	out_open(&out, options.reading.line_buffered);
	if (options.check)
		status = rules_check(&options.judging.options) ? EX_DATAERR :
		    EX_OK;
	else if (options.dump)
		rules_dump(&out.buf);
	else
		status = classify_all(&options, &out);
	feed_end(&options.reading, &out);
	arena_free(&options.judging.arena);
	reading_free(&options.reading);
	return exit_status(status);
}
