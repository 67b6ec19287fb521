/* Addresses and host names in texts; see phrase_address.h. */
#include "format/phrase_address.h"

#include <string.h>

enum {
	ADDRESS_MAX = 1000, /* bytes of an address in a text */
	HOST_MAX = 255
};

static bool
is_utf8(char c)
{
	return (unsigned char)c >= 0x80;
}

/* What a character may be part of: a dot-atom (RFC 5322) or UTF-8, a host's
 * name, an ASCII word. */
enum { ATOM = 1, HOST = 2, WORD = 4 };

/* The sum of these for each character, as a digit. */
static const char classes[256] =
	"0000000000000000" "0000000000000000"
	"0101111100110331" "7777777777000101" /*  !"#$%&'()*+,-./ ... */
	"0777777777777777" "7777777777700013" /* @A ... Z[\]^_ */
	"1777777777777777" "7777777777711110" /* `a ... z{|}~ */
	"1111111111111111" "1111111111111111"
	"1111111111111111" "1111111111111111"
	"1111111111111111" "1111111111111111"
	"1111111111111111" "1111111111111111";

static int
class_of(char c)
{
	return classes[(unsigned char)c];
}

static bool
is_atom(char c)
{
	return class_of(c) & ATOM;
}

static bool
is_host(char c)
{
	return class_of(c) & HOST;
}

/* Length of the quoted string that begins the text, or 0. */
static size_t
quoted_length(struct view text)
{
	size_t i;

	for (i = 1; i < text.n && i < ADDRESS_MAX && text.p[i] != '\n'; i++) {
		if (text.p[i] == '\\')
			i++;
		else if (text.p[i] == '"')
			return i + 1;
	}
	return 0;
}

/* Length of the domain that begins the text; scripts that set no blanks end
 * it after an ASCII label. */
static size_t
domain_length(struct view text)
{
	bool ascii = false;
	size_t i;

	if (text.n && text.p[0] == '[') {
		i = view_chr(text, ']');
		return i == VIEW_NPOS || i > 60 ? 0 : i + 1;
	}
	for (i = 0; i < text.n && i < ADDRESS_MAX; i++) {
		if (is_host(text.p[i])) {
			ascii |= text.p[i] != '.';
			continue;
		}
		if (!is_utf8(text.p[i]) ||
		    (ascii && (unsigned char)text.p[i] >= 0xe0))
			break;
		if (i + 2 < text.n && memcmp(text.p + i, "\xef\xbc", 2) == 0)
			break;
	}
	while (i && (text.p[i - 1] == '.' || text.p[i - 1] == '-' ||
	    text.p[i - 1] == '_'))
		i--;
	return i;
}

/* Length of the dot-atom that begins the text.  Scripts that set no blanks
 * before an address are no part of it: 0 where they and ASCII mix. */
static size_t
atom_length(struct view text)
{
	bool wide = text.n && (unsigned char)text.p[0] >= 0xe0;
	int seen = 0;
	size_t n = 0;

	for (; n < text.n && n < ADDRESS_MAX && is_atom(text.p[n]); n++)
		seen |= class_of(text.p[n]);
	return wide && seen & WORD ? 0 : n;
}

/* Length of local@domain at the start of text, or 0. */
static size_t
spec_length(struct view text)
{
	size_t local, domain;

	local = text.n && text.p[0] == '"' ? quoted_length(text) :
	    atom_length(text);
	if (local == 0 || local >= text.n || text.p[local] != '@')
		return 0;
	domain = domain_length(view_from(text, local + 1));
	return domain ? local + 1 + domain : 0;
}

static bool
skip_word(struct view *text, struct view word)
{
	if (!view_istarts(*text, word))
		return false;
	*text = view_ltrim(view_from(*text, word.n));
	return true;
}

static void
skip_scheme(struct view *text)
{
	while (view_may_start(*text, VIEW_LETTER('m') | VIEW_LETTER('s') |
	    VIEW_LETTER('[') | VIEW_LETTER('r') | VIEW_LETTER('u')) &&
	    (skip_word(text, VIEW("mailto:")) ||
	    skip_word(text, VIEW("[SMTP:")) || skip_word(text, VIEW("SMTP:")) ||
	    skip_word(text, VIEW("rfc822;")) ||
	    skip_word(text, VIEW("utf-8;"))))
		;
}

