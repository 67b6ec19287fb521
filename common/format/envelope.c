/* What a bounce address carries; see envelope.h.
 *
 *	prvs=0891a9abd5=test@example.com                        BATV
 *	SRS0=r+5q=VJ=example.org=linda@forwarder.example        SRS
 *	SRS1=chaI=forwarder.example==r+5q=VJ=example.org=linda@second.example
 *	news-bounces+joe=example.net@lists.example.com          VERP, Mailman
 *	bounces+453294-6cd3-joe=example.net@em1.example.com     VERP, SendGrid
 */
#include "format/envelope.h"

#include <assert.h>
#include <string.h>

enum {
	LOCAL_MAX = 512,  /* bytes of a local part that are looked at */
	HOST_MAX = 253, LABEL_MAX = 63
};

struct address {
	struct view local, domain;
};

/* What a form of VERP was found to carry. */
struct verp {
	struct view scheme, token;
	struct address recipient;
};

/* Forms of local parts, tried in this order.  In them
 *	#  stands for digits, ~ for hexadecimal digits, @ for letters and
 *	   digits, & for those and dots, ^ for capitals and digits, each
 *	   at least as many as the number that may follow says, else one;
 *	*  for anything, but as little as does;
 *	$  for a recipient, user=domain, up to the end;
 *	[] around the token.
 * Every other character stands for itself, case-blind. */
