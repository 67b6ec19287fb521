/* BATV, SRS and VERP forms: real addresses of many systems. */
#include "format/envelope.h"

#include <stdio.h>

static const struct {
	const char *address, *batv, *srs, *recipient, *scheme, *token;
} cases[] = {
	/* BATV */
	{"prvs=0891a9abd5=test@example.com", "prvs=0891a9abd5", 0, 0, 0, 0},
	{"prvs=16481e4b5d=yun.zhou@example.com", "prvs=16481e4b5d",
	    0, 0, 0, 0},
	{"prvs=81176a5d5=david.v@example.com", "prvs=81176a5d5", 0, 0, 0, 0},
	{"PRVS=0891A9ABD5=Test@example.com", "PRVS=0891A9ABD5", 0, 0, 0, 0},
	{"prvs=user=1234abcdef@example.com", "prvs=1234abcdef", 0, 0, 0, 0},
	{"btv1==247d6490247==david.t@example.com", "btv1==247d6490247",
	    0, 0, 0, 0},
	{"msprvs1=20712denW2rPM=bounces-63739@sp-bounce.example.com",
	    "msprvs1=20712denW2rPM", 0, 0, "sparkpost", "bounces-63739"},
	{"prvs=0891a9abd5=news-bounces+joe=example.net@lists.example.com",
	    "prvs=0891a9abd5", 0, "joe@example.net", "mailman", 0},
	{"\"prvs=0891a9abd5=a\"@example.com", "prvs=0891a9abd5", 0, 0, 0, 0},
	{"prvs=@example.com", 0, 0, 0, 0, 0},
	{"prvs=0891a9abd5=@example.com", 0, 0, 0, 0, 0},
	{"prvs=x=y.example@example.com", 0, 0, 0, 0, 0},
	/* SRS */
	{"SRS0=r+5q=VJ=vger.example.org=linux-mips-owner@example.org", 0,
	    "linux-mips-owner@vger.example.org", 0, 0, 0},
	{"SRS0=i6a/=S4=Example.ORG=owner-linux-mm@example.org", 0,
	    "owner-linux-mm@example.org", 0, 0, 0},
	{"srs0+ab12=T2=example.net=joe@example.org", 0, "joe@example.net",
	    0, 0, 0},
	{"SRS0-ab12=T2=example.net=joe=x@example.org", 0, "joe=x@example.net",
	    0, 0, 0},
	{"SRS1=chaI=otherdomain.com==opaque+string@example.com", 0, 0,
	    0, 0, 0},
	{"SRS1=chaI=fwd.example==r+5q=VJ=example.net=joe@example.com", 0,
	    "joe@example.net", 0, 0, 0},
	{"SRS1=chaI=fwd.example=+r+5q=VJ=example.net=joe@example.com", 0,
	    "joe@example.net", 0, 0, 0},
	{"SRS0=HHH=TTT=example.net=john.doe@example.com", 0, 0, 0, 0, 0},
	{"SRS0@example.com", 0, 0, 0, 0, 0},
	{"prvs=0891a9abd5=SRS0=r5q1=VJ=example.net=joe@example.com",
	    "prvs=0891a9abd5", "joe@example.net", 0, 0, 0},
	{"SRS0=r5q1=VJ=lists.example.net=news-bounces+bob=example.de@"
	    "example.com", 0, "news-bounces+bob=example.de@lists.example.net",
	    "bob@example.de", "mailman", 0},
	{"bounces+SRS=DmMzc=V3@example.onmicrosoft.com", 0, 0, 0, "microsoft",
	    "DmMzc=V3"},
	{"joe+SRS=DmMzc=V3=example.net=ann@example.com", 0, "ann@example.net",
	    0, 0, 0},
	/* VERP */
	{"theodore.t+caf_=tytso=example.edu@gmail.com", 0, 0,
	    "tytso@example.edu", "gmail", 0},
	{"owner-foo+joe=example.net@lists.example.com", 0, 0,
	    "joe@example.net", "postfix", 0},
	{"list-owner-joe=example.net@example.com", 0, 0, "joe@example.net",
	    "qmail", 0},
	{"list-return-105-joe=example.net@example.com", 0, 0,
	    "joe@example.net", "ezmlm", "105"},
	{"list-return-warn-1026146438.koblgnbpjecmjdihkemb-joe=example.net@"
	    "example.com", 0, 0, "joe@example.net", "ezmlm",
	    "warn-1026146438.koblgnbpjecmjdihkemb"},
	{"list-return-probe-koblgnbpjecmjdihkemb-joe=example.net@example.com",
	    0, 0, "joe@example.net", "ezmlm", "probe-koblgnbpjecmjdihkemb"},
	{"list-return-105@example.com", 0, 0, 0, "ezmlm", "105"},
	{"mylist-bounces+aperson=a.nother.dom@dom.example", 0, 0,
	    "aperson@a.nother.dom", "mailman", 0},
	{"mylist-bounces+a+tag=nother.dom@dom.example", 0, 0,
	    "a+tag@nother.dom", "mailman", 0},
	{"mylist-bounces+0123456789abcdef0123456789abcdef01234567@dom.example",
	    0, 0, 0, "mailman", "0123456789abcdef0123456789abcdef01234567"},
	{"bounce+joe==a==example.net==mylist@lists.example.com", 0, 0,
	    "joe@example.net", "sympa", "mylist"},
	{"bounce+joe==a==example.net==mylist==w@lists.example.com", 0, 0,
	    "joe@example.net", "sympa", "mylist==w"},
	{"bounces+45329440-6cd3-emil.s=gmail.com@em1847.example.com", 0, 0,
	    "emil.s@gmail.com", "sendgrid", "45329440-6cd3"},
	{"bounce+e4f6b7.187-auth-verifier=example.com@example.org", 0, 0,
	    "auth-verifier@example.com", "mailgun", "e4f6b7.187"},
	{"bounce-md_30481620.56d62bbc.v1-b1680d9a@mandrillapp.com", 0, 0, 0,
	    "mandrill", "md_30481620.56d62bbc.v1-b1680d9a"},
	{"bounce-mc.us2_6.1-sterling=Example.COM@mail7.example.net", 0, 0,
	    "sterling@example.com", "mailchimp", "mc.us2_6.1"},
	{"0101016ffeb63bb7-a63b8f9e-44d0-4b12-bbb1-01b2b11f319d-000000@"
	    "us-west-2.amazonses.com", 0, 0, 0, "ses",
	    "0101016ffeb63bb7-a63b8f9e-44d0-4b12-bbb1-01b2b11f319d-000000"},
	{"pm_bounces@pm-bounces.example.com", 0, 0, 0, "postmark", 0},
	{"bounce+64575+143059+4520527+8129362@lists.example.com", 0, 0, 0,
	    "groups.io", "64575+143059+4520527+8129362"},
	{"kasan-dev+bncBCCMH5WKTMGRBOW7S3GQMGQEMAINSNY@googlegroups.com",
	    0, 0, 0, "google-groups",
	    "bncBCCMH5WKTMGRBOW7S3GQMGQEMAINSNY"},
	{"anna+bounce_609d0022cdc3c142236012@example.com", 0, 0, 0, "mautic",
	    "bounce_609d0022cdc3c142236012"},
	{"news+bounces-17-joe=example.net@lists.example.com", 0, 0,
	    "joe@example.net", "mlmmj", "17"},
	{"bounce-5899542-1206365-kijitora=example.jp@mail22.example.com",
	    0, 0, "kijitora@example.jp", "generic", "bounce-5899542-1206365"},
	{"abuse=example.com@returns.bulk.example.com", 0, 0,
	    "abuse@example.com", "generic", 0},
	{"bulk+joe+x=example.net@example.com", 0, 0, "joe+x@example.net",
	    "generic", "bulk"},
	{"b+0123af-joe=example.net@example.com", 0, 0, "joe@example.net",
	    "generic", "b+0123af"},
	/* Ordinary addresses carry nothing. */
	{"john+news@example.com", 0, 0, 0, 0, 0},
	{"alice-2024@example.com", 0, 0, 0, 0, 0},
	{"mylist-bounces@example.com", 0, 0, 0, 0, 0},
	{"mylist-bounces+john@example.com", 0, 0, 0, 0, 0},
	{"john+bncfoo@example.com", 0, 0, 0, 0, 0},
	{"a=b@example.com", 0, 0, 0, 0, 0},
	{"a=b.1@example.com", 0, 0, 0, 0, 0},
	{"x=y..com@example.com", 0, 0, 0, 0, 0},
	{"=example.net@example.com", 0, 0, 0, 0, 0},
	{"x+=example.net@example.com", 0, 0, 0, 0, 0},
	{"bounce+==a==example.net==l@example.com", 0, 0, 0, 0, 0},
	{"+SRS=ab=cd@example.com", 0, 0, 0, 0, 0},
	{"@example.com", 0, 0, 0, 0, 0},
	{"nobody", 0, 0, 0, 0, 0},
	{"", 0, 0, 0, 0, 0},
};

static bool
same(const char *what, const char *want, struct view got)
{
	if (want ? view_eq(view_of(want), got) : view_none(got))
		return true;
	printf("# %s: wanted %s, got %.*s\n", what, want ? want : "nothing",
	    (int)got.n, got.p ? got.p : "");
	return false;
}

int
main(void)
{
	struct arena arena = {0};
	int bad = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct report report = report_none;
		bool ok;

		report.bounce_address = view_of(cases[i].address);
		envelope_decode(&arena, &report);
		ok = same("batv", cases[i].batv, report.batv);
		ok &= same("srs", cases[i].srs, report.srs_sender);
		ok &= same("recipient", cases[i].recipient,
		    report.verp_recipient);
		ok &= same("scheme", cases[i].scheme, report.verp_scheme);
		ok &= same("token", cases[i].token, report.envelope_token);
		printf("%s %zu - %s\n", ok ? "ok" : "not ok", i + 1,
		    cases[i].address);
		bad |= !ok;
		arena_reset(&arena);
	}
	arena_free(&arena);
	return bad;
}