/* "<a@b>"; local routes before the address are taken off. */
static bool
angle_at(struct view text, struct named *named)
{
	struct view inner, route, last;
	size_t end;

	if (text.n == 0 || text.p[0] != '<')
		return false;
	end = view_chr(view_upto(text, ADDRESS_MAX), '>');
	if (end == VIEW_NPOS)
		return false;
	inner = view_trim(view_sub(text, 1, end - 1));
	skip_scheme(&inner);
	if (view_starts(inner, VIEW("@")) &&
	    view_cut(inner, ':', &route, &last))
		inner = last;
	named->address = inner;
	named->rest = view_ltrim(view_from(text, end + 1));
	named->angle = true;
	named->full = false;
	return inner.n > 0;
}

/* What says the address again: "(a@b)", "<mailto:a@b>"; in angle brackets it
 * may be another, of which the first was only the display name. */
static void
skip_copies(struct named *named)
{
	struct view inner;
	struct named copy;
	size_t end;
	int i;

	for (i = 0; i < 2; i++) {
		if (view_istarts(named->rest, VIEW("<mailto:")) ||
		    view_starts(named->rest, VIEW("<"))) {
			if (!angle_at(named->rest, &copy) ||
			    spec_length(copy.address) != copy.address.n)
				return;
			*named = copy;
			named->full = true;
		} else if (view_starts(named->rest, VIEW("("))) {
			end = view_chr(named->rest, ')');
			inner = view_sub(named->rest, 1, end - 1);
			if (end == VIEW_NPOS ||
			    !view_ieq(inner, named->address))
				return;
			named->rest = view_ltrim(view_from(named->rest,
			    end + 1));
		}
	}
}

bool
phrase_address_is(struct view text)
{
	return text.n > 0 && spec_length(text) == text.n;
}

/* What is left when the sign that closes the quote was taken off. */
static struct view
unquoted(struct view text, char quote)
{
	return view_ltrim(quote && text.n && strchr(")]'\"", text.p[0]) ?
	    view_from(text, 1) : text);
}

/* An address without angle brackets, maybe in quotes.  Quotes are characters
 * of addresses, too: "a b"@c, and apostrophes that come not in pairs. */
static bool
bare_at(struct view text, char quote, struct named *named)
{
	size_t n = spec_length(text);
	bool paired = quote == '\'' && n && n < text.n && text.p[n] == '\'';

	if (quote && (n == 0 || paired)) {
		text = view_from(text, 1);
		n = spec_length(text);
	} else {
		quote = 0;
	}
	named->angle = false;
	named->full = n > 0;
	named->address = view_upto(text, n);
	named->rest = unquoted(view_from(text, n), quote);
	return n > 0;
}

bool
phrase_address_at(struct view text, struct named *named)
{
	char quote;

	if (view_chr(text, '@') == VIEW_NPOS) /* most lines */
		return false;
	skip_scheme(&text);
	quote = text.n && strchr("'\"([", text.p[0]) ? text.p[0] : 0;
	if (angle_at(quote ? view_from(text, 1) : text, named)) {
		named->rest = unquoted(named->rest, quote);
		named->full = phrase_address_is(named->address);
		return named->full;
	}
	if (!bare_at(text, quote, named))
		return false;
	skip_copies(named);
	return true;
}

bool
phrase_address_leads(struct view text, struct named *named)
{
	size_t i = 0;

	if (view_chr(text, '@') == VIEW_NPOS)
		return false;
	if (phrase_address_at(text, named))
		return true;
	while (i < text.n && is_digit(text.p[i]))
		i++;
	if (i && i < 5 && i < text.n && (text.p[i] == '.' || text.p[i] == ')'))
		i++;
	else
		for (i = 0; i < text.n && strchr("*->=#~o", text.p[i]); i++)
			;
	if (view_starts(text, VIEW("\xe2\x80\xa2")))
		i = 3;
	return i && i < text.n && is_blank(text.p[i]) &&
	    phrase_address_at(view_ltrim(view_from(text, i)), named);
}

bool
phrase_address_next(struct view *text, struct named *named)
{
	size_t at, start, n;

	while ((at = view_chr(*text, '@')) != VIEW_NPOS) {
		start = at;
		while (start && is_atom(text->p[start - 1]) &&
		    at - start < ADDRESS_MAX)
			start--;
		/* Scripts without blanks: the ASCII that ends it. */
		while (start < at && (is_utf8(text->p[start]) ||
		    text->p[start] == '\''))
			start++;
		n = spec_length(view_from(*text, start));
		if (n) {
			named->angle = false;
			named->full = true;
			named->address = view_sub(*text, start, n);
			named->rest = *text = view_from(*text, start + n);
			return true;
		}
		*text = view_from(*text, at + 1);
	}
	return false;
}

