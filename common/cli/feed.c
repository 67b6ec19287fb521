/* Records, whatever the operands hold; see feed.h. */
#include "cli/feed.h"

#include <sysexits.h>

#include "base/exit.h"
#include "base/sandbox.h"
#include "cli/pool.h"
#include "cli/progress.h"
#include "cli/worker.h"
#include "input/state.h"

/* Between the user and standard output: each line it appends is a record. */
struct single {
	const struct feed_user *user;
	struct out *out;
};

static void
take_single(void *data, struct fed *fed, struct buf *buf)
{
	struct single *single = data;
	size_t before = buf->n;

	single->user->take(single->user->data, fed, buf);
	if (buf->n != before)
		out_record(single->out);
}

static void
flush(void *out)
{
	out_flush(out);
}

/* All in this thread: no item is copied. */
static int
run_single(const struct reading *reading, const struct feed_user *user,
    struct source_options *options, struct out *out, bool *malformed)
{
	struct single single = {user, out};
	struct feed_user outer = {.take = take_single};
	struct worker worker = {
		.reading = reading, .user = &outer, .data = &single,
	};
	struct source *source;
	struct item item;

	options->wait = flush;
	options->wait_data = out;
	source = source_open(options, reading->operands,
	    reading->operand_count);
	while (source_next(source, &item)) {
		worker_take(&worker, &item, &out->buf);
		if (worker.malformed && reading->strict)
			break;
	}
	arena_free(&worker.arena);
	*malformed = worker.malformed;
	return source_close(source);
}

void
feed_redact(struct fed *fed)
{
	struct verdict *verdict = fed->record.verdict;
	struct json_line *line;

	if (!fed->redacted)
		return;
	if (fed->line) {
		line = ARENA_NEW(fed->arena, struct json_line, 1);
		json_read(fed->arena,
		    redacted_line(fed->redacted, fed->line->text), line);
		fed->line = line;
		fed->record = (struct record){
			&line->report, &line->recipient, verdict,
		};
	}
	redacted_record(fed->redacted, &fed->record);
}

int
feed_run(const struct reading *reading, const struct feed_user *user,
    struct out *out)
{
	struct source_options options = reading->source;
	struct progress *progress = progress_open(reading, &options, out,
	    user->silent);
	bool malformed = false;
	int status;

	if (options.state) {
		state_open(options.state);
		out_safe(out);
	}
	if (!reading->no_sandbox)
		sandbox_enter(options.state ? options.state->folder : NULL);
	options.json = user->json;
	status = (reading->jobs > 1 ? pool_run : run_single)(reading, user,
	    &options, out, &malformed);
	progress_close(progress);
	if (malformed && reading->strict)
		status = EX_DATAERR;
	if (options.state && status == EX_DATAERR)
		state_give_up(options.state);
	return exit_status(status);
}

void
feed_end(const struct reading *reading, struct out *out)
{
	out_close(out);
	if (reading->source.state)
		state_close(reading->source.state);
}
