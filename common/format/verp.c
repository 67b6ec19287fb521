/* Variable envelope return paths; see verp.h.
 *
 *	news-bounces+joe=example.net@lists.example.com          Mailman
 *	bounces+453294-6cd3-joe=example.net@em1.example.com     SendGrid
 *	news-return-105-joe=example.net@lists.example.com       ezmlm
 */
#include "format/verp.h"

#include <string.h>

enum { HOST_MAX = 253, LABEL_MAX = 63 };

struct form {
	const char *scheme, *form;
};

/* Forms of local parts, tried in this order.  In them
 *	#  stands for digits, ~ for hexadecimal digits, @ for letters and
 *	   digits, & for those and dots, ^ for capitals and digits, each
 *	   at least as many as the number that may follow says, else one;
 *	*  for anything, but as little as does;
 *	$  for a recipient, user=domain, up to the end;
 *	[] around the token.
 * Every other character stands for itself, case-blind. */
static const struct form forms[] = {
	{"ses", "[~16-~8-~4-~4-~4-~12-#6]"},
	{"mandrill", "bounce-[md_#.~.v1-~]"},
	{"mailchimp", "bounce-[mc.@_#.#]-$"},
	{"sendgrid", "bounces+[#-~4]-$"},
	{"mailgun", "bounce+[~.~]-$"},
	{"groups.io", "bounce+[#+#+#+#]"},
	{"postmark", "pm_bounces"},
	{"ezmlm", "*-return-[#]-$"},
	{"ezmlm", "*-return-[warn-&]-$"},
	{"ezmlm", "*-return-[probe-&]-$"},
	{"ezmlm", "*-return-[#]"},
	{"mlmmj", "*+bounces-[#]-$"},
	{"mailman", "*-bounces+$"},
	{"mailman", "*-bounces+[~32]"},
	{"gmail", "*+caf_=$"},
	{"google-groups", "*+[bnc^12]"},
	{"mautic", "*+[bounce_~8]"},
	{"postfix", "owner-*+$"},
	{"qmail", "*-owner-$"},
};

