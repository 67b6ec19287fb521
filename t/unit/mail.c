/*
 * mail: addresses, header texts, transfer decodings and dates, each read both
 * ways: plain forms in place, and everything by libmailutils.  Prints a line
 * for each row; exit status 1 when one is not as it should be.
 */
#include "mail/mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int failed, count;
static struct arena arena;

/* The row's ways: read in place, by the library, or both and the same. */
enum way { BOTH, IN_PLACE };

static void
report(bool good, const char *what, struct view input)
{
	count++;
	failed += !good;
	printf("%s %d - %s: %.*s\n", good ? "ok" : "not ok", count, what,
	    (int)input.n, input.p);
}

static void
expect(const char *what, struct view input, struct view got,
    const char *wanted)
{
	bool good = wanted ? view_eq(got, view_of(wanted)) && got.p :
	    view_none(got);

	report(good, what, input);
	if (!good)
		printf("# wanted %s\n# got %.*s\n", wanted ? wanted : "none",
		    view_none(got) ? 4 : (int)got.n,
		    view_none(got) ? "none" : got.p);
}

/* NULL: none. */
static const struct {
	const char *input, *wanted;
} addresses[] = {
	{"foo@example.com", "foo@example.com"},
	{"Foo@EXAMPLE.Com", "Foo@example.com"},
	{"  foo@example.com \r\n", "foo@example.com"},
	{"<foo@example.com>", "foo@example.com"},
	{"Foo Bar <foo@Example.com>", "foo@example.com"},
	{"\"Bar, Foo\" <foo@example.com>", "foo@example.com"},
	{"\"Foo \\\"x\\\" <y@z>\" <foo@example.com>", "foo@example.com"},
	{"\"\" <foo@example.com>", "foo@example.com"},
	{"foo@example.com, bar@example.com", "foo@example.com"},
	{"Foo <foo@example.com>,\n\t<bar@example.com>", "foo@example.com"},
	{"Foo\n <foo@example.com>", "foo@example.com"},
	{"=?utf-8?q?F=C3=B6?= <foo@example.com>", "foo@example.com"},
	{"F\xc3\xb6 <foo@example.com>", "foo@example.com"},
	{"F\xf6 <foo@example.com>", "foo@example.com"},
	{"Foo. B. <foo@example.com>", "foo@example.com"},
	{"foo@example.com (Mail Delivery System)", "foo@example.com"},
	{"(x) foo@example.com", "foo@example.com"},
	{"foo (x) @ (y (z)) example . com", "foo@example.com"},
	{"foo@example.com.", "foo@example.com"},
	{"<foo@example.com.>", "foo@example.com"},
	{"root@localhost", "root@localhost"},
	{"a_b-c+d=e/f{g}@x_y.example", "a_b-c+d=e/f{g}@x_y.example"},
	/* nobody and nothing */
	{"<>", ""},
	{"MAILER-DAEMON <>", ""},
	{"< >", ""},
	{"", NULL},
	{"   ", NULL},
	{"MAILER-DAEMON", NULL},
	{"<MAILER-DAEMON>", NULL},
	{"Mail System <MAILER-DAEMON>", NULL},
	{"undisclosed-recipients:;", NULL},
	{"foo@", NULL},
	{"@example.com", NULL},
	{"<@>", NULL},
	{"foo at example.com", NULL},
	/* quoted local parts, literals, routes, groups */
	{"\"a b\"@example.com", "\"a b\"@example.com"},
	{"<\"a@b\"@Example.com>", "\"a@b\"@example.com"},
	{"foo@[192.0.2.1]", "foo@[192.0.2.1]"},
	{"Foo <foo@[IPv6:2001:db8::1]>", "foo@[ipv6:2001:db8::1]"},
	{"<@a.example,@b.example:user@c.example>", "user@c.example"},
	{"@a.example,@b.example:user@c.example", "user@c.example"},
	{"A Group:Chris <c@a.test>,joe@where.test;", "c@a.test"},
	{"A Group: c@a.test;, d@a.test", "c@a.test"},
	/* UTF-8 */
	{"\xd0\xb8\xd0\xbc\xd1\x8f@Dsn.example",
	    "\xd0\xb8\xd0\xbc\xd1\x8f@dsn.example"},
	{"<x@\xc3\xb6.Example>", "x@\xc3\xb6.example"},
	{"<m\xfcller@example.de>", "m\xc3\xbcller@example.de"},
	/* what no grammar allows */
	{"Foo Bar <foo@example.com> junk", "foo@example.com"},
	{"old@example.com <new@example.com>", "new@example.com"},
	{"Foo [x] <foo@example.com>", "foo@example.com"},
	{"\"Foo <foo@example.com>", "foo@example.com"},
	{"<foo@example.com", "foo@example.com"},
	{"foo@example.com>", "foo@example.com"},
	{"<<foo@example.com>>", "foo@example.com"},
	{"<foo@example.com> RCPT: <bar@example.net> said no",
	    "foo@example.com"},
	{"'foo@example.com'", "foo@example.com"},
	{"mailto:foo@example.com", "foo@example.com"},
	{"SMTP:foo@example.com", "foo@example.com"},
	{"&lt;foo@example.com&gt;", "foo@example.com"},
	{"foo@example.com;", "foo@example.com"},
	{"; foo@example.com", "foo@example.com"},
	{"nobody, foo@example.com", "foo@example.com"},
	{"foo@example.com: user unknown", "foo@example.com"},
	{"foo@example.com's mailbox", "foo@example.com"},
	{"<foo@example.com&gt;", "foo@example.com"},
	{"user unknown: foo@example.com", "foo@example.com"},
	{"foo..bar.@docomo.example", "foo..bar.@docomo.example"},
	{".foo@example.com", ".foo@example.com"},
	{"foo@inner@outer.example", "foo@inner@outer.example"},
	{"a b@example.com", "b@example.com"},
	{"\"\"@example.com", "\"\"@example.com"},
	{"=?utf-8?B?8J+QiA==?=@example.org", "=?utf-8?B?8J+QiA==?=@example.org"},
	{"=?utf-8?Q?foo=40example=2Ecom?=", "foo@example.com"},
	{"IMCEAX400-_o=x_ou=y+2E@example.com",
	    "IMCEAX400-_o=x_ou=y+2E@example.com"},
	{"/C=US/A= /P=x/@gateway.example", "/C=US/A= /P=x/@gateway.example"},
};

