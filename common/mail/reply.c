/* SMTP replies and enhanced status codes found in text; see reply.h. */
#include "mail/reply.h"

#include <assert.h>

#include "base/word.h"

enum {
	CODE = 3,         /* digits of a reply code */
	FIELD_DIGITS = 3, /* of a part of a status code: RFC 3463 section 2 */
	WORD_MAX = 16     /* letters of a word that says what a number is */
};

/* How sure it is that a number is a reply. */
enum rank { RANK_NONE, RANK_WORD, RANK_SURE };

/* A number after one of these is something else, unless a status code
 * follows it. */
static const struct view not_after[] = {
	{"port", 4}, {"line", 4}, {"lines", 5}, {"size", 4}, {"than", 4},
	{"over", 4}, {"of", 2}, {"about", 5}, {"least", 5}, {"most", 4},
	{"limit", 5}, {"max", 3}, {"maximum", 7}, {"exceeds", 7},
	{"every", 5}, {"id", 2}, {"uid", 3}, {"gid", 3}, {"pid", 3},
	{"room", 4}, {"box", 3}, {"suite", 5}, {"rfc", 3}, {"version", 7},
	{"number", 6}, {"and", 3}, {"or", 2}, {"for", 3},
};

/* Units: a number before one of these is none either. */
static const struct view units[] = {
	{"byte", 4}, {"bytes", 5}, {"octets", 6}, {"b", 1}, {"k", 1},
	{"kb", 2}, {"kib", 3}, {"m", 1}, {"mb", 2}, {"mib", 3}, {"gb", 2},
	{"ms", 2}, {"s", 1}, {"sec", 3}, {"secs", 4}, {"second", 6},
	{"seconds", 7}, {"min", 3}, {"mins", 4}, {"minute", 6},
	{"minutes", 7}, {"hour", 4}, {"hours", 5}, {"day", 3}, {"days", 4},
	{"percent", 7},
};

/* Things that are counted; they also begin the text of replies. */
static const struct view things[] = {
	{"recipients", 10}, {"users", 5}, {"connections", 11},
	{"characters", 10}, {"chars", 5}, {"times", 5}, {"people", 6},
	{"members", 7}, {"addresses", 9}, {"emails", 6}, {"messages", 8},
};

/* Words after which a number is a reply. */
static const struct view sure_after[] = {
	{"said", 4}, {"code", 4}, {"error", 5}, {"reply", 5},
	{"response", 8}, {"responded", 9}, {"returned", 8}, {"replied", 7},
	{"answered", 8}, {"status", 6}, {"smtp", 4}, {"esmtp", 5},
	{"with", 4}, {"was", 3},
};

/* What calls its version by three numbers. */
static const struct view products[] = {
	{"version", 7}, {"release", 7}, {"exim", 4}, {"postfix", 7},
	{"sendmail", 8}, {"qmail", 5}, {"mdaemon", 7}, {"haraka", 6},
	{"kernel", 6}, {"linux", 5}, {"php", 3}, {"perl", 4},
	{"python", 6}, {"dovecot", 7}, {"courier", 7}, {"v", 1},
};

#define HAS(list, word) has((list), sizeof (list) / sizeof *(list), (word))

static bool
has(const struct view *list, size_t count, struct view word)
{
	for (size_t i = 0; i < count; i++)
		if (view_ieq(list[i], word))
			return true;
	return false;
}

static char
char_at(struct view v, size_t i)
{
	return i < v.n ? v.p[i] : '\0';
}

static bool
is_alnum(char c)
{
	return is_alpha(c) || is_digit(c);
}

static size_t
digits_at(struct view v, size_t i)
{
	size_t n = 0;

	while (i + n < v.n && is_digit(v.p[i + n]) && n <= FIELD_DIGITS)
		n++;
	return n;
}

/* Length of the status code at v[i], or 0.  What goes on as a longer word is
 * an address, a host name or an id. */
