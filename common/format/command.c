/* The stage of the SMTP dialogue that a text names; see command.h. */
#include "format/command.h"

enum { WINDOW = 40 /* bytes after the lead in which the stage is named */ };

/* What stands before the name of a stage, by first letter. */
static const struct view leads[] = {
	{"in reply to", 11}, {"in response to", 14}, {"in the", 6},
	{"after", 5}, {"while sending", 13}, {"while receiving", 15},
	{"command was:", 12}, {">>>", 3}, {"SMTP:", 5},
};

/* Which of them begin with a letter: the first, and how many. */
static const struct {
	unsigned char first, count;
} leads_of[256] = {
	['i'] = {0, 3}, ['I'] = {0, 3}, ['a'] = {3, 1}, ['A'] = {3, 1},
	['w'] = {4, 2}, ['W'] = {4, 2}, ['c'] = {6, 1}, ['C'] = {6, 1},
	['>'] = {7, 1}, ['s'] = {8, 1}, ['S'] = {8, 1},
};

static const struct {
	struct view word;
	enum command command;
} stages[] = {
	{{"end of data", 11}, COMMAND_EOM},
	{{"end of message", 14}, COMMAND_EOM},
	{{"sending data block", 18}, COMMAND_EOM},
	{{"sending message body", 20}, COMMAND_EOM},
	{{"message body", 12}, COMMAND_EOM},
	{{"EOM", 3}, COMMAND_EOM},
	{{"initial connection", 18}, COMMAND_CONN},
	{{"(initial greeting)", 18}, COMMAND_CONN},
	{{"initial server greeting", 23}, COMMAND_CONN},
	{{"connect", 7}, COMMAND_CONN},
	{{"EHLO", 4}, COMMAND_EHLO}, {{"HELO", 4}, COMMAND_EHLO},
	{{"LHLO", 4}, COMMAND_EHLO},
	{{"STARTTLS", 8}, COMMAND_STARTTLS}, {{"AUTH", 4}, COMMAND_AUTH},
	{{"MAIL FROM", 9}, COMMAND_MAIL}, {{"RCPT TO", 7}, COMMAND_RCPT},
	{{"MAIL", 4}, COMMAND_MAIL}, {{"RCPT", 4}, COMMAND_RCPT},
	{{"DATA", 4}, COMMAND_DATA}, {{"BDAT", 4}, COMMAND_DATA},
	{{"QUIT", 4}, COMMAND_QUIT},
};

/* Whether text begins with the words, any white space between them; *rest is
 * what follows. */
static bool
skip_words(struct view text, struct view words, struct view *rest)
{
	size_t i = 0;

	for (size_t j = 0; j < words.n; j++) {
		if (i == text.n)
			return false;
		if (words.p[j] != ' ') {
			if (to_lower(text.p[i++]) != to_lower(words.p[j]))
				return false;
			continue;
		}
		if (!is_space(text.p[i]))
			return false;
		while (i < text.n && is_space(text.p[i]))
			i++;
	}
	*rest = view_from(text, i);
	return true;
}

/* The stage named at the start of text, "pipelined" and "sending" before it
 * passed over. */
static enum command
stage_at(struct view text)
{
	static const struct view skipped[] = {
		{"pipelined ", 10}, {"sending ", 8}, {"the ", 4},
	};
	struct view rest;

	text = view_ltrim(text);
	for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
		if (view_istarts(text, skipped[i]) &&
		    !view_istarts(text, VIEW("sending data")) &&
		    !view_istarts(text, VIEW("sending message")))
			text = view_from(text, skipped[i].n);
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (skip_words(text, stages[i].word, &rest) &&
		    (rest.n == 0 || !is_alpha(rest.p[0])))
			return stages[i].command;
	return COMMAND_NONE;
}

/* With PIPELINING a transcript shows DATA before the answer to RCPT; that
 * there were no recipients then is the answer to DATA. */
static enum command
pipelined(enum command found, struct view rest)
{
	return found == COMMAND_DATA && view_ifind(rest,
	    VIEW("need RCPT")) != VIEW_NPOS ? COMMAND_RCPT : found;
}

enum command
command_find(struct view text)
{
	enum command found;
	struct view rest;
	size_t i, j, end;

	for (i = 0; i < text.n; i++) {
		j = (unsigned char)text.p[i];
		end = leads_of[j].first + (size_t)leads_of[j].count;
		if (!leads_of[j].count || (i && is_alpha(text.p[i - 1])))
			continue;
		for (j = leads_of[j].first; j < end; j++) {
			if (!skip_words(view_from(text, i), leads[j], &rest))
				continue;
			found = stage_at(view_upto(rest, WINDOW));
			if (found != COMMAND_NONE)
				return pipelined(found, rest);
		}
	}
	return COMMAND_NONE;
}

bool
command_says(struct view text, struct view words)
{
	struct view first = view_upto(words, view_chr(words, ' ')), rest;
	size_t at;

	while ((at = view_ifind(text, first)) != VIEW_NPOS) {
		if (skip_words(view_from(text, at), words, &rest))
			return true;
		text = view_from(text, at + first.n);
	}
	return false;
}

bool
command_greeted(struct view text)
{
	static const struct view talking = {"... while talking to ", 21};
	size_t at = view_find(text, talking);
	struct view rest;

	if (at == VIEW_NPOS)
		return false;
	rest = view_from(text, at + talking.n);
	rest = view_ltrim(view_from(rest, view_chr(rest, '\n')));
	return view_starts(rest, VIEW("<<< 4")) ||
	    view_starts(rest, VIEW("<<< 5"));
}
