/* Trace fields in brief; see received.h. */
#include "format/received.h"

#include <assert.h>
#include <string.h>

#include "base/word.h"
#include "mail/mail.h"

/* Clauses; what follows a keyword up to the next one belongs to it. */
enum clause {
	CLAUSE_NONE, CLAUSE_FROM, CLAUSE_BY, CLAUSE_WITH, CLAUSE_FOR,
	CLAUSE_OTHER
};

enum { KEYWORD_MAX = 4 };

/* A keyword in small letters as a number. */
#define KEYWORD(a, b, c, d) ((uint32_t)((a) << 24 | (b) << 16 | (c) << 8 | (d)))

/* What ends a word: white space, ';'. */
static const bool ends_word[256] = {
	['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true,
	['\r'] = true, [' '] = true, [';'] = true,
};

/* The end of the word at p. */
static const char *
word_end(const char *p, const char *end)
{
	uint64_t word, ends;

	while (end - p >= WORD_SIZE) {
		word = word_load(p);
		ends = word_below(word, ' ' + 1) | word_equal(word, ';');
		if (!ends) {
			p += WORD_SIZE;
			continue;
		}
		p += word_first(ends);
		if (ends_word[(unsigned char)*p])
			return p;
		p++; /* a control character */
	}
	while (p < end && !ends_word[(unsigned char)*p])
		p++;
	return p;
}

/* The first parenthesis from p on. */
static const char *
parenthesis(const char *p, const char *end)
{
	uint64_t found;

	for (; end - p >= WORD_SIZE; p += WORD_SIZE) {
		found = word_equal(word_load(p) & ~WORD_EACH, '(');
		if (found)
			return p + word_first(found);
	}
	while (p < end && *p != '(' && *p != ')')
		p++;
	return p;
}

/* The end of the comment at p. */
static const char *
comment_end(const char *p, const char *end)
{
	size_t depth = 1;

	while (depth > 0) {
		p = parenthesis(p + 1, end);
		if (p == end)
			return p;
		depth = *p == '(' ? depth + 1 : depth - 1;
	}
	return p + 1;
}

/* The clause that a short word opens; CLAUSE_NONE: it opens none. */
static enum clause
keyword(struct view word)
{
	uint32_t letters = 0;

	assert(word.n <= KEYWORD_MAX);
	for (size_t i = 0; i < word.n; i++)
		letters = letters << 8 | (unsigned char)(word.p[i] | 32);
	switch (letters) {
	case KEYWORD('f', 'r', 'o', 'm'):
		return CLAUSE_FROM;
	case KEYWORD(0, 0, 'b', 'y'):
		return CLAUSE_BY;
	case KEYWORD('w', 'i', 't', 'h'):
		return CLAUSE_WITH;
	case KEYWORD(0, 'f', 'o', 'r'):
		return CLAUSE_FOR;
	case KEYWORD(0, 0, 'i', 'd'): case KEYWORD(0, 'v', 'i', 'a'):
		return CLAUSE_OTHER;
	default:
		return CLAUSE_NONE;
	}
}

/* A value on its way, from one word or comment, with its parentheses, to the
 * next. */
struct trace {
	const char *at, *end;
	struct view token;
	enum clause clause;  /* that the token belongs to */
	enum clause keyword; /* what the token is, whether it opens it or not */
	bool opens;
};

static struct trace
trace_of(struct view value)
{
	return (struct trace){.at = value.p, .end = value.p + value.n};
}

/* Takes the next token; false at the end of the value or the ';' before its
 * date.  A parenthesis inside a word is part of it: a client's HELO must not
 * pass for the server's comment.  The word behind "from" is the client's:
 * whatever it is, it opens nothing. */
static inline bool
take_token(struct trace *trace)
{
	const char *p = trace->at, *end = trace->end;
	enum clause before = trace->keyword;

	while (p < end && is_space(*p))
		p++;
	if (p == end || *p == ';')
		return false;
	trace->keyword = CLAUSE_NONE;
	trace->at = *p == '(' ? comment_end(p, end) : word_end(p, end);
	trace->token = (struct view){p, (size_t)(trace->at - p)};
	if (trace->token.n <= KEYWORD_MAX)
		trace->keyword = keyword(trace->token);
	trace->opens = trace->keyword && before != CLAUSE_FROM;
	if (trace->opens)
		trace->clause = trace->keyword;
	return true;
}

/* What a token adds to the brief form: words of from, by and with, the
 * comments of from, and those before any clause. */
static bool
is_wanted(const struct trace *trace)
{
	enum clause clause = trace->clause;

	if (trace->token.p[0] == '(')
		return clause == CLAUSE_NONE || clause == CLAUSE_FROM;
	return clause == CLAUSE_FROM || clause == CLAUSE_BY ||
	    clause == CLAUSE_WITH;
}

/* v behind what is there and a blank. */
static char *
append(const char *start, char *to, struct view v)
{
	if (to > start)
		*to++ = ' ';
	memcpy(to, v.p, v.n);
	return to + v.n;
}

/* Wanted tokens with one blank between them are copied as one. */
struct view
received_brief(struct arena *arena, struct view value)
{
	struct view run = VIEW(""), token;
	struct trace trace;
	char *out = NULL, *to = NULL;

	value = view_upto(value, RECEIVED_MAX_BYTES);
	trace = trace_of(value);
	while (take_token(&trace)) {
		token = trace.token;
		if (!is_wanted(&trace))
			continue;
		if (token.p == run.p + run.n + 1 && token.p[-1] == ' ') {
			run.n += 1 + token.n;
			continue;
		}
		if (!out && run.n > 0) /* comments may follow without blank */
			out = to = arena_text(arena, 2 * value.n + 1);
		if (run.n > 0)
			to = append(out, to, run);
		run = token;
	}
	if (out)
		run = (struct view){out, (size_t)(append(out, to, run) - out)};
	return header_unfold(arena, run);
}

/* The first word of a clause. */
static struct view
clause_word(struct view value, enum clause wanted)
{
	struct trace trace = trace_of(value);

	while (take_token(&trace))
		if (!trace.opens && trace.clause == wanted &&
		    trace.token.p[0] != '(')
			return trace.token;
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
	size_t n = 0, at = 0;

	chain = ARENA_ROOM(arena, struct view, header->count < RECEIVED_MAX ?
	    header->count : RECEIVED_MAX);
	while (n < RECEIVED_MAX) {
		value = header_next(header, VIEW("Received"), &at);
		if (view_none(value))
			break;
		chain[n++] = received_brief(arena, value);
	}
	for (size_t i = 0; i < n / 2; i++) {
		value = chain[i];
		chain[i] = chain[n - 1 - i];
		chain[n - 1 - i] = value;
	}
	return (struct list){chain, n};
}