static size_t
status_at(struct view v, size_t i)
{
	size_t subject, detail, end;
	char class = char_at(v, i), next;

	if ((class != '5' && class != '4' && class != '2') ||
	    char_at(v, i + 1) != '.')
		return 0;
	subject = digits_at(v, i + 2);
	if (subject == 0 || subject > FIELD_DIGITS ||
	    char_at(v, i + 2 + subject) != '.')
		return 0;
	detail = digits_at(v, i + 3 + subject);
	if (detail == 0 || detail > FIELD_DIGITS)
		return 0;
	end = i + 3 + subject + detail;
	next = char_at(v, end);
	if (is_alnum(next) || next == '_' || next == '@' || ((next == '.' ||
	    next == '-') && is_alnum(char_at(v, end + 1))))
		return 0;
	return end - i;
}

struct view
reply_status_at(struct view text)
{
	size_t n = status_at(text, 0);

	return n > 0 ? view_upto(text, n) : VIEW_NONE;
}

/* Whether a number may begin at v[i]: not inside a word, an address, a
 * number. */
static bool
is_start(struct view v, size_t i)
{
	char c = i > 0 ? v.p[i - 1] : ' ';

	switch (c) {
	case '.': case '-': case '+': case '_': case '@': case '/':
	case '$': case '%': case '&': case '~': case '\\': case '{':
		return false;
	default:
		return !is_alnum(c);
	}
}

/* The word before v[i], blanks, ':', '=' and '#' between them left out. */
static struct view
word_before(struct view v, size_t i)
{
	size_t start;

	while (i > 0 && (is_blank(v.p[i - 1]) || v.p[i - 1] == ':' ||
	    v.p[i - 1] == '=' || v.p[i - 1] == '#'))
		i--;
	for (start = i; start > 0 && i - start < WORD_MAX &&
	    is_alpha(v.p[start - 1]);)
		start--;
	return view_sub(v, start, i - start);
}

static struct view
word_after(struct view v, size_t i)
{
	size_t n = 0;

	if (is_blank(char_at(v, i)))
		i++;
	while (n < WORD_MAX && is_alpha(char_at(v, i + n)))
		n++;
	return view_sub(v, i, n);
}

/* The status code that follows the reply code ending before v[i]: "550-5.1.1",
 * "550 #5.1.1", "550 (5.1.1", and "550 550 5.1.1". */
static struct view
status_after(struct view v, size_t i)
{
	size_t code = i - CODE;
	char c;

	for (int steps = 0; steps < 8; steps++) {
		c = char_at(v, i);
		if (is_digit(c))
			break;
		if (!is_space(c) && c != '-' && c != '#' && c != '(' &&
		    c != '[' && c != ':' && c != '/')
			return VIEW_NONE;
		i++;
	}
	if (view_eq(view_sub(v, i, CODE), view_sub(v, code, CODE)) &&
	    is_blank(char_at(v, i + CODE)))
		i += CODE + 1;
	return char_at(v, i) == '2' ? VIEW_NONE :
	    reply_status_at(view_from(v, i));
}

/* Whether what comes after a reply code may: a blank, '-', the end, or what
 * people put around and after one. */
static bool
is_end(struct view v, size_t i)
{
	char c = char_at(v, i), next = char_at(v, i + 1);

	switch (c) {
	case '-':
		return !is_digit(next); /* 555-1234 */
	case '.':
		return !is_alnum(next);
	case ':': case ';': case ',': case ')': case ']': case '"':
	case '\'': case '<': case '>':
		return true;
	default:
		return i >= v.n || is_space(c) || (unsigned char)c >= 0x80;
	}
}

/* host.example:587, 192.0.2.1:587, 12:34:550 */
static bool
is_port(struct view v, size_t i)
{
	if (i < 2 || v.p[i - 1] != ':')
		return false;
	i -= 2;
	if (is_digit(v.p[i]) || v.p[i] == ']')
		return true;
	for (int n = 0; n < WORD_MAX && i > 0 && is_alpha(v.p[i]); n++)
		i--;
	return v.p[i] == '.';
}

/* Whether a reply is what one expects at v[i]: at the start of a line, after
 * a colon, a quote or a word that announces it. */
