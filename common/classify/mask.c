/* Folded text without the names in it; see mask.h. */
#include "classify/mask.h"

#include <assert.h>
#include <string.h>

#include "base/lanes.h"

enum { ADDRESS_MAX = 320 }; /* RFC 5321: 64 + 1 + 255; no host is longer */

/* What a byte is good for in a word. */
enum {
	DOT = 1, AT = 2, SLASH = 4, COLON = 8,
	SIGN = DOT | AT | SLASH | COLON, /* no name is without one of them */
	EQUALS = 16,
	SPLIT = 32,  /* ends a name inside the word */
	FINAL = 64,  /* behind a name at the word's end */
	STOP = 128   /* ends the word */
};
static const unsigned char signs[256] = {
	['.'] = DOT | FINAL, ['@'] = AT, ['/'] = SLASH | SPLIT,
	[':'] = COLON | SPLIT | FINAL, ['='] = EQUALS, ['('] = SPLIT,
	[']'] = SPLIT, [';'] = SPLIT | FINAL, [','] = SPLIT | FINAL,
	['!'] = FINAL, ['?'] = FINAL, [')'] = FINAL, ['"'] = FINAL,
	['\''] = FINAL, ['}'] = FINAL, ['<'] = STOP, ['['] = STOP | SPLIT,
	[' '] = STOP,
};

/* A word with what its bytes are good for. */
struct word {
	struct view text;
	unsigned all;
};

/* Last labels of host names: the generic ones in use with mail, and names
 * kept for private use.  Two-letter ones need no list. */
static const char domains[] = " academy agency app arpa art asia aws bank "
    "biz blog careers cat center cloud club co com company coop corp design "
    "dev digital edu email energy eus events example expert finance gal gov "
    "group health help home host hosting info int internal invalid io jobs "
    "lan law life link live local localdomain localhost london ltd mail "
    "media microsoft mil mobi museum name net network news nhs nyc online "
    "org page paris post press pro school services shop site social software "
    "solutions space store studio support systems tech technology tel test "
    "tips today tokyo tools top travel university vip web website wiki work "
    "world xyz zone ";
/* Countries whose code is a word that may begin a sentence. */
static const char words[] =
    " ad ai am as at be by de do es gs id if im in is it la me my no nu pm "
    "se so to us we ";

static bool
word_of(const char *list, struct view word)
{
	char key[16];

	if (word.n > sizeof key - 3)
		return false;
	key[0] = ' ';
	memcpy(key + 1, word.p, word.n);
	key[word.n + 1] = ' ';
	key[word.n + 2] = '\0';
	return strstr(list, key) != NULL;
}

static bool
is_label(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '_' ||
	    (unsigned char)c >= 0x80;
}

/* A host name: labels with dots between, the last one a domain's. */
static bool
is_host(struct view v)
{
	size_t dots = 0, last = 0, i;
	struct view top;

	if (v.n < 4 || !is_alpha(v.p[v.n - 1]))
		return false;
	for (i = 0; i < v.n; i++) {
		if (v.p[i] != '.' && !is_label(v.p[i]))
			return false;
		if (v.p[i] != '.')
			continue;
		if (i == last)
			return false;
		dots++;
		last = i + 1;
	}
	top = view_from(v, last);
	if (!dots || top.n < 2 || !is_alpha(top.p[0]))
		return false;
	if (word_of(domains, top) || view_starts(top, VIEW("xn--")))
		return true;
	return top.n == 2 && is_alpha(top.p[0]) && is_alpha(top.p[1]) &&
	    (dots > 1 || !word_of(words, top));
}

/* An IPv4 or IPv6 address, with or without port and prefix length. */
static bool
is_ip(struct view v)
{
	size_t dots = 0, colons = 0, i;

	for (i = 0; i < v.n; i++) {
		dots += v.p[i] == '.';
		colons += v.p[i] == ':';
		if (!is_digit(v.p[i]) && !strchr(".:/abcdef", v.p[i]))
			return false;
	}
	return (dots == 3 && is_digit(v.p[0]) && colons < 2) || colons > 2;
}

static bool
is_url(struct view v)
{
	return view_find(v, VIEW("://")) != VIEW_NPOS;
}