bool
phrase_address_local(struct view text, struct named *named)
{
	static const struct view commands[] = {
		{"|", 1}, {"\"|", 2}, {"/", 1}, {":include:", 9},
		{"pipe to |", 9}, {"save to /", 9}, {"pipe to ", 8},
		{"save to ", 8},
	};
	struct view word, rest = text;
	size_t i;

	if (angle_at(text, named))
		return view_chr(named->address, ' ') == VIEW_NPOS;
	named->angle = named->full = false;
	named->address = text;
	named->rest = VIEW("");
	for (i = 0; i < sizeof commands / sizeof *commands; i++)
		if (view_starts(text, commands[i]))
			return true;
	if (!view_word(&rest, &word))
		return false;
	named->rest = view_ltrim(rest);
	if (view_iends(word, VIEW("...")))
		word.n -= 3;
	else if (view_iends(word, VIEW(":")))
		word.n -= 1;
	else if (named->rest.n)
		return false;
	named->address = word;
	for (i = 0; i < word.n; i++)
		if (!is_atom(word.p[i]) || is_utf8(word.p[i]))
			return false;
	return word.n > 0 && word.p[0] != '-';
}

/* Length of an IPv4 or IPv6 address at the start of text, or 0. */
static size_t
ip_length(struct view text)
{
	size_t i, dots = 0, colons = 0;

	if (view_istarts(text, VIEW("IPv6:")))
		return 5 + ip_length(view_from(text, 5));
	for (i = 0; i < text.n && i < 46; i++) {
		char c = to_lower(text.p[i]);

		if (c == '.')
			dots++;
		else if (c == ':')
			colons++;
		else if (!is_digit(c) && (c < 'a' || c > 'f'))
			break;
	}
	while (i && text.p[i - 1] == '.')
		i--, dots--;
	if (i < text.n && (is_alpha(text.p[i]) || text.p[i] == '-'))
		return 0;
	return (dots == 3 && i >= 7 && is_digit(text.p[0])) || colons >= 2 ?
	    i : 0;
}

/* The address in "[1.2.3.4]", "(1.2.3.4)", "[IPv6:::1]" at the start. */
static struct view
bracketed_ip(struct view text)
{
	struct view inner;
	size_t n;

	text = view_ltrim(text);
	if (text.n < 2 || (text.p[0] != '[' && text.p[0] != '('))
		return VIEW_NONE;
	inner = view_from(text, 1);
	if (inner.p[0] == '[')
		inner = view_from(inner, 1);
	n = ip_length(inner);
	if (n == 0)
		return VIEW_NONE;
	inner = view_upto(inner, n);
	return view_istarts(inner, VIEW("IPv6:")) ? view_from(inner, 5) :
	    inner;
}

struct view
phrase_host_at(struct view text, struct view *ip)
{
	struct view host;
	size_t n = 0;
	bool letters = false;

	text = view_ltrim(text);
	*ip = bracketed_ip(text);
	if (!view_none(*ip))
		return VIEW_NONE;
	while (n < text.n && n < HOST_MAX && is_host(text.p[n])) {
		letters |= is_alpha(text.p[n]);
		n++;
	}
	host = view_upto(text, n);
	while (host.n && (host.p[host.n - 1] == '.' ||
	    host.p[host.n - 1] == '-'))
		host.n--;
	if (!letters && ip_length(text)) {
		*ip = view_upto(text, ip_length(text));
		return VIEW_NONE;
	}
	if (!letters || view_chr(host, '.') == VIEW_NPOS)
		return VIEW_NONE;
	*ip = bracketed_ip(view_from(text, n));
	return host;
}

struct view
phrase_host_in(struct view text, struct view *ip)
{
	struct view rest = text, found;
	size_t at, i;

	while ((at = view_chr(rest, '[')) != VIEW_NPOS) {
		found = bracketed_ip(view_from(rest, at));
		if (!view_none(found)) {
			*ip = found;
			for (i = at; i && is_blank(rest.p[i - 1]); i--)
				;
			at = i;
			while (i && is_host(rest.p[i - 1]))
				i--;
			found = view_sub(rest, i, at - i);
			while (found.n && found.p[found.n - 1] == '.')
				found.n--;
			return found.n && view_chr(found, '.') != VIEW_NPOS &&
			    !ip_length(found) ? found : VIEW_NONE;
		}
		rest = view_from(rest, at + 1);
	}
	*ip = VIEW_NONE;
	return VIEW_NONE;
}