static bool
is_announced(struct view v, size_t i, struct view before)
{
	size_t at = i;

	while (at > 0 && is_blank(v.p[at - 1]))
		at--;
	if (at == 0)
		return true;
	switch (v.p[at - 1]) {
	case ':': case ';': case '(': case '[': case '<': case '>':
	case '"': case '\'': case '=': case '|': case '\n': case '\r':
		return true;
	default:
		return HAS(sure_after, before);
	}
}

/* How sure it is that the three digits at v[i] are a reply code. */
static enum rank
code_rank(struct view v, size_t i, struct view status)
{
	struct view before, after;

	if (!view_none(status))
		return RANK_SURE;
	if (!is_end(v, i + CODE) || is_port(v, i) ||
	    (v.p[i] == '4' && v.p[i + 1] == '0')) /* HTTP's, not SMTP's */
		return RANK_NONE;
	before = word_before(v, i);
	after = word_after(v, i + CODE);
	if (HAS(not_after, before) || HAS(units, after))
		return RANK_NONE;
	if (is_announced(v, i, before))
		return RANK_SURE;
	return HAS(things, after) || v.p[i + 1] > '7' ? RANK_NONE : RANK_WORD;
}

/* The status code that stands at text[i] without a reply code before it, or
 * VIEW_NONE; one like the version of a program needs a '#' before it. */
static struct view
bare_status(struct view v, size_t i, size_t n)
{
	bool marked = i > 0 && v.p[i - 1] == '#';

	if (n == 0 || !is_start(v, i))
		return VIEW_NONE;
	if (!marked && (v.p[i + 3] != '.' || v.p[i + 2] > '7' ||
	    HAS(products, word_before(v, i))))
		return VIEW_NONE;
	return view_sub(v, i, n);
}

/* The first bare status code of that class from i on. */
static struct view
later_status(struct view v, size_t i, char class)
{
	struct view found = VIEW_NONE;

	size_t next;

	while (view_none(found)) {
		next = view_chr(view_from(v, i), class);
		if (next == VIEW_NPOS)
			break;
		i += next;
		found = bare_status(v, i, status_at(v, i));
		i++;
	}
	return found;
}

/* Fills in the status code of a reply whose own text has none: a later one
 * of its class, or the one before it. */
static void
complete(struct reply *reply, struct view text, const struct reply *bare)
{
	char class = (char)('0' + reply->code / 100);

	assert(class == '4' || class == '5');
	if (!view_none(reply->status))
		return;
	reply->status = later_status(text, reply->at + CODE, class);
	if (view_none(reply->status) && !view_none(bare->status) &&
	    bare->status.p[0] == class) {
		reply->status = bare->status;
		reply->at = bare->at;
	}
}

/* Offset of the first '4' or '5' from i on. */
static size_t
next_class(struct view v, size_t i)
{
	uint64_t mask;

	for (; i + WORD_SIZE <= v.n; i += WORD_SIZE) {
		mask = word_equal(word_load(v.p + i) & ~WORD_EACH, '4');
		if (mask)
			return i + word_first(mask);
	}
	while (i < v.n && (v.p[i] & ~1) != '4')
		i++;
	return i;
}

struct reply
reply_find(struct view text)
{
	struct reply found = {0}, bare = {0};
	enum rank best = RANK_NONE, rank;
	struct view status;
	size_t n;

	for (size_t i = next_class(text, 0); i + CODE <= text.n &&
	    best < RANK_SURE; i = next_class(text, i + 1)) {
		if (!is_start(text, i))
			continue;
		n = status_at(text, i);
		if (n > 0 && view_none(bare.status)) {
			bare.status = bare_status(text, i, n);
			bare.at = i;
		}
		if (n > 0 || digits_at(text, i) != CODE)
			continue;
		status = status_after(text, i + CODE);
		rank = code_rank(text, i, status);
		if (rank <= best)
			continue;
		best = rank;
		found.code = (text.p[i] - '0') * 100 +
		    (text.p[i + 1] - '0') * 10 + (text.p[i + 2] - '0');
		found.status = status;
		found.at = i;
	}
	if (best == RANK_NONE)
		return view_none(bare.status) ? (struct reply){0} : bare;
	complete(&found, text, &bare);
	return found;
}
