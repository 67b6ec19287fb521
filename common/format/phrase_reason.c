/* The words that say why; see phrase_reason.h. */
#include "format/phrase_reason.h"

#include <string.h>

#include "base/buf.h"
#include "format/phrase_place.h"
#include "mail/find.h"
#include "mail/reply.h"

#define MARK(key) (1u << (key))

enum {BLOCK_MAX = 64 * 1024 /* bytes of one reason */};

/* The words of a reason: its first piece, all of them once there are more. */
struct joined {
	struct view first;
	struct buf all;
};

static const struct piece *
piece_at(const struct story *story, const struct block *block, size_t i)
{
	return &story->pieces[block->first + i];
}

/* "550", before a blank, a sign or the end. */
static bool
is_code(struct view text)
{
	return text.n >= 3 && (text.p[0] == '4' || text.p[0] == '5') &&
	    is_digit(text.p[1]) && is_digit(text.p[2]) && (text.n == 3 ||
	    strchr(" -:", text.p[3]));
}

/* "ERROR_CODE :550, ERROR_CODE :5.1.1 ...", "ResponseCode 421,": what follows
 * the next "CODE"; VIEW_NONE at the end. */
static struct view
next_code(struct view *text)
{
	size_t at = view_ifind(*text, VIEW("CODE"));

	if (at == VIEW_NPOS)
		return VIEW_NONE;
	*text = view_from(*text, at + 4);
	while (text->n && (text->p[0] == ':' || is_blank(text->p[0])))
		*text = view_from(*text, 1);
	return *text;
}

/* Whether what stands before a number makes it a reply: nothing, or a sign
 * that introduces words of another. */
static bool
introduces(struct view before)
{
	static const struct view words[] = {
		{"said", 4}, {"replied", 7}, {"returned", 8},
		{"error", 5},
	};
	size_t i;

	before = view_rtrim(before);
	if (before.n == 0 || view_iends(before, VIEW("],")) ||
	    strchr(":'\";>(<[", before.p[before.n - 1]))
		return true;
	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (view_iends(before, words[i]))
			return true;
	return false;
}

/* Offset of the first SMTP reply in the text, or VIEW_NPOS. */
static size_t
reply_at(struct view text)
{
	struct view rest, status;
	size_t i;

	for (i = 0; i + 3 <= text.n; i++) {
		i = find_byte(text, i, '4', '5', '5');
		rest = view_from(text, i);
		if (!is_code(rest) || (i && (is_digit(text.p[i - 1]) ||
		    is_alpha(text.p[i - 1]) || text.p[i - 1] == '.' ||
		    text.p[i - 1] == '-')))
			continue;
		status = reply_status_at(view_ltrim(view_from(rest, 4)));
		if (introduces(view_upto(text, i)) || status.n)
			return i;
	}
	return VIEW_NPOS;
}

/* The text without a bullet, or the arrow before what a server was told. */
static struct view
without_bullet(struct view text)
{
	size_t n = 0;

	if (view_starts(text, VIEW("<<< ")))
		return view_ltrim(view_from(text, 4));
	while (n < text.n && (text.p[n] == '-' || text.p[n] == '*'))
		n++;
	return n && n < text.n && is_blank(text.p[n]) ?
	    view_ltrim(view_from(text, n)) : text;
}

/* Finds the reply, or else a line that begins with a status code. */
static enum rank
find_reply(const struct story *story, const struct block *block,
    struct place *place)
{
	struct view text;
	size_t i;

	for (i = 0; i < block->count; i++) {
		text = piece_at(story, block, i)->text;
		place->at = reply_at(text);
		place->piece = i;
		/* "5.1.0 - Unknown address error 550-'...'" is quoted whole. */
		if (place->at != VIEW_NPOS && reply_status_at(text).n)
			place->at = 0;
		if (place->at != VIEW_NPOS)
			return RANK_REPLY;
	}
	for (i = 0; i < block->count; i++) {
		text = without_bullet(piece_at(story, block, i)->text);
		place->piece = i;
		place->at = (size_t)(text.p -
		    piece_at(story, block, i)->text.p);
		if (reply_status_at(text).n)
			return RANK_STATUS;
	}
	*place = (struct place){block->count, VIEW_NPOS};
	return RANK_NONE;
}