static const struct {
	const char *scheme, *form;
} forms[] = {
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

/* A host name with at least two labels, the last of letters or an IDNA one:
 * what can be the domain of a mail address. */
static bool
is_domain(struct view v)
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
read_recipient(struct view v, struct address *out)
{
	size_t at = view_rchr(v, '=');

	if (at == VIEW_NPOS || at == 0)
		return false;
	*out = (struct address){view_upto(v, at), view_from(v, at + 1)};
	return is_domain(out->domain);
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
		if (strchr("#~@&^", c)) {
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
 * byte, at its start or behind a literal. */
static bool
has_open_form(const char *form, struct view text, struct verp *out)
{
	const char *star = strchr(form, '*');
	struct view head;

	if (!star)
		return has_form(form, text, out);
	head = (struct view){form, (size_t)(star - form)};
	if (!view_istarts(text, head))
		return false;
	for (size_t i = head.n + 1; i < text.n; i++)
		if (to_lower(text.p[i]) == star[1] &&
		    has_form(star + 1, view_from(text, i), out))
			return true;
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
	return is_domain(out->recipient.domain);
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
	struct address *to = &out->recipient;
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

static bool
read_verp(struct view local, struct verp *out)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		*out = (struct verp){.scheme = view_of(forms[i].scheme)};
		if (has_open_form(forms[i].form, local, out))
			return true;
	}
	*out = (struct verp){0};
	if (read_sympa(local, out))
		return true;
	*out = (struct verp){0};
	return read_generic(local, out);
}

/* KDDDSSSSSS; gateways leave out a digit or add some. */
static bool
is_tag(struct view v)
{
	return v.n >= 8 && v.n <= 12 && run_of('~', v) == v.n;
}

/* Takes a BATV tag off a local part and returns it with its type, as it
 * stands; VIEW_NONE when there is none. */
static struct view
take_batv(struct arena *arena, struct view *local)
{
	static const struct view types[] = {
		{"prvs=", 5}, {"btv1==", 6}, {"msprvs1=", 8},
	};
	struct view head, tail, tag;
	size_t i = 0;

	while (i < 3 && !view_istarts(*local, types[i]))
		i++;
	if (i == 3 || !view_cut(view_from(*local, types[i].n), '=', &head,
	    &tail))
		return VIEW_NONE;
	if (i == 1 && tail.n > 0 && tail.p[0] == '=') /* btv1==tag==user */
		tail = view_from(tail, 1);
	tag = view_upto(*local, types[i].n + head.n);
	if (i == 0 && !is_tag(head)) { /* the older order: prvs=user=tag */
		head = view_upto(view_from(*local, types[0].n),
		    view_rchr(*local, '=') - types[0].n);
		tail = view_from(*local, types[0].n + head.n + 1);
		if (!is_tag(tail))
			return VIEW_NONE;
		tag = arena_concat(arena, types[0], tail);
		tail = head;
	}
	if (head.n == 0 || tail.n == 0)
		return VIEW_NONE;
	*local = tail;
	return tag;
}

/* Takes a part that ends in '=' off *rest. */
static bool
take_part(struct view *rest, struct view *part)
{
	return view_cut(*rest, '=', part, rest) && part->n > 0;
}

/* HHH=TT=domain=local; Microsoft's may end behind TT. */
static bool
read_srs0(struct view rest, struct address *sender)
{
	struct view hash, day;

	return take_part(&rest, &hash) && take_part(&rest, &day) &&
	    day.n == 2 && take_part(&rest, &sender->domain) &&
	    is_domain(sender->domain) && (sender->local = rest).n > 0;
}

/* The sender in an SRS local part; false when there is none. */
static bool
read_srs(struct view local, struct address *sender)
{
	struct view rest = view_from(local, 5), hash, forwarder;

	if (local.n < 5 || !strchr("=+-", local.p[4]))
		return false;
	if (view_istarts(local, VIEW("SRS0")))
		return read_srs0(rest, sender);
	/* SRS1=HHH=forwarder==HHH=TT=domain=local; the second '=' may be
	 * '+' or '-' too. */
	return view_istarts(local, VIEW("SRS1")) &&
	    take_part(&rest, &hash) && take_part(&rest, &forwarder) &&
	    rest.n > 0 && strchr("=+-", rest.p[0]) &&
	    read_srs0(view_from(rest, 1), sender);
}

/* user+SRS=HHH=TT or user+SRS=HHH=TT=domain=local, by Microsoft 365, which
 * alone can read the first. */
static bool
read_microsoft(struct view local, struct address *sender, struct verp *verp)
{
	size_t at = view_ifind(local, VIEW("+SRS="));
	struct view rest, hash;

	if (at == VIEW_NPOS || at == 0)
		return false;
	rest = view_from(local, at + strlen("+SRS="));
	if (read_srs0(rest, sender))
		return true;
	if (!take_part(&rest, &hash) || rest.n != 2)
		return false;
	verp->scheme = VIEW("microsoft");
	verp->token = view_join(hash, rest);
	return true;
}

static struct view
join_address(struct arena *arena, struct address address)
{
	size_t n = address.local.n;
	char *p = arena_text(arena, n + 1 + address.domain.n);

	assert(n > 0 && address.domain.n > 0);
	memcpy(p, address.local.p, n);
	p[n] = '@';
	for (size_t i = 0; i < address.domain.n; i++)
		p[n + 1 + i] = to_lower(address.domain.p[i]);
	return (struct view){p, n + 1 + address.domain.n};
}

static void
fill_verp(struct arena *arena, struct report *report, const struct verp *verp)
{
	report->verp_scheme = verp->scheme;
	report->envelope_token = verp->token;
	if (verp->recipient.local.n > 0)
		report->verp_recipient = join_address(arena, verp->recipient);
}

void
envelope_decode(struct arena *arena, struct report *report)
{
	size_t at = view_rchr(report->bounce_address, '@');
	struct view local = view_upto(report->bounce_address, at);
	struct address sender = {0};
	struct verp verp = {0};

	if (at == VIEW_NPOS || local.n > LOCAL_MAX)
		return;
	if (local.n > 2 && local.p[0] == '"' && local.p[local.n - 1] == '"')
		local = view_sub(local, 1, local.n - 2);
	report->batv = take_batv(arena, &local);
	if (view_istarts(report->batv, VIEW("msprvs"))) {
		verp = (struct verp){VIEW("sparkpost"), local, {{0}, {0}}};
	} else if (read_srs(local, &sender) ||
	    read_microsoft(local, &sender, &verp)) {
		local = sender.local;
		if (sender.domain.n > 0)
			report->srs_sender = join_address(arena, sender);
		take_batv(arena, &local); /* the original sender's */
	} else if (view_istarts(local, VIEW("SRS0")) ||
	    view_istarts(local, VIEW("SRS1")) ||
	    view_istarts(local, VIEW("prvs="))) {
		return;
	}
	if (!view_none(verp.scheme) || read_verp(local, &verp))
		fill_verp(arena, report, &verp);
}