static const struct {
	const char *input;
	int64_t wanted;
	enum way way;
} dates[] = {
	{"Thu, 29 Apr 2010 23:45:14 +0900", 1272552314, BOTH},
	{"29 Apr 2010 23:45:14 +0900", 1272552314, BOTH},
	{"29 Apr 2010 14:45 +0000", 1272552300, BOTH},
	{"Thu, 29 Apr 2010 23:45:14 +0900 (JST)", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 GMT", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 -0000", 1272552314, BOTH},
	{"Thu,  1 Apr 2010 00:00:00 +0000", 1270080000, BOTH},
	{"Mon, 29 Feb 2016 10:00:00 -0800", 1456768800, BOTH},
	{"Sat, 31 Dec 2016 23:59:60 +0000", 1483228800, BOTH},
	{"Thu, 01 Jan 1970 00:00:00 +0000", 0, BOTH},
	{"Wed, 31 Dec 1969 23:59:59 +0000", -1, BOTH},
	{"Fri, 01 Jan 2100 00:00:00 +0000", 4102444800, BOTH},
	/* zones by name */
	{"Thu, 29 Apr 2010 14:45:14 UT", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 UTC", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 Z", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 09:45:14 EST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 10:45:14 EDT", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 08:45:14 CST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 09:45:14 CDT", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 07:45:14 MST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 08:45:14 MDT", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 06:45:14 PST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 07:45:14 PDT", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 23:45:14 JST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 15:45:14 CET", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 16:45:14 CEST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 17:45:14 MSK", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 15:45:14 BST", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 A", 1272552314, IN_PLACE},
	{"Thu, 29 Apr 2010 14:45:14 XYZ", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 23:45:14 GMT+0900", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 10:45:14 UTC-04:00", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 23:45:14 +09:00", 1272552314, BOTH},
	/* obsolete and wrong */
	{"Thu, 29 Apr 10 23:45:14 +0900", 1272552314, BOTH},
	{"Thu, 29 Apr 99 14:45:14 GMT", 925397114, BOTH},
	{"Thu, 29 Apr 110 14:45:14 GMT", 1272552314, IN_PLACE},
	{"Thu, 29 Apr 2010 14:45:14", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 -000=", 1272552314, BOTH},
	{"Thu 29 Apr 2010 23:45:14 +0900", 1272552314, BOTH},
	{"Thursday, 29 April 2010 23:45:14 +0900", 1272552314, BOTH},
	{"Do, 29 Apr 2010 23:45:14 +0900", 1272552314, BOTH},
	{"Thu, 029 Apr 2010 23:45:14 +0900", 1272552314, BOTH},
	{"Thu, 29 Apr\n 2010 23:45:14\r\n\t+0900", 1272552314, BOTH},
	{"Thu, 29 (a (b)) Apr 2010 23:45:14 +0900", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 23:45:14 +0900\n id 0EFD1EE6.4D01", 1272552314,
	    BOTH},
	{"Thu, 29 Apr 2010 23:45:14 +0900 (=", 1272552314, BOTH},
	{"Thu, 29 Apr 2010 14:45:14 &#43;0000", 1272552314, BOTH},
	/* asctime(3), date(1), people */
	{"Thu Apr 29 14:45:14 2010", 1272552314, BOTH},
	{"Thu Apr 29 23:45:14 2010 +0900", 1272552314, BOTH},
	{"Thu Apr 29 23:45:14 JST 2010", 1272552314, BOTH},
	{"Thu, Apr 29 14:45:14 2010 UTC", 1272552314, BOTH},
	{"April 29, 2010 2:45 PM", 1272552300, BOTH},
	{"Thursday, Apr 29, 2010 12:45:14 AM", 1272501914, BOTH},
	{"29-Apr-2010 23:45:14 +0900", 1272552314, BOTH},
	/* ISO 8601 */
	{"2010-04-29 23:45:14 +0900", 1272552314, BOTH},
	{"2010-04-29T14:45:14Z", 1272552314, BOTH},
	{"2010-04-29T23:45:14.123+09:00", 1272552314, BOTH},
	{"2010-04-29 14:45:14", 1272552314, BOTH},
	{"2010/04/29 14:45:14", 1272552314, BOTH},
	{"4/29/2010 14:45", 1272552300, BOTH}, /* the library knows */
	/* none */
	{"", INT64_MIN, BOTH},
	{"now", INT64_MIN, BOTH},
	{"tomorrow 10:00", INT64_MIN, BOTH},
	{"Monday", INT64_MIN, BOTH},
	{"0000", INT64_MIN, BOTH},
	{"10:00", INT64_MIN, BOTH},
	{"12", INT64_MIN, BOTH},
	{"29 Apr 2010", INT64_MIN, BOTH},
	{"Thu Jan 01 00:00:10 +0000", INT64_MIN, BOTH},
	{"Wed, 15 Dec 2010    59:10 -0500", INT64_MIN, BOTH},
	{"31 Feb 2010 10:00:00 +0000", INT64_MIN, BOTH},
	{"29 Feb 2015 10:00:00 +0000", INT64_MIN, BOTH},
	{"0 Jan 2010 10:00:00 +0000", INT64_MIN, BOTH},
	{"32 Jan 2010 10:00:00 +0000", INT64_MIN, BOTH},
	{"1 Jan 2010 25:00:00 +0000", INT64_MIN, BOTH},
	{"1 Jan 2010 10:60:00 +0000", INT64_MIN, BOTH},
	{"1 Jan 2010 10:00:61 +0000", INT64_MIN, BOTH},
	{"1 Jan 2010 10:00:00 +0099", INT64_MIN, IN_PLACE},
	{"1 Jan 20100 10:00:00 +0000", INT64_MIN, BOTH},
	{"29 paX 2007 21:13:00 +0100", INT64_MIN, BOTH},
	{"99999999999999999999 Jan 2010 10:00:00 +0000", INT64_MIN, BOTH},
};

#define WORD(charset, text) "=?" charset "?" text "?="

static const struct {
	const char *input, *wanted;
	enum way way;
	unsigned flags;
} words[] = {
	{"plain text", "plain text", BOTH, 0},
	{"", "", BOTH, 0},
	{"folded\r\n text", "folded text", BOTH, 0},
	{"Gr\xc3\xbc\xc3\x9f" "e", "Gr\xc3\xbc\xc3\x9f" "e", BOTH, 0},
	{"Gr\xfc\xdf" "e", "Gr\xc3\xbc\xc3\x9f" "e", BOTH, 0},
	{"what =? is it", "what =? is it", BOTH, 0},
	{WORD("utf-8", "q?Gr=C3=BC=C3=9Fe_aus"),
	    "Gr\xc3\xbc\xc3\x9f" "e aus", BOTH, 0},
	{WORD("UTF-8", "B?R3LDvMOfZQ=="), "Gr\xc3\xbc\xc3\x9f" "e", BOTH, 0},
	{WORD("iso-8859-1", "Q?Fouch=E9"), "Fouch\xc3\xa9", BOTH, 0},
	{WORD("iso-8859-1", "Q?=80"), "\xe2\x82\xac", IN_PLACE, 0},
	{WORD("utf-8*de", "q?a=C3=A9"), "a\xc3\xa9", BOTH, 0},
	{WORD("iso-2022-jp", "B?GyRCJUslYyE8JXMbKEI="),
	    "\xe3\x83\x8b\xe3\x83\xa3\xe3\x83\xbc\xe3\x83\xb3", BOTH, 0},
	{"Re: " WORD("utf-8", "q?a") " b " WORD("utf-8", "q?c"),
	    "Re: a b c", BOTH, 0},
	{WORD("utf-8", "q?a") " " WORD("utf-8", "q?b"), "ab", BOTH, 0},
	{WORD("utf-8", "q?a") "\r\n\t" WORD("utf-8", "b?Yg=="), "ab", BOTH, 0},
	{WORD("utf-8", "q?a_") " " WORD("iso-8859-1", "q?=E9"),
	    "a \xc3\xa9", BOTH, 0},
	{"(" WORD("utf-8", "q?a") ")", "(a)", BOTH, 0},
	{"\"" WORD("utf-8", "q?a") "\" <x@y>", "\"a\" <x@y>", BOTH, 0},
	{"x" WORD("utf-8", "q?a") "y", "xay", BOTH, 0},
	{WORD("utf-8", "q?a b c"), "a b c", BOTH, 0},
	{WORD("utf-8", "q?"), "", BOTH, 0},
	/* what the library's function for a whole text does not do */
	{WORD("UTF-8", "Q?=E3=81") " " WORD("UTF-8", "Q?=84"),
	    "\xe3\x81\x84", IN_PLACE, 0},
	{WORD("UTF-8", "B?44O=") " " WORD("UTF-8", "B?jA=="),
	    "\xe3\x83\x8c", IN_PLACE, 0},
	{WORD("utf-8", "q?a=ZZb"), "a=ZZb", IN_PLACE, 0},
	{WORD("utf-8", "q?a="), "a", IN_PLACE, 0},
	{WORD("utf-8", "q?a=00b"), "ab", IN_PLACE, 0},
	{WORD("utf-8", "q?a=0D=0ABcc: x"), "a  Bcc: x", IN_PLACE, 0},
	{WORD("utf-8", "q?=E9"), "\xef\xbf\xbd", IN_PLACE, FLAG_BAD_CHARSET},
	{WORD("us-ascii", "q?=E9"), "\xc3\xa9", IN_PLACE, FLAG_BAD_CHARSET},
	{WORD("utf-8", "B?!!!"), "", IN_PLACE, 0},
	{WORD("iso-2022-jp", "B?VW5kZWxpdmVyYWJsZTogGyRCJEskYyE8JHMbKEI="),
	    "Undeliverable: \xe3\x81\xab\xe3\x82\x83\xe3\x83\xbc\xe3\x82\x93",
	    IN_PLACE, 0},
	{WORD("x-foo", "q?a") " " WORD("utf-8", "q?b"), "=?x-foo?q?a?= b",
	    IN_PLACE, FLAG_BAD_CHARSET},
	{WORD("utf-8", "x?a"), "=?utf-8?x?a?=", BOTH, 0},
	{"=?utf-8?q?abc", "=?utf-8?q?abc", BOTH, 0},
	{"=?utf-8?q?abc " WORD("utf-8", "q?def"), "=?utf-8?q?abc def",
	    IN_PLACE, 0},
	{"r\xe9sum\xe9 " WORD("utf-8", "q?x"), "r\xc3\xa9sum\xc3\xa9 x",
	    BOTH, 0},
	{"\xe7\x8c\xab " WORD("utf-8", "q?x"), "\xe7\x8c\xab x", BOTH, 0},
};

static const struct {
	const char *input, *wanted;
	unsigned flags;
} base64s[] = {
	{"", "", 0},
	{"aGVsbG8=", "hello", 0},
	{"aGVsbG8", "hello", 0},
	{"aGVs\r\nbG8=\r\n\r\n", "hello", 0},
	{"  aGVsbG8gd29ybGQh\n", "hello world!", 0},
	{"a\nG\nV\ns\nb\nG\n8\n", "hello", 0},
	{"aGVsbG8=aGVsbG8=", "hellohello", 0},
	{"aGVsbG8=\naGVsbG8=\n", "hellohello", 0},
	{"aGVsbG8==", "hello", 0},
	{"aGVsbA==bG8=", "helllo", 0},
	{"aGV!sbG8=", "hello", FLAG_BAD_ENCODING},
	{"-aGVsbG8-", "hello", FLAG_BAD_ENCODING},
	{"a", "", 0},
	{"aG", "h", 0},
	{"====", "", 0},
	{"\n\n  \n", "", 0},
};

static const struct {
	const char *input, *wanted;
	unsigned flags;
} quoted[] = {
	{"", "", 0},
	{"plain\nlines\n", "plain\nlines\n", 0},
	{"a=3Db=C3=A9", "a=b\xc3\xa9", 0},
	{"a=3db=c3=a9", "a=b\xc3\xa9", 0},
	{"soft=\nbreak", "softbreak", 0},
	{"soft=\r\nbreak", "softbreak", 0},
	{"soft= \t\nbreak", "softbreak", 0},
	{"soft =  \r\nbreak", "soft break", 0},
	{"end=", "end", 0},
	{"end= ", "end", 0},
	{"blanks  \nat end\t\n", "blanks\nat end\n", 0},
	{"kept=20\n", "kept \n", 0},
	{"a=ZZb", "a=ZZb", FLAG_BAD_ENCODING},
	{"a =ZZb", "a =ZZb", FLAG_BAD_ENCODING},
	{"a=4", "a=4", FLAG_BAD_ENCODING},
	{"x = y", "x = y", FLAG_BAD_ENCODING},
	{"== ==", "== =", FLAG_BAD_ENCODING},
	{"raw \xe9", "raw \xe9", 0},
	{"CRLF \t\r\nand=20\r\nblanks=\r\n at end  ", "CRLF\nand \nblanks at end",
	    0},
	{"a \n\n \n=41 \n=42=43\n", "a\n\n\nA\nBC\n", 0},
	{"two CRs\r\r\nor one\r", "two CRs\n\nor one", 0},
};

#define COUNT(rows) (sizeof (rows) / sizeof *(rows))

static void
check_addresses(bool plain)
{
	for (size_t i = 0; i < COUNT(addresses); i++) {
		struct view input = view_of(addresses[i].input);

		expect(plain ? "address" : "address, library", input,
		    mail_address(&arena, input), addresses[i].wanted);
	}
}

/* Domains of any length, capitals in them, at the end of a list or before
 * more: they are read sixteen bytes at a time. */
static void
check_domains(void)
{
	static const char domain[] = "A.b-C_d9.Example.z0.sub-DOMAIN.e.org";
	static const char *const around[][2] = {{"", ""}, {"", " (x)"},
	    {"<", ">"}, {"A Name That Is Long <", ">, <second@example.com>"}};
	char input[128], wanted[64];

	for (size_t n = 1; n < sizeof domain; n++)
		for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
			int length = snprintf(input, sizeof input,
			    "%sX@%.*sq%s", around[i][0], (int)n, domain,
			    around[i][1]);
			struct view copy = arena_copy(&arena,
			    (struct view){input, (size_t)length});

			snprintf(wanted, sizeof wanted, "X@%.*sq", (int)n,
			    domain);
			for (char *p = wanted + 1; *p; p++)
				*p = to_lower(*p);
			expect("domain", copy, mail_address(&arena, copy),
			    wanted);
		}
}

static void
check_dates(bool plain)
{
	for (size_t i = 0; i < COUNT(dates); i++) {
		struct view input = view_of(dates[i].input);
		int64_t got;

		if (!plain && dates[i].way == IN_PLACE)
			continue;
		got = mail_date(input);
		report(got == dates[i].wanted, plain ? "date" :
		    "date, library", input);
		if (got != dates[i].wanted)
			printf("# wanted %" PRId64 "\n# got %" PRId64 "\n",
			    dates[i].wanted, got);
	}
}

static void
check_words(bool plain)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		struct view input = view_of(words[i].input);
		unsigned flags = 0;

		if (!plain && words[i].way == IN_PLACE)
			continue;
		expect(plain ? "words" : "words, library", input,
		    mail_words(&arena, input, &flags), words[i].wanted);
		report(flags == words[i].flags, "flags of words", input);
	}
}

