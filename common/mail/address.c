/* Addresses read in place; see address.h. */
#include "mail/address.h"

#include <assert.h>
#include <string.h>

#include "base/lanes.h"
#include "base/utf8.h"
#include "mail/charset.h"
#include "mail/mail.h"

/* How far the other end of a quoted string or a domain literal is sought, so
 * that a text of nothing but opening ones stays linear. */
enum { FAR = 256 };

enum { CASE = 32 /* the bit in which small letters differ */ };

/* What a character may be part of.  A local part without quotes: RFC 5322's
 * atext, and '.' anywhere, which some providers gave to their users. */
enum { LOCAL = 1, DOMAIN = 2, CAPITAL = 4, SPACE = 8 };

/* The sum of these for each character of ASCII, as a digit. */
static const char classes[256] =
	"0000000008888800" "0000000000000000"
	"8101111100110331" "3333333333000101" /*  !"#$%&'()*+,-./ ... */
	"0777777777777777" "7777777777700013" /* @A ... Z[\]^_ */
	"1333333333333333" "3333333333311110" /* `a ... z{|}~ */;

static int
class_of(char c)
{
	return classes[(unsigned char)c];
}

static bool
is_local(char c)
{
	return class_of(c) & LOCAL;
}

static bool
is_domain(char c)
{
	return class_of(c) & DOMAIN;
}

/* Part of an SMTPUTF8 address (RFC 6531). */
static bool
is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

static size_t
skip_space(struct view v, size_t i)
{
	while (i < v.n && is_space(v.p[i]))
		i++;
	return i;
}

/* Past the quoted string that opens at v[i], or the end of v. */
static size_t
skip_quoted(struct view v, size_t i)
{
	assert(v.p[i] == '"');
	for (i++; i < v.n && v.p[i] != '"'; i++)
		if (v.p[i] == '\\')
			i++;
	return i < v.n ? i + 1 : v.n;
}

/* Marks the lanes from p on that are no part of a domain; whether a capital
 * is in any of them. */
static inline bool
mark_outside(const char *p, lanes *outside)
{
	lanes c, letters, capitals;

	lanes_load(&c, p);
	letters = (c | CASE) - 'a';
	capitals = (lanes)(c - 'A' <= 'Z' - 'A');
	*outside = (lanes)(letters > 'z' - 'a') &
	    (lanes)(c - '0' > '9' - '0') & (lanes)(c - '-' > '.' - '-') &
	    (lanes)(c != '_');
	return lanes_any(&capitals);
}

/* Where a plain addr-spec ends, its '@' stands, and whether capitals may be in
 * its domain. */
struct spec {
	size_t end, at;
	bool capitals;
};

/* Reads the domain at v[spec->end]: sixteen bytes at a time, of which those
 * that v ends with may be what stands before it, too. */
static void
plain_domain(struct view v, struct spec *spec)
{
	size_t i = spec->end, from = i;
	lanes outside;

	while (v.n >= LANES && i < v.n && i == from) {
		from = i < v.n - LANES ? i : v.n - LANES;
		spec->capitals |= mark_outside(v.p + from, &outside);
		i = from + lanes_find_from(&outside, i - from);
		from += LANES;
	}
	for (; v.n < LANES && i < v.n && class_of(v.p[i]) & DOMAIN; i++)
		spec->capitals |= (class_of(v.p[i]) & CAPITAL) != 0;
	spec->end = i;
}

/* Reads the plain addr-spec at v[i]; false when there is none, and then its
 * end is that of the words that may be a name. */
static bool
plain_spec(struct view v, size_t i, struct spec *spec)
{
	size_t j = i;

	while (j < v.n && class_of(v.p[j]) & LOCAL)
		j++;
	*spec = (struct spec){.end = j, .at = j};
	if (j == i || j == v.n || v.p[j] != '@' ||
	    (j + 1 < v.n && v.p[j + 1] == '.'))
		return false;
	spec->end = j + 1;
	plain_domain(v, spec);
	if (spec->end > j + 1)
		return true;
	spec->end = j;
	return false;
}

/* Past a display name, of which v[0..i) is known to be part, and the blanks
 * after it. */
static size_t
skip_name(struct view v, size_t i)
{
	if (v.n > 0 && v.p[0] == '"')
		return skip_space(v, skip_quoted(v, 0));
	while (i < v.n && (class_of(v.p[i]) & (LOCAL | SPACE) ||
	    is_high(v.p[i])))
		i++;
	return i;
}