/* A later line of a reply repeats its code and status: they are taken off. */
static struct view
without_code(struct view line, struct view first)
{
	struct view status;

	if (!is_code(line) || !is_code(first) ||
	    memcmp(line.p, first.p, 3) != 0)
		return line;
	line = view_from(line, 4);
	status = reply_status_at(view_ltrim(view_from(first, 4)));
	if (status.n && view_starts(view_ltrim(line), status))
		line = view_from(view_ltrim(line), status.n);
	return view_trim(line);
}

/* "[RCPT_TO]" and the like, which Yahoo puts behind a reply. */
static bool
is_stage_tag(struct view text)
{
	return view_eq(text, VIEW("[RCPT_TO]")) ||
	    view_eq(text, VIEW("[MAIL_FROM]")) ||
	    view_eq(text, VIEW("[BODY]")) || view_eq(text, VIEW("[DATA]"));
}

static bool
ends_with(struct view text, char c)
{
	return text.n && text.p[text.n - 1] == c;
}

static struct view
cut_tail(struct view text)
{
	size_t at;

	if (ends_with(text, ']')) {
		at = view_rchr(text, '[');
		if (at != VIEW_NPOS && is_stage_tag(view_from(text, at)))
			text = view_rtrim(view_upto(text, at));
	}
	if (ends_with(text, ')')) {
		at = view_ifind(text, VIEW("(in reply to "));
		if (at != VIEW_NPOS &&
		    view_chr(view_from(text, at), ')') == text.n - at - 1)
			text = view_rtrim(view_upto(text, at));
	}
	return text;
}

/* The text without the quote that closes what was opened before it, or the
 * bracket at its end that closes none of its own. */
static struct view
cut_closing(struct view text, char opening)
{
	static const char open[] = "(<[", shut[] = ")>]";
	const char *pair;
	size_t i;
	int depth = 0;

	if (opening == '\'' || opening == '"') {
		i = view_rchr(text, opening);
		return i == VIEW_NPOS ? text : view_rtrim(view_upto(text, i));
	}
	pair = text.n ? strchr(shut, text.p[text.n - 1]) : NULL;
	for (i = 0; pair && i < text.n; i++)
		depth += (text.p[i] == open[pair - shut]) -
		    (text.p[i] == *pair);
	return pair && depth < 0 ? view_rtrim(view_upto(text, text.n - 1)) :
	    text;
}

/* "(text)" and "[text]" without the brackets. */
static struct view
unwrapped(struct view text)
{
	if (text.n > 2 && ((text.p[0] == '(' && view_iends(text, VIEW(")")) &&
	    view_chr(text, ')') == text.n - 1) ||
	    (text.p[0] == '[' && view_chr(text, ']') == text.n - 1)))
		return view_trim(view_sub(text, 1, text.n - 2));
	return text;
}

/* Puts pieces together; a single one, as most are, is not copied. */
static void
join(struct joined *out, struct view text)
{
	if (text.n == 0 || out->first.n > BLOCK_MAX || out->all.n > BLOCK_MAX)
		return;
	if (out->first.n == 0) {
		out->first = text;
		return;
	}
	if (out->all.n == 0)
		buf_add(&out->all, out->first);
	buf_addc(&out->all, ' ');
	buf_add(&out->all, text);
}

static struct view
joined(struct arena *arena, struct joined *out)
{
	struct view text;

	if (out->all.n == 0)
		return out->first;
	text = arena_copy(arena, buf_view(&out->all));
	buf_free(&out->all);
	return text;
}

