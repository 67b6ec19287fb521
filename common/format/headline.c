/* The report's own header; see format.h. */
#include <string.h>

#include "format/format.h"
#include "format/received.h"
#include "format/typed.h"
#include "mail/mail.h"

enum { DAY = 24 * 60 * 60 };

static struct view
address_of(struct decoding *decoding, struct view value)
{
	return view_none(value) ? value :
	    mail_address(decoding->arena, value);
}

/* The sender of the report; Sendmail and others write a bare <MAILER-DAEMON>,
 * which is no address and says all the same who it was. */
static struct view
sender_of(struct decoding *decoding, struct view value)
{
	struct view address = address_of(decoding, value), word, rest;
	size_t open = view_chr(value, '<');

	if (!view_empty(address) || view_none(value))
		return address;
	if (open != VIEW_NPOS)
		value = view_upto(view_from(value, open + 1),
		    view_chr(view_from(value, open + 1), '>'));
	rest = value;
	return view_word(&rest, &word) && view_trim(rest).n == 0 ? word :
	    VIEW_NONE;
}

/* "" for the null sender: Return-Path, else the From_ line's. */
static struct view
return_path(struct decoding *decoding, const struct header *header)
{
	struct view value = header_get(header, VIEW("Return-Path"));
	struct view envelope = decoding->item->envelope;

	if (!view_none(value)) {
		if (view_eq(value, VIEW("<>")) || value.n == 0)
			return VIEW("");
		return mail_address(decoding->arena, value);
	}
	if (view_ieq(envelope, VIEW("MAILER-DAEMON")) ||
	    view_eq(envelope, VIEW("<>")))
		return VIEW("");
	return view_chr(envelope, '@') == VIEW_NPOS ? VIEW_NONE :
	    mail_address(decoding->arena, envelope);
}

/* qmail puts a virtual domain's prefix before the local part:
 * Delivered-To: example.com-user@example.com, or prefix-user@example.com for
 * mail to user@example.com. */
static struct view
strip_prefix(struct view address, struct view to)
{
	struct view local, domain, to_local, to_domain, rest;

	if (!view_cut(address, '@', &local, &domain))
		return address;
	if (view_istarts(local, domain) && local.n > domain.n + 1 &&
	    local.p[domain.n] == '-')
		return view_from(address, domain.n + 1);
	if (!view_cut(to, '@', &to_local, &to_domain) ||
	    !view_ieq(domain, to_domain) || local.n <= to_local.n + 1)
		return address;
	rest = view_from(address, local.n - to_local.n);
	return view_ieq(view_upto(rest, to_local.n), to_local) &&
	    rest.p[-1] == '-' ? rest : address;
}

/* Whether two hosts end in the same two labels: one site, for lack of better
 * knowledge. */
static bool
same_site(struct view a, struct view b)
{
	size_t dots = 0, i;

	for (i = 0; i < a.n && i < b.n; i++) {
		char c = to_lower(a.p[a.n - 1 - i]);

		if (c != to_lower(b.p[b.n - 1 - i]))
			break;
		if (c == '.' && ++dots == 2)
			return true;
	}
	return dots == 1 && (i == a.n || i == b.n);
}

/* "for <...>" of the lowest Received line that the receiving side wrote. */
static struct view
received_address(struct received_list fields)
{
	struct view site = VIEW_NONE, found = VIEW_NONE;
	const struct received *field = fields.v;

	for (; field < fields.v + fields.n; field++) {
		if (view_none(field->by))
			continue;
		if (view_none(site))
			site = field->by;
		if (!same_site(site, field->by))
			break;
		if (!view_none(field->to))
			found = field->to;
	}
	return found;
}

static struct view
bounce_address(struct decoding *decoding, const struct header *header,
    struct received_list fields)
{
	struct view value, last = VIEW_NONE;
	size_t at = 0;

	value = header_get(header, VIEW("X-Original-To"));
	if (view_empty(value))
		value = header_get(header, VIEW("Envelope-To"));
	if (!view_empty(value))
		return mail_address(decoding->arena, value);
	while (!view_none(value = header_next(header, VIEW("Delivered-To"),
	    &at)))
		last = value;
	if (!view_empty(last))
		return strip_prefix(mail_address(decoding->arena, last),
		    decoding->report.to);
	value = address_of(decoding, received_address(fields));
	return view_empty(value) ? decoding->report.to : value;
}

/* " 23:59:59" */
static bool
is_time(const char *p)
{
	return p[0] == ' ' && is_digit(p[1]) && is_digit(p[2]) &&
	    p[3] == ':' && is_digit(p[4]) && is_digit(p[5]) &&
	    p[6] == ':' && is_digit(p[7]) && is_digit(p[8]) &&
	    (p[1] < '2' || (p[1] == '2' && p[2] < '4')) && p[4] < '6' &&
	    p[7] < '6';
}

/* Whether a Received value ends in that date but for the time of day: they are
 * not over a day apart, whatever they say. */
static bool
is_same_day(struct view received, struct view date)
{
	size_t at = view_chr(date, ':') - 3, then = at + 9;
	struct view before = view_upto(received, received.n - date.n);
	const char *stamp = before.p + before.n;

	if (received.n < date.n || at >= date.n || then > date.n ||
	    !is_time(date.p + at) || !is_time(stamp + at))
		return false;
	before = view_rtrim(before);
	return before.n > 0 && before.p[before.n - 1] == ';' &&
	    memcmp(stamp, date.p, at) == 0 &&
	    memcmp(stamp + then, date.p + then, date.n - then) == 0 &&
	    view_chr(date, ';') == VIEW_NPOS;
}

/* When the report was made: its Date, unless the topmost Received line is
 * over a day away from it. */
static void
read_date(struct decoding *decoding, struct received_list fields)
{
	int64_t stated = INT_NONE, seen = INT_NONE;

	if (!view_none(decoding->date))
		stated = mail_date(decoding->date);
	if (fields.n > 0 && (stated == INT_NONE ||
	    !is_same_day(fields.v->value, decoding->date)))
		seen = received_date(decoding->arena, fields.v->value);
	decoding->report.ts = stated;
	if (seen != INT_NONE && (stated == INT_NONE || stated - seen > DAY ||
	    seen - stated > DAY)) {
		decoding->report.ts = seen;
		decoding->report.flags |= FLAG_DATE;
	}
}

void
headline_read(struct decoding *decoding)
{
	const struct header *header = &decoding->mime.root->header;
	struct report *report = &decoding->report;
	struct view subject = header_get(header, VIEW("Subject"));

	report->from = sender_of(decoding, decoding->from);
	if (!view_none(subject))
		report->subject = typed_text(decoding->arena, subject,
		    &report->flags);
	report->return_path = return_path(decoding, header);
}

void
headline_complete(struct decoding *decoding, const struct header *header)
{
	struct report *report = &decoding->report;
	struct received_list fields = received_read(decoding->arena, header);
	struct view id = header_get(header, VIEW("Message-ID"));

	report->to = address_of(decoding, header_get(header, VIEW("To")));
	if (!view_none(id))
		report->message_id = typed_id(id);
	report->bounce_address = bounce_address(decoding, header, fields);
	read_date(decoding, fields);
	report->report_received = received_chain(decoding->arena, fields);
}