/* v with its letters from i on in lower case. */
static struct view
lower_from(struct arena *arena, struct view v, size_t i)
{
	char *p;

	while (i < v.n && to_lower(v.p[i]) == v.p[i])
		i++;
	if (i == v.n)
		return v;
	p = arena_text(arena, v.n);
	memcpy(p, v.p, i);
	for (; i < v.n; i++)
		p[i] = to_lower(v.p[i]);
	return (struct view){p, v.n};
}

/* Past a comment that holds nothing special: MAILER-DAEMON@mx.example.org
 * (Mail Delivery System). */
static size_t
skip_remark(struct view v, size_t i)
{
	size_t end = i + 1;

	if (i == v.n || v.p[i] != '(')
		return i;
	while (end < v.n && v.p[end] != '(' && v.p[end] != '\\' &&
	    v.p[end] != ')')
		end++;
	return end < v.n && v.p[end] == ')' ? skip_space(v, end + 1) : i;
}

/* Reads `Name <local@domain>`, `<local@domain>` or `<>`; what is inside
 * begins at list[*start]. */
static bool
angle_spec(struct view list, size_t *start, struct spec *spec)
{
	size_t i = skip_name(list, spec->end);

	if (i == list.n || list.p[i] != '<')
		return false;
	*start = ++i;
	return (plain_spec(list, i, spec) || spec->end == i) &&
	    spec->end < list.n && list.p[spec->end] == '>';
}

bool
address_plain(struct arena *arena, struct view list, struct view *address)
{
	struct spec spec;
	size_t start = 0, end;

	list = view_ltrim(list);
	if (plain_spec(list, 0, &spec))
		end = spec.end;
	else if (angle_spec(list, &start, &spec))
		end = spec.end + 1;
	else
		return false;
	*address = view_sub(list, start, spec.end - start);
	end = skip_remark(list, skip_space(list, end));
	if ((end < list.n && list.p[end] != ',') ||
	    address->n > MAIL_ADDRESS_MAX)
		return false;
	if (address->n > 0 && address->p[address->n - 1] == '.')
		*address = address_tidy(arena, *address);
	else if (spec.capitals)
		*address = lower_from(arena, *address, spec.at - start);
	return true;
}