static bool
is_hex(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* Whether c is a class in the forms. */
static inline bool
is_class(char c)
{
	return c == '#' || c == '~' || c == '@' || c == '&' || c == '^';
}

/* Whether c belongs to a class of the forms. */
static bool
is_of(char class, char c)
{
	switch (class) {
	case '#':
		return is_digit(c);
	case '~':
		return is_hex(c);
	case '@':
		return is_digit(c) || is_alpha(c);
	case '&':
		return is_digit(c) || is_alpha(c) || c == '.';
	case '^':
		return is_digit(c) || (c >= 'A' && c <= 'Z');
	}
	return false;
}

/* The bytes at the start of text that are of the class. */
static size_t
run_of(char class, struct view text)
{
	size_t n = 0;

	while (n < text.n && is_of(class, text.p[n]))
		n++;
	return n;
}

bool
verp_is_domain(struct view v)
{
	struct view label = VIEW_NONE, rest = v;
	size_t labels = 0;

	if (v.n == 0 || v.n > HOST_MAX || v.p[v.n - 1] == '.')
		return false;
	for (; rest.n > 0; labels++) {
		view_cut(rest, '.', &label, &rest);
		if (label.n == 0 || label.n > LABEL_MAX ||
		    label.p[0] == '-' || label.p[label.n - 1] == '-')
			return false;
		for (size_t i = 0; i < label.n; i++)
			if (!is_of('@', label.p[i]) && label.p[i] != '-')
				return false;
	}
	if (labels < 2 || label.n < 2)
		return false;
	return view_istarts(label, VIEW("xn--")) ||
	    (is_alpha(label.p[0]) && is_alpha(label.p[label.n - 1]));
}

/* user=domain: the last '=' is the '@'. */
static bool
read_recipient(struct view v, struct verp_address *out)
{
	size_t at = view_rchr(v, '=');

	if (at == VIEW_NPOS || at == 0)
		return false;
	*out = (struct verp_address){view_upto(v, at), view_from(v, at + 1)};
	return verp_is_domain(out->domain);
}

/* Reads the number after a class, 1 when there is none. */
static size_t
read_count(const char **form)
{
	size_t count = 0;

	for (; is_digit(**form); (*form)++)
		count = count * 10 + (size_t)(**form - '0');
	return count ? count : 1;
}

/* Whether all of text has the form, which holds no '*'. */
static bool
has_form(const char *form, struct view text, struct verp *out)
{
	const char *token = text.p;

	while (*form) {
		char c = *form++;
		size_t n = 1;

		if (c == '$')
			return read_recipient(text, &out->recipient);
		if (c == '[') {
			token = text.p;
			continue;
		}
		if (c == ']') {
			out->token = (struct view){token,
			    (size_t)(text.p - token)};
			continue;
		}
		if (is_class(c)) {
			n = run_of(c, text);
			if (n < read_count(&form))
				return false;
		} else if (text.n == 0 || to_lower(text.p[0]) != to_lower(c)) {
			return false;
		}
		text = view_from(text, n);
	}
	return text.n == 0;
}

/* The same for a form that may have one '*', which stands for at least one
 * byte, at its start or behind a literal, and before what is no letter. */
static bool
has_open_form(const char *form, struct view text, struct verp *out)
{
	const char *star = strchr(form, '*');
	struct view head, rest;
	size_t at;

	if (!star)
		return has_form(form, text, out);
	head = (struct view){form, (size_t)(star - form)};
	if (!view_istarts(text, head))
		return false;
	rest = view_from(text, head.n + 1);
	while ((at = view_chr(rest, star[1])) != VIEW_NPOS) {
		rest = view_from(rest, at);
		if (has_form(star + 1, rest, out))
			return true;
		rest = view_from(rest, 1);
	}
	return false;
}

/* bounce+user==a==domain==list, maybe with ==w, ==r or ==digits */
static bool
read_sympa(struct view local, struct verp *out)
{
	size_t at = view_find(local, VIEW("==a==")), end;
	struct view rest;

	if (!view_istarts(local, VIEW("bounce+")) || at == VIEW_NPOS ||
	    at == strlen("bounce+"))
		return false;
	rest = view_from(local, at + strlen("==a=="));
	end = view_find(rest, VIEW("=="));
	out->scheme = VIEW("sympa");
	out->recipient.local = view_sub(local, strlen("bounce+"),
	    at - strlen("bounce+"));
	out->recipient.domain = view_upto(rest, end);
	if (end != VIEW_NPOS)
		out->token = view_from(rest, end + 2);
	return verp_is_domain(out->recipient.domain);
}

/* Where the recipient begins in prefix-123-45-user: behind the first '+' and
 * the numbers and hexadecimal words that follow; without '+', behind the last
 * number between '-'. */
static size_t
generic_start(struct view user)
{
	size_t plus = view_chr(user, '+'), start = 0, n;

	if (plus != VIEW_NPOS) {
		start = plus + 1;
		while ((n = run_of('~', view_from(user, start))) > 3 &&
		    start + n < user.n && strchr("+-", user.p[start + n]))
			start += n + 1;
		return start;
	}
	for (size_t i = 0; i + 2 < user.n; i++) {
		n = user.p[i] == '-' ? run_of('#', view_from(user, i + 1)) : 0;
		if (n > 0 && i + n + 2 < user.n && user.p[i + n + 1] == '-')
			start = i + n + 2;
	}
	return start;
}

/* Any other user=domain. */
static bool
read_generic(struct view local, struct verp *out)
{
	struct verp_address *to = &out->recipient;
	size_t start;

	if (!read_recipient(local, to))
		return false;
	out->scheme = VIEW("generic");
	start = generic_start(to->local);
	if (start >= to->local.n)
		return false;
	if (start > 1)
		out->token = view_upto(to->local, start - 1);
	to->local = view_from(to->local, start);
	return true;
}

bool
verp_read(struct view local, struct verp *out)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		*out = (struct verp){0};
		if (!has_open_form(forms[i].form, local, out))
			continue;
		out->scheme = view_of(forms[i].scheme);
		return true;
	}
	*out = (struct verp){0};
	if (read_sympa(local, out))
		return true;
	*out = (struct verp){0};
	return read_generic(local, out);
}

