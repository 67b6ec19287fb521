/* Where in a dialogue something was refused; see phrase_place.h. */
#include "format/phrase_place.h"

#include "format/phrase_address.h"

#define MARK(key) (1u << (key))

bool
phrase_place_only(const struct story *story, const struct piece *piece)
{
	const struct phrase_hit *hit;

	if (!(piece->marks & MARK(PHRASE_HOST)))
		return false;
	hit = phrase_text_hit(story->text, piece->line, PHRASE_HOST);
	return piece->marks & MARK(PHRASE_SKIP) || (hit &&
	    phrase_text_begins(story->text, piece->line, hit) &&
	    (story->text->folded.p[hit->end - 1] == ':' ||
	    story->text->folded.p[hit->end - 1] == ';'));
}

bool
phrase_place_alone(struct view text)
{
	struct view ip;
	size_t at;

	if (view_istarts(text, VIEW("host ")))
		text = view_ltrim(view_from(text, 5));
	if (view_iends(text, VIEW(":")))
		text = view_upto(text, text.n - 1);
	at = view_chr(text, '[');
	if (at == VIEW_NPOS || view_chr(text, ']') != text.n - 1 ||
	    view_chr(view_rtrim(view_upto(text, at)), ' ') != VIEW_NPOS)
		return false;
	phrase_host_at(text, &ip);
	return !view_none(ip);
}

/* The address that a line names before what was done there: "192.0.2.1 does
 * not like recipient." */
static struct view
last_ip(struct view before)
{
	size_t at = view_rchr(before, ' ');
	struct view ip, word;

	word = view_from(before, at == VIEW_NPOS ? 0 : at + 1);
	phrase_host_at(word, &ip);
	return ip.n == word.n ? ip : VIEW_NONE;
}

/* The host and the stage of the dialogue, out of a line before the reply. */
static void
find_place(const struct story *story, const struct piece *piece,
    struct view before, struct answer *answer)
{
	const struct phrase_hit *stage, *hit;
	struct view ip = VIEW_NONE, host;

	stage = phrase_text_hit(story->text, piece->line, PHRASE_STAGE);
	if (stage && answer->command == COMMAND_NONE)
		answer->command = (enum command)stage->use->value;
	if (!view_none(answer->host) || !view_none(answer->ip))
		return;
	host = phrase_host_in(before, &ip);
	if (view_none(ip) && view_istarts(before, VIEW("host ")))
		host = phrase_host_at(view_from(before, 5), &ip);
	hit = phrase_text_hit(story->text, piece->line, PHRASE_HOST);
	if (view_none(host) && view_none(ip) && hit)
		host = phrase_host_at(phrase_text_after(story->text,
		    piece->line, hit), &ip);
	if (view_none(host) && view_none(ip) && stage)
		ip = last_ip(phrase_text_before(story->text, piece->line,
		    stage));
	answer->host = host;
	answer->ip = ip;
}

/* The stage that is named behind a reply: "(in reply to RCPT TO command)",
 * which may be broken between lines, "[RCPT_TO]". */
static enum command
stage_behind(const struct story *story, const struct block *block)
{
	const struct phrase_hit *hit;
	const struct piece *piece;
	size_t i, first = block->count > 2 ? block->count - 2 : 0;

	for (i = first; i < block->count; i++) {
		piece = &story->pieces[block->first + i];
		hit = phrase_text_hit(story->text, piece->line,
		    PHRASE_STAGE);
		if (hit && (story->text->folded.p[hit->at] == '[' ||
		    view_starts(view_from(story->text->folded, hit->at),
		    VIEW("in reply to"))))
			return (enum command)hit->use->value;
	}
	return COMMAND_NONE;
}

void
phrase_place_read(const struct story *story, const struct block *block,
    struct place reply, struct answer *answer)
{
	const struct piece *piece;
	size_t i;

	for (i = 0; i < block->count && i <= reply.piece; i++) {
		piece = &story->pieces[block->first + i];
		find_place(story, piece, i == reply.piece ?
		    view_upto(piece->text, reply.at) : piece->text, answer);
	}
	for (; i < block->count; i++) {
		piece = &story->pieces[block->first + i];
		if (phrase_place_only(story, piece))
			find_place(story, piece, piece->text, answer);
	}
	if (answer->command == COMMAND_NONE)
		answer->command = stage_behind(story, block);
}
