/*
 * A report's lines from top to bottom: headings, recipients with what is said
 * of them, reasons by themselves.
 *
 *	The following address(es) failed:         heading
 *
 *	  user@example.org                        recipient, alone on its line
 *	    host mx.example.org [192.0.2.1]:      about it
 *	    550 User unknown                      about it
 */
#include "format/phrase_dialog.h"
#include "format/phrase_fields.h"
#include "format/phrase_address.h"
#include "format/phrase_line.h"
#include "format/phrase_story.h"

#define MARK(key) (1u << (key))
#define NOBODY VIEW_NPOS

struct walk {
	struct story *story;
	const struct phrase_text *text;
	struct dialog dialog;
	size_t current;    /* mention whose lines follow, or NOBODY */
	size_t aside;      /* aside whose lines follow, or NOBODY */
	size_t indent;     /* of the mention's line */
	size_t deeper;     /* of the first line about it, or NOBODY */
	size_t list_indent; /* of the first one in a list, or NOBODY */
	bool list;         /* a heading came, nothing else since */
	bool listing;      /* a list is near: its paragraph or the next */
	bool skipping;     /* a line without news goes on */
	bool origin;       /* a line ended with "expanded from" */
	bool apart;        /* a blank line came after the mention's */
};

static struct mention *
current(struct walk *w)
{
	return w->current == NOBODY ? NULL : &w->story->mentions[w->current];
}

/* Whether lines about the current mention were read already. */
static bool
in_block(struct walk *w)
{
	return current(w) && current(w)->why.count > 0;
}

static void
close_blocks(struct walk *w)
{
	w->current = w->aside = NOBODY;
}

static void
add_piece(struct walk *w, struct view text, size_t line)
{
	struct block *block;

	if (current(w))
		block = &current(w)->why;
	else if (w->aside != NOBODY)
		block = &w->story->asides[w->aside].why;
	else
		return;
	/* Pieces of a block lie together; a dialogue between ends it. */
	if (block->count &&
	    block->first + block->count != w->story->piece_count)
		close_blocks(w);
	else
		phrase_story_piece(w->story, block, text, line);
}

static void
open_aside(struct walk *w)
{
	close_blocks(w);
	if (phrase_story_aside(w->story))
		w->aside = w->story->aside_count - 1;
}

static bool
open_mention(struct walk *w, const struct named *named, size_t line)
{
	struct mention *mention;

	close_blocks(w);
	mention = phrase_story_mention(w->story, named->address, line);
	if (!mention)
		return false;
	mention->full = named->full;
	w->current = w->story->count - 1;
	w->indent = w->text->lines[line].indent;
	w->deeper = NOBODY;
	w->apart = false;
	if (w->list_indent == NOBODY)
		w->list_indent = w->indent;
	return true;
}

/* Whether what follows an address on its line says that it failed. */
static bool
follows_recipient(const struct walk *w, struct view rest, unsigned marks)
{
	if (rest.n == 0 || w->listing || phrase_line_is_date(rest))
		return true;
	if (rest.p[0] == ':' || rest.p[0] == '(' || rest.p[0] == '[' ||
	    view_starts(rest, VIEW("...")) || view_starts(rest, VIEW("- ")))
		return true;
	return marks & (MARK(PHRASE_CAUSE) | MARK(PHRASE_BOUNCE) |
	    MARK(PHRASE_EXPIRED));
}

/* "(expanded from <root@example.org>): host ..." */
static struct view
read_origin(struct walk *w, struct view rest, size_t line)
{
	const struct phrase_hit *hit = phrase_text_hit(w->text, line,
	    PHRASE_ORIGIN);
	struct view after;
	struct named named;

	if (!hit)
		return rest;
	after = phrase_text_after(w->text, line, hit);
	w->origin = view_empty(after);
	if (!phrase_address_at(after, &named) &&
	    !phrase_address_local(after, &named))
		return w->origin ? VIEW("") : rest;
	if (current(w) && view_none(current(w)->recipient.original_recipient))
		current(w)->recipient.original_recipient = named.address;
	if (named.address.n && named.address.p[named.address.n - 1] == ')')
		current(w)->recipient.original_recipient.n--;
	return named.rest;
}

/* Whether a line of an open block may be the next recipient's. */
static bool
may_lead(struct walk *w, const struct text_line *line, struct view address)
{
	if (!in_block(w))
		return true;
	return line->indent <= w->indent &&
	    !view_ieq(address, current(w)->recipient.recipient);
}

