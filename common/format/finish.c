/* Settles what several fields decide together; see format.h. */
#include "format/command.h"
#include "format/diagnostic.h"
#include "format/format.h"
#include "format/id.h"
#include "mail/reply.h"

/* The kind that the machine-readable fields state. */
static enum kind
stated_kind(const struct recipient *recipient)
{
	switch (recipient->action) {
	case ACTION_FAILED:
		return KIND_BOUNCE;
	case ACTION_DELAYED:
		return KIND_DELAY;
	case ACTION_DELIVERED:
	case ACTION_RELAYED:
	case ACTION_EXPANDED:
		return KIND_RECEIPT;
	default:
		break;
	}
	if (!view_empty(recipient->status) && recipient->status.p[0] == '2')
		return KIND_RECEIPT;
	return KIND_NONE;
}

/* OpenSMTPD announces expiry in the form of a delay: nothing is tried any
 * more, whatever the Action field says. */
static bool
has_expired(const struct decoding *decoding,
    const struct recipient *recipient)
{
	return view_ifind(recipient->diagnostic, VIEW("envelope expired")) !=
	    VIEW_NPOS || (decoding->count == 1 && view_ifind(decoding->text,
	    VIEW("envelope expired")) != VIEW_NPOS);
}

static void
settle_kind(struct decoding *decoding, struct recipient *recipient)
{
	enum kind said = decoding->phrases.kind;

	if (recipient->kind != KIND_NONE)
		return;
	recipient->kind = stated_kind(recipient);
	if (recipient->kind == KIND_DELAY && has_expired(decoding,
	    recipient)) {
		recipient->kind = KIND_BOUNCE;
		recipient->flags |= FLAG_KIND_INFERRED;
	}
	if (recipient->kind == KIND_NONE)
		recipient->kind = said != KIND_NONE ? said : KIND_BOUNCE;
}

/* X.0.0, or X.Y.0 while the diagnostic says X.Y.Z. */
static bool
says_less(struct view status, struct view diagnostic)
{
	if (view_empty(status))
		return true;
	if (status.p[0] != diagnostic.p[0] || !view_starts(
	    view_from(status, status.n - 2), VIEW(".0")))
		return false;
	return view_eq(view_from(status, 1), VIEW(".0.0")) ||
	    view_starts(diagnostic, view_upto(status, status.n - 1));
}

/* The decisive reply: the diagnostic's, but for a reply that stands in angle
 * brackets at its end, which is what a reporter quotes after its own words
 * (Amazon SES: "554 4.4.7 Message expired ...<421 4.4.2 Timed out>"). */
static struct reply
decisive_reply(struct view diagnostic)
{
	struct view quoted;
	struct reply reply;

	if (diagnostic.n == 0 || diagnostic.p[diagnostic.n - 1] != '>')
		return reply_find(diagnostic);
	quoted = view_behind(view_upto(diagnostic, diagnostic.n - 1), '<');
	reply = reply_find(quoted);
	return reply.code && reply.at == 0 ? reply : reply_find(diagnostic);
}

/* Status and reply from the diagnostic, by the contract's rules.  Of what a
 * local program said (x-unix) the reporter's own words are the status. */
static void
settle_status(struct recipient *recipient)
{
	struct reply reply = decisive_reply(recipient->diagnostic);

	if (reply.code && recipient->reply_code == INT_NONE)
		recipient->reply_code = reply.code;
	if (view_empty(reply.status) || (recipient->status.n &&
	    view_ieq(recipient->diagnostic_type, VIEW("x-unix"))))
		return;
	if (says_less(recipient->status, reply.status))
		recipient->status = reply.status;
	else if (!view_eq(recipient->status, reply.status))
		recipient->reply_status = reply.status;
}

static void
repair_all(struct decoding *decoding)
{
	repair_report(decoding->arena, &decoding->report);
	for (size_t i = 0; i < decoding->count; i++)
		repair_recipient(decoding->arena, &decoding->recipients[i]);
}

void
finish_report(struct decoding *decoding)
{
	decoding->report.count = (int64_t)decoding->count;
	decoding->report.flags |= decoding->mime.flags;
	if (decoding->item->truncated)
		decoding->report.flags |= FLAG_TRUNCATED;
	for (size_t i = 0; i < decoding->count; i++) {
		struct recipient *recipient = &decoding->recipients[i];

		if (view_empty(recipient->recipient))
			recipient->recipient = recipient->original_recipient;
		settle_kind(decoding, recipient);
		if (view_empty(recipient->diagnostic))
			recipient->diagnostic = recipient->status_text;
		recipient->diagnostic = diagnostic_tidy(decoding->arena,
		    recipient->diagnostic);
		if (recipient->kind == KIND_BOUNCE ||
		    recipient->kind == KIND_DELAY)
			settle_status(recipient);
		if (recipient->command == COMMAND_NONE)
			recipient->command = command_find(
			    recipient->diagnostic);
		recipient->index = (int64_t)i + 1;
	}
	id_assign(decoding);
	repair_all(decoding);
}
