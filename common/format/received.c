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
#define KEYWORD(a, b, c, d) ((uint32_t)((a) | (b) << 8 | (c) << 16 | (d) << 24))

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
	uint32_t small = KEYWORD(' ', ' ', ' ', ' ');

	assert(word.n > 0 && word.n <= KEYWORD_MAX);
	small >>= 8 * (KEYWORD_MAX - word.n);
	switch ((uint32_t)word_load_few(word.p, word.n) | small) {
	case KEYWORD('f', 'r', 'o', 'm'):
		return CLAUSE_FROM;
	case KEYWORD('b', 'y', 0, 0):
		return CLAUSE_BY;
	case KEYWORD('w', 'i', 't', 'h'):
		return CLAUSE_WITH;
	case KEYWORD('f', 'o', 'r', 0):
		return CLAUSE_FOR;
	case KEYWORD('i', 'd', 0, 0): case KEYWORD('v', 'i', 'a', 0):
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

/* Takes the next token; false at the end of the value or the ';' before its
 * date.  A parenthesis inside a word is part of it: a client's HELO must not
 * pass for the server's comment.  The word behind "from" is the client's:
 * whatever it is, it opens nothing. */
static bool
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

/* The brief form as it grows: wanted tokens with one blank between them are
 * copied as one, and not at all when that is all. */
struct brief {
	char *out, *to;
	struct view run;
};

static void
end_run(struct brief *brief)
{
	if (brief->to > brief->out)
		*brief->to++ = ' ';
	memcpy(brief->to, brief->run.p, brief->run.n);
	brief->to += brief->run.n;
}

/* Adds a token of a value of n bytes; a comment may follow another without a
 * blank, which is then added. */
static void
add_token(struct arena *arena, struct brief *brief, struct view token,
    size_t n)
{
	struct view *run = &brief->run;

	if (token.p == run->p + run->n + 1 && token.p[-1] == ' ') {
		run->n += 1 + token.n;
		return;
	}
	if (!brief->out && run->n > 0)
		brief->out = brief->to = arena_text(arena, 2 * n + 1);
	if (run->n > 0)
		end_run(brief);
	*run = token;
}

static struct view
end_brief(struct arena *arena, struct brief *brief)
{
	struct view all = brief->run;

	if (brief->out) {
		end_run(brief);
		all = (struct view){brief->out,
		    (size_t)(brief->to - brief->out)};
	}
	return header_unfold(arena, all);
}

static void
read_value(struct arena *arena, struct view value, struct received *out)
{
	struct brief brief = {.run = VIEW("")};
	struct trace trace = {.at = value.p, .end = value.p + value.n};

	*out = (struct received){0};
	while (take_token(&trace)) {
		if (is_wanted(&trace))
			add_token(arena, &brief, trace.token, value.n);
		if (trace.opens || trace.token.p[0] == '(')
			continue;
		if (trace.clause == CLAUSE_BY && view_none(out->by))
			out->by = trace.token;
		if (trace.clause == CLAUSE_FOR && view_none(out->to))
			out->to = trace.token;
	}
	out->brief = end_brief(arena, &brief);
}

/* Of a value that is too long only the brief form stops early. */
static void
read_field(struct arena *arena, struct view value, struct received *out)
{
	struct view brief;

	read_value(arena, view_upto(value, RECEIVED_MAX_BYTES), out);
	if (value.n <= RECEIVED_MAX_BYTES)
		return;
	brief = out->brief;
	read_value(arena, value, out);
	out->brief = brief;
}

struct received_list
received_read(struct arena *arena, const struct header *header)
{
	size_t n = 0, at = 0, most = header->count < RECEIVED_MAX ?
	    header->count : RECEIVED_MAX;
	struct received *fields = ARENA_ROOM(arena, struct received, most);
	struct view value;

	while (n < most) {
		value = header_next(header, VIEW("Received"), &at);
		if (view_none(value))
			break;
		read_field(arena, value, &fields[n++]);
	}
	return (struct received_list){fields, n};
}

struct list
received_chain(struct arena *arena, struct received_list fields)
{
	struct view *chain = ARENA_ROOM(arena, struct view, fields.n);

	for (size_t i = 0; i < fields.n; i++)
		chain[i] = fields.v[fields.n - 1 - i].brief;
	return (struct list){chain, fields.n};
}

int64_t
received_date(struct arena *arena, struct view value)
{
	size_t at = view_rchr(value, ';');

	if (at == VIEW_NPOS)
		return INT_NONE;
	return mail_date(header_unfold(arena, view_from(value, at + 1)));
}