static bool
lead_local(struct walk *w, size_t i, struct named *named)
{
	const struct text_line *line = &w->text->lines[i];

	return w->story->options & PHRASE_NAMES && w->list &&
	    (w->list_indent == NOBODY || w->list_indent == line->indent) &&
	    !(line->marks & ~MARK(PHRASE_ORIGIN)) &&
	    phrase_address_local(line->text, named);
}

/* A line that begins with a recipient. */
static bool
lead_line(struct walk *w, size_t i)
{
	const struct text_line *line = &w->text->lines[i];
	struct named named;
	struct view rest;

	if (phrase_address_leads(line->text, &named)) {
		if (!follows_recipient(w, named.rest, line->marks))
			return false;
	} else if (!lead_local(w, i, &named)) {
		return false;
	}
	if (!may_lead(w, line, named.address))
		return false;
	if (w->skipping && named.rest.n == 0)
		return true;
	rest = named.rest;
	if (!open_mention(w, &named, i))
		return true;
	while (rest.n && (rest.p[0] == ',' || rest.p[0] == ';') &&
	    phrase_address_at(view_ltrim(view_from(rest, 1)), &named)) {
		rest = named.rest;
		if (!open_mention(w, &named, i))
			return true;
	}
	if (line->marks & MARK(PHRASE_ORIGIN))
		rest = read_origin(w, rest, i);
	add_piece(w, phrase_line_said(rest), i);
	return true;
}

static bool
is_label(const struct walk *w, const struct phrase_hit *hit)
{
	return w->text->folded.p[hit->end - 1] == ':';
}

/* A line with words that stand right before a recipient. */
static bool
to_line(struct walk *w, size_t i)
{
	const struct phrase_hit *hit = phrase_text_hit(w->text, i, PHRASE_TO);
	struct view after;
	struct named named;

	if (!hit)
		return false;
	/* Among the lines about a recipient only a label names the next. */
	if (current(w) && (in_block(w) || !w->apart) &&
	    !(is_label(w, hit) && phrase_text_begins(w->text, i, hit)))
		return false;
	after = phrase_line_after_words(phrase_text_after(w->text, i, hit));
	if (view_empty(after) || phrase_line_ends_sentence(after))
		w->list = w->listing = true;
	if (!phrase_address_at(after, &named))
		return false;
	if (!may_lead(w, &w->text->lines[i], named.address))
		return false;
	if (!open_mention(w, &named, i))
		return true;
	w->story->mentions[w->current].weak = true;
	w->story->mentions[w->current].label = is_label(w, hit);
	if (named.rest.n && (named.rest.p[0] == ':' ||
	    named.rest.p[0] == ',') && named.rest.n > 1)
		add_piece(w, phrase_line_said(named.rest), i);
	return true;
}

/* A line after which, or on which, the reason stands. */
static bool
reason_line(struct walk *w, size_t i)
{
	const struct phrase_hit *hit = phrase_text_hit(w->text, i,
	    PHRASE_REASON);
	struct view after;

	if (!hit || in_block(w) || phrase_line_is_reply(w->text->lines[i].text))
		return false;
	after = phrase_text_after(w->text, i, hit);
	if (hit->at && w->text->folded.p[hit->at] == '(' &&
	    view_iends(after, VIEW(")")))
		after.n--;
	else if (hit->at && w->text->folded.p[hit->at - 1] == '(' &&
	    view_iends(after, VIEW(")")))
		after.n--;
	/* After a blank line it may be about all that were listed. */
	if (!current(w) || w->apart)
		open_aside(w);
	add_piece(w, phrase_line_said(after), i);
	return true;
}

/* A line that says that mail failed or is late, outside of what is said of a
 * recipient. */
static bool
heading(struct walk *w, unsigned marks)
{
	if (in_block(w) || (current(w) && marks & MARK(PHRASE_CAUSE)))
		return false;
	if (marks & MARK(PHRASE_DELAY))
		w->story->kind = KIND_DELAY;
	else if (marks & MARK(PHRASE_BOUNCE))
		w->story->kind = KIND_BOUNCE;
	else
		return false;
	w->list = w->listing = true;
	w->list_indent = NOBODY;
	return true;
}

/* Whether a line that belongs to nobody begins an aside. */
static bool
opens_aside(const struct walk *w, const struct text_line *line)
{
	if (w->story->options & PHRASE_ABOVE)
		return true;
	return phrase_line_is_reply(line->text) || (w->story->count > 0 &&
	    line->marks & MARK(PHRASE_CAUSE));
}