static void
check_base64(bool plain)
{
	for (size_t i = 0; i < COUNT(base64s); i++) {
		struct view input = view_of(base64s[i].input);
		unsigned flags = 0;

		expect(plain ? "base64" : "base64, library", input,
		    mail_base64(&arena, input, &flags), base64s[i].wanted);
		report(flags == base64s[i].flags, "flags of base64", input);
	}
}

static void
check_quoted(bool plain)
{
	for (size_t i = 0; i < COUNT(quoted); i++) {
		struct view input = view_of(quoted[i].input);
		unsigned flags = 0;

		expect(plain ? "quoted-printable" :
		    "quoted-printable, library", input,
		    mail_quoted_printable(&arena, input, &flags),
		    quoted[i].wanted);
		report(flags == quoted[i].flags, "flags of quoted-printable",
		    input);
	}
}

/* All texts of six signs, behind a few plain ones: what is read in place is
 * what the library makes of it. */
static void
check_quoted_signs(void)
{
	static const char signs[] = "=4\n\r \tx";
	enum { SIGNS = sizeof signs - 1, LENGTH = 6, BEFORE = 9 };
	unsigned long texts = 1;
	bool good = true;

	for (int i = 0; i < LENGTH; i++)
		texts *= SIGNS;
	for (unsigned long i = 0; i < texts && good; i++) {
		char text[BEFORE + LENGTH] = "xxxxxxxxx";
		size_t n = i % BEFORE;
		unsigned flags[2] = {0};
		struct view got[2];

		for (unsigned long j = i, k = 0; k < LENGTH; k++, j /= SIGNS)
			text[n++] = signs[j % SIGNS];
		for (int way = 0; way < 2; way++) {
			mail_plain(way);
			got[way] = mail_quoted_printable(&arena,
			    (struct view){text, n}, &flags[way]);
		}
		good = view_eq(got[0], got[1]) && flags[0] == flags[1];
		if (!good || i % 1000 == 0)
			report(good, "quoted-printable both ways",
			    (struct view){text, n});
		arena_reset(&arena);
	}
}

