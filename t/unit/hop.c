/* Trace fields of many servers, and those that hostile clients make them
 * write. */
#include "classify/hop.h"

#include <stdio.h>

static const struct {
	enum hop_way way;
	const char *name, *claim, *by;
	bool has_ip;
	const char *text;
} cases[] = {
	{HOP_NETWORK, "dyn-99.badnet.test", "out.sender.example", "mx.example",
	    true, "from out.sender.example (dyn-99.badnet.test "
	    "[203.0.113.99]) by mx.example with ESMTP"},
	{HOP_NETWORK, NULL, "a.example", "mx.example", true,
	    "from a.example (unknown [203.0.113.99]) by mx.example with "
	    "ESMTP"},
	{HOP_NETWORK, NULL, "a.example", "mx.example", true,
	    "from a.example ([203.0.113.99]) by mx.example with ESMTP"},
	{HOP_NETWORK, NULL, "a.example", "mx.example", true,
	    "from a.example (b.example [203.0.113.99] (may be forged)) by "
	    "mx.example with ESMTP"},
	{HOP_NETWORK, "b.example", "a.example", "mx.example", true,
	    "from a.example (IDENT:joe@b.example [203.0.113.99]) by "
	    "mx.example with ESMTP"},
	{HOP_NETWORK, "b.example", "a.example", "mx.example", true,
	    "from a.example (b.example. [IPv6:2001:db8::1]) by mx.example "
	    "with ESMTPS"},
	{HOP_NETWORK, "b.example", "a.example", "mx.example", true,
	    "from a.example (b.example [::ffff:203.0.113.9]) by mx.example "
	    "with ESMTP"},
	/* Exim */
	{HOP_NETWORK, "a.example", "a.example", "mx.example", true,
	    "from a.example ([192.0.2.10]) by mx.example with esmtp"},
	{HOP_NETWORK, "b.example", "out.sender.example", "mx.example", true,
	    "from b.example ([203.0.113.99] helo=out.sender.example) by "
	    "mx.example with esmtps"},
	{HOP_NETWORK, NULL, "out.sender.example", "mx.example", true,
	    "from [203.0.113.98] (helo=out.sender.example) by mx.example "
	    "with esmtp"},
	{HOP_SUBMITTED, NULL, "[192.168.1.2]", "mx.example", true,
	    "from [203.0.113.98] (port=123 helo=[192.168.1.2]) by mx.example "
	    "with esmtpsa"},
	{HOP_LOCAL, NULL, "Debian-exim", "mx.example", false,
	    "from Debian-exim by mx.example with local"},
	/* Exchange, qmail, Yahoo, Zimbra, Momentum, KumoMTA, fetchmail */
	{HOP_NETWORK, NULL, "a.example", "X.prod.example", true,
	    "from a.example (203.0.113.1) by X.prod.example with Microsoft "
	    "SMTP Server"},
	{HOP_SUBMITTED, NULL, "Y.prod.example", "X.prod.example", true,
	    "from Y.prod.example (2001:db8::1) by X.prod.example with mapi"},
	{HOP_LOCAL, NULL, "mail", "x.example", false,
	    "from mail pickup service by x.example with Microsoft SMTPSVC"},
	{HOP_NETWORK, "b.example", "foo", "mx.example", true,
	    "from b.example (HELO foo) (user@203.0.113.1) by mx.example with "
	    "SMTP"},
	{HOP_NETWORK, NULL, "foo", "mx.example", true,
	    "from unknown (HELO foo) (203.0.113.1) by mx.example with SMTP"},
	{HOP_NETWORK, NULL, "foo.example", "mta.example", true,
	    "from 203.0.113.1 (EHLO foo.example) (203.0.113.1) by "
	    "mta.example with SMTP"},
	{HOP_NETWORK, "mail.example.com", "x.example.com", "mail.example.com",
	    true, "from mail.example.com (LHLO x.example.com) (10.1.1.1) by "
	    "mail.example.com with LMTP"},
	{HOP_NETWORK, NULL, "[10.0.0.1]", "x.example", true,
	    "from [10.0.0.1] ([203.0.113.1]:12345 \"EHLO smtp.foo\") by "
	    "x.example"},
	{HOP_NETWORK, NULL, "a.example", "kumo.example", true,
	    "from a.example (203.0.113.1:5678) by kumo.example with ESMTP"},
	{HOP_FETCHED, "pop.isp.example", "pop.isp.example", "client", true,
	    "from pop.isp.example [203.0.113.5] by client with POP3"},
	/* made on the host */
	{HOP_LOCAL, NULL, NULL, "mx.example", false, "by mx.example"},
	{HOP_LOCAL, NULL, NULL, "mx.example", false,
	    "(from root@localhost) by mx.example"},
	{HOP_LOCAL, NULL, "localhost", "mx.example", false,
	    "from localhost (localhost) by mx.example"},
	{HOP_LOCAL, NULL, "mx.example", "mx.example", false,
	    "from mx.example (mx.example [local]) by mx.example with ESMTPA"},
	{HOP_LOCAL, NULL, "localhost", "mx.example", true,
	    "from localhost (localhost [127.0.0.1]) by mx.example with "
	    "ESMTP"},
	{HOP_LOCAL, NULL, "root", "sender.example", false,
	    "from root (uid 0) by sender.example"},
	{HOP_LOCAL, NULL, "MAILER-DAEMON", "sender.example", false,
	    "from MAILER-DAEMON by sender.example"},
	{HOP_LOCAL, NULL, "mx.example", "mx.example", false,
	    "from mx.example by mx.example with LMTP"},
	/* submission */
	{HOP_SUBMITTED, "dyn.example", "laptop", "mx.example", true,
	    "from laptop (dyn.example [203.0.113.7]) by mx.example with "
	    "ESMTPSA"},
	{HOP_SUBMITTED, NULL, "laptop", "mx.example", true,
	    "from laptop (unknown [203.0.113.7]) (Authenticated sender: bob) "
	    "by mx.example with ESMTP"},
	{HOP_SUBMITTED, NULL, "laptop", "mx.example", true,
	    "from laptop ([203.0.113.7]) (authenticated bits=0) by "
	    "mx.example with ESMTP"},
	{HOP_SUBMITTED, NULL, "pc", "mx.example", true,
	    "from [203.0.113.7] (account bob@mx.example HELO pc) by "
	    "mx.example with ESMTP"},
	/* nothing shown */
	{HOP_NETWORK, NULL, "a.example", "b.example", false,
	    "from a.example by b.example with SMTP"},
	{HOP_NETWORK, NULL, "h", "mx.example", false,
	    "from h (unknown [unknown]) by mx.example with ESMTP"},
	{HOP_LOCAL, NULL, NULL, NULL, false, "(qmail 1 invoked by uid 89)"},
	{HOP_LOCAL, NULL, NULL, NULL, false,
	    "(nullmailer pid 1 invoked by uid 0)"},
	{HOP_NONE, NULL, NULL, NULL, false, "(qmail 1 invoked for bounce)"},
	{HOP_NONE, NULL, NULL, NULL, false,
	    "(qmail 1 invoked from network)"},
	{HOP_NETWORK, NULL, NULL, NULL, false, ""},
	{HOP_NETWORK, NULL, NULL, NULL, false, "with ESMTP"},
	{HOP_NONE, NULL, NULL, NULL, false, "(((("},
	/* what a client says of itself */
	{HOP_NETWORK, "b.test", "by", "mx.example", true,
	    "from by (b.test [203.0.113.99]) by mx.example with ESMTP"},
	{HOP_NETWORK, "b.test", "x(out.example[192.0.2.1])", "mx.example",
	    true, "from x(out.example[192.0.2.1]) (b.test [203.0.113.99]) by "
	    "mx.example with ESMTP"},
	{HOP_NETWORK, "b.test", "h", "mx.example", true,
	    "from h (authenticated bits=0@b.test [203.0.113.99]) by "
	    "mx.example with ESMTP"},
	{HOP_NETWORK, "b.test", "h", "mx.example", true,
	    "from h (b.test [203.0.113.99]) (Client CN \"[local]\") by "
	    "mx.example with ESMTP"},
	{HOP_NETWORK, "b.test", "x", "mx.example", true,
	    "from x (out.example[192.0.2.1]) (b.test [203.0.113.99]) by "
	    "mx.example with ESMTP"},
	{HOP_NETWORK, NULL, "x", "mx.example", false,
	    "from x ([192.0.2.1]) (b.test [203.0.113.99]) by mx.example "
	    "with ESMTP"},
	{HOP_NETWORK, NULL, "x", "mx.example", false,
	    "from x (b.test [203.0.113.99]) (Client CN \"a [192.0.2.1]\", "
	    "no issuer) by mx.example with ESMTP"},
	{HOP_NETWORK, "b.test", "x", "mx.example", true,
	    "from x ([local]) (b.test [203.0.113.99]) by mx.example with "
	    "ESMTP"},
	{HOP_NETWORK, "b.test", "x", "mx.example", true,
	    "from x (AUTH:LOGIN) (b.test [203.0.113.99]) by mx.example with "
	    "ESMTP"},
	{HOP_NETWORK, "localhost.b.test", "h", "mx.example", true,
	    "from h (localhost.b.test [203.0.113.99]) by mx.example with "
	    "ESMTP"},
};

static bool
same(const char *want, struct view got)
{
	return want ? view_eq(view_of(want), got) : view_none(got);
}

int
main(void)
{
	int bad = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct hop hop = hop_read(view_of(cases[i].text));
		bool ok = hop.way == cases[i].way &&
		    hop.has_ip == cases[i].has_ip &&
		    same(cases[i].name, hop.name) &&
		    same(cases[i].claim, hop.claim) &&
		    same(cases[i].by, hop.by);

		printf("%s %zu - %s\n", ok ? "ok" : "not ok", i + 1,
		    cases[i].text);
		if (!ok)
			printf("# way %d, name %.*s, claim %.*s, by %.*s\n",
			    (int)hop.way, (int)hop.name.n, hop.name.p,
			    (int)hop.claim.n, hop.claim.p, (int)hop.by.n,
			    hop.by.p);
		bad |= !ok;
	}
	return bad;
}
