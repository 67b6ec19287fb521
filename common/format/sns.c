/*
 * Bounces, delays, complaints and deliveries as Amazon SES notifies of them,
 * in JSON, by itself or as the text of
 * an SNS notification:
 *
 *	{ "Type" : "Notification",
 *	  "Message" : "{\"notificationType\":\"Bounce\",\"bounce\":{
 *	    \"bouncedRecipients\":[{\"emailAddress\":\"user@example.org\",
 *	    \"action\":\"failed\",\"status\":\"5.1.1\",
 *	    \"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}], ...
 *
 * Only the keys of the recipients are looked for, in order, one level of
 * quoting taken off at most; what follows them (the original mail) is not
 * read.
 */
#include "format/sns.h"

#include "base/buf.h"
#include "format/typed.h"
#include "mail/address.h"
#include "mail/reply.h"

enum {RECIPIENTS_MAX = 1000};

/* The text with one level of JSON's backslashes taken off. */
static struct view
unquoted(struct arena *arena, struct view text)
{
	char *p = arena_text(arena, text.n);
	size_t i, n = 0;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '\\' && i + 1 < text.n) {
			i++;
			p[n++] = text.p[i] == 'n' ? '\n' : text.p[i];
		} else {
			p[n++] = text.p[i];
		}
	}
	return (struct view){p, n};
}

/* Takes the string value of the next such key off *rest; VIEW_NONE when there
 * is none before the limit. */
static struct view
take_value(struct view *rest, struct view key, struct view limit)
{
	struct view text = *rest;
	size_t at = view_find(text, key), stop = view_find(text, limit), end;

	if (at == VIEW_NPOS || at > stop)
		return VIEW_NONE;
	text = view_ltrim(view_from(text, at + key.n));
	if (!view_starts(text, VIEW(":")))
		return VIEW_NONE;
	text = view_ltrim(view_from(text, 1));
	for (end = 1; end < text.n && text.p[end] != '"'; end++)
		if (text.p[end] == '\\')
			end++;
	if (end >= text.n || text.p[0] != '"')
		return VIEW_NONE;
	*rest = view_from(text, end + 1);
	return view_sub(text, 1, end - 1);
}

/* One recipient's keys, which end with its "}". */
static void
read_recipient(struct arena *arena, struct view text, struct recipient *r)
{
	struct view rest = text, diagnostic;
	struct reply reply;

	*r = recipient_none;
	r->recipient = take_value(&rest, VIEW("\"emailAddress\""),
	    VIEW("}"));
	if (!view_none(address_tidy(arena, r->recipient)))
		r->recipient = address_tidy(arena, r->recipient);
	rest = text;
	r->status = reply_status_at(take_value(&rest, VIEW("\"status\""),
	    VIEW("}")));
	rest = text;
	diagnostic = take_value(&rest, VIEW("\"diagnosticCode\""),
	    VIEW("}"));
	if (view_none(diagnostic))
		return;
	r->diagnostic = view_trim(typed_value(unquoted(arena, diagnostic),
	    &r->diagnostic_type));
	reply = reply_find(r->diagnostic);
	if (reply.code)
		r->reply_code = reply.code;
	if (view_none(r->status))
		r->status = reply.status;
}

/* Objects with the address in "emailAddress". */
static void
read_objects(struct arena *arena, struct view list, struct phrases *out)
{
	struct view rest = list, object;
	size_t n = 0, at;

	while (n < RECIPIENTS_MAX && (at = view_find(rest,
	    VIEW("\"emailAddress\""))) != VIEW_NPOS) {
		rest = view_from(rest, at + 1);
		n++;
	}
	out->recipients = ARENA_NEW(arena, struct recipient, n + 1);
	for (rest = list; out->count < n; ) {
		view_cut(rest, '}', &object, &rest);
		read_recipient(arena, object,
		    &out->recipients[out->count]);
		out->recipients[out->count++].kind = out->kind;
	}
}

/* Plain strings: "recipients":["a@b","c@d"]. */
static void
read_strings(struct arena *arena, struct view list, struct phrases *out)
{
	struct view rest = list, head, address;
	size_t n = 1, i;

	for (i = 0; i < list.n; i++)
		n += list.p[i] == ',';
	out->recipients = ARENA_NEW(arena, struct recipient, n);
	while (out->count < n && out->count < RECIPIENTS_MAX &&
	    view_cut(rest, '"', &head, &rest) &&
	    view_cut(rest, '"', &address, &rest)) {
		struct recipient *r = &out->recipients[out->count++];

		*r = recipient_none;
		r->kind = out->kind;
		r->recipient = view_none(address_tidy(arena, address)) ?
		    address : address_tidy(arena, address);
	}
}

static const struct {
	struct view type;
	enum kind kind;
	struct view list; /* the key of its recipients */
} notices[] = {
	{{"Bounce", 6}, KIND_BOUNCE, {"\"bouncedRecipients\"", 19}},
	{{"DeliveryDelay", 13}, KIND_DELAY,
	    {"\"delayedRecipients\"", 19}},
	{{"Complaint", 9}, KIND_FEEDBACK,
	    {"\"complainedRecipients\"", 22}},
	{{"Delivery", 8}, KIND_RECEIPT, {"\"recipients\"", 12}},
};

/* The text of the notice itself, out of SNS's wrapping where it has one. */
static struct view
notice_of(struct arena *arena, struct view text)
{
	struct view rest = text, message;

	message = take_value(&rest, VIEW("\"Message\""),
	    VIEW("\"Timestamp\""));
	return view_none(message) ? text : unquoted(arena, message);
}

bool
sns_read(struct arena *arena, const struct phrase_input *input,
    struct phrases *out)
{
	struct view text = view_ltrim(input->text), type, rest;
	size_t i, at;

	if (!view_starts(text, VIEW("{")) ||
	    view_find(view_upto(text, 2000), VIEW("Type")) == VIEW_NPOS)
		return false;
	text = rest = notice_of(arena, text);
	type = take_value(&rest, VIEW("\"notificationType\""), VIEW("}"));
	if (view_none(type))
		type = take_value(&rest, VIEW("\"eventType\""), VIEW("}"));
	for (i = 0; i < sizeof notices / sizeof *notices; i++)
		if (view_eq(type, notices[i].type))
			break;
	if (i == sizeof notices / sizeof *notices)
		return false;
	at = view_find(text, notices[i].list);
	if (at == VIEW_NPOS)
		return false;
	text = view_from(text, at + notices[i].list.n);
	out->kind = notices[i].kind;
	text = view_upto(text, view_chr(text, ']'));
	if (out->kind == KIND_RECEIPT)
		read_strings(arena, text, out);
	else
		read_objects(arena, text, out);
	out->format = VIEW("amazonses");
	out->certain = true;
	return true;
}
