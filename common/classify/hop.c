/* Trace fields taken apart; see hop.h.
 *
 *	from HELO (name [192.0.2.1]) by host with ESMTP   Postfix, sendmail,
 *	                        OpenSMTPD, Courier, Haraka, Gmail
 *	from HELO ([192.0.2.1]) by host with ESMTP        no name was found
 *	from HELO (192.0.2.1) by host with Microsoft ...  Exchange, PowerMTA
 *	from name ([192.0.2.1] helo=HELO) by host with esmtp         Exim
 *	from name ([192.0.2.1]) by host with esmtp    Exim, HELO is the name
 *	from [192.0.2.1] (helo=HELO) by host with esmtp   Exim, without name
 *	from name (HELO HELO) (192.0.2.1) by host with SMTP     qmail, Yahoo
 *	from name [192.0.2.1] by host with POP3                    fetchmail
 */
#include "classify/hop.h"

#include <assert.h>
#include <string.h>

enum clause { CLAUSE_NONE, CLAUSE_FROM, CLAUSE_BY, CLAUSE_WITH };

/* What is gathered on the way. */
struct reading {
	struct hop hop;
	enum clause clause;
	struct view first;    /* word behind "from" */
	struct view protocol;
	bool first_is_name;   /* not HELO */
	bool helo_given;
	bool is_local, is_proven;
	bool is_remark;       /* begins with a comment */
	bool is_doubtful;     /* two places where the client is */
	size_t words;         /* behind "from" */
};

/* Bytes of the comment at the start of v, as far as there are parentheses
 * that close it. */
static size_t
comment_length(struct view v)
{
	size_t end = view_chr(v, ')'), depth = 1, i;

	if (end == VIEW_NPOS)
		return v.n;
	if (view_chr(view_sub(v, 1, end - 1), '(') == VIEW_NPOS)
		return end;
	for (i = 1; i < v.n; i++) {
		depth += v.p[i] == '(';
		depth -= v.p[i] == ')';
		if (depth == 0)
			break;
	}
	return i;
}

/* Takes the next word, or the next comment without its parentheses.  A '('
 * inside a word is part of it: clients call themselves what they like. */
static bool
take_token(struct view *rest, struct view *token, bool *is_comment)
{
	struct view v = view_ltrim(*rest);
	size_t n;

	*is_comment = v.n > 0 && v.p[0] == '(';
	if (!*is_comment)
		return view_word(rest, token);
	n = comment_length(v);
	*token = view_sub(v, 1, n - 1);
	*rest = view_from(v, n + 1);
	return true;
}

/* [address], [address]:port and address; before is the word in front of it,
 * the name. */
static bool
read_peer(struct hop *hop, struct view word, struct view before)
{
	size_t open = view_chr(word, '['), close = view_chr(word, ']');
	struct view literal = word;
	size_t at;

	if (open == VIEW_NPOS) { /* qmail: user@192.0.2.1 */
		at = view_rchr(word, '@');
		literal = view_from(word, at == VIEW_NPOS ? 0 : at + 1);
	} else {
		/* Servers put a blank before it, which no client can. */
		if (open > 0 || close == VIEW_NPOS)
			return false;
		literal = view_sub(word, 1, close - 1);
	}
	if (!ip_read(literal, &hop->ip)) {
		at = view_rchr(literal, ':'); /* 192.0.2.1:2525 */
		if (at == VIEW_NPOS ||
		    !ip_read(view_upto(literal, at), &hop->ip))
			return false;
	}
	hop->has_ip = true;
	at = view_rchr(before, '@'); /* behind what ident said */
	hop->name = at == VIEW_NPOS ? before : view_from(before, at + 1);
	return true;
}

