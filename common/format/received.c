/* Trace fields in brief; see received.h. */
#include "format/received.h"

#include <string.h>

#include "mail/mail.h"

/* Clauses; what follows a keyword up to the next one belongs to it. */
enum clause {
	CLAUSE_NONE, CLAUSE_FROM, CLAUSE_BY, CLAUSE_WITH, CLAUSE_FOR,
	CLAUSE_OTHER
};

enum { KEYWORD_MAX = 4 };

static const struct {
	struct view word;
	enum clause clause;
} keywords[] = {
	{{"from", 4}, CLAUSE_FROM}, {{"by", 2}, CLAUSE_BY},
	{{"with", 4}, CLAUSE_WITH}, {{"for", 3}, CLAUSE_FOR},
	{{"id", 2}, CLAUSE_OTHER}, {{"via", 3}, CLAUSE_OTHER},
};

/* What ends a word: white space, ';'. */
static const bool ends_word[256] = {
	['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true,
	['\r'] = true, [' '] = true, [';'] = true,
};

/* Takes the next word, or the next comment with its parentheses; false at the
 * end of the value or the ';' before its date.  A parenthesis inside a word is
 * part of it: a client's HELO must not pass for the server's comment. */
static bool
take_token(struct view *rest, struct view *token)
{
	struct view v = view_ltrim(*rest);
	size_t i = 0, depth = 0;

	if (v.n == 0 || v.p[0] == ';')
		return false;
	if (v.p[0] == '(') {
		for (; i < v.n; i++) {
			depth += v.p[i] == '(';
			depth -= v.p[i] == ')';
			if (depth == 0)
				break;
		}
		i += i < v.n;
	} else {
		while (i < v.n && !ends_word[(unsigned char)v.p[i]])
			i++;
	}
	*token = view_upto(v, i);
	*rest = view_from(v, i);
	return true;
}

/* The clause that a token opens, else the one it belongs to.  The word behind
 * "from" is the client's: whatever it is, it opens nothing. */
static enum clause
clause_after(struct view token, struct view before, enum clause now)
{
	if (token.n > KEYWORD_MAX || view_ieq(before, VIEW("from")))
		return now;
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (view_ieq(keywords[i].word, token))
			return keywords[i].clause;
	return now;
}

/* What a token adds to the brief form: words of from, by and with, the
 * comments of from, and those before any clause. */
static bool
is_wanted(struct view token, enum clause clause)
{
	if (token.p[0] == '(')
		return clause == CLAUSE_NONE || clause == CLAUSE_FROM;
	return clause == CLAUSE_FROM || clause == CLAUSE_BY ||
	    clause == CLAUSE_WITH;
}

struct view
received_brief(struct arena *arena, struct view value)
{
	/* a comment may follow another without a blank: one is added */
	char *out, *to;
	enum clause clause = CLAUSE_NONE;
	struct view token, before = VIEW_NONE;

	value = view_upto(value, RECEIVED_MAX_BYTES);
	out = to = arena_text(arena, 2 * value.n + 1);
	for (; take_token(&value, &token); before = token) {
		clause = clause_after(token, before, clause);
		if (!is_wanted(token, clause))
			continue;
		if (to > out)
			*to++ = ' ';
		memcpy(to, token.p, token.n);
		to += token.n;
	}
	return header_unfold(arena, (struct view){out, (size_t)(to - out)});
}

/* The first word of a clause. */
static struct view
clause_word(struct view value, enum clause wanted)
{
	enum clause clause = CLAUSE_NONE, next;
	struct view token, before = VIEW_NONE;

	for (; take_token(&value, &token); before = token) {
		next = clause_after(token, before, CLAUSE_NONE);
		if (next != CLAUSE_NONE)
			clause = next;
		else if (clause == wanted && token.p[0] != '(')
			return token;
	}
	return VIEW_NONE;
}

struct view
received_for(struct view value)
{
	return clause_word(value, CLAUSE_FOR);
}

struct view
received_by(struct view value)
{
	return clause_word(value, CLAUSE_BY);
}

int64_t
received_date(struct arena *arena, struct view value)
{
	size_t at = view_rchr(value, ';');

	if (at == VIEW_NPOS)
		return INT_NONE;
	return mail_date(header_unfold(arena, view_from(value, at + 1)));
}

struct list
received_chain(struct arena *arena, const struct header *header)
{
	struct view *chain, value;
	size_t n = 0, at = 0, total = 0;

	while (total < RECEIVED_MAX && !view_none(header_next(header,
	    VIEW("Received"), &at)))
		total++;
	chain = ARENA_NEW(arena, struct view, total);
	for (at = 0; n < total; n++) {
		value = header_next(header, VIEW("Received"), &at);
		chain[total - 1 - n] = received_brief(arena, value);
	}
	return (struct list){chain, total};
}
