/* One message into the records it stands for; see decode.h. */
#include "format/decode.h"

#include <string.h>

#include "format/envelope.h"
#include "format/format.h"
#include "mail/text.h"

enum { FIRST_RECIPIENTS = 4 };

/* In order of certainty; the first that decodes wins. */
static bool (*const formats[])(struct decoding *decoding) = {
	dsn_decode, arf_decode, mdn_decode, certain_decode, autoreply_decode,
	plain_decode,
};

struct recipient *
decoding_add(struct decoding *decoding)
{
	struct recipient *more;

	if (decoding->count == DECODE_MAX_RECIPIENTS) {
		decoding->report.flags |= FLAG_RECIPIENT_LIMIT;
		return NULL;
	}
	if (decoding->count == decoding->room) {
		/* what is outgrown stays in the arena */
		decoding->room = decoding->room ? decoding->room * 4 :
		    FIRST_RECIPIENTS;
		if (decoding->room > DECODE_MAX_RECIPIENTS)
			decoding->room = DECODE_MAX_RECIPIENTS;
		more = ARENA_ROOM(decoding->arena, struct recipient,
		    decoding->room);
		if (decoding->count)
			memcpy(more, decoding->recipients,
			    decoding->count * sizeof *more);
		decoding->recipients = more;
	}
	more = &decoding->recipients[decoding->count++];
	*more = recipient_none;
	return more;
}

static bool
is_text(const struct part *part)
{
	return part->media == MEDIA_PLAIN || part->media == MEDIA_HTML ||
	    part->media == MEDIA_TEXT;
}

/* Whether a sibling before it in a multipart/alternative was text already. */
static bool
is_alternative(const struct part *part, const struct part *before)
{
	return before && before->parent == part->parent && part->parent &&
	    view_ieq(part->parent->type, VIEW("multipart/alternative"));
}

/* The texts, n bytes in all, a line end between them: one copy, however
 * many there are. */
static struct view
join(struct arena *arena, const struct view *texts, size_t count, size_t n)
{
	char *out, *p;

	if (count < 2)
		return count ? texts[0] : VIEW("");
	out = p = arena_text(arena, n + count);
	for (size_t i = 0; i < count; i++) {
		memcpy(p, texts[i].p, texts[i].n);
		p += texts[i].n;
		*p++ = '\n';
	}
	return (struct view){out, n + count - 1};
}

struct view
decoding_text(struct decoding *decoding)
{
	struct part *part, *before = NULL;
	struct view text, *texts = NULL;
	size_t count = 0, n = 0;

	if (!view_none(decoding->text))
		return decoding->text;
	for (part = decoding->mime.root; part; part = part->next) {
		if (!is_text(part) || is_alternative(part, before) ||
		    n > TEXT_MAX)
			continue;
		text = text_of(decoding->arena, part, &decoding->report.flags);
		if (view_trim(text).n == 0)
			continue;
		texts = arena_more(decoding->arena, texts, count, sizeof *texts);
		texts[count++] = text;
		n += text.n;
		before = part;
	}
	decoding->text = join(decoding->arena, texts, count, n);
	return decoding->text;
}

const struct phrases *
decoding_phrases(struct decoding *decoding)
{
	struct phrase_input input = {
		.header = &decoding->mime.root->header,
		.from = decoding->report.from,
		.subject = decoding->report.subject,
		.formats = decoding->options->formats,
	};

	if (!decoding->has_phrases) {
		decoding->has_phrases = true;
		input.text = decoding_text(decoding);
		if (!phrase_read(decoding->arena, &input, &decoding->phrases))
			decoding->phrases = (struct phrases){0};
	}
	return &decoding->phrases;
}

/* Looks up what several ask for. */
static void
look_up(struct decoding *decoding)
{
	const struct header *header = &decoding->mime.root->header;

	decoding->from = header_get(header, VIEW("From"));
	decoding->date = header_unfold(decoding->arena, header_get(header,
	    VIEW("Date")));
}

/* RFC 2046 section 5.2.2: the first fragment of a message holds its header,
 * so what is there of it is read; later fragments hold nothing to go by. */
static void
open_partial(struct decoding *decoding)
{
	const struct part *root = decoding->mime.root;
	unsigned flags = decoding->mime.flags;

	if (root->media != MEDIA_PARTIAL || !view_eq(header_param(
	    decoding->arena, root->content_type, VIEW("number")), VIEW("1")))
		return;
	decoding->mime = mime_parse(decoding->arena, root->body);
	decoding->mime.flags |= flags | FLAG_TRUNCATED;
}

/* Ordinary mail: a record only when every message is asked for. */
static void
add_mail(struct decoding *decoding)
{
	decoding->report.format = VIEW("mail");
	decoding_add(decoding)->kind = KIND_MAIL;
}

void
decode_message(struct arena *arena, const struct decode_options *options,
    const struct item *item, struct decoded *out)
{
	struct decoding *decoding = ARENA_NEW(arena, struct decoding, 1);
	const struct header *header;
	bool found = false;

	decoding->arena = arena;
	decoding->options = options;
	decoding->item = item;
	decoding->report = report_none;
	decoding->report.source = item->source;
	decoding->report.offset = (int64_t)item->offset;
	decoding->report.size = (int64_t)item->size;
	decoding->mime = mime_parse(arena, item->bytes);
	header = &decoding->mime.root->header;
	look_up(decoding);
	headline_read(decoding);
	open_partial(decoding);
	for (size_t i = 0; i < sizeof formats / sizeof *formats && !found; i++)
		found = formats[i](decoding);
	if (found && decoding->count == 0)
		decoding_add(decoding);
	if (!found && options->all)
		add_mail(decoding);
	if (decoding->count) {
		headline_complete(decoding, header);
		if (header != &decoding->mime.root->header)
			look_up(decoding); /* for the id: of the whole */
		original_read(decoding);
		envelope_decode(arena, &decoding->report);
		finish_report(decoding);
	}
	out->report = &decoding->report;
	out->recipients = decoding->recipients;
	out->count = decoding->count;
}