/* A comment that says where the client is; false when it does not. */
static bool
read_connection(struct reading *r, struct hop *hop, struct view text)
{
	struct view rest = text, word, before = VIEW_NONE;

	for (; view_word(&rest, &word); before = word) {
		if (view_istarts(word, VIEW("helo="))) {
			hop->claim = view_from(word, strlen("helo="));
			r->first_is_name = r->helo_given = true;
		} else if (view_ieq(before, VIEW("HELO")) ||
		    view_ieq(before, VIEW("EHLO")) ||
		    view_ieq(before, VIEW("LHLO"))) {
			hop->claim = word;
			r->first_is_name = r->helo_given = true;
		} else if (!hop->has_ip) {
			read_peer(hop, word, before);
		}
	}
	/* sendmail: the name does not lead back to the address */
	if (!view_none(hop->name) &&
	    view_ifind(text, VIEW("may be forged")) != VIEW_NPOS)
		hop->name = VIEW_NONE;
	return hop->has_ip;
}

static bool
begins_with_any(struct view text, const struct view *words)
{
	for (; words->n > 0; words++)
		if (view_istarts(text, *words))
			return true;
	return false;
}

/* Other comments say how the client proved who it is, behind the one that
 * says where it is, or that there is no other host.  What clients can say of
 * themselves (HELO, ident, a certificate's name) must not look like it. */
static void
read_comment(struct reading *r, struct view text)
{
	static const struct view proofs[] = {
		{"authenticated bits=", 19}, {"Authenticated sender:", 21},
		{"AUTH:", 5}, {"", 0},
	};
	static const struct view locals[] = {
		{"uid ", 4}, {"[unix socket]", 13}, {"[UNIX:", 6}, {"", 0},
	};
	struct hop hop = {.claim = r->hop.claim};

	if (read_connection(r, &hop, text)) {
		r->is_doubtful |= r->hop.has_ip; /* two of them */
		r->hop = hop;
		return;
	}
	r->hop.claim = hop.claim;
	if (r->hop.has_ip)
		r->is_proven |= begins_with_any(text, proofs);
	else if (view_istarts(text, VIEW("account "))) /* CommuniGate */
		r->is_proven = true;
	else
		r->is_local |= begins_with_any(text, locals) ||
		    view_iends(text, VIEW("[local]")) ||
		    view_ieq(text, VIEW("localhost")) ||
		    view_ieq(text, VIEW("root@localhost"));
}

/* "(qmail 4711 invoked by uid 89)", and so nullmailer: handed in by a program
 * on the host, which is not named. */
static bool
is_program(struct view text)
{
	return view_find(text, VIEW(" invoked by uid ")) != VIEW_NPOS;
}

static void
read_from(struct reading *r, struct view word)
{
	if (r->words++ == 0)
		r->first = word;
	else if (!r->hop.has_ip && word.p[0] == '[' &&
	    read_peer(&r->hop, word, VIEW_NONE))
		r->first_is_name = true; /* fetchmail, MDaemon */
	else if (r->words == 2 && view_ieq(word, VIEW("pickup")))
		r->is_local = true; /* "from mail pickup service", IIS */
}

/* A host name of more than one label; not an address. */
static bool
is_name(struct view v)
{
	struct ip ip;

	return view_chr(v, '.') != VIEW_NPOS && !is_digit(v.p[v.n - 1]) &&
	    v.p[0] != '[' && view_chr(v, ':') == VIEW_NPOS && !ip_read(v, &ip);
}

/* Exim alone writes protocols in small letters; the name before its address
 * is the one that the name service confirmed. */
static bool
is_exim(struct view protocol)
{
	for (size_t i = 0; i < protocol.n; i++)
		if (protocol.p[i] >= 'A' && protocol.p[i] <= 'Z')
			return false;
	return view_find(protocol, VIEW("smtp")) != VIEW_NPOS;
}

/* Puts the first word where it belongs. */
static void
settle_names(struct reading *r)
{
	struct hop *hop = &r->hop;
	bool exim = is_exim(r->protocol);

	if (view_none(r->first))
		return;
	if (!hop->has_ip && (exim || r->helo_given) && r->first.n > 2 &&
	    r->first.p[0] == '[')
		read_peer(hop, r->first, VIEW_NONE);
	if (!r->helo_given)
		hop->claim = r->first;
	if (hop->has_ip && view_none(hop->name) &&
	    (r->first_is_name || exim))
		hop->name = r->first;
	while (hop->name.n > 0 && hop->name.p[hop->name.n - 1] == '.')
		hop->name.n--;
	if (r->is_doubtful)
		hop->has_ip = false;
	if (!hop->has_ip || (!view_none(hop->name) && !is_name(hop->name)))
		hop->name = VIEW_NONE;
}