/* Bytes of every value come back through long base64, however it is broken
 * into lines. */
static void
check_long_base64(size_t line)
{
	static const char code[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	enum { BYTES = 3 * 5000 };
	char *text = arena_text(&arena, BYTES * 4), *to = text;
	struct view got;
	unsigned flags = 0;
	bool good;

	for (unsigned i = 0, n = 0; i < BYTES; i += 3) {
		unsigned bits = (i & 255) << 16 | ((i + 1) & 255) << 8 |
		    ((i + 2) & 255);

		for (int shift = 18; shift >= 0; shift -= 6) {
			*to++ = code[bits >> shift & 63];
			if (++n % line == 0)
				*to++ = '\n';
		}
	}
	got = mail_base64(&arena, (struct view){text, (size_t)(to - text)},
	    &flags);
	good = got.n == BYTES && flags == 0;
	for (unsigned i = 0; good && i < BYTES; i++)
		good = (unsigned char)got.p[i] == (i & 255);
	report(good, "long base64", VIEW("15000 bytes"));
}

/* An address is none when it is too long to be one, and long input is read
 * in linear time whatever it is made of. */
static void
check_limits(void)
{
	static const struct view pieces[] = {
		{"(", 1}, {"<", 1}, {"\"", 1}, {"@", 1}, {"[", 1}, {"a@[", 3},
		{"<@", 2}, {"\\\"@", 3}, {",", 1}, {",a@b@", 5}, {"a@", 2},
		{"=?", 2}, {"=?a?q?", 6}, {"=?utf-8?q?a?= ", 14},
	};
	enum { BYTES = 200000 };
	char *text = arena_text(&arena, BYTES);
	struct view all = {text, BYTES};
	unsigned flags = 0;

	memset(text, 'a', MAIL_ADDRESS_MAX);
	memcpy(text + MAIL_ADDRESS_MAX - 4, "@x.y", 4);
	report(mail_address(&arena, view_upto(all, MAIL_ADDRESS_MAX)).n ==
	    MAIL_ADDRESS_MAX, "longest address", VIEW("a..."));
	memcpy(text + MAIL_ADDRESS_MAX - 4, "@x.yz", 5);
	report(view_none(mail_address(&arena, view_upto(all,
	    MAIL_ADDRESS_MAX + 1))), "too long an address", VIEW("a..."));
	for (size_t i = 0; i < COUNT(pieces); i++) {
		for (size_t j = 0; j < BYTES; j++)
			text[j] = pieces[i].p[j % pieces[i].n];
		mail_address(&arena, all);
		mail_words(&arena, all, &flags);
		mail_date(all);
		report(true, "long and odd", pieces[i]);
	}
}

int
main(void)
{
	for (int plain = 1; plain >= 0; plain--) {
		mail_plain(plain);
		check_addresses(plain);
		check_dates(plain);
		check_words(plain);
		check_base64(plain);
		check_quoted(plain);
	}
	mail_plain(true);
	check_domains();
	check_long_base64(76);
	check_long_base64(7);
	check_long_base64(1);
	check_quoted_signs();
	mail_plain(true);
	check_limits();
	arena_free(&arena);
	printf("1..%d\n", count);
	return failed > 0;
}