/* What stands for a name; 0: it is none. */
static char
name_mask(struct view v, unsigned all)
{
	if (v.n < 2)
		return 0;
	if (((all & SLASH) && is_url(v)) || view_starts(v, VIEW("www.")) ||
	    view_starts(v, VIEW("ipv6:")))
		return MASK_HOST;
	if ((all & AT) && view_chr(v, '@') != VIEW_NPOS)
		return MASK_ADDRESS;
	return is_host(v) || is_ip(v) ? MASK_HOST : 0;
}

/* Whether a name ends at i: what follows is no part of it. */
static bool
name_ends(struct view word, size_t start, size_t i)
{
	struct view name;

	if (!(signs[(unsigned char)word.p[i]] & SPLIT) || i == start ||
	    i - start > ADDRESS_MAX)
		return false;
	name = view_sub(word, start, i - start);
	return !view_starts(view_from(word, i), VIEW("://")) &&
	    (is_host(name) || view_chr(name, '@') != VIEW_NPOS);
}

/* Where the name in a word starts: behind punctuation and "helo=". */
static size_t
core_start(const struct word *word)
{
	struct view v = word->text;
	size_t start = 0, i;

	while (start < v.n && strchr("(\"'{", v.p[start]))
		start++;
	if ((word->all & EQUALS) && !((word->all & SLASH) && is_url(v)))
		for (i = start; i + 1 < v.n; i++)
			if (v.p[i] == '=')
				start = i + 1;
	return start;
}

/* The name in a word, from end on there is punctuation: what is left without
 * ports and the address that a host name carries.  *after is what follows
 * it. */
static struct view
core(const struct word *word, size_t end, size_t *after)
{
	struct view v = word->text;
	size_t start = core_start(word), i;

	if (end < start)
		end = start;
	*after = i = end;
	if (word->all & SPLIT)
		for (i = start; i < end && !name_ends(v, start, i); i++)
			;
	if (i + 1 < end && is_alpha(v.p[i + 1]) && v.p[i] != '/')
		*after = i;
	return view_sub(v, start, i - start);
}

/* What stands for the name in a word, with where it begins and what follows
 * it; 0: there is none. */
static char
word_mask(const struct word *word, size_t *start, size_t *after)
{
	struct view v = word->text, bare, name;
	size_t end = v.n;

	if (!(word->all & SIGN))
		return 0;
	while (end > 0 && (signs[(unsigned char)v.p[end - 1]] & FINAL))
		end--;
	bare = view_upto(v, end);
	if (!(word->all & (AT | SLASH)) && view_chr(bare, '.') == VIEW_NPOS &&
	    view_chr(bare, ':') == VIEW_NPOS)
		return 0;
	name = core(word, end, after);
	*start = (size_t)(name.p - v.p);
	return name_mask(name, word->all);
}

/* Writes one word. */
static char *
mask_word(char *o, const struct word *word)
{
	struct view v = word->text;
	size_t after = 0, start = v.n;
	char sign = word_mask(word, &start, &after);

	if (!sign) {
		memcpy(o, v.p, v.n);
		return o + v.n;
	}
	memcpy(o, v.p, start);
	o += start;
	*o++ = sign;
	memcpy(o, v.p + after, v.n - after);
	return o + (v.n - after);
}

/* Bytes of a "<...>" or "[...]" that stands for a name, and *sign; 0: it is
 * none. */
static size_t
bracketed(struct view v, char *sign)
{
	char close = v.p[0] == '<' ? '>' : ']';
	struct view inside;
	size_t n;

	n = view_chr(view_upto(v, ADDRESS_MAX), close);
	if (n == VIEW_NPOS || n < 2)
		return 0;
	inside = view_sub(v, 1, n - 1);
	*sign = MASK_ADDRESS;
	if (view_chr(inside, ' ') != VIEW_NPOS)
		return view_chr(inside, '@') == VIEW_NPOS ? 0 : n + 1;
	*sign = name_mask(inside, SIGN);
	if (!*sign && close == '>')
		*sign = MASK_ADDRESS;
	return *sign ? n + 1 : 0;
}

/* Bytes of a ":25" at the start of v. */
static size_t
port_at(struct view v)
{
	size_t n = 1;

	if (view_empty(v) || v.p[0] != ':')
		return 0;
	while (n < v.n && is_digit(v.p[n]))
		n++;
	return n > 1 ? n : 0;
}

