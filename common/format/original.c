/* The returned message's header; see format.h. */
#include "format/format.h"
#include "format/received.h"
#include "format/typed.h"
#include "mail/mail.h"
#include "mail/text.h"

/* The embedded message or header of a message, its transfer encoding undone
 * (RFC 2045 forbids one; Exchange writes it all the same). */
static struct view
embedded(struct decoding *decoding)
{
	struct part *part;

	for (part = decoding->mime.root->next; part; part = part->next)
		if (part->media == MEDIA_MESSAGE ||
		    part->media == MEDIA_HEADERS)
			return text_raw(decoding->arena, part,
			    &decoding->report.flags);
	return VIEW_NONE;
}

static struct list
copy_values(struct arena *arena, const struct header *header,
    struct view name)
{
	struct view *values, value;
	size_t n = 0, at = 0;

	while (!view_none(header_next(header, name, &at)))
		n++;
	values = ARENA_NEW(arena, struct view, n);
	at = n = 0;
	while (!view_none(value = header_next(header, name, &at)))
		values[n++] = header_unfold(arena, value);
	return (struct list){values, n};
}

/* -H: the headers asked for that are there. */
static void
copy_headers(struct decoding *decoding, const struct header *header)
{
	const struct decode_options *options = decoding->options;
	struct copied *copied;
	size_t n = 0;

	if (options->header_count == 0)
		return;
	copied = ARENA_NEW(decoding->arena, struct copied,
	    options->header_count);
	for (size_t i = 0; i < options->header_count; i++) {
		copied[n].name = options->headers[i];
		copied[n].values = copy_values(decoding->arena, header,
		    options->headers[i]);
		if (copied[n].values.n > 0)
			n++;
	}
	decoding->report.headers = (struct copied_list){copied, n};
}

static struct view
text_field(struct decoding *decoding, const struct header *header,
    struct view name)
{
	struct view value = header_get(header, name);

	return view_none(value) ? value : typed_text(decoding->arena, value,
	    &decoding->report.flags);
}

static struct view
address_field(struct decoding *decoding, const struct header *header,
    struct view name)
{
	struct view value = header_get(header, name);

	return view_none(value) ? value :
	    mail_address(decoding->arena, value);
}

static void
read_fields(struct decoding *decoding, const struct header *header)
{
	struct report *report = &decoding->report;
	struct view value;

	report->original_from = address_field(decoding, header, VIEW("From"));
	report->original_to = address_field(decoding, header, VIEW("To"));
	report->original_subject = text_field(decoding, header,
	    VIEW("Subject"));
	report->list_id = text_field(decoding, header, VIEW("List-Id"));
	report->feedback_id = text_field(decoding, header,
	    VIEW("Feedback-ID"));
	value = header_get(header, VIEW("Message-ID"));
	if (!view_none(value))
		report->original_message_id = typed_id(value);
	value = header_get(header, VIEW("Date"));
	if (!view_none(value))
		report->original_ts = mail_date(header_unfold(decoding->arena,
		    value));
	value = header_get(header, VIEW("Return-Path"));
	if (!view_none(value))
		report->original_return_path = view_eq(value, VIEW("<>")) ?
		    VIEW("") : mail_address(decoding->arena, value);
	report->original_received = received_chain(decoding->arena,
	    received_read(decoding->arena, header));
}

struct view
original_find(struct decoding *decoding)
{
	struct view original = embedded(decoding);

	if (view_none(original))
		original = decoding->returned;
	return view_none(original) ? decoding->phrases.original : original;
}

void
original_read(struct decoding *decoding)
{
	struct view rest = original_find(decoding);
	struct header header;

	if (view_none(rest))
		return;
	rest = view_ltrim(rest);
	header = header_take(decoding->arena, &rest);
	if (header.count == 0)
		return;
	read_fields(decoding, &header);
	copy_headers(decoding, &header);
}
