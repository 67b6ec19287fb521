/* Fields of the form "type; value"; see typed.h. */
#include "format/typed.h"

#include "base/utf8.h"
#include "mail/header.h"
#include "mail/mail.h"

enum { CODE_POINT_MAX = 0x10FFFF };

/* Part of the name of a type: letters, digits, '-', '_'. */
static inline bool
is_type(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '_';
}

struct view
typed_value(struct view field, struct view *type)
{
	size_t i = 0;

	field = view_trim(field);
	while (i < field.n && is_type(field.p[i]))
		i++;
	*type = view_upto(field, i);
	while (i < field.n && is_blank(field.p[i]))
		i++;
	if (type->n == 0 || i == field.n || field.p[i] != ';') {
		*type = VIEW_NONE;
		return field;
	}
	return view_trim(view_from(field, i + 1));
}

/* The code point of \x{HEX} at the start of v and its length, or 0. */
static size_t
embedded_char(struct view v, uint32_t *c)
{
	size_t i = 3;

	if (!view_starts(v, VIEW("\\x{")))
		return 0;
	for (*c = 0; i < v.n && v.p[i] != '}'; i++) {
		char digit = to_lower(v.p[i]);

		if (!is_digit(digit) && (digit < 'a' || digit > 'f'))
			return 0;
		*c = *c * 16 + (uint32_t)(is_digit(digit) ? digit - '0' :
		    digit - 'a' + 10);
		if (*c > CODE_POINT_MAX)
			return 0;
	}
	return i < v.n && i > 3 ? i + 1 : 0;
}

/* RFC 6533 section 3: utf-8-addr-xtext. */
static struct view
unescape(struct arena *arena, struct view v)
{
	char *out, *to;
	uint32_t c;
	size_t n;

	if (view_find(v, VIEW("\\x{")) == VIEW_NPOS)
		return v;
	out = to = arena_text(arena, v.n); /* \x{1} is as long as UTF-8 */
	for (size_t i = 0; i < v.n;) {
		n = embedded_char(view_from(v, i), &c);
		if (n) {
			to += utf8_put(to, c);
			i += n;
		} else {
			*to++ = v.p[i++];
		}
	}
	return (struct view){out, (size_t)(to - out)};
}

/* An address with a backslash that no quotes explain. */
static bool
is_bare(struct view text)
{
	return view_chr(text, '\\') != VIEW_NPOS &&
	    view_chr(text, '"') == VIEW_NPOS &&
	    view_chr(text, '<') == VIEW_NPOS;
}

struct view
typed_address(struct arena *arena, struct view field)
{
	struct view type, address;
	struct view text = typed_value(header_unfold(arena, field), &type);

	if (view_ieq(type, VIEW("utf-8")))
		text = unescape(arena, text);
	else if (is_bare(text)) /* a backslash stands for itself there */
		return text;
	address = mail_address(arena, text);
	if (!view_empty(address))
		return address;
	if (text.n >= 2 && text.p[0] == '<' && text.p[text.n - 1] == '>')
		text = view_sub(text, 1, text.n - 2);
	return text.n ? text : VIEW_NONE;
}

static bool
is_ip_char(char c)
{
	return is_digit(c) || c == '.' || c == ':' ||
	    (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

/* Length of the run of characters of an IP address that begins v, and whether
 * it reads as one. */
static size_t
ip_length(struct view v, bool *good)
{
	size_t dots = 0, colons = 0, digits = 0, n;

	for (n = 0; n < v.n && is_ip_char(v.p[n]); n++) {
		dots += v.p[n] == '.';
		colons += v.p[n] == ':';
		digits += is_digit(v.p[n]);
	}
	*good = (dots == 3 && colons == 0 && digits >= 4) ||
	    (colons >= 2 && digits >= 1);
	return n;
}

/* The first run of characters that reads as an IP address. */
static struct view
find_ip(struct view v)
{
	bool good;

	for (size_t i = 0, end; i < v.n; i = end + 1) {
		end = i + ip_length(view_from(v, i), &good);
		if (good)
			return view_sub(v, i, end - i);
		while (end < v.n && (is_ip_char(v.p[end]) ||
		    is_alpha(v.p[end]) || v.p[end] == '-'))
			end++;
	}
	return VIEW_NONE;
}

struct view
typed_host(struct view field, struct view *ip)
{
	struct view type, host, all = typed_value(field, &type);
	bool good;

	view_word(&all, &host);
	if (host.n && host.p[0] == '(') /* Sendmail's "(unknown)" */
		host = view_trim(view_upto(view_from(host, 1),
		    view_chr(view_from(host, 1), ')')));
	host = view_upto(host, view_chr(host, '('));
	*ip = find_ip(all);
	if (host.n && host.p[0] == '[') {
		host = view_from(host, 1);
		host = view_upto(host, view_chr(host, ']'));
		*ip = host;
	} else if (view_none(*ip)) {
		*ip = host.n == 0 || (ip_length(host, &good) == host.n &&
		    good) ? host : VIEW_NONE;
	}
	if (view_chr(host, '[') != VIEW_NPOS) { /* host[192.0.2.1] */
		if (view_none(*ip))
			*ip = find_ip(host);
		host = view_upto(host, view_chr(host, '['));
	}
	while (host.n && (host.p[host.n - 1] == '.' ||
	    host.p[host.n - 1] == ',' || host.p[host.n - 1] == ';'))
		host.n--;
	return host.n ? host : VIEW_NONE;
}

struct view
typed_id(struct view field)
{
	size_t open = view_chr(field, '<');
	struct view id = view_from(field, open == VIEW_NPOS ? 0 : open + 1);

	id = view_trim(view_upto(id, view_chr(id, '>')));
	return id.n ? id : VIEW_NONE;
}

struct view
typed_text(struct arena *arena, struct view field, unsigned *flags)
{
	return view_trim(mail_words(arena, field, flags));
}
