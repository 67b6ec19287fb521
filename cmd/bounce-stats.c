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
#include "stats/partial.h"

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

/* What is the same for every thread. */
struct shared {
	struct classifier *classifier;
	struct stats *stats; /* of all, in the end */
	const struct redact *redact; /* or NULL */
	/* Under the lock: lines of partials, which go into stats at once; of
	 * those, the ones that do not tell; and lines that are no record. */
	pthread_mutex_t lock;
	uint64_t lacking, bad;
};

/* What one thread counts: records in statistics of its own where there are
 * others, so that none waits for another. */
struct counter {
	struct shared *shared;
	struct stats *stats;
};

/* A line that was no JSON comes as a record of its own kind. */
static bool
is_bad_line(const struct fed *fed)
{
	return !fed->line && fed->record.recipient->kind == KIND_ERROR &&
	    view_eq(fed->record.report->format, VIEW("json"));
}

/* Adds up a partial's line, with the lock held. */
static void
merge(struct shared *shared, const struct fed *fed)
{
	switch (stats_merge(shared->stats, fed->line->text)) {
	case STATS_OTHER:
	case STATS_MERGED:
		break;
	case STATS_LACKING:
		shared->lacking++;
		break;
	case STATS_FULL:
		worker_say(shared->redact, fed->item,
		    "a partial by too many lists of keys");
		shared->bad++;
		break;
	case STATS_DAMAGED:
		worker_say(shared->redact, fed->item,
		    "damaged line of a partial");
		shared->bad++;
		break;
	}
}

/* A line that is no record. */
static void
take_other(struct shared *shared, const struct fed *fed)
{
	pthread_mutex_lock(&shared->lock);
	if (is_bad_line(fed))
		shared->bad++;
	else
		merge(shared, fed);
	pthread_mutex_unlock(&shared->lock);
}

static void
take(void *data, struct fed *fed, struct buf *out)
{
	const struct counter *counter = data;
	struct shared *shared = counter->shared;
	struct verdict verdict;
	struct record original;

	(void)out;
	if (!fed->record.verdict) {
		classify(shared->classifier, fed->arena, fed->record.report,
		    fed->record.recipient, &verdict);
		fed->record.verdict = &verdict;
	}
	original = fed->record;
	feed_redact(fed);
	if (is_bad_line(fed) || (fed->line && partial_is(fed->line->text)))
		take_other(shared, fed);
	else
		stats_add(counter->stats, &original, &fed->record);
}

static void
report(const struct shared *shared)
{
	if (shared->bad > 0)
		warnx("malformed lines not counted: %" PRIu64, shared->bad);
	if (shared->lacking > 0)
		warnx("lines of partials that do not tell what --by asks "
		    "for: %" PRIu64, shared->lacking);
}

/* Counts with each thread's counter, then adds these up. */
static int
count_with(const struct options *options, struct shared *shared,
    struct counter *counters, struct out *out)
{
	struct feed_user user = {
		.take = take, .data = counters, .size = sizeof *counters,
		.json = true, .silent = true,
	};
	int status;

	for (unsigned i = 0; i < options->reading.jobs; i++) {
		counters[i].shared = shared;
		counters[i].stats = options->reading.jobs == 1 ?
		    shared->stats : stats_open(&options->counting.options);
	}
	status = feed_run(&options->reading, &user, out);
	for (unsigned i = 0; i < options->reading.jobs; i++) {
		if (counters[i].stats == shared->stats)
			continue;
		stats_absorb(shared->stats, counters[i].stats);
		stats_close(counters[i].stats);
	}
	return status;
}

static int
count_all(const struct options *options, struct stats *stats, struct out *out)
{
	struct shared shared = {
		.classifier = classifier_open(&options->judging.options),
		.stats = stats, .redact = options->reading.source.redact,
		.lock = PTHREAD_MUTEX_INITIALIZER,
	};
	struct arena arena = {0};
	int status = count_with(options, &shared, ARENA_NEW(&arena,
	    struct counter, options->reading.jobs), out);

	report(&shared);
	arena_free(&arena);
	classifier_close(shared.classifier);
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