/* The three digits of a reply code at the start of v with what follows them
 * (and its enhanced code); 0: there is none. */
static size_t
reply_at(struct view v)
{
	size_t i = 4;

	if (v.n < 4 || (v.p[0] != '4' && v.p[0] != '5') ||
	    !is_digit(v.p[1]) || !is_digit(v.p[2]) ||
	    (v.p[3] != '-' && v.p[3] != ' '))
		return 0;
	if (v.n > 8 && v.p[4] == v.p[0] && v.p[5] == '.') {
		while (i < v.n && (is_digit(v.p[i]) || v.p[i] == '.'))
			i++;
		return i < v.n && v.p[i] == ' ' ? i + 1 : 4;
	}
	return i;
}

/* The word at the start of text, which a bracket ends, too. */
static struct word
word_at(struct view text)
{
	unsigned all = signs[(unsigned char)text.p[0]] & ~(unsigned)STOP, some;
	size_t n = 1;

	for (; n < text.n; n++) {
		some = signs[(unsigned char)text.p[n]];
		if (some & STOP)
			break;
		all |= some;
	}
	return (struct word){view_upto(text, n), all};
}

/* Where the first byte is that has a meaning here, and those from '.' to '@'
 * that have none, of up to sixteen bytes; LANES: nowhere. */
static size_t
first_sign(const char *p, size_t n)
{
	const lanes bracket = LANES_EACH('['), percent = LANES_EACH(MASK_HOST);
	lanes some = LANES_EACH(0);

	if (n >= LANES)
		lanes_load(&some, p);
	else
		memcpy(&some, p, n);
	some = (lanes)(some - '.' <= '@' - '.') | (lanes)(some == bracket) |
	    (lanes)(some == percent);
	return lanes_find(&some);
}

/* Bytes of whole words at the start of text that are written as they are. */
static size_t
plain_length(struct view text)
{
	size_t i = 0, at = LANES;

	for (; i < text.n && at == LANES; i += LANES) {
		if (i > 0 && text.n - i < LANES)
			i = text.n - LANES; /* some of them twice */
		at = first_sign(text.p + i, text.n - i);
	}
	if (at == LANES)
		return text.n;
	for (i += at - LANES; i > 0 && text.p[i - 1] != ' ';)
		i--;
	return i;
}

/* What was written so far, and the reply code that was seen first. */
struct masking {
	char *o;
	const char *out;
	struct view reply;
};

/* Writes the word at the start of rest; returns how many bytes it took. */
static size_t
next_word(struct masking *m, struct view rest)
{
	size_t n = reply_at(rest), bracket = 0;
	struct word word;
	char sign;

	if (n && !view_none(m->reply) && m->reply.n <= n &&
	    memcmp(m->reply.p, rest.p, 3) == 0)
		return n;
	if (n && view_none(m->reply))
		m->reply = view_upto(rest, 3);
	if (rest.p[0] == '<' || rest.p[0] == '[')
		bracket = bracketed(rest, &sign);
	if (bracket) {
		*m->o++ = sign;
		return bracket + port_at(view_from(rest, bracket));
	}
	word = word_at(rest);
	m->o = mask_word(m->o, &word);
	return word.text.n;
}

size_t
mask(char *out, struct view folded)
{
	struct masking m = {.o = out, .out = out};
	struct view rest = folded;
	size_t n;

	while (rest.n > 0) {
		if (rest.p[0] == ' ') {
			if (m.o > out && m.o[-1] != ' ')
				*m.o++ = ' ';
			rest = view_from(rest, 1);
		}
		n = plain_length(rest);
		memcpy(m.o, rest.p, n);
		m.o += n;
		rest = view_from(rest, n);
		if (rest.n == 0)
			break;
		rest = view_from(rest, next_word(&m, rest));
		/* A host name and its address are one name. */
		if (m.o - out > 1 && m.o[-1] == MASK_HOST &&
		    m.o[-2] == MASK_HOST)
			m.o--;
	}
	if (m.o > out && m.o[-1] == ' ')
		m.o--;
	assert((size_t)(m.o - out) <= folded.n);
	return (size_t)(m.o - out);
}
