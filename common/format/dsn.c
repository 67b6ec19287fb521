/*
 * Delivery status notifications (RFC 3464, RFC 6533):
 *
 *	Reporting-MTA: dns; mx.example.org
 *	Arrival-Date: Sat, 21 Nov 2026 21:00:12 +0000
 *
 *	Final-Recipient: rfc822; user@example.org
 *	Action: failed
 *	Status: 5.1.1
 *	Diagnostic-Code: smtp; 550 5.1.1 <user@example.org>: User unknown
 *
 * Groups of fields, the first about the message, one a recipient after it.
 * In the wild the first is missing, all stand in one group, or a blank line
 * tears a group apart, so every group is read for both sorts of field.
 */
#include "format/rows.h"
#include "format/typed.h"
#include "mail/mail.h"
#include "mail/text.h"

/* Sendmail: where an alias led, which failed; the same mailbox under the
 * host's own name says nothing new. */
static void
read_actual(struct group *group, struct view value, void *member)
{
	struct recipient *recipient = group->recipient;
	struct view *final = member, actual, local, old, domain;

	actual = typed_address(group->decoding->arena, value);
	if (!view_cut(actual, '@', &local, &domain))
		return;
	view_cut(*final, '@', &old, &domain);
	if (view_ieq(local, old))
		return;
	if (view_none(recipient->original_recipient))
		recipient->original_recipient = *final;
	*final = actual;
}

/* "failed", also where a comment or another ending stands. */
static void
read_action(struct group *group, struct view value, void *member)
{
	static const struct view stems[ACTION_COUNT] = {
		[ACTION_FAILED] = {"fail", 4},
		[ACTION_DELAYED] = {"delay", 5},
		[ACTION_DELIVERED] = {"delivered", 9},
		[ACTION_RELAYED] = {"relay", 5},
		[ACTION_EXPANDED] = {"expand", 6},
	};

	(void)group;
	for (int i = 1; i < ACTION_COUNT; i++)
		if (view_istarts(value, stems[i]))
			*(enum action *)member = (enum action)i;
}

/* The code of a Status field: digits and dots, its comment left out. */
static void
read_status(struct group *group, struct view value, void *member)
{
	struct view comment;
	size_t i = 0, dots = 0;

	while (i < value.n && (is_digit(value.p[i]) || value.p[i] == '.'))
		dots += value.p[i++] == '.';
	if (dots == 2 && i >= 5 && value.p[1] == '.' &&
	    value.p[i - 1] != '.' && (value.p[0] == '2' ||
	    value.p[0] == '4' || value.p[0] == '5'))
		*(struct view *)member = view_upto(value, i);
	/* "Other or undefined network status" is what the code says. */
	comment = view_trim(view_from(value, i));
	if (view_starts(comment, VIEW("(")) && view_iends(comment, VIEW(")")) &&
	    view_ifind(comment, VIEW("undefined")) == VIEW_NPOS)
		group->recipient->status_text =
		    header_unfold(group->decoding->arena,
		    view_sub(comment, 1, comment.n - 2));
}

/* Of several diagnostics, the one that says most. */
static void
read_diagnostic(struct group *group, struct view value, void *member)
{
	struct view *diagnostic = member, type, text;

	text = typed_text(group->decoding->arena, value,
	    &group->decoding->report.flags);
	text = typed_value(text, &type);
	if (text.n <= diagnostic->n)
		return;
	*diagnostic = text;
	group->recipient->diagnostic_type = arena_lower(group->decoding->arena,
	    type);
}

static const struct row dsn_rows[] = {
	ROW_REPORT("Reporting-MTA", row_host, reporting_mta),
	ROW_REPORT("Received-From-MTA", row_host, received_from_mta),
	ROW_REPORT("Arrival-Date", row_date, arrival_ts),
	ROW_REPORT("Original-Envelope-Id", row_text, envelope_id),
	ROW_REPORT("Reporting-UA", row_text, user_agent),
	ROW_REPORT("X-Postfix-Queue-ID", row_text, queue_id),
	ROW_NAMES("Final-Recipient", row_address, recipient),
	ROW_NAMES("Original-Recipient", row_address, original_recipient),
	ROW_RECIPIENT("X-Actual-Recipient", read_actual, recipient),
	ROW_RECIPIENT("Action", read_action, action),
	ROW_RECIPIENT("Status", read_status, status),
	ROW_RECIPIENT("Remote-MTA", row_remote, remote_mta),
	ROW_RECIPIENT("Diagnostic-Code", read_diagnostic, diagnostic),
	ROW_RECIPIENT("X-Supplementary-Info", read_diagnostic, diagnostic),
	ROW_RECIPIENT("Last-Attempt-Date", row_date, last_attempt_ts),
	ROW_RECIPIENT("Will-Retry-Until", row_date, retry_until_ts),
	ROW_RECIPIENT("Final-Log-ID", row_typed, final_log_id),
	{.read = NULL},
};

