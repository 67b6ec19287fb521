/* The stage of the SMTP dialogue that a text names; see command.h. */
#include "format/command.h"

#include "base/lanes.h"

enum {
	WINDOW = 40, /* bytes after the lead in which the stage is named */
	CASE = 32    /* the bit in which small letters differ */
};

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

/* The same but for the case of a letter. */
static inline bool
same_letter(char a, char b)
{
	return a == b || (((a ^ b) & ~CASE) == 0 && to_lower(a) ==
	    to_lower(b));
}

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
			if (!same_letter(text.p[i++], words.p[j]))
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

/* Most words differ in their first letter, which is not worth a call. */
static inline bool
same_start(struct view text, struct view words)
{
	return text.n > 0 && ((text.p[0] ^ words.p[0]) & ~CASE) == 0;
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
		if (same_start(text, stages[i].word) &&
		    skip_words(text, stages[i].word, &rest) &&
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

/* The stage that a lead at text[i] is for. */
static enum command
lead_at(struct view text, size_t i)
{
	size_t first = (unsigned char)text.p[i], j, end;
	enum command found;
	struct view rest;

	if (!leads_of[first].count || (i && is_alpha(text.p[i - 1])))
		return COMMAND_NONE;
	j = leads_of[first].first;
	for (end = j + leads_of[first].count; j < end; j++) {
		if (!skip_words(view_from(text, i), leads[j], &rest))
			continue;
		found = stage_at(view_upto(rest, WINDOW));
		if (found != COMMAND_NONE)
			return pipelined(found, rest);
	}
	return COMMAND_NONE;
}

/* Whether the third letter of a lead, of which two are at text[i], is there,
 * too: those that begin alike have the same. */
static inline bool
goes_on(struct view text, size_t i)
{
	const char *p = text.p + i;
	char third = leads[leads_of[(unsigned char)p[0]].first].p[2];

	return i + 2 < text.n && (third == ' ' ? is_space(p[2]) :
	    ((p[2] ^ third) & ~CASE) == 0);
}

/* Marks the lanes from p on that have the first two letters of a lead, in any
 * case, and no letter before them. */
static inline void
mark_leads(const char *p, lanes *marks)
{
	lanes before, a, b;

	lanes_load(&before, p - 1);
	lanes_load(&a, p);
	lanes_load(&b, p + 1);
	before = (before | CASE) - 'a';
	a |= CASE;
	b |= CASE;
#define PAIR(first, second) ((lanes)(a == (first)) & (lanes)(b == (second)))
	*marks = (PAIR('i', 'n') | PAIR('a', 'f') | PAIR('w', 'h') |
	    PAIR('c', 'o') | PAIR('>', '>') | PAIR('s', 'm')) &
	    (lanes)(before > 'z' - 'a');
#undef PAIR
}

/* The stage that the first lead at a marked lane is for; the lanes begin at
 * text[i]. */
static enum command
lead_marked(struct view text, size_t i, const lanes *marks)
{
	enum command found;
	uint64_t half;
	size_t at;

	for (size_t k = 0; k < LANES; k += WORD_SIZE)
		for (half = lanes_mask(marks, k); half; half &= half - 1) {
			at = i + k + word_first(half);
			found = goes_on(text, at) ? lead_at(text, at) :
			    COMMAND_NONE;
			if (found != COMMAND_NONE)
				return found;
		}
	return COMMAND_NONE;
}

enum command
command_find(struct view text)
{
	enum command found = text.n ? lead_at(text, 0) : COMMAND_NONE;
	size_t i = 1, end = text.n - 1; /* a lead is longer than a byte */
	lanes marks;

	if (text.n < LANES + 2) {
		for (; !found && i < text.n; i++)
			found = lead_at(text, i);
		return found;
	}
	for (; !found && i < end; i += LANES) {
		if (i + LANES > end)
			i = end - LANES;
		mark_leads(text.p + i, &marks);
		if (lanes_any(&marks))
			found = lead_marked(text, i, &marks);
	}
	return found;
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
