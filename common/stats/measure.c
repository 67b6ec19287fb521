/* The numbers of a row; see measure.h. */
#include "stats/measure.h"

#include <assert.h>

#include "base/civil.h"
#include "stats/sent.h"

static void
put_count(struct buf *out, uint64_t count)
{
	buf_addint(out, (int64_t)count);
}

void
measure_ratio(struct buf *out, uint64_t part, uint64_t whole, int decimals)
{
	static const unsigned scales[] = {1, 10, 100, 1000, 10000, 100000};
	uint64_t scaled;

	assert(whole > 0 && decimals >= 0 && decimals <= 5);
	scaled = (uint64_t)((double)part / (double)whole *
	    scales[decimals] + 0.5);
	if (decimals == 0)
		put_count(out, scaled);
	else
		buf_printf(out, "%llu.%0*llu",
		    (unsigned long long)(scaled / scales[decimals]), decimals,
		    (unsigned long long)(scaled % scales[decimals]));
}

static void
count(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_count(out, row->group->count);
}

static void
share(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	measure_ratio(out, row->group->count, sheet->total, 3);
}

static void
bounces(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_count(out, row->group->bounces);
}

/* Sent messages and the share of them that bounced, where --sent tells. */
static void
sent(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	uint64_t n;

	if (sent_find(sheet, row, &n))
		put_count(out, n);
}

static void
rate(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	uint64_t n;

	if (sent_find(sheet, row, &n) && n > 0)
		measure_ratio(out, row->group->bounces, n, 5);
}

static void
hard(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_count(out, row->group->hard);
}

static void
soft(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_count(out, row->group->soft);
}

#define FAILURE(name, value) \
static void \
name(struct buf *out, const struct sheet *sheet, const struct row *row) \
{ \
	(void)sheet; \
	put_count(out, row->group->failures[value]); \
}

FAILURE(rejection, FAILURE_REJECTION)
FAILURE(timeout, FAILURE_TIMEOUT)
FAILURE(async, FAILURE_ASYNC)
FAILURE(delay, FAILURE_DELAY)
FAILURE(unproven, FAILURE_UNPROVEN)

static void
backscattered(struct buf *out, const struct sheet *sheet,
    const struct row *row)
{
	(void)sheet;
	put_count(out, row->group->backscatter);
}

static void
recipients(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_count(out, sketch_count(&row->group->recipients));
}

static void
put_time(struct buf *out, const struct group *group, int64_t ts)
{
	if (group->has_time)
		civil_print(out, ts);
}

static void
first(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_time(out, row->group, row->group->first);
}

static void
last(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	put_time(out, row->group, row->group->last);
}

#define PERCENTILE(name, member, percent) \
static void \
name(struct buf *out, const struct sheet *sheet, const struct row *row) \
{ \
	(void)sheet; \
	if (row->group->member.count > 0) \
		buf_addint(out, \
		    spread_percentile(&row->group->member, percent)); \
}

PERCENTILE(latency_p50, latency, 50)
PERCENTILE(latency_p90, latency, 90)
PERCENTILE(latency_p99, latency, 99)
PERCENTILE(queue_p50, queue, 50)
PERCENTILE(queue_p90, queue, 90)
PERCENTILE(queue_p99, queue, 99)

static void
sample(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	buf_add(out, row->group->sample.text);
}

static void
sample_id(struct buf *out, const struct sheet *sheet, const struct row *row)
{
	(void)sheet;
	buf_add(out, row->group->sample.id);
}

#define ROW(name, is_text) {{#name, sizeof(#name) - 1}, is_text, name}
const struct measure measures[] = {
	ROW(count, false), ROW(share, false), ROW(sent, false),
	ROW(rate, false), ROW(bounces, false), ROW(hard, false),
	ROW(soft, false), ROW(rejection, false), ROW(timeout, false),
	ROW(async, false), ROW(delay, false), ROW(unproven, false),
	ROW(backscattered, false), ROW(recipients, false), ROW(first, true),
	ROW(last, true), ROW(latency_p50, false), ROW(latency_p90, false),
	ROW(latency_p99, false), ROW(queue_p50, false),
	ROW(queue_p90, false), ROW(queue_p99, false), ROW(sample, true),
	ROW(sample_id, true),
};
const size_t measure_count = sizeof measures / sizeof *measures;