/* Whether a field names a recipient besides that of its group. */
static bool
names_second(const struct group *group, const struct row *row)
{
	return row->names && row->offset == offsetof(struct recipient,
	    recipient) && !view_none(group->recipient->recipient);
}

/* The recipient that a field of one belongs to: the group's, a new one where
 * the group names a second, the last one's where a blank line tore its group
 * apart.  NULL at the limit. */
static struct recipient *
recipient_for(struct group *group, const struct row *row)
{
	struct decoding *decoding = group->decoding;
	struct recipient *last;

	if (group->recipient && names_second(group, row))
		group->recipient = NULL;
	if (!group->recipient && !row->names && !group->named &&
	    decoding->count > 0) {
		last = &decoding->recipients[decoding->count - 1];
		if (last->action == ACTION_NONE && view_none(last->status))
			group->recipient = last;
	}
	if (!group->recipient)
		group->recipient = decoding_add(decoding);
	group->named |= row->names;
	return group->recipient;
}

/* Whether a group is the header of the returned message. */
static bool
is_returned(const struct header *header)
{
	return !view_none(header_get(header, VIEW("Received"))) ||
	    !view_none(header_get(header, VIEW("Subject")));
}

/* Reads the groups of fields in text, up to the returned message where that
 * follows without a boundary. */
static void
read_groups(struct decoding *decoding, struct view text)
{
	struct view line, before;
	struct header header = {0};

	while (text.n) {
		before = text;
		header_retake(decoding->arena, &header, &text);
		if (header.limited)
			decoding->report.flags |= FLAG_HEADER_LIMIT;
		if (decoding->count && is_returned(&header)) {
			decoding->returned = before;
			return;
		}
		rows_read(decoding, &header, dsn_rows, recipient_for);
		if (text.n == before.n) /* no field: step over the line */
			view_line(&text, &line);
	}
}

/* The fields as text, in a message whose boundaries were lost on the way:
 * from the first of their lines on.  Those of a report that is returned in
 * this one are none. */
static struct view
fields_in_text(struct decoding *decoding)
{
	struct view text = decoding_text(decoding), original;
	struct view line, before, first = VIEW_NONE;

	if (view_ifind(text, VIEW("-Recipient:")) == VIEW_NPOS)
		return VIEW_NONE;
	original = decoding_phrases(decoding)->original;
	for (before = text; before.p != original.p && view_line(&text, &line);
	    before = text) {
		if (view_none(first) &&
		    view_istarts(line, VIEW("Reporting-MTA:")))
			first = before;
		if (view_istarts(line, VIEW("Final-Recipient:")) ||
		    view_istarts(line, VIEW("Original-Recipient:")))
			return view_none(first) ? before : first;
	}
	return VIEW_NONE;
}

/* Whether the message says of itself that it is such a report, or comes from
 * where only machines write from. */
static bool
may_report(const struct decoding *decoding)
{
	const struct report *report = &decoding->report;

	return view_ieq(decoding->mime.root->type, VIEW("multipart/report")) ||
	    (!view_none(report->return_path) && report->return_path.n == 0) ||
	    view_istarts(report->from, VIEW("mailer-daemon")) ||
	    view_istarts(report->from, VIEW("postmaster"));
}

/* A file or program as the recipient, beside a header field that names one
 * address: that is who it was for. */
static void
name_address(struct decoding *decoding)
{
	struct view failed = header_get(&decoding->mime.root->header,
	    VIEW("X-Failed-Recipients"));
	struct recipient *only = decoding->recipients;

	if (decoding->count != 1 || view_empty(failed) ||
	    view_chr(failed, ',') != VIEW_NPOS || view_empty(only->recipient) ||
	    view_chr(only->recipient, '@') != VIEW_NPOS)
		return;
	failed = mail_address(decoding->arena, failed);
	if (!view_empty(failed))
		only->recipient = failed;
}

bool
dsn_decode(struct decoding *decoding)
{
	struct part *part = mime_find(decoding->mime.root,
	    MEDIA_DELIVERY_STATUS);
	struct view text;

	if (!part) {
		if (!may_report(decoding))
			return false;
		text = fields_in_text(decoding);
		if (view_none(text))
			return false;
		read_groups(decoding, text);
	}
	for (; part; part = mime_find(part->next, MEDIA_DELIVERY_STATUS))
		read_groups(decoding, text_raw(decoding->arena, part,
		    &decoding->report.flags));
	merge_phrases(decoding);
	name_address(decoding);
	decoding->report.format = VIEW("rfc3464");
	return true;
}
