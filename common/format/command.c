/* The stage of the SMTP dialogue that a text names; see command.h. */
#include "format/command.h"

enum { WINDOW = 40 /* bytes after the lead in which the stage is named */ };

/* What stands before the name of a stage. */
static const struct view leads[] = {
	{"in reply to", 11}, {"after", 5}, {"in response to", 14},
	{"while sending", 13}, {"command was:", 12}, {"in the", 6},
	{">>>", 3}, {"SMTP:", 5},
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
	{{"connect", 7}, COMMAND_CONN},
	{{"EHLO", 4}, COMMAND_EHLO}, {{"HELO", 4}, COMMAND_EHLO},
	{{"LHLO", 4}, COMMAND_EHLO},
	{{"STARTTLS", 8}, COMMAND_STARTTLS}, {{"AUTH", 4}, COMMAND_AUTH},
	{{"MAIL FROM", 9}, COMMAND_MAIL}, {{"RCPT TO", 7}, COMMAND_RCPT},
	{{"MAIL", 4}, COMMAND_MAIL}, {{"RCPT", 4}, COMMAND_RCPT},
	{{"DATA", 4}, COMMAND_DATA}, {{"BDAT", 4}, COMMAND_DATA},
	{{"QUIT", 4}, COMMAND_QUIT},
};

/* The stage named at the start of text, "pipelined" and "sending" before it
 * passed over. */
static enum command
stage_at(struct view text)
{
	static const struct view skipped[] = {
		{"pipelined ", 10}, {"sending ", 8}, {"the ", 4},
	};

	text = view_ltrim(text);
	for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
		if (view_istarts(text, skipped[i]) &&
		    !view_istarts(text, VIEW("sending data")) &&
		    !view_istarts(text, VIEW("sending message")))
			text = view_from(text, skipped[i].n);
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (view_istarts(text, stages[i].word) &&
		    (text.n == stages[i].word.n ||
		    !is_alpha(text.p[stages[i].word.n])))
			return stages[i].command;
	return COMMAND_NONE;
}

enum command
command_find(struct view text)
{
	enum command found;

	for (size_t i = 0; i < text.n; i++) {
		char c = to_lower(text.p[i]);

		if (c != 'i' && c != 'a' && c != 'w' && c != 'c' && c != '>' &&
		    c != 's')
			continue;
		for (size_t j = 0; j < sizeof leads / sizeof *leads; j++) {
			struct view rest = view_from(text, i);

			if (!view_istarts(rest, leads[j]))
				continue;
			found = stage_at(view_sub(rest, leads[j].n, WINDOW));
			if (found != COMMAND_NONE)
				return found;
		}
	}
	return COMMAND_NONE;
}
