/* Any bytes as a message: its parts, their headers and texts, and the
 * messages in it. */
#include "check.h"
#include "mail/mail.h"
#include "mail/text.h"

enum { INSIDE = 4 /* messages in messages that are opened */ };

/* Views are of the message, or of what was decoded from it. */
static void
check_within(struct view part, struct view whole)
{
	check(part.p >= whole.p && part.n <= whole.n);
	check((size_t)(part.p - whole.p) <= whole.n - part.n);
}

static void
read_header(struct arena *arena, const struct header *header,
    struct view message)
{
	const struct header_field *field;
	unsigned flags = 0;

	check(header->count <= HEADER_MAX_FIELDS);
	for (size_t i = 0; i < header->count; i++) {
		field = &header->fields[i];
		check_within(field->name, message);
		check_within(field->value, message);
		check(field->value.n <= HEADER_MAX_VALUE);
		check(header_unfold(arena, field->value).n <= field->value.n);
		check(utf8_valid(mail_words(arena, field->value, &flags)));
		check(mail_address(arena, field->value).n <= MAIL_ADDRESS_MAX);
		(void)header_param(arena, field->value, VIEW("boundary"));
		(void)mail_date(field->value);
	}
}

static void
read_message(struct arena *arena, struct view message, int depth)
{
	struct mime mime = mime_parse(arena, message);
	unsigned flags = 0;
	size_t count = 0;

	for (struct part *part = mime.root; part; part = part->next) {
		count++;
		check(part->depth <= MIME_MAX_DEPTH);
		check_within(part->body, message);
		/* one without a body stands behind the line end before a
		 * boundary */
		if (part->parent && part->body.n > 0)
			check_within(part->body, part->parent->body);
		read_header(arena, &part->header, message);
		check(utf8_valid(text_of(arena, part, &flags)));
		if (part->media == MEDIA_MESSAGE && depth < INSIDE)
			read_message(arena, text_raw(arena, part, &flags),
			    depth + 1);
	}
	check(count == mime.count && count <= MIME_MAX_PARTS);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};

	read_message(&arena, input(data, size), 0);
	arena_free(&arena);
	return 0;
}