/* The words inside "... returned '550 5.4.300 Message expired'", with which
 * Exchange tells each attempt; else the text. */
static struct view
returned(struct view text)
{
	size_t at;

	if (!ends_with(text, '\''))
		return text;
	at = view_find(text, VIEW("returned '"));
	if (at == VIEW_NPOS || at + 11 >= text.n)
		return text;
	return view_sub(text, at + 10, text.n - at - 11);
}

/* The reply and what follows it in the block. */
static void
join_reply(const struct story *story, const struct block *block,
    struct place place, struct joined *out)
{
	struct view first, line;
	const struct piece *piece;
	size_t i;

	first = piece_at(story, block, place.piece)->text;
	line = returned(first);
	first = line.p == first.p ? view_from(first, place.at) : line;
	join(out, first);
	for (i = place.piece + 1; i < block->count; i++) {
		piece = piece_at(story, block, i);
		if (view_starts(piece->text, VIEW("---")))
			break;
		if (phrase_place_only(story, piece) ||
		    is_stage_tag(piece->text))
			continue;
		line = without_code(returned(piece->text), first);
		join(out, line);
	}
}

static unsigned
join_words(const struct story *story, const struct block *block,
    struct joined *out)
{
	const struct piece *piece;
	unsigned marks = 0;
	size_t i;

	for (i = 0; i < block->count; i++) {
		piece = piece_at(story, block, i);
		if (piece->marks & MARK(PHRASE_SKIP) ||
		    phrase_place_alone(piece->text))
			continue;
		marks |= piece->marks;
		join(out, out->first.n ? piece->text :
		    without_bullet(piece->text));
	}
	return marks;
}

/* The digits that begin the text as a number. */
static int64_t
number(struct view text)
{
	return (text.p[0] - '0') * 100 + (text.p[1] - '0') * 10 +
	    text.p[2] - '0';
}

static void
find_code(struct answer *answer)
{
	struct reply reply = reply_find(answer->text);
	struct view rest = answer->text, code;

	answer->status = reply.status;
	answer->plain = reply.code != 0;
	if (reply.code) {
		answer->code = reply.code;
		return;
	}
	if (is_code(rest)) {
		answer->code = number(rest);
		if (view_none(answer->status))
			answer->status = reply_status_at(view_ltrim(
			    view_from(rest, 4)));
		return;
	}
	while (!view_none(code = next_code(&rest))) {
		if (code.n > 3 && code.p[3] == ',' &&
		    (code.p[0] == '4' || code.p[0] == '5') &&
		    is_digit(code.p[1]) && is_digit(code.p[2]))
			answer->code = number(code);
		else if (view_none(answer->status))
			answer->status = reply_status_at(code);
	}
}

struct answer
phrase_reason_read(const struct story *story, const struct block *block)
{
	struct answer answer = {.code = INT_NONE};
	struct place place;
	struct joined out = {.first = VIEW_NONE};
	unsigned marks = 0;
	char opening = 0;

	answer.rank = find_reply(story, block, &place);
	phrase_place_read(story, block, place, &answer);
	if (answer.rank != RANK_NONE) {
		join_reply(story, block, place, &out);
		if (place.at)
			opening = piece_at(story, block,
			    place.piece)->text.p[place.at - 1];
	} else {
		marks = join_words(story, block, &out);
	}
	answer.text = cut_closing(cut_tail(joined(story->arena, &out)),
	    opening);
	if (answer.rank == RANK_NONE)
		answer.text = unwrapped(answer.text);
	if (view_empty(answer.text))
		return answer;
	find_code(&answer);
	if (answer.code != INT_NONE)
		answer.rank = RANK_REPLY;
	else if (answer.status.n)
		answer.rank = RANK_STATUS;
	else
		answer.rank = marks & (MARK(PHRASE_CAUSE) |
		    MARK(PHRASE_EXPIRED)) ? RANK_CAUSE : RANK_WORDS;
	return answer;
}