/* RFC 3848 and RFC 6531: an A behind SMTP or LMTP, after an S for TLS. */
static bool
is_submission(struct view protocol)
{
	static const struct view names[] = {
		{"ESMTPA", 6}, {"ESMTPSA", 7}, {"SMTPA", 5}, {"SMTPSA", 6},
		{"LMTPA", 5}, {"LMTPSA", 6}, {"UTF8SMTPA", 9},
		{"UTF8SMTPSA", 10}, {"UTF8LMTPA", 9}, {"UTF8LMTPSA", 10},
		{"ASMTP", 5}, {"HTTP", 4}, {"HTTPS", 5}, {"MAPI", 4},
		{"HTTPU", 5}, {"HTTPREST", 8},
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (view_ieq(protocol, names[i]))
			return true;
	return false;
}

static enum hop_way
way_of(const struct reading *r)
{
	const struct hop *hop = &r->hop;

	if (view_istarts(r->protocol, VIEW("POP")) ||
	    view_istarts(r->protocol, VIEW("APOP")) ||
	    view_istarts(r->protocol, VIEW("IMAP")))
		return HOP_FETCHED;
	if (view_none(hop->by) && r->words == 0)
		return r->is_local ? HOP_LOCAL :
		    r->is_remark ? HOP_NONE : HOP_NETWORK;
	if (r->words == 0 || (r->is_local && !hop->has_ip) ||
	    view_ieq(r->protocol, VIEW("local")) ||
	    (hop->has_ip && ip_is_loopback(&hop->ip)))
		return HOP_LOCAL;
	/* LMTP (RFC 2033) stays inside a site; dma names no protocol, and a
	 * program or user instead of a host. */
	if (!hop->has_ip && (view_ifind(r->protocol, VIEW("lmtp")) !=
	    VIEW_NPOS || (view_none(r->protocol) && !is_name(hop->claim))))
		return HOP_LOCAL;
	return r->is_proven || is_submission(r->protocol) ? HOP_SUBMITTED :
	    HOP_NETWORK;
}

static enum clause
clause_of(struct view word)
{
	if (view_ieq(word, VIEW("from")))
		return CLAUSE_FROM;
	if (view_ieq(word, VIEW("by")))
		return CLAUSE_BY;
	return view_ieq(word, VIEW("with")) ? CLAUSE_WITH : CLAUSE_NONE;
}

static void
take_comment(struct reading *r, struct view text)
{
	if (r->clause == CLAUSE_FROM)
		read_comment(r, text);
	if (r->clause == CLAUSE_NONE) {
		r->is_remark = true;
		r->is_local |= is_program(text);
	}
}

/* The word behind "from" is the client's own, even if it is "by". */
static void
take_word(struct reading *r, struct view word)
{
	enum clause next = clause_of(word);

	if (next != CLAUSE_NONE && (r->clause != CLAUSE_FROM || r->words > 0))
		r->clause = next;
	else if (r->clause == CLAUSE_FROM)
		read_from(r, word);
	else if (r->clause == CLAUSE_BY && view_none(r->hop.by))
		r->hop.by = word;
	else if (r->clause == CLAUSE_WITH && view_none(r->protocol))
		r->protocol = word;
}

struct hop
hop_read(struct view text)
{
	struct reading r = {0};
	struct view token;
	bool is_comment;

	if (text.n > HOP_MAX) {
		r.hop.way = HOP_NETWORK; /* by nobody knows whom */
		return r.hop;
	}
	while (take_token(&text, &token, &is_comment))
		if (is_comment)
			take_comment(&r, token);
		else
			take_word(&r, token);
	settle_names(&r);
	r.hop.way = way_of(&r);
	assert(view_none(r.hop.name) || r.hop.has_ip);
	return r.hop;
}