/* Any other line: about whom was mentioned last, or nothing. */
static void
plain_line(struct walk *w, size_t i)
{
	const struct text_line *line = &w->text->lines[i];

	if (current(w) && !in_block(w) && (w->apart ||
	    w->story->options & PHRASE_ABOVE))
		open_aside(w);
	if (current(w) && w->deeper == NOBODY)
		w->deeper = line->indent;
	else if (current(w) && w->deeper > w->indent &&
	    line->indent <= w->indent)
		close_blocks(w);
	if (line->field && phrase_line_is_summary(line->text) &&
	    !(line->marks & MARK(PHRASE_STAGE)))
		return;
	if (!current(w) && w->aside == NOBODY) {
		w->list = false;
		if (opens_aside(w, line))
			open_aside(w);
	}
	add_piece(w, line->text, i);
}

static void
blank_line(struct walk *w)
{
	if (in_block(w))
		w->current = NOBODY;
	if (w->aside != NOBODY && w->story->asides[w->aside].why.count)
		w->aside = NOBODY;
	if (!w->list)
		w->listing = false;
	if (w->list_indent != NOBODY)
		w->list = false;
	w->origin = false;
	w->apart = true;
}

/* A line that continues "(expanded from". */
static void
origin_line(struct walk *w, size_t i)
{
	struct named named;

	w->origin = false;
	if (!current(w) ||
	    !phrase_address_at(w->text->lines[i].text, &named)) {
		plain_line(w, i);
		return;
	}
	current(w)->recipient.original_recipient = named.address;
	w->deeper = w->text->lines[i].indent;
	add_piece(w, phrase_line_said(named.rest), i);
}

/* A line with marks but for the recipients; false when it is like any. */
static bool
marked_line(struct walk *w, size_t i)
{
	const struct text_line *line = &w->text->lines[i];
	const struct phrase_hit *hit;
	struct view ip;

	hit = phrase_text_hit(w->text, i, PHRASE_REPORTER);
	if (hit && (!in_block(w) || phrase_text_begins(w->text, i, hit))) {
		if (view_none(w->story->reporter))
			w->story->reporter = phrase_host_at(
			    phrase_text_after(w->text, i, hit), &ip);
		return true;
	}
	if (line->marks & MARK(PHRASE_ORIGIN) && current(w)) {
		read_origin(w, VIEW(""), i);
		return true;
	}
	if (reason_line(w, i))
		return true;
	if (line->marks & MARK(PHRASE_SKIP) && !in_block(w)) {
		w->skipping = !phrase_line_ends_sentence(line->text);
		/* It may name the host that the reason does not. */
		if (!w->apart || !current(w))
			add_piece(w, line->text, i);
		return true;
	}
	return false;
}

/* A heading may be the only reason there is: "The user(s) account is
 * disabled.", "550 no such user" */
static void
heading_cause(struct walk *w, size_t i)
{
	const struct text_line *line = &w->text->lines[i];
	struct aside *aside;

	if (w->story->count || !(line->marks & MARK(PHRASE_CAUSE)) ||
	    line->marks & MARK(PHRASE_SKIP) ||
	    (!phrase_line_ends_sentence(line->text) &&
	    !phrase_line_is_reply(line->text)))
		return;
	aside = phrase_story_aside(w->story);
	if (!aside)
		return;
	aside->heading = true;
	phrase_story_piece(w->story, &aside->why, line->text, i);
}

/* Reads from line i on; returns how many lines that were. */
static size_t
walk_line(struct walk *w, size_t i)
{
	const struct text_line *line = &w->text->lines[i];
	bool head;
	size_t n;

	if (phrase_line_is_rule(line->text)) {
		blank_line(w);
		return 1;
	}
	if (line->quoted) {
		close_blocks(w);
		return 1;
	}
	if (view_starts(line->text, VIEW("---")))
		phrase_dialog_close(&w->dialog);
	n = line->field ? phrase_fields_read(w->story, i) : 0;
	if (n) {
		close_blocks(w);
		return n;
	}
	if (phrase_dialog_line(&w->dialog, i)) {
		close_blocks(w);
		return 1;
	}
	if (w->origin) {
		origin_line(w, i);
		return 1;
	}
	head = heading(w, line->marks);
	if (!lead_line(w, i) && !(line->marks && to_line(w, i))) {
		if (!(line->marks && marked_line(w, i)) && (!head ||
		    current(w) || w->aside != NOBODY))
			plain_line(w, i);
		else if (head)
			heading_cause(w, i);
		if (!(line->marks & MARK(PHRASE_SKIP)))
			w->skipping = false;
	}
	return 1;
}

void
phrase_story_read(struct story *story)
{
	struct walk w = {.story = story, .text = story->text,
	    .dialog = {.story = story}, .current = NOBODY,
	    .aside = NOBODY, .list_indent = NOBODY};
	size_t i = 0;

	while (i < story->text->count)
		i += walk_line(&w, i);
	phrase_dialog_close(&w.dialog);
}
