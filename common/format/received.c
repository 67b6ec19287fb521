/* Trace fields in brief; see received.h. */
#include "format/received.h"

#include <string.h>

#include "base/word.h"
#include "mail/mail.h"

/* Clauses; what follows a keyword up to the next one belongs to it. */
enum clause {
	CLAUSE_NONE = 1, CLAUSE_FROM = 2, CLAUSE_BY = 4, CLAUSE_WITH = 8,
	CLAUSE_FOR = 16, CLAUSE_OTHER = 32,
	/* of which words and comments go into the brief form */
	WANTED_WORDS = CLAUSE_FROM | CLAUSE_BY | CLAUSE_WITH,
	WANTED_COMMENTS = CLAUSE_NONE | CLAUSE_FROM
};

enum { KEYWORD_MAX = 4 };

/* A keyword in small letters as a number. */
#define KEYWORD(a, b, c, d) ((uint32_t)((a) | (b) << 8 | (c) << 16 | (d) << 24))

/* White space, nearly all of it blanks. */
static inline bool
is_gap(char c)
{
	return c == ' ' || is_space(c);
}

/* The end of the word at p, as far as white space ends it. */
static const char *
word_end(const char *p, const char *end)
{
	uint64_t below;

	while (end - p >= WORD_SIZE) {
		below = word_below(word_load(p), ' ' + 1);
		if (!below) {
			p += WORD_SIZE;
			continue;
		}
		p += word_first(below);
		if (is_gap(*p))
			return p;
		p++; /* a control character */
	}
	while (p < end && !is_space(*p))
		p++;
	return p;
}

/* The first ';' from p on. */
static const char *
semicolon(const char *p, const char *end)
{
	const char *at = p < end ? memchr(p, ';', (size_t)(end - p)) : NULL;

	return at ? at : end;
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

/* The clause that the short word at p opens, of a value that ends at end;
 * CLAUSE_NONE: it opens none. */
static enum clause
keyword(const char *p, size_t n, const char *end)
{
	uint32_t letters = end - p >= WORD_SIZE ? (uint32_t)word_load(p) :
	    (uint32_t)word_load_few(p, n);

	letters |= KEYWORD(' ', ' ', ' ', ' ');
	switch (letters & UINT32_MAX >> 8 * (KEYWORD_MAX - n)) {
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
	const char *date;    /* the ';' before it, unless a comment has that */
	struct view token;
	enum clause clause;  /* that the token belongs to */
	enum clause keyword; /* what the token is, whether it opens it or not */
	enum { WORD, OPENING, COMMENT } kind;
};

/* Takes a word.  The one behind "from" is the client's: whatever it is, it
 * opens nothing. */
static void
take_word(struct trace *trace, const char *p)
{
	enum clause before = trace->keyword;
	const char *at = word_end(p, trace->end);
	size_t n;

	trace->at = at < trace->date ? at : trace->date;
	n = (size_t)(trace->at - p);
	trace->kind = WORD;
	trace->keyword = n <= KEYWORD_MAX ? keyword(p, n, trace->end) :
	    CLAUSE_NONE;
	if (trace->keyword != CLAUSE_NONE && before != CLAUSE_FROM) {
		trace->clause = trace->keyword;
		trace->kind = OPENING;
	}
	trace->token = (struct view){p, n};
}

static void
take_comment(struct trace *trace, const char *p)
{
	trace->at = comment_end(p, trace->end);
	if (trace->at > trace->date)
		trace->date = semicolon(trace->at, trace->end);
	trace->kind = COMMENT;
	trace->keyword = CLAUSE_NONE;
	trace->token = (struct view){p, (size_t)(trace->at - p)};
}

/* Takes the next token; false at the end of the value or the ';' before its
 * date.  A parenthesis inside a word is part of it: a client's HELO must not
 * pass for the server's comment. */
static bool
take_token(struct trace *trace)
{
	const char *p = trace->at;

	while (p < trace->date && is_gap(*p))
		p++;
	if (p == trace->date)
		return false;
	if (*p == '(')
		take_comment(trace, p);
	else
		take_word(trace, p);
	return true;
}

/* The brief form as it grows: wanted tokens with one blank between them are
 * copied as one, and not at all when that is all. */
struct brief {
	char *out, *to;
	const char *run, *end; /* those that were not copied yet */
	bool folded; /* a comment has a line end */
};

static void
end_run(struct brief *brief)
{
	size_t n = (size_t)(brief->end - brief->run);

	if (brief->to > brief->out)
		*brief->to++ = ' ';
	memcpy(brief->to, brief->run, n);
	brief->to += n;
}

/* Adds a token of a value of n bytes; a comment may follow another without a
 * blank, which is then added. */
static void
add_token(struct arena *arena, struct brief *brief, struct view token,
    size_t n)
{
	if (brief->end && token.p == brief->end + 1 && token.p[-1] == ' ') {
		brief->end += 1 + token.n;
		return;
	}
	if (brief->end) {
		if (!brief->out)
			brief->out = brief->to = arena_text(arena, 2 * n + 1);
		end_run(brief);
	}
	brief->run = token.p;
	brief->end = token.p + token.n;
}

static struct view
end_brief(struct arena *arena, struct brief *brief)
{
	struct view all;

	if (!brief->end)
		return VIEW("");
	all = (struct view){brief->run, (size_t)(brief->end - brief->run)};
	if (brief->out) {
		end_run(brief);
		all = (struct view){brief->out,
		    (size_t)(brief->to - brief->out)};
	}
	return brief->folded ? header_unfold(arena, all) : all;
}

static void
read_value(struct arena *arena, struct view value, struct received *out)
{
	static const unsigned wanted[] = {
		[WORD] = WANTED_WORDS, [OPENING] = WANTED_WORDS,
		[COMMENT] = WANTED_COMMENTS,
	};
	struct brief brief = {.out = NULL};
	struct trace trace = {.at = value.p, .end = value.p + value.n,
	    .clause = CLAUSE_NONE, .keyword = CLAUSE_NONE};

	*out = (struct received){.value = value};
	trace.date = semicolon(trace.at, trace.end);
	while (take_token(&trace)) {
		if (trace.clause & wanted[trace.kind])
			add_token(arena, &brief, trace.token, value.n);
		if (trace.kind == COMMENT)
			brief.folded |= view_chr(trace.token, '\n') !=
			    VIEW_NPOS;
		if (trace.kind != WORD)
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
