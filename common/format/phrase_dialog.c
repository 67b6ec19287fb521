/* The SMTP dialogue that reports quote; see phrase_dialog.h. */
#include "format/phrase_dialog.h"

#include <string.h>

#include "format/phrase_address.h"
#include "mail/find.h"

enum {
	SIGNS = 3,         /* arrows with signs, */
	ARROWS = SIGNS + 1 /* and one word, which is said elsewhere, too */
};

static const struct {
	struct view verb;
	enum command command;
} verbs[] = {
	{{"EHLO", 4}, COMMAND_EHLO}, {{"HELO", 4}, COMMAND_EHLO},
	{{"LHLO", 4}, COMMAND_EHLO},
	{{"STARTTLS", 8}, COMMAND_STARTTLS},
	{{"AUTH", 4}, COMMAND_AUTH}, {{"MAIL", 4}, COMMAND_MAIL},
	{{"RCPT", 4}, COMMAND_RCPT}, {{"DATA", 4}, COMMAND_DATA},
	{{"BDAT", 4}, COMMAND_DATA}, {{"QUIT", 4}, COMMAND_QUIT},
	{{"RSET", 4}, COMMAND_NONE}, {{".", 1}, COMMAND_EOM},
};

/* Whether there may be an arrow with signs, at the start or after a time: one
 * has another sign or a dash beside it.  Most lines have none. */
static bool
has_arrow(const struct text_line *line)
{
	struct view text = view_upto(line->text, PHRASE_NEAR);
	size_t i = 0;

	if (!line->colon && text.n && !is_digit(text.p[0]) &&
	    !strchr("<>-SR", text.p[0]))
		return false;
	for (; (i = find_byte(text, i, '<', '>', '>')) < text.n; i++)
		if ((i && text.p[i - 1] == '-') || (i + 1 < text.n &&
		    (text.p[i + 1] == text.p[i] || text.p[i + 1] == '-')))
			return true;
	return false;
}

/* What follows one of the arrows, at the start or after a time. */
static bool
after_arrow(struct view text, const struct view *arrows, size_t count,
    struct view *rest)
{
	struct view start = view_upto(text, PHRASE_NEAR);
	size_t i, at;

	for (i = 0; i < count; i++) {
		at = view_find(start, arrows[i]);
		if (at == VIEW_NPOS || (at && !is_digit(text.p[0]) &&
		    view_chr(view_upto(text, at), ':') == VIEW_NPOS))
			continue;
		*rest = view_ltrim(view_from(text, at + arrows[i].n));
		return true;
	}
	return false;
}

static bool
is_code(struct view text)
{
	return text.n >= 3 && text.p[0] >= '2' && text.p[0] <= '5' &&
	    is_digit(text.p[1]) && is_digit(text.p[2]) && (text.n == 3 ||
	    text.p[3] == ' ' || text.p[3] == '-');
}

static bool
has_one(struct view text, const struct view *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (view_ifind(text, words[i]) != VIEW_NPOS)
			return true;
	return false;
}

/* Replies that only follow from an earlier refusal. */
static bool
is_aftermath(struct view text)
{
	static const struct view words[] = {
		{"need rcpt", 9}, {"no valid recipients", 19},
		{"no recipients", 13}, {"must precede data", 17},
		{"bad sequence of commands", 24},
		{"out of sequence", 15}, {"need mail", 9},
	};

	/* Each has one of these. */
	static const struct view parts[] = {
		{"recipients", 10}, {"sequence", 8}, {"need ", 5},
		{"precede", 7},
	};

	return has_one(text, parts, sizeof parts / sizeof *parts) &&
	    has_one(text, words, sizeof words / sizeof *words);
}

static bool
is_refusal(const struct dialog *d)
{
	const struct piece *first = d->story->pieces + d->reply.first;

	return d->reply.count && first->text.p[0] >= '4' &&
	    !is_aftermath(first->text);
}

