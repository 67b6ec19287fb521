/*
 * Reports without a machine-readable part: what the words say, by the phrase
 * engine.  Sure forms decide before automatic replies do, the rest after
 * them.
 */
#include "format/format.h"
#include "mail/mail.h"
#include "mail/reply.h"

enum { BARE_LINES = 200 /* in which bare replies are looked for */ };

/* The report's own sender below its text is no recipient. */
static bool
is_signature(const struct decoding *decoding,
    const struct recipient *recipient)
{
	return decoding->phrases.count > 1 &&
	    view_ieq(recipient->recipient, decoding->report.from);
}

static bool
take_phrases(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);
	struct recipient *recipient;

	decoding->report.format = phrases->format;
	decoding->report.reporting_mta = phrases->reporting_mta;
	decoding->report.flags |= phrases->flags;
	for (size_t i = 0; i < phrases->count; i++) {
		if (is_signature(decoding, &phrases->recipients[i]))
			continue;
		recipient = decoding_add(decoding);
		if (!recipient)
			return true;
		*recipient = phrases->recipients[i];
		if (recipient->kind == KIND_NONE)
			recipient->kind = phrases->kind;
	}
	if (phrases->count == 0)
		decoding_add(decoding)->kind = phrases->kind;
	return true;
}

bool
certain_decode(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);

	return phrases->certain && take_phrases(decoding);
}

/* A line such as "550 5.1.1 <user@example.org>: User unknown". */
static void
take_reply(struct decoding *decoding, struct view line)
{
	struct reply reply = reply_find(line);
	struct view address, rest = view_from(line, view_chr(line, '<'));
	struct recipient *recipient;

	if (reply.code < 400 || reply.at != 0 || rest.n == 0)
		return;
	address = mail_address(decoding->arena, view_upto(rest,
	    view_chr(rest, '>') + 1));
	recipient = view_empty(address) ? NULL : decoding_add(decoding);
	if (!recipient)
		return;
	recipient->kind = KIND_BOUNCE;
	recipient->recipient = address;
	recipient->diagnostic = line;
}

/* Last resort: a message from the null sender of a mail system's own address
 * that holds nothing but an SMTP reply about somebody. */
static bool
take_replies(struct decoding *decoding)
{
	const struct report *report = &decoding->report;
	struct view text, line;

	if (view_none(report->return_path) || report->return_path.n > 0 ||
	    (!view_istarts(report->from, VIEW("mailer-daemon")) &&
	    !view_istarts(report->from, VIEW("postmaster"))))
		return false;
	text = decoding_text(decoding);
	for (int i = 0; i < BARE_LINES && view_line(&text, &line); i++)
		take_reply(decoding, view_trim(line));
	decoding->report.format = VIEW("plain");
	return decoding->count > 0;
}

bool
plain_decode(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);

	return view_none(phrases->format) ? take_replies(decoding) :
	    take_phrases(decoding);
}
