/*
 * The fields of a delivery status (RFC 3464) inside a text:
 *
 *	Technical report:
 *
 *	Action: failed
 *	Final-Recipient: rfc822; user@example.org
 *	Diagnostic-Code: smtp; 550 5.1.1 <user@example.org>... User Unknown
 *	Status: 5.1.1
 */
#include "format/phrase_fields.h"

#include "format/typed.h"
#include "mail/header.h"
#include "mail/reply.h"

enum {GROUP_MAX = 30 /* lines */};

/* Fields of which one begins a group. */
static bool
begins_group(struct view text)
{
	static const struct view names[] = {
		{"Final-Recipient:", 16}, {"Original-Recipient:", 19},
		{"Action:", 7}, {"Reporting-MTA:", 14},
		{"Diagnostic-Code:", 16}, {"X-Actual-Recipient:", 19},
	};

	return view_istarts_any(text, names, sizeof names / sizeof *names,
	    VIEW_LETTER('f') | VIEW_LETTER('o') | VIEW_LETTER('a') |
	    VIEW_LETTER('r') | VIEW_LETTER('d') | VIEW_LETTER('x'));
}

static enum kind
kind_of(struct view action, enum kind otherwise)
{
	struct view word;

	if (!view_word(&action, &word))
		return otherwise;
	if (view_ieq(word, VIEW("failed")))
		return KIND_BOUNCE;
	if (view_ieq(word, VIEW("delayed")))
		return KIND_DELAY;
	return view_ieq(word, VIEW("delivered")) ||
	    view_ieq(word, VIEW("relayed")) ||
	    view_ieq(word, VIEW("expanded")) ? KIND_RECEIPT : otherwise;
}

/* What the group says of its recipient. */
static void
read_recipient(struct story *story, const struct header *header, size_t line)
{
	struct view final = header_get(header, VIEW("Final-Recipient"));
	struct view original = header_get(header,
	    VIEW("Original-Recipient"));
	struct view code = header_get(header, VIEW("Diagnostic-Code"));
	struct recipient *r;
	struct mention *mention;
	unsigned flags = 0;

	if (view_none(final))
		final = original;
	mention = phrase_story_mention(story, typed_address(story->arena,
	    final), line);
	if (!mention)
		return;
	r = &mention->recipient;
	r->kind = kind_of(header_get(header, VIEW("Action")), r->kind);
	if (!view_none(original))
		r->original_recipient = typed_address(story->arena, original);
	r->status = reply_status_at(view_trim(header_get(header,
	    VIEW("Status"))));
	r->remote_mta = typed_host(header_get(header, VIEW("Remote-MTA")),
	    &r->remote_ip);
	if (!view_none(code)) {
		code = typed_value(code, &r->diagnostic_type);
		phrase_story_piece(story, &mention->why,
		    typed_text(story->arena, code, &flags), line);
	}
}

/* Reads a group of fields; returns the number of its lines, or 0 when it is
 * none. */
static size_t
read_group(struct story *story, size_t line)
{
	const struct text_line *lines = story->text->lines;
	struct view group, ip;
	struct header header;
	size_t end = line;

	while (end < story->text->count && lines[end].text.n &&
	    end - line < GROUP_MAX)
		end++;
	group = view_join(lines[line].text, lines[end - 1].text);
	header = header_take(story->arena, &group);
	if (!view_none(header_get(&header, VIEW("Reporting-MTA"))))
		story->reporter = typed_host(header_get(&header,
		    VIEW("Reporting-MTA")), &ip);
	if (!view_none(header_get(&header, VIEW("Final-Recipient"))) ||
	    !view_none(header_get(&header, VIEW("Original-Recipient"))))
		read_recipient(story, &header, line);
	else if (view_none(header_get(&header, VIEW("Reporting-MTA"))))
		return 0;
	return end - line;
}

size_t
phrase_fields_read(struct story *story, size_t line)
{
	const struct text_line *l = &story->text->lines[line];

	return l->quoted || !begins_group(l->text) ? 0 :
	    read_group(story, line);
}