/* Tells what was replied: to whom RCPT named, or to nobody. */
static void
tell(struct dialog *d)
{
	struct mention *mention;
	struct aside *aside;

	d->open = false;
	if (!d->fresh || !is_refusal(d))
		return;
	d->fresh = false;
	if (d->command == COMMAND_RCPT && d->rcpt.n) {
		mention = phrase_story_mention(d->story, d->rcpt,
		    d->story->pieces[d->reply.first].line);
		if (!mention)
			return;
		mention->why = d->reply;
		mention->recipient.remote_mta = d->host;
		mention->recipient.remote_ip = d->ip;
		mention->recipient.command = d->command;
		return;
	}
	aside = phrase_story_aside(d->story);
	if (!aside)
		return;
	aside->why = d->reply;
	aside->host = d->host;
	aside->ip = d->ip;
	aside->command = d->command;
}

static bool
sent(struct dialog *d, struct view text)
{
	struct named named;
	struct view rest;
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (view_istarts(text, verbs[i].verb))
			break;
	if (i == sizeof verbs / sizeof *verbs)
		return false;
	tell(d);
	d->command = verbs[i].command;
	d->reply.count = 0;
	d->rcpt = VIEW_NONE;
	i = view_chr(text, ':');
	rest = view_ltrim(view_from(text, i == VIEW_NPOS ? text.n : i + 1));
	if (d->command == COMMAND_RCPT && (phrase_address_at(rest, &named) ||
	    phrase_address_local(rest, &named)))
		d->rcpt = named.address;
	return true;
}

static bool
received(struct dialog *d, struct view text, size_t line)
{
	if (!is_code(text))
		return false;
	/* With PIPELINING what was said to RCPT comes after DATA was sent. */
	if (d->command == COMMAND_DATA && is_aftermath(text))
		d->command = COMMAND_RCPT;
	if (!d->open || d->reply.first + d->reply.count !=
	    d->story->piece_count) {
		tell(d);
		d->reply.count = 0;
	}
	phrase_story_piece(d->story, &d->reply, text, line);
	d->fresh = true;
	d->open = text.n > 3 && text.p[3] == '-';
	if (!d->open && d->command == COMMAND_RCPT && d->rcpt.n)
		tell(d);
	return true;
}

/* Whether the line is the reporter's own verdict about a recipient:
 * "550 5.1.1 <user@example.org>... User unknown", "<user>... Deferred: ...".
 * named->rest is what follows the dots. */
static bool
is_verdict(const struct dialog *d, struct view text, struct named *named)
{
	const char *end;

	while (text.n && (is_digit(text.p[0]) || text.p[0] == '.' ||
	    text.p[0] == ' '))
		text = view_from(text, 1);
	if (!phrase_address_at(text, named) &&
	    !(d->story->options & PHRASE_NAMES &&
	    phrase_address_local(text, named)))
		return false;
	/* The dots may have been read with a local name. */
	end = named->address.p + named->address.n;
	end += named->angle;
	named->rest = view_from(text, (size_t)(end - text.p));
	if (!view_starts(named->rest, VIEW("...")))
		return false;
	named->rest = view_ltrim(view_from(named->rest, 3));
	return named->rest.n > 0;
}

static bool
verdict(struct dialog *d, size_t line)
{
	struct view text = d->story->text->lines[line].text;
	struct named named;
	struct mention *mention;

	if (!is_verdict(d, text, &named))
		return false;
	mention = phrase_story_mention(d->story, named.address, line);
	if (!mention)
		return true;
	mention->full = named.full;
	mention->recipient.remote_mta = d->host;
	mention->recipient.remote_ip = d->ip;
	/* "<user>... relayed" may follow what was said of another. */
	if (d->command == COMMAND_RCPT && d->rcpt.n && !is_code(text) &&
	    !view_ieq(d->rcpt, named.address)) {
		phrase_story_piece(d->story, &mention->why, named.rest, line);
		return true;
	}
	mention->recipient.command = d->command;
	if (d->reply.count && is_refusal(d) && !is_code(named.rest)) {
		mention->why = d->reply;
		d->fresh = d->open = false;
	} else {
		phrase_story_piece(d->story, &mention->why,
		    is_code(named.rest) || !is_code(text) ? named.rest : text,
		    line);
		/* The reason is read from the verdict's code on. */
		phrase_story_piece(d->story, &mention->why, d->program, line);
	}
	return true;
}

