/* Records, whatever the operands hold; see feed.h. */
#include "cli/feed.h"

#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/exit.h"

struct feed {
	const struct reading *reading;
	struct source *source;
	struct arena arena;
	struct decoded decoded;  /* of the current message */
	size_t at;               /* its next record */
	struct json_line line;
	bool malformed;          /* --strict: a bad line was met */
};

static void
flush(void *out)
{
	out_flush(out);
}

struct feed *
feed_open(const struct reading *reading, bool json, struct out *out)
{
	struct feed *feed = calloc(1, sizeof *feed);
	struct source_options options = reading->source;

	if (!feed)
		err(EX_TEMPFAIL, "calloc");
	options.json = json;
	options.wait = flush;
	options.wait_data = out;
	feed->reading = reading;
	feed->source = source_open(&options, reading->operands,
	    reading->operand_count);
	return feed;
}

/* A line that is no record: what is left of it is where it stood. */
static void
take_fault(struct feed *feed, const struct item *item, const char *fault)
{
	struct json_line *line = &feed->line;

	warnx("%.*s:%" PRIu64 ": %s", (int)item->source.n, item->source.p,
	    item->line, fault);
	feed->malformed = true;
	line->report = report_none;
	line->recipient = recipient_none;
	line->recipient.kind = KIND_ERROR;
	line->report.format = VIEW("json");
	line->report.source = item->source;
	line->report.offset = (int64_t)item->offset;
	line->report.size = (int64_t)item->size;
	if (item->truncated)
		line->report.flags = FLAG_LINE_LIMIT;
	line->classified = false;
}

static void
take_line(struct feed *feed, const struct item *item, struct fed *out)
{
	const char *fault = NULL;

	if (item->truncated)
		fault = "line too long";
	else if (!json_read(&feed->arena, item->bytes, &feed->line))
		fault = feed->line.fault;
	if (fault)
		take_fault(feed, item, fault);
	out->record.report = &feed->line.report;
	out->record.recipient = &feed->line.recipient;
	out->record.verdict = feed->line.classified ? &feed->line.verdict :
	    NULL;
	out->line = fault ? NULL : &feed->line;
}

static bool
is_too_old(const struct feed *feed, int64_t ts)
{
	return feed->reading->since != INT_NONE && ts != INT_NONE &&
	    ts < feed->reading->since;
}

/* The next record of the current message. */
static bool
take_decoded(struct feed *feed, struct fed *out)
{
	if (feed->at == feed->decoded.count)
		return false;
	out->record.report = &feed->decoded.report;
	out->record.recipient = &feed->decoded.recipients[feed->at++];
	out->record.verdict = NULL;
	out->line = NULL;
	return true;
}

bool
feed_next(struct feed *feed, struct fed *out)
{
	struct item item;

	out->arena = &feed->arena;
	while (!take_decoded(feed, out)) {
		feed->decoded.count = feed->at = 0;
		arena_reset(&feed->arena);
		if ((feed->malformed && feed->reading->strict) ||
		    !source_next(feed->source, &item))
			return false;
		if (item.type == ITEM_LINE) {
			take_line(feed, &item, out);
			if (!is_too_old(feed, out->record.report->ts))
				return true;
			continue;
		}
		decode_message(&feed->arena, &feed->reading->decode, &item,
		    &feed->decoded);
		if (is_too_old(feed, feed->decoded.report.ts))
			feed->decoded.count = 0;
	}
	return true;
}

int
feed_close(struct feed *feed)
{
	int status = source_close(feed->source);

	if (feed->malformed && feed->reading->strict)
		status = EX_DATAERR;
	arena_free(&feed->arena);
	free(feed);
	return exit_status(status);
}
