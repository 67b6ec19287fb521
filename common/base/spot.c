/* Addresses where they stand in any text; see spot.h. */
#include "base/spot.h"

#include <string.h>

#include "base/utf8.h"

/* How far the other end of a quoted string or a literal is sought, and the
 * start of a local part before a sign that is encoded: linear, whatever the
 * text. */
enum { FAR = 256 };

static const struct view signs[] = {
	{"@", 1}, {"%40", 3}, {"=40", 3}, {"+40", 3}, {"&#64;", 5},
	{"&#x40;", 6}, {"\xef\xbc\xa0", 3},
};

/* What stands before an address in parameters and logs: to=local@domain.
 * Other words with a "=" are VERP, SRS or BATV. */
static const struct view parameters[] = {
	{"to", 2}, {"from", 4}, {"for", 3}, {"user", 4}, {"u", 1},
	{"email", 5}, {"sender", 6}, {"recipient", 9}, {"address", 7},
	{"rcpt", 4}, {"rcptto", 6}, {"mailfrom", 8}, {"orcpt", 5},
	{"orig_to", 7}, {"ctladdr", 7}, {"envelope-from", 13},
	{"envelope_from", 13}, {"smtp.mailfrom", 13}, {"header.from", 11},
	{"header.i", 8}, {"smtp.auth", 9}, {"login", 5},
	{"i", 1}, {"f", 1},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool
is_local(char c)
{
	return c > ' ' && c < 127 && !strchr("()<>[]:;@,\"", c);
}

static bool
is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

static bool
is_domain(char c)
{
	return is_alpha(c) || is_digit(c) || c == '.' || c == '-' ||
	    c == '_' || is_high(c);
}

/* Typographic quotes and blanks, and punctuation of full width. */
static bool
is_mark(uint32_t code)
{
	return code == 0xa0 || code == 0xab || code == 0xbb ||
	    (code >= 0x2000 && code <= 0x206f) ||
	    (code >= 0x3000 && code <= 0x301f) || code == 0xff08 ||
	    code == 0xff09 || code == 0xff0c || code == 0xff1a ||
	    code == 0xff1b || code == 0xff1c || code == 0xff1e;
}

/* Bytes of the sign at text[i], 0 when there is none. */
static size_t
sign_at(struct view text, size_t i)
{
	if (i >= text.n || !memchr("@%=+&\xef", text.p[i], 6))
		return 0;
	for (size_t k = 0; k < COUNT(signs); k++)
		if (view_starts(view_from(text, i), signs[k]))
			return signs[k].n;
	return 0;
}

/* "host.tld" stands at text[i]: an encoded sign needs it, or every "=40" in
 * a text was one. */
static bool
has_host(struct view text, size_t i)
{
	size_t end = i < text.n && text.n - i > FAR ? i + FAR : text.n;

	for (size_t k = i; k < end && is_domain(text.p[k]); k++)
		if (text.p[k] == '.' && k > i && k + 1 < end &&
		    is_alpha(text.p[k + 1]))
			return true;
	return false;
}

/* Bytes of the character of a local part that ends at i; 0: it is none. */
static size_t
local_char(struct view text, size_t from, size_t i)
{
	size_t n = 1;
	uint32_t code;

	if (is_high(text.p[i - 1])) {
		while (n < UTF8_MAX && i - n > from &&
		    ((unsigned char)text.p[i - n] & 0xc0) == 0x80)
			n++;
		utf8_decode(view_sub(text, i - n, n), &code, NULL);
		return is_mark(code) ? 0 : n;
	}
	if (is_local(text.p[i - 1]))
		return 1;
	return i - from >= 2 && text.p[i - 2] == '\\' ? 2 : 0;
}

/* Where the local part begins that ends at `at`. */
static size_t
local_start(struct view text, size_t from, size_t at)
{
	size_t i = at, n;

	while (i > from && (n = local_char(text, from, i)) > 0)
		i -= n;
	if (i < at || at == from || !strchr(")]\"", text.p[at - 1]))
		return i;
	/* No form of an address, but it stands before an "@". */
	while (i > from && text.p[i - 1] > ' ' &&
	    !strchr("<>@,;", text.p[i - 1]))
		i--;
	return i;
}

/* The quote before text[i], or VIEW_NPOS. */
static size_t
quote_before(struct view text, size_t from, size_t i)
{
	size_t stop = i > FAR && i - FAR > from ? i - FAR : from;

	while (i-- > stop)
		if (text.p[i] == '"' && (i == stop || text.p[i - 1] != '\\'))
			return i;
	return VIEW_NPOS;
}

/* The sign at *at ends a quoted string, or stands in one that a sign
 * follows: then that is *at.  Where it begins, or VIEW_NPOS. */
static size_t
quoted_start(struct view text, size_t from, size_t *at)
{
	size_t close;

	if (*at > from && text.p[*at - 1] == '"')
		return quote_before(text, from, *at - 1);
	close = view_chr(view_sub(text, *at, FAR), '"');
	if (close == VIEW_NPOS || sign_at(text, *at + close + 1) == 0 ||
	    quote_before(text, from, *at) == VIEW_NPOS)
		return VIEW_NPOS;
	from = quote_before(text, from, *at);
	*at += close + 1;
	return from;
}

/* Past the literal at text[i], which has nothing but an IP address; i when it
 * is none. */
static size_t
literal_end(struct view text, size_t i)
{
	size_t k = i + 1;

	while (k < text.n && k - i < FAR && (is_alpha(text.p[k]) ||
	    is_digit(text.p[k]) || strchr(".:-", text.p[k])) && text.p[k])
		k++;
	return k < text.n && text.p[k] == ']' ? k + 1 : i;
}

size_t
spot_domain(struct view text, size_t i)
{
	size_t n;
	uint32_t code;

	if (i < text.n && text.p[i] == '[')
		return literal_end(text, i);
	while (i < text.n && is_domain(text.p[i])) {
		n = utf8_decode(view_from(text, i), &code, NULL);
		if (is_mark(code) || sign_at(text, i) > 0)
			break;
		i += n;
	}
	return i;
}

/* Without what typing leaves before it. */
static struct view
bare(struct view local)
{
	while (local.n > 0 && local.p[0] && strchr("'`*{|=~\"", local.p[0]))
		local = view_from(local, 1);
	return local;
}

/* Past "to=" and the like. */
static size_t
skip_parameter(struct view local)
{
	struct view name = view_upto(local, view_chr(local, '='));

	for (size_t k = 0; k < COUNT(parameters); k++)
		if (name.n < local.n && view_ieq(name, parameters[k]))
			return name.n + 1;
	return 0;
}

/* In URLs and the like, the last component. */
static size_t
skip_components(struct view local)
{
	size_t i = local.n;

	while (i > 0 && !strchr("/?&=", local.p[i - 1]))
		i--;
	return i;
}

/* The spot whose sign, of n bytes, is at text[at]; its start is its end when
 * there is no local part. */
static struct spot
spot_at(struct view text, size_t from, size_t at, size_t n)
{
	bool encoded = n > 1 && !is_high(text.p[at]);
	struct spot spot = {.at = at};
	struct view local;

	spot.start = quoted_start(text, from, &spot.at);
	if (spot.start == VIEW_NPOS) {
		if (encoded && at - from > FAR)
			from = at - FAR;
		spot.start = local_start(text, from, at);
		local = view_sub(text, spot.start, at - spot.start);
		spot.start += encoded ? skip_components(local) :
		    skip_parameter(local);
		local = view_sub(text, spot.start, at - spot.start);
		spot.start += local.n - bare(local).n;
	}
	n = sign_at(text, spot.at);
	spot.end = spot_domain(text, spot.at + n);
	/* local@inner@outer: all before the last is local. */
	while ((n = sign_at(text, spot.end)) > 0 && spot.end > spot.at &&
	    spot_domain(text, spot.end + n) > spot.end + n) {
		spot.at = spot.end;
		spot.end = spot_domain(text, spot.at + n);
	}
	return spot;
}

bool
spot_next(struct view text, size_t from, struct spot *spot)
{
	size_t n;

	for (size_t i = from; i < text.n; i++) {
		n = sign_at(text, i);
		if (n == 0 || (n > 1 && !is_high(text.p[i]) &&
		    !has_host(text, i + n)))
			continue;
		*spot = spot_at(text, from, i, n);
		if (spot->start < spot->at)
			return true;
	}
	return false;
}

struct view
spot_local(struct arena *arena, struct view local)
{
	char *p = arena_text(arena, local.n);
	size_t n = 0;

	if (local.n > 1 && local.p[0] == '"' && local.p[local.n - 1] == '"')
		local = view_sub(local, 1, local.n - 2);
	for (size_t i = 0; i < local.n; i++)
		if (local.p[i] != '\\')
			p[n++] = to_lower(local.p[i]);
	return bare((struct view){p, n});
}