/* Past the comment that opens at v[i]. */
static size_t
skip_comment(struct view v, size_t i)
{
	size_t depth = 0;

	for (; i < v.n; i++) {
		if (v.p[i] == '\\')
			i++;
		else if (v.p[i] == '(')
			depth++;
		else if (v.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return v.n;
}

/* Past what stands in brackets at v[i]: a literal, or a source route, whose
 * commas and colons belong to it.  One that does not close is a byte like
 * others. */
static size_t
skip_bracket(struct view v, size_t i)
{
	size_t first = skip_space(v, i + 1);
	bool route = v.p[i] == '<' && first < v.n && v.p[first] == '@';
	size_t at;

	if (v.p[i] == '<' && !route)
		return i + 1;
	at = view_chr(view_sub(v, i, FAR), route ? '>' : ']');
	return at == VIEW_NPOS ? i + 1 : i + at + 1;
}

/* Past one byte, or the quoted string, comment or bracket that opens there. */
static size_t
skip_unit(struct view v, size_t i)
{
	size_t end = i + 1;

	if (v.p[i] == '"')
		end = skip_quoted(v, i);
	else if (v.p[i] == '(')
		end = skip_comment(v, i);
	else if (v.p[i] == '[' || v.p[i] == '<')
		end = skip_bracket(v, i);
	return end;
}

bool
address_next(struct view *list, struct view *element)
{
	size_t start = 0, i = 0;
	bool address = false; /* begun: what follows a ':' is no member */

	if (list->n == 0)
		return false;
	while (i < list->n && list->p[i] != ',' && list->p[i] != ';') {
		if (list->p[i] == '<' || (list->p[i] == '@' && i > start))
			address = true;
		if (list->p[i] == ':' && !address)
			start = i + 1;
		i = skip_unit(*list, i);
	}
	*element = view_trim(view_sub(*list, start, i - start));
	*list = view_from(*list, i + 1);
	return true;
}

/* Where the quoted string begins that ends before v[end]; end when it does
 * not. */
static size_t
quoted_start(struct view v, size_t end)
{
	size_t stop = end > FAR ? end - FAR : 0;

	for (size_t i = end - 1; i-- > stop;)
		if (v.p[i] == '"' && (i == 0 || v.p[i - 1] != '\\'))
			return i;
	return end;
}

/* Where the local part begins that ends before the '@' at v[at]; at when
 * there is none.  X.400 addresses have blanks: /C=US/A= /P=x/@host. */
static size_t
local_start(struct view v, size_t at)
{
	size_t i = at;

	if (at == 0)
		return at;
	if (v.p[at - 1] == '"')
		return quoted_start(v, at);
	if (v.p[at - 1] == '/' && v.p[0] == '/' && at < MAIL_ADDRESS_MAX)
		return 0;
	while (i > 0 && (is_local(v.p[i - 1]) || is_high(v.p[i - 1])))
		i--;
	return i;
}

/* The end of the domains after the '@' at v[at]: name@inner@outer has two.
 * at when there is none. */
static size_t
domain_end(struct view v, size_t at)
{
	size_t i = at, end = at, close;

	while (i < v.n && v.p[i] == '@') {
		close = i + 1 < v.n && v.p[i + 1] == '[' ?
		    view_chr(view_sub(v, i, FAR), ']') : VIEW_NPOS;
		if (close != VIEW_NPOS)
			return i + close + 1;
		for (i++; i < v.n && (is_domain(v.p[i]) || is_high(v.p[i]));)
			i++;
		if (v.p[i - 1] != '@')
			end = i;
	}
	return end;
}

/* The first thing with an '@' between other text. */
static struct view
salvage_spec(struct arena *arena, struct view v)
{
	size_t at, start, end, from = 0;
	struct view found;

	while ((at = view_chr(view_from(v, from), '@')) != VIEW_NPOS) {
		at += from;
		from = at + 1;
		start = local_start(v, at);
		if (start == at)
			continue;
		end = domain_end(v, at);
		if (end > from)
			from = end;
		if (v.p[start] == '\'' && end < v.n && v.p[end] == '\'')
			start++; /* 'local@domain' */
		found = address_tidy(arena, view_sub(v, start, end - start));
		if (!view_none(found))
			return found;
	}
	return VIEW_NONE;
}

/* The first address in angle brackets, or "" when all are empty. */
static struct view
salvage_angle(struct arena *arena, struct view v)
{
	struct view found = VIEW_NONE, inside;
	size_t open = VIEW_NPOS;

	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '<')
			open = i + 1;
		if (v.p[i] != '>' || open == VIEW_NPOS)
			continue;
		inside = view_trim(view_sub(v, open, i - open));
		open = VIEW_NPOS;
		if (view_empty(inside)) {
			found = VIEW("");
			continue;
		}
		if (inside.p[0] == '@') /* a source route */
			inside = view_from(inside, view_chr(inside, ':'));
		inside = salvage_spec(arena, inside);
		if (!view_none(inside))
			return inside;
	}
	return found;
}

struct view
address_salvage(struct arena *arena, struct view text)
{
	struct view angle = salvage_angle(arena, text), bare;

	if (!view_empty(angle))
		return angle;
	bare = salvage_spec(arena, text);
	return view_none(bare) ? angle : bare;
}

/* "[192.0.2.1]" */
static bool
is_literal(struct view v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] <= ' ' || v.p[i] == 127 || v.p[i] == '@')
			return false;
	return v.p[v.n - 1] == ']';
}

/* No control characters, and after the '@' nothing but a domain. */
static bool
is_sound(struct view v, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if ((unsigned char)v.p[i] < ' ' || v.p[i] == 127)
			return false;
	if (at + 1 < v.n && v.p[at + 1] == '[')
		return is_literal(view_from(v, at + 1));
	for (size_t i = at + 1; i < v.n; i++)
		if (!is_domain(v.p[i]) && !is_high(v.p[i]))
			return false;
	return true;
}

struct view
address_tidy(struct arena *arena, struct view address)
{
	size_t at = view_rchr(address, '@');
	unsigned flags = 0;

	if (at == VIEW_NPOS || !is_sound(address, at))
		return VIEW_NONE;
	while (address.n > at + 1 && address.p[address.n - 1] == '.')
		address.n--;
	if (at == 0 || address.n == at + 1 || address.n > MAIL_ADDRESS_MAX)
		return VIEW_NONE;
	if (utf8_ascii(address) != address.n)
		address = charset_to_utf8(arena, address, VIEW_NONE, &flags);
	return lower_from(arena, address, view_rchr(address, '@'));
}
