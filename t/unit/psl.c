/* Organisational domains: what holds with libpsl and without. */
#include "classify/psl.h"

#include <stdio.h>

#include "classify/own.h"

static const struct {
	const char *host, *org;
} cases[] = {
	{"mx.sender.example", "sender.example"},
	{"sender.example", "sender.example"},
	{"a.b.c.example.com", "example.com"},
	{"mail.google.com", "google.com"},
	{"am0pr05mb4420.eurprd05.prod.outlook.com", "outlook.com"},
	{"mx.example.co.uk", "example.co.uk"},
	{"mx.example.com.au", "example.com.au"},
	{"mx.example.co.jp", "example.co.jp"},
	{"mx.example.ne.jp", "example.ne.jp"},
	{"mx.example.com.br", "example.com.br"},
	{"mx.example.co.nz", "example.co.nz"},
	{"mx.example.co.za", "example.co.za"},
	{"mx.example.com.cn", "example.com.cn"},
	{"mx.example.de", "example.de"},
	{"mx.example.com.", "example.com"},
	{"co.uk", NULL}, {"com", NULL}, {"localhost", NULL},
	{"", NULL}, {".", NULL}, {"192.0.2.1", NULL},
	{"[192.0.2.1]", NULL}, {"2001:db8::1", NULL},
};

static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
	{"mx.sender.example", "out.SENDER.example", true},
	{"sender.example", "out.sender.example.", true},
	{"sender.example", "sender.example", true},
	{"mysender.example", "sender.example", false},
	{"a.co.uk", "b.co.uk", false},
	{"x.a.co.uk", "y.a.co.uk", true},
	{"co.uk", "co.uk", false},
	{"a.co.uk", "co.uk", false},
	{"a.co.uk", "x.y.a.co.uk", true},
	{"localhost", "localhost", false},
	{"10.0.0.1", "10.0.0.1", false},
	{"", "", false},
};

int
main(void)
{
	int bad = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct view org = psl_org_domain(view_of(cases[i].host));
		bool ok = view_eq(org, view_of(cases[i].org)) &&
		    view_none(org) == !cases[i].org;

		printf("%s - %s is of %.*s\n", ok ? "ok" : "not ok",
		    cases[i].host, (int)org.n, org.p ? org.p : "");
		bad |= !ok;
	}
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		bool ok = pairs[i].same == own_same_org(view_of(pairs[i].a),
		    view_of(pairs[i].b)) && pairs[i].same ==
		    own_same_org(view_of(pairs[i].b), view_of(pairs[i].a));

		printf("%s - %s and %s are %s\n", ok ? "ok" : "not ok",
		    pairs[i].a, pairs[i].b, pairs[i].same ? "one" : "two");
		bad |= !ok;
	}
	return bad;
}
