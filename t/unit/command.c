/*
 * format/command: a stage is found wherever in the text it is named, in
 * memory that ends with the text, so that the sanitizers see one byte too
 * many.  Prints a line for each test; exit status 1 when one fails.
 */
#include "format/command.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { MOST = 70 };

/* What is found with n bytes before the words and m behind them. */
static enum command
found(size_t n, const char *words, size_t m, char around)
{
	size_t length = strlen(words);
	char *p = malloc(n + length + m + 1);
	enum command command;

	if (!p)
		exit(1);
	memset(p, around, n + length + m);
	memcpy(p + n, words, length);
	p = realloc(p, n + length + m); /* without what ends a string */
	if (!p)
		exit(1);
	command = command_find((struct view){p, n + length + m});
	free(p);
	return command;
}

/* Whether it is so wherever the words stand. */
static bool
always(const char *words, enum command command, char around)
{
	for (size_t n = 0; n < MOST; n++)
		for (size_t m = 0; m < MOST; m++)
			if ((n > 0 || !is_alpha(around)) &&
			    found(n, words, m, around) != command)
				return false;
	return true;
}

int
main(void)
{
	check("in reply to", always("in reply to RCPT TO", COMMAND_RCPT, '.'));
	check("in response", always("In response\tto EHLO", COMMAND_EHLO, '.'));
	check("in the", always("in the pipelined DATA", COMMAND_DATA, '\n'));
	check("after", always("AFTER end of\r\n data", COMMAND_EOM, '>'));
	check("sending", always("while sending MAIL FROM", COMMAND_MAIL, ' '));
	check("receiving", always("while receiving the initial  server "
	    "greeting", COMMAND_CONN, '\xe1'));
	check("the command", always("command was: STARTTLS",
	    COMMAND_STARTTLS, '\x1e'));
	check("a transcript", always(">>> QUIT", COMMAND_QUIT, '|'));
	check("a host", always("smtp:AUTH", COMMAND_AUTH, '['));
	check("the first", always("after EHLO, after DATA", COMMAND_EHLO, ' '));
	check("what names no stage passed over",
	    always("after all, in reply to QUIT", COMMAND_QUIT, ' '));
	check("inside a word it is none", always("after DATA ", COMMAND_NONE,
	    'x'));
	check("DATA where no recipient was taken", always(
	    ">>> DATA\n<<< 503 need RCPT (recipient)", COMMAND_RCPT, '\n'));
	check("nothing", always("", COMMAND_NONE, 'a') &&
	    command_find(VIEW_NONE) == COMMAND_NONE);
	return check_end();
}
