/*
 * Feedback reports (RFC 5965, with the fields of RFC 6591 and RFC 6692):
 *
 *	Feedback-Type: abuse
 *	User-Agent: SomeGenerator/1.0
 *	Version: 1
 *	Original-Rcpt-To: <user@example.com>
 *	Source-IP: 192.0.2.1
 *
 * Microsoft's reports hold next to nothing: the recipient is then taken from
 * the headers of the returned message that name it, and flagged.
 */
#include "format/rows.h"
#include "mail/mail.h"
#include "mail/text.h"

static const struct row arf_rows[] = {
	ROW_REPORT("Feedback-Type", row_text, feedback_type),
	ROW_REPORT("User-Agent", row_text, user_agent),
	ROW_REPORT("Original-Envelope-Id", row_text, envelope_id),
	ROW_REPORT("Original-Mail-From", row_address, original_return_path),
	ROW_REPORT("Arrival-Date", row_date, arrival_ts),
	ROW_REPORT("Received-Date", row_date, arrival_ts),
	ROW_REPORT("Reporting-MTA", row_host, reporting_mta),
	ROW_REPORT("Source-IP", row_text, source_ip),
	ROW_REPORT("Source", row_text, source_ip),
	ROW_REPORT("Source-Port", row_int, source_port),
	ROW_REPORT("Incidents", row_int, incidents),
	ROW_REPORT("Reported-Domain", row_text, reported_domain),
	ROW_REPORT("Auth-Failure", row_text, auth_failure),
	ROW_REPORT("Authentication-Results", row_text,
	    authentication_results),
	ROW_NAMES("Original-Rcpt-To", row_address, recipient),
	{.read = NULL},
};

/* Each Original-Rcpt-To is a recipient of its own. */
static struct recipient *
recipient_for(struct group *group, const struct row *row)
{
	(void)row;
	return decoding_add(group->decoding);
}

/* The recipient by the returned message: only from fields that receivers add
 * to say to whom they delivered it.  (AOL's Redacted-Address names nobody.) */
static void
derive_recipient(struct decoding *decoding, struct recipient *recipient)
{
	static const struct view names[] = {
		{"X-HmXmrOriginalRecipient", 24}, {"X-Original-To", 13},
		{"Delivered-To", 12}, {"Envelope-To", 11},
	};
	struct view rest = original_find(decoding), value;
	struct header header = header_take(decoding->arena, &rest);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		value = header_get(&header, names[i]);
		if (view_none(value))
			continue;
		recipient->recipient = mail_address(decoding->arena, value);
		recipient->flags |= FLAG_DERIVED;
		return;
	}
}

/* Microsoft's complaints before they had a machine-readable part: a subject
 * with the address of the sending host, and the message. */
static bool
is_complaint(struct decoding *decoding)
{
	struct view lead = VIEW("complaint about message from "), rest;
	struct header header;

	if (!view_istarts(decoding->report.subject, lead))
		return false;
	rest = original_find(decoding);
	header = header_take(decoding->arena, &rest);
	if (view_none(header_get(&header, VIEW("X-HmXmrOriginalRecipient"))))
		return false;
	decoding->report.source_ip = view_from(decoding->report.subject,
	    lead.n);
	return true;
}

/* A report whose recipient no field names. */
static bool
take_derived(struct decoding *decoding)
{
	struct recipient *recipient = decoding_add(decoding);

	recipient->kind = KIND_FEEDBACK;
	decoding->report.format = VIEW("arf");
	derive_recipient(decoding, recipient);
	return true;
}

bool
arf_decode(struct decoding *decoding)
{
	struct part *part = mime_find(decoding->mime.root, MEDIA_FEEDBACK);
	struct header header;
	struct view text;

	if (!part)
		return is_complaint(decoding) && take_derived(decoding);
	decoding->report.format = VIEW("arf");
	text = text_raw(decoding->arena, part, &decoding->report.flags);
	text = view_ltrim(text);
	header = header_take(decoding->arena, &text);
	rows_read(decoding, &header, arf_rows, recipient_for);
	if (decoding->count == 0)
		return take_derived(decoding);
	for (size_t i = 0; i < decoding->count; i++)
		decoding->recipients[i].kind = KIND_FEEDBACK;
	return true;
}
