/*
 * Message disposition notifications (RFC 8098):
 *
 *	Reporting-UA: mx.example.org; Dovecot Mail Delivery Agent
 *	Final-Recipient: rfc822; user@example.org
 *	Original-Message-ID: <1@example.com>
 *	Disposition: automatic-action/MDN-sent-automatically; deleted
 *
 * Sieve's reject (RFC 5429) and some delivery agents refuse mail in this form:
 * then it is a bounce, which the words before it tell.
 */
#include "format/rows.h"
#include "format/typed.h"
#include "mail/text.h"

/* "automatic-action/...; deleted/error": the part after the ';' */
static void
read_disposition(struct group *group, struct view value, void *member)
{
	struct view mode, type;

	row_text(group, value, &value);
	if (!view_cut(value, ';', &mode, &type))
		type = value;
	*(struct view *)member = view_trim(type);
}

static const struct row mdn_rows[] = {
	ROW_REPORT("Reporting-UA", row_text, user_agent),
	ROW_REPORT("Disposition", read_disposition, disposition),
	ROW_REPORT("Error", row_text, disposition_error),
	ROW_REPORT("Failure", row_text, disposition_error),
	ROW_REPORT("Original-Message-ID", row_id, original_message_id),
	ROW_NAMES("Final-Recipient", row_address, recipient),
	ROW_NAMES("Original-Recipient", row_address, original_recipient),
	{.read = NULL},
};

static struct recipient *
recipient_for(struct group *group, const struct row *row)
{
	(void)row;
	if (!group->recipient)
		group->recipient = decoding_add(group->decoding);
	return group->recipient;
}

/* Whether the program that deleted or denied the message says that it refused
 * it, rather than that its owner did not read it; *why is its reason. */
static bool
is_rejection(struct decoding *decoding, struct view *why)
{
	static const struct view phrases[] = {
		{"was automatically rejected:", 27},
		{"was refused by recipient's mail filtering program", 49},
		{"was rejected", 12},
		{"could not be delivered", 22},
		{"refused by the recipient", 24},
	};
	struct view text = decoding_text(decoding), rest;
	size_t at;

	if (!view_istarts(decoding->report.disposition, VIEW("deleted")) &&
	    !view_istarts(decoding->report.disposition, VIEW("denied")) &&
	    !view_istarts(decoding->report.disposition, VIEW("failed")))
		return false;
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		at = view_ifind(text, phrases[i]);
		if (at == VIEW_NPOS)
			continue;
		rest = view_trim(view_from(text, at + phrases[i].n));
		while (rest.n && (rest.p[0] == '.' || rest.p[0] == ':'))
			rest = view_ltrim(view_from(rest, 1));
		*why = rest.n ? rest : view_trim(text);
		return true;
	}
	return false;
}

bool
mdn_decode(struct decoding *decoding)
{
	struct part *part = mime_find(decoding->mime.root, MEDIA_DISPOSITION);
	struct header header;
	struct recipient *recipient;
	struct view text, why;

	if (!part)
		return false;
	decoding->report.format = VIEW("mdn");
	text = text_raw(decoding->arena, part, &decoding->report.flags);
	text = view_ltrim(text);
	header = header_take(decoding->arena, &text);
	rows_read(decoding, &header, mdn_rows, recipient_for);
	recipient = decoding->count ? decoding->recipients :
	    decoding_add(decoding);
	recipient->kind = KIND_DISPOSITION;
	if (is_rejection(decoding, &why)) {
		recipient->kind = KIND_BOUNCE;
		recipient->flags |= FLAG_KIND_INFERRED;
		recipient->diagnostic = header_unfold(decoding->arena, why);
	}
	return true;
}
