/* bounce-stats: records (or mail) in, numbers out. */
#include <err.h>
#include <inttypes.h>
#include <pthread.h>
#include <sysexits.h>

#include "base/exit.h"
#include "base/out.h"
#include "classify/psl.h"
#include "cli/counting.h"
#include "cli/feed.h"
#include "cli/judging.h"
#include "cli/worker.h"

struct options {
	struct reading reading;
	struct judging judging;
	struct counting counting;
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->counting;
		state->child_inputs[1] = &options->judging;
		state->child_inputs[2] = &options->reading;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp_child children[] = {
	{&counting_argp, 0, NULL, 0}, {&judging_argp, 0, NULL, 0},
	{&reading_argp, 0, NULL, 0}, {.argp = NULL},
};

static const struct argp argp = {
	.parser = parse_option,
	.args_doc = "[FILE|DIRECTORY]...", .children = children,
	.doc = "Count records by any of their keys.  Reads the records of "
	    "bounce-parse or bounce-classify, partials of its own, or mail.",
};

/* What all threads add to, one at a time: counting is short beside reading
 * and classifying. */
struct counter {
	struct classifier *classifier;
	struct stats *stats;
	const struct redact *redact; /* or NULL */
	pthread_mutex_t lock;
	uint64_t bad;      /* lines that are no record */
	uint64_t lacking;  /* lines of partials that do not tell */
};

/* A line that was no JSON comes as a record of its own kind. */
static bool
is_bad_line(const struct fed *fed)
{
	return !fed->line && fed->record.recipient->kind == KIND_ERROR &&
	    view_eq(fed->record.report->format, VIEW("json"));
}

/* Adds up a partial's line; false when it is not one. */
static bool
merge(struct counter *counter, const struct fed *fed)
{
	if (!fed->line)
		return false;
	switch (stats_merge(counter->stats, fed->line->text)) {
	case STATS_OTHER:
		return false;
	case STATS_MERGED:
		break;
	case STATS_LACKING:
		counter->lacking++;
		break;
	case STATS_FULL:
		worker_say(counter->redact, fed->item,
		    "a partial by too many lists of keys");
		counter->bad++;
		break;
	case STATS_DAMAGED:
		worker_say(counter->redact, fed->item,
		    "damaged line of a partial");
		counter->bad++;
		break;
	}
	return true;
}

static void
report(const struct counter *counter)
{
	if (counter->bad > 0)
		warnx("malformed lines not counted: %" PRIu64, counter->bad);
	if (counter->lacking > 0)
		warnx("lines of partials that do not tell what --by asks "
		    "for: %" PRIu64, counter->lacking);
}

/* With the lock held. */
static void
count(struct counter *counter, const struct fed *fed,
    const struct record *original)
{
	if (is_bad_line(fed))
		counter->bad++;
	else if (!merge(counter, fed))
		stats_add(counter->stats, original, &fed->record);
}

static void
take(void *data, struct fed *fed, struct buf *out)
{
	struct counter *counter = data;
	struct verdict verdict;
	struct record original;

	(void)out;
	if (!fed->record.verdict) {
		classify(counter->classifier, fed->arena, fed->record.report,
		    fed->record.recipient, &verdict);
		fed->record.verdict = &verdict;
	}
	original = fed->record;
	feed_redact(fed);
	pthread_mutex_lock(&counter->lock);
	count(counter, fed, &original);
	pthread_mutex_unlock(&counter->lock);
}

static int
count_all(const struct options *options, struct stats *stats, struct out *out)
{
	struct counter counter = {
		.classifier = classifier_open(&options->judging.options),
		.stats = stats, .redact = options->reading.source.redact,
		.lock = PTHREAD_MUTEX_INITIALIZER,
	};
	struct feed_user user = {
		.take = take, .data = &counter, .json = true,
		.silent = true,
	};
	int status = feed_run(&options->reading, &user, out);

	report(&counter);
	classifier_close(counter.classifier);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	const struct classify_options *own = &options.judging.options;
	struct stats *stats;
	struct out out;
	int status;

	reading_parse(&argp, argc, argv, &options);
	options.counting.options.org_domain = psl_org_domain;
	options.counting.redact = options.reading.source.redact;
	stats = counting_open(&options.counting, own->own_host_count ||
	    own->own_domain_count || own->own_message_id_count ||
	    own->batv_key || own->srs_secret);
	out_open(&out, false);
	status = count_all(&options, stats, &out);
	stats_print(stats, &out.buf);
	feed_end(&options.reading, &out);
	stats_close(stats);
	arena_free(&options.counting.arena);
	arena_free(&options.judging.arena);
	reading_free(&options.reading);
	return exit_status(status);
}
