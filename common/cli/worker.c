/* One thread's way from an item to its records; see worker.h. */
#include "cli/worker.h"

#include <err.h>
#include <inttypes.h>

#include "format/id.h"
#include "input/missed.h"

/* One line on standard error; file names come from strangers. */
void
worker_say(const struct redact *redact, const struct item *item,
    const char *fault)
{
	struct buf text = {0};

	missed_name(&text, redact, item->source);
	warnx("%.*s:%" PRIu64 ": %s", (int)text.n, text.p, item->line, fault);
	buf_free(&text);
}

/* A line that is no record: what is left of it is where it stood. */
static void
take_fault(struct worker *worker, const struct item *item, const char *fault)
{
	struct json_line *line = &worker->line;

	worker_say(worker->reading->source.redact, item, fault);
	worker->malformed = true;
	line->report = report_none;
	line->recipient = recipient_none;
	line->recipient.kind = KIND_ERROR;
	line->recipient.id = id_of_line(&worker->arena, item->bytes);
	line->report.format = VIEW("json");
	line->report.source = item->source;
	line->report.offset = (int64_t)item->offset;
	line->report.size = (int64_t)item->size;
	if (item->truncated)
		line->report.flags = FLAG_LINE_LIMIT;
	line->classified = false;
}

/* What feed_redact() needs; NULL without --redact. */
static struct redacted *
open_redacted(struct worker *worker)
{
	const struct redact *redact = worker->reading->source.redact;

	if (!redact)
		return NULL;
	redacted_open(&worker->redacted, redact, &worker->arena);
	return &worker->redacted;
}

/* The names of one recipient may stand in what is said of another. */
static void
learn(struct redacted *redacted, struct decoded *decoded,
    const struct item *item)
{
	struct record record = {.report = decoded->report};

	redacted_learn(redacted, &record);
	record.report = NULL;
	for (size_t i = 0; i < decoded->count; i++) {
		record.recipient = &decoded->recipients[i];
		redacted_learn(redacted, &record);
	}
	redacted_learn_mail(redacted, item->bytes);
}

static bool
is_too_old(const struct worker *worker, int64_t ts)
{
	return worker->reading->since != INT_NONE && ts != INT_NONE &&
	    ts < worker->reading->since;
}

static void
take_line(struct worker *worker, const struct item *item, struct buf *out)
{
	struct fed fed = {.arena = &worker->arena, .item = item};
	struct json_line *line = &worker->line;
	const char *fault = NULL;

	if (item->truncated)
		fault = "line too long";
	else if (!json_read(&worker->arena, item->bytes, line))
		fault = line->fault;
	if (fault)
		take_fault(worker, item, fault);
	else if (is_too_old(worker, line->report.ts))
		return;
	fed.record = (struct record){
		&line->report, &line->recipient,
		line->classified ? &line->verdict : NULL,
	};
	fed.line = fault ? NULL : line;
	fed.redacted = open_redacted(worker);
	worker->user->take(worker->data, &fed, out);
}

static void
take_message(struct worker *worker, const struct item *item, struct buf *out)
{
	struct fed fed = {.arena = &worker->arena, .item = item};
	struct decoded decoded;

	decode_message(&worker->arena, &worker->reading->decode, item,
	    &decoded);
	if (is_too_old(worker, decoded.report->ts))
		return;
	fed.redacted = open_redacted(worker);
	if (fed.redacted)
		learn(fed.redacted, &decoded, item);
	for (size_t i = 0; i < decoded.count; i++) {
		fed.record = (struct record){
			decoded.report, &decoded.recipients[i], NULL,
		};
		worker->user->take(worker->data, &fed, out);
	}
}

void
worker_take(struct worker *worker, const struct item *item, struct buf *out)
{
	arena_reset(&worker->arena);
	if (item->type == ITEM_LINE)
		take_line(worker, item, out);
	else
		take_message(worker, item, out);
}
