/* What a bounce address carries; see envelope.h.
 *
 *	prvs=0891a9abd5=test@example.com                        BATV
 *	SRS0=r+5q=VJ=example.org=linda@forwarder.example        SRS
 *	SRS1=chaI=forwarder.example==r+5q=VJ=example.org=linda@second.example
 *	news-bounces+joe=example.net@lists.example.com          VERP
 */
#include "format/envelope.h"

#include <assert.h>
#include <string.h>

#include "format/verp.h"

enum { LOCAL_MAX = 512 /* bytes of a local part that are looked at */ };

/* KDDDSSSSSS; gateways leave out a digit or add some. */
static bool
is_tag(struct view v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!is_digit(v.p[i]) &&
		    ((v.p[i] | 32) < 'a' || (v.p[i] | 32) > 'f'))
			return false;
	return v.n >= 8 && v.n <= 12;
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
read_srs0(struct view rest, struct verp_address *sender)
{
	struct view hash, day;

	return take_part(&rest, &hash) && take_part(&rest, &day) &&
	    day.n == 2 && take_part(&rest, &sender->domain) &&
	    verp_is_domain(sender->domain) && (sender->local = rest).n > 0;
}

/* The sender in an SRS local part; false when there is none. */
static bool
read_srs(struct view local, struct verp_address *sender)
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
read_microsoft(struct view local, struct verp_address *sender,
    struct verp *verp)
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
join_address(struct arena *arena, struct verp_address address)
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

/* Whether one of the signs is in it that all forms have. */
static bool
may_carry(struct view local)
{
	for (size_t i = 0; i < local.n; i++)
		if (local.p[i] == '+' || local.p[i] == '-' ||
		    local.p[i] == '=' || local.p[i] == '_')
			return true;
	return false;
}

void
envelope_decode(struct arena *arena, struct report *report)
{
	size_t at = view_rchr(report->bounce_address, '@');
	struct view local = view_upto(report->bounce_address, at);
	struct verp_address sender = {0};
	struct verp verp = {0};

	if (at == VIEW_NPOS || local.n > LOCAL_MAX || !may_carry(local))
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
	if (!view_none(verp.scheme) || verp_read(local, &verp))
		fill_verp(arena, report, &verp);
}
