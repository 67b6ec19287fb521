/* Keys that are made from fields; see derived.h. */
#include "stats/derived.h"

#include <string.h>

#include "base/civil.h"
#include "stats/cluster.h"

/* Years 1 to 9998, so that no zone leads out of what can be printed. */
#define TS_MIN (CIVIL_MIN + 366 * 86400)
#define TS_MAX (CIVIL_MAX - 366 * 86400)

/* The part behind the last "@" in lower case, without a dot at its end. */
static struct key_value
domain_of(struct key_context *context, struct view address)
{
	size_t at = view_rchr(address, '@'), start = context->scratch.n;
	struct view domain;
	char *p;

	if (at == VIEW_NPOS)
		return key_text(VIEW_NONE);
	domain = view_upto(view_from(address, at + 1), KEY_MAX);
	if (domain.n > 0 && domain.p[domain.n - 1] == '.')
		domain.n--;
	p = buf_room(&context->scratch, domain.n);
	for (size_t i = 0; i < domain.n; i++)
		p[i] = to_lower(domain.p[i]);
	context->scratch.n += domain.n;
	return key_scratch(context, start);
}

static struct key_value
domain(struct key_context *context, const struct record *record)
{
	return domain_of(context, record->recipient->recipient);
}

static struct key_value
orgdomain(struct key_context *context, const struct record *record)
{
	struct key_value value = domain(context, record);
	struct view org = VIEW_NONE;

	if (value.type == KEY_TEXT && context->org_domain)
		org = context->org_domain(value.text);
	return view_empty(org) ? value : key_text(org);
}

/* Who took the mail, or did not: the service where it is known, as many
 * domains stand behind one. */
static struct key_value
receiver(struct key_context *context, const struct record *record)
{
	if (!view_empty(record->verdict->provider))
		return key_text(record->verdict->provider);
	return orgdomain(context, record);
}

static struct key_value
sender_domain(struct key_context *context, const struct record *record)
{
	const struct report *report = record->report;
	struct view sender = report->original_from;

	if (view_empty(sender))
		sender = report->original_return_path;
	if (view_empty(sender))
		sender = report->bounce_address;
	return domain_of(context, sender);
}

static struct key_value
period(struct key_context *context, const struct record *record,
    enum period sort)
{
	size_t start = context->scratch.n;
	int64_t ts = record->report->ts;

	if (ts == INT_NONE || ts < TS_MIN || ts > TS_MAX)
		return key_text(VIEW_NONE);
	zone_print(context->zone, &context->scratch, sort, ts);
	return key_scratch(context, start);
}

static struct key_value
hour(struct key_context *context, const struct record *record)
{
	return period(context, record, PERIOD_HOUR);
}

static struct key_value
day(struct key_context *context, const struct record *record)
{
	return period(context, record, PERIOD_DAY);
}

static struct key_value
week(struct key_context *context, const struct record *record)
{
	return period(context, record, PERIOD_WEEK);
}

static struct key_value
month(struct key_context *context, const struct record *record)
{
	return period(context, record, PERIOD_MONTH);
}

static struct key_value
list(struct key_context *context, const struct record *record)
{
	(void)context;
	return key_text(record->report->list_id);
}

static struct key_value
reporting_host(struct key_context *context, const struct record *record)
{
	(void)context;
	return key_text(record->report->reporting_mta);
}

static struct key_value
status_class(struct key_context *context, const struct record *record)
{
	static const char classes[] = "245";
	struct view status = record->recipient->status;
	int64_t code = record->recipient->reply_code;
	const char *class = NULL;

	(void)context;
	if (!view_empty(status) && status.p[0])
		class = strchr(classes, status.p[0]);
	else if (code >= 200 && code <= 599)
		class = strchr(classes, (char)('0' + code / 100));
	return key_text(class ? (struct view){class, 1} : VIEW_NONE);
}

static struct key_value
cluster(struct key_context *context, const struct record *record)
{
	size_t start = context->scratch.n;

	cluster_print(&context->scratch, record->recipient->diagnostic);
	return key_scratch(context, start);
}

#define W(word) {word, sizeof(word) - 1}
const struct derived derived[] = {
	{.name = W("domain"), .value = domain},
	{.name = W("orgdomain"), .value = orgdomain},
	{.name = W("receiver"), .value = receiver},
	{.name = W("sender_domain"), .value = sender_domain},
	{.name = W("hour"), .value = hour, .is_period = true},
	{.name = W("day"), .value = day, .is_period = true},
	{.name = W("week"), .value = week, .is_period = true},
	{.name = W("month"), .value = month, .is_period = true},
	{.name = W("list"), .value = list},
	{.name = W("reporting_host"), .value = reporting_host},
	{.name = W("status_class"), .value = status_class, .is_closed = true},
	{.name = W("cluster"), .value = cluster},
};
const size_t derived_count = sizeof derived / sizeof *derived;
