/* What the words of a report say; see phrase.h. */
#include "format/phrase.h"

#include "format/phrase_address.h"
#include "format/phrase_detect.h"
#include "format/phrase_recipient.h"
#include "format/sns.h"

#define MARK(key) (1u << (key))

enum {
	LOOK = 2 * 1024,    /* bytes read of mail that nothing speaks for */
	CLOSE_LOOK = 32 * 1024, /* of other mail, before it is recognised */
	READ_SCORE = 3,     /* from which on a text is read to its end */
	REPORT_SCORE = 7,   /* from which on mail is a report */
	ADDRESSES = 20      /* looked at in a report that names nobody */
};

/* A heading in the first lines, before any recipient: the whole report is
 * about delay. */
static bool
begins_with_delay(const struct phrase_text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		if (text->lines[i].marks & MARK(PHRASE_DELAY))
			return true;
		if (text->lines[i].marks & MARK(PHRASE_BOUNCE))
			return false;
	}
	return false;
}

/* Whether the text itself says that mail failed or is late. */
static bool
tells(const struct phrase_text *text)
{
	for (size_t i = 0; i < text->count; i++)
		if (text->lines[i].marks & (MARK(PHRASE_BOUNCE) |
		    MARK(PHRASE_DELAY)))
			return true;
	return false;
}

/* Whether the text names somebody besides whom it was sent to.  Mail that
 * imitates reports names only its victim. */
static bool
names_another(const struct phrases *out, const struct header *header)
{
	struct view to = header_get(header, VIEW("To"));

	for (size_t i = 0; i < out->count && i < ADDRESSES; i++)
		if (view_ifind(to, out->recipients[i].recipient) ==
		    VIEW_NPOS)
			return true;
	return false;
}

static bool
is_report(const struct evidence *evidence, const struct phrase_text *text,
    enum rank rank)
{
	int score = phrase_detect_score(evidence);
	bool told = tells(text) || evidence->delay || evidence->subject;

	if (!told && !evidence->listed)
		return false;
	if (!evidence->daemon && !evidence->null_sender &&
	    !evidence->subject && !evidence->listed)
		return false;
	score += tells(text) ? 2 : 0;
	score += rank >= RANK_CAUSE ? 2 : rank == RANK_WORDS ? 1 : 0;
	return score >= REPORT_SCORE;
}

/* Expiry within a report of delay means that it failed after all; so the
 * whole settles to one kind where the first words said delay. */
static void
settle_kind(struct phrases *out, bool delay)
{
	out->kind = delay ? KIND_DELAY : KIND_BOUNCE;
	for (size_t i = 0; i < out->count; i++) {
		if (delay)
			out->recipients[i].kind = KIND_DELAY;
		if (out->recipients[i].kind == KIND_NONE)
			out->recipients[i].kind = out->kind;
	}
}

static bool
in_header(const struct header *header, struct view address)
{
	for (size_t i = 0; i < header->count; i++)
		if (view_ifind(header->fields[i].value, address) != VIEW_NPOS)
			return true;
	return false;
}

/* The one address that stands anywhere in the text, when there is but one
 * besides those in the report's own header; VIEW_NONE else.  *said is the line
 * it stands in, where that tells a cause. */
static struct view
only_address(const struct phrase_text *text, const struct header *header,
    struct view *said)
{
	struct view only = VIEW_NONE, line;
	struct named named;
	size_t i, n = 0;

	for (i = 0; i < text->count; i++) {
		line = text->lines[i].text;
		if (text->lines[i].quoted ||
		    text->lines[i].marks & MARK(PHRASE_SKIP))
			continue;
		while (phrase_address_next(&line, &named)) {
			if (n++ == ADDRESSES)
				return only;
			if (view_ieq(only, named.address) ||
			    in_header(header, named.address))
				continue;
			if (!view_none(only))
				return VIEW_NONE;
			only = named.address;
			if (text->lines[i].marks & MARK(PHRASE_CAUSE))
				*said = text->lines[i].text;
		}
	}
	return only;
}

/* A report that names nobody: one recipient for what it says. */
static void
add_nobody(struct arena *arena, struct story *story,
    const struct header *header, struct phrases *out)
{
	struct answer best = {.rank = RANK_NONE}, answer;
	struct view only, said = VIEW_NONE;

	for (size_t i = 0; i < story->aside_count && i < 16; i++) {
		answer = phrase_reason_read(story, &story->asides[i].why);
		if (answer.rank > best.rank)
			best = answer;
	}
	only = only_address(story->text, header, &said);
	if (best.rank == RANK_NONE && view_none(only))
		return;
	out->recipients = ARENA_NEW(arena, struct recipient, 1);
	out->recipients[0] = recipient_none;
	out->recipients[0].recipient = only;
	out->recipients[0].diagnostic = view_upto(
	    best.rank == RANK_NONE ? said : best.text, 4096);
	out->recipients[0].remote_mta = best.host;
	out->recipients[0].remote_ip = best.ip;
	out->recipients[0].command = best.command;
	out->count = 1;
}

/* Reads the text of what may be a report as marked lines; false when it is
 * none, of which no more is read than that takes. */
static bool
read_text(struct arena *arena, const struct phrase_input *input,
    struct evidence *evidence, struct phrase_text *text)
{
	const struct phrase_set *sets[2] = {input->formats,
	    &phrase_builtin};
	size_t look;
	int score;

	phrase_detect_header(arena, evidence, input, sets);
	score = phrase_detect_score(evidence);
	look = score >= READ_SCORE ? input->text.n :
	    score > 0 ? CLOSE_LOOK : LOOK;
	phrase_text_read(arena, text, input->text, look, sets);
	phrase_detect_text(evidence, text, sets);
	if (!evidence->row && phrase_detect_score(evidence) < READ_SCORE)
		return false;
	if (input->text.n > look)
		phrase_text_read(arena, text, input->text, input->text.n,
		    sets);
	phrase_text_mark(text, sets, evidence->met, input->text);
	return true;
}

bool
phrase_read(struct arena *arena, const struct phrase_input *input,
    struct phrases *out)
{
	struct evidence evidence;
	struct phrase_text text;
	struct story story = {.arena = arena, .text = &text,
	    .reporter = VIEW_NONE, .expired = VIEW_NONE,
	    .kind = KIND_BOUNCE};
	enum rank rank;

	*out = (struct phrases){.format = VIEW_NONE,
	    .reporting_mta = VIEW_NONE, .original = VIEW_NONE};
	if (sns_read(arena, input, out))
		return true;
	if (!read_text(arena, input, &evidence, &text))
		return false;
	story.options = evidence.options;
	phrase_story_read(&story);
	rank = phrase_recipient_settle(&story, input->header, out);
	out->certain = phrase_detect_certain(&evidence);
	if (!out->certain && !is_report(&evidence, &text, rank))
		return false;
	if (!evidence.row && !evidence.null_sender && rank < RANK_STATUS &&
	    !names_another(out, input->header))
		return false;
	if (out->count == 0)
		add_nobody(arena, &story, input->header, out);
	settle_kind(out, evidence.delay || begins_with_delay(&text));
	out->format = evidence.row ? evidence.row->name : VIEW("plain");
	out->reporting_mta = story.reporter;
	out->original = text.original;
	if (story.count == PHRASE_MAX_MENTIONS)
		out->flags |= FLAG_RECIPIENT_LIMIT;
	if (text.count == PHRASE_MAX_LINES)
		out->flags |= FLAG_TEXT_LIMIT;
	return true;
}
