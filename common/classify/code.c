/* The answer's numbers; see code.h. */
#include "classify/code.h"

/* Reads up to three digits off *text into *value. */
static bool
take_number(struct view *text, unsigned *value)
{
	size_t n;

	*value = 0;
	for (n = 0; n < text->n && is_digit(text->p[n]); n++) {
		if (n == 3)
			return false;
		*value = *value * 10 + (unsigned)(text->p[n] - '0');
	}
	*text = view_from(*text, n);
	return n > 0;
}

static bool
take_dot(struct view *text)
{
	if (view_empty(*text) || text->p[0] != '.')
		return false;
	*text = view_from(*text, 1);
	return true;
}

struct status
code_status(struct view text)
{
	const struct status none = {0, 0, 0};
	struct status s;

	if (!take_number(&text, &s.level) || !take_dot(&text) ||
	    !take_number(&text, &s.subject) || !take_dot(&text) ||
	    !take_number(&text, &s.detail))
		return none;
	if (s.level != 2 && s.level != 4 && s.level != 5)
		return none;
	/* 5.1.1.7 is an address or a version. */
	if (text.n > 1 && text.p[0] == '.' && is_digit(text.p[1]))
		return none;
	return s.subject > 7 ? none : s;
}

/* An enhanced code as it stands in a diagnostic: "5.1.1", "#5.1.1" or
 * "(#5.1.1)", the whole of a word or followed by punctuation. */
static struct status
status_in(struct view word)
{
	while (word.n && (word.p[0] == '(' || word.p[0] == '#' ||
	    word.p[0] == '['))
		word = view_from(word, 1);
	return code_status(word);
}

/* The reply code that a word is or begins with ("550-5.1.1"); *rest is what
 * follows it in the word. */
static int
reply_in(struct view word, struct view *rest)
{
	unsigned n;

	if (word.n && word.p[0] == '<')
		word = view_from(word, 1);
	*rest = word;
	if (!take_number(rest, &n) || word.n - rest->n != 3 || n < 400 ||
	    n >= 600)
		return 0;
	if (rest->n && rest->p[0] != '-' && rest->p[0] != ':')
		return 0;
	*rest = view_from(*rest, 1);
	return (int)n;
}

/* Whether a code may begin so: with a digit, or a sign before it. */
static bool
may_be_code(char c)
{
	return is_digit(c) || c == '(' || c == '#' || c == '[' || c == '<';
}

/* Looks for the codes in a diagnostic: a reply code at its start or after
 * "said:" and the like, the enhanced one behind it; or an enhanced one
 * alone. */
static void
search(struct view text, int *reply, struct status *status)
{
	struct view word, rest;
	struct status found;
	bool start = true;
	int code;

	while (view_word(&text, &word)) {
		char last = word.p[word.n - 1];

		if (!may_be_code(word.p[0])) {
			start = last == ':' || last == ';';
			continue;
		}
		code = start ? reply_in(word, &rest) : 0;
		if (code && !*reply) {
			*reply = code;
			start = true;
			word = rest;
		}
		if (view_empty(word)) /* a reply code alone */
			continue;
		found = status_in(word);
		if (found.level && (!*reply ||
		    found.level == (unsigned)*reply / 100)) {
			*status = found;
			return;
		}
		/* A number in mid-sentence is no reply. */
		start = code || word.p[0] == '#' || last == ':' || last == ';';
	}
}

struct codes
code_read(const struct recipient *recipient)
{
	struct codes codes = {.reply = 0};
	struct status own = code_status(recipient->reply_status);
	struct status said = code_status(recipient->status);
	struct status seen = {0, 0, 0};
	int reply = 0;

	if (recipient->reply_code >= 400 && recipient->reply_code < 600)
		codes.reply = (int)recipient->reply_code;
	if (!own.level)
		search(recipient->diagnostic, &reply, &seen);
	if (!own.level)
		own = seen;
	/* A diagnostic may hold several replies; the record's counts. */
	if (!codes.reply)
		codes.reply = reply;
	else if (seen.level && seen.level != (unsigned)codes.reply / 100)
		own.level = 0;
	codes.own = own.level != 0;
	codes.status = own.level ? own : said;
	codes.level = codes.reply ? (unsigned)codes.reply / 100 :
	    codes.status.level;
	/* A status of the other class is the reporter's invention. */
	if (!codes.own && codes.level && said.level != codes.level)
		codes.status.level = 0;
	return codes;
}