/* Whether a local program says it: "mail.local: unknown user: kim". */
static bool
is_program(struct view text)
{
	struct view name, said;

	if (!view_cut(text, ':', &name, &said) || name.n == 0 ||
	    !view_starts(said, VIEW(" ")) || name.p[0] < 'a' ||
	    name.p[0] > 'z')
		return false;
	return view_chr(name, ' ') == VIEW_NPOS &&
	    view_chr(name, '@') == VIEW_NPOS;
}

/* A line of a transcript that is no part of the dialogue itself. */
static void
remark(struct dialog *d, size_t line)
{
	const struct text_line *l = &d->story->text->lines[line];
	struct aside *aside;

	if (l->marks & 1u << PHRASE_EXPIRED) {
		if (view_none(d->story->expired))
			d->story->expired = l->text;
		return;
	}
	if (!is_code(l->text) || l->text.p[0] < '4' || is_aftermath(l->text))
		return;
	/* "550 host (smtp)... Host unknown" begins with another host. */
	if (view_ifind(l->text, VIEW("(smtp)...")) != VIEW_NPOS &&
	    l->text.p[0] == '5') {
		tell(d);
		d->reply.count = 0;
		d->host = d->ip = VIEW_NONE;
		d->command = COMMAND_NONE;
	}
	/* The server's own words come first. */
	tell(d);
	aside = phrase_story_aside(d->story);
	if (aside)
		phrase_story_piece(d->story, &aside->why, l->text, line);
}

static void
talk(struct dialog *d, size_t line)
{
	const struct phrase_hit *hit = phrase_text_hit(d->story->text, line,
	    PHRASE_HOST);

	tell(d);
	d->section = true;
	d->reply.count = 0;
	d->rcpt = VIEW_NONE;
	d->command = COMMAND_NONE;
	if (hit)
		d->host = phrase_host_at(phrase_text_after(d->story->text,
		    line, hit), &d->ip);
}

/* A line with an arrow: what was sent, or received. */
static bool
spoken(struct dialog *d, const struct text_line *l, size_t line)
{
	static const struct view out[ARROWS] = {
		{">>> ", 4}, {"--> ", 4}, {"Sent <<< ", 9}, {"Command: ", 9},
	};
	static const struct view in[ARROWS] = {
		{"<<< ", 4}, {"<-- ", 4}, {"Received >>> ", 13},
		{"Response: ", 10},
	};
	size_t first = has_arrow(l) ? 0 : SIGNS;
	size_t count = (d->section ? ARROWS : SIGNS) - first;
	struct view text = l->text, rest;

	if (count == 0)
		return false;
	return (after_arrow(text, out + first, count, &rest) &&
	    sent(d, rest)) ||
	    (after_arrow(text, in + first, count, &rest) &&
	    received(d, rest, line));
}

bool
phrase_dialog_line(struct dialog *dialog, size_t line)
{
	const struct text_line *l = &dialog->story->text->lines[line];

	if (l->quoted)
		return false;
	if (l->marks & 1u << PHRASE_DIALOG) {
		talk(dialog, line);
		return true;
	}
	if (spoken(dialog, l, line))
		return true;
	if (!dialog->section)
		return false;
	if (!verdict(dialog, line))
		remark(dialog, line);
	dialog->program = is_program(l->text) ? l->text : VIEW_NONE;
	return true;
}

void
phrase_dialog_close(struct dialog *dialog)
{
	tell(dialog);
	dialog->section = false;
	dialog->reply.count = 0;
}
