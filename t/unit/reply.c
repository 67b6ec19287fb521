/*
 * reply: SMTP replies and status codes in the texts of many servers, and
 * numbers that are none.  Prints a line for each row; exit status 1 when one
 * is not as it should be.
 */
#include "mail/reply.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

/* code 0, status NULL: none. */
static const struct {
	const char *text;
	int code;
	const char *status;
	size_t at;
} rows[] = {
	{"550 5.1.1 <x@y.example>: Recipient address rejected", 550, "5.1.1",
	    0},
	{"smtp; 550-5.1.1 The email account that you tried to reach", 550,
	    "5.1.1", 6},
	{"smtp;550 5.7.1 no", 550, "5.7.1", 5},
	{"SMTP; 550 #5.1.0 Address rejected.", 550, "5.1.0", 6},
	{"550 (#5.1.0) no", 550, "5.1.0", 0},
	{"550 [5.7.1] no", 550, "5.7.1", 0},
	{"550: 5.7.1 no", 550, "5.7.1", 0},
	{"550 550 5.1.1 no such user", 550, "5.1.1", 0},
	{"550 no such user", 550, NULL, 0},
	{"550", 550, NULL, 0},
	{"550-", 550, NULL, 0},
	{"550 5.7.509 Access denied", 550, "5.7.509", 0},
	{"550 5.1.1.", 550, "5.1.1", 0},
	{"421 4.7.0 try again", 421, "4.7.0", 0},
	{"450 4.2.0 <x@y.example>: Greylisted for 300 seconds", 450, "4.2.0",
	    0},
	{"452 Too many recipients", 452, NULL, 0},
	{"550 Messages from 192.0.2.1 are refused", 550, NULL, 0},
	{"550 Requested action not taken: mailbox unavailable (5.1.1)", 550,
	    "5.1.1", 0},
	{"5.1.1 (unknown user)", 0, "5.1.1", 0},
	{"host unreachable (#4.4.1)", 0, "4.4.1", 19},
	{"#5.1.1 SMTP; 550 unknown user", 550, "5.1.1", 1},
	{"#< #5.1.1 SMTP; 550 5.1.1 User unknown>", 550, "5.1.1", 16},
	{"host mx.example[192.0.2.4] said: 550 5.7.1 no (in reply to RCPT "
	    "TO command)", 550, "5.7.1", 33},
	{"host mx.example[192.0.2.4] refused to talk to me: 421 4.7.0 busy",
	    421, "4.7.0", 50},
	{"<<< 550 5.1.1 no", 550, "5.1.1", 4},
	{">>> RCPT TO:<x@y.example>\n<<< 550 no\n554 5.0.0 Service "
	    "unavailable", 550, "5.0.0", 30},
	{"SMTP error from remote mail server after RCPT TO:<a@b.example>: "
	    "host mx.example [192.0.2.4]: 550 no", 550, NULL, 93},
	{"Remote host said: 550-5.7.1 [      12] Our system has detected",
	    550, "5.7.1", 18},
	{"The error that the other server returned was: 550 550 5.1.1 x "
	    "(state 14).", 550, "5.1.1", 46},
	{"permanent error (state 14): 550 no", 550, NULL, 28},
	{"rejected with error code 550", 550, NULL, 25},
	{"the server said 550, sorry", 550, NULL, 16},
	{"Delivery failed 550 User unknown", 550, NULL, 16},
	{"X-Postfix; host mx.example said: 550", 550, NULL, 33},
	{"dsn=5.1.1, stat=User unknown", 0, "5.1.1", 4},
	{"size 500 exceeded, then: 552 5.3.4 too big", 552, "5.3.4", 25},
	{"\xe8\xbf\x94\xe5\x9b\x9e" "550\xe7\x94\xa8", 550, NULL, 6},
	/* none */
	{"", 0, NULL, 0},
	{"5", 0, NULL, 0},
	{"55", 0, NULL, 0},
	{"User unknown", 0, NULL, 0},
	{"250 2.1.5 OK", 0, NULL, 0},
	{"smtp; 250 2.0.0 Ok: queued as 12143244", 0, NULL, 0},
	{"connect to mx.example[192.0.2.550]:25: refused", 0, NULL, 0},
	{"connect to mx.example.com:450: refused", 0, NULL, 0},
	{"connect to 192.0.2.1:450: refused", 0, NULL, 0},
	{"message size 550 bytes", 0, NULL, 0},
	{"550 bytes were sent", 0, NULL, 0},
	{"limit of 500 recipients", 0, NULL, 0},
	{"try again in 500 seconds", 0, NULL, 0},
	{"connect to port 550", 0, NULL, 0},
	{"<550@example.com>: no", 0, NULL, 0},
	{"550@example.com: no", 0, NULL, 0},
	{"550.example.com: no", 0, NULL, 0},
	{"mx-550.example.com and mx550 failed", 0, NULL, 0},
	{"call 1-555-123-4567 or 555-1234", 0, NULL, 0},
	{"id 5.1.1-foo", 0, NULL, 0},
	{"Postfix 3.5.1", 0, NULL, 0},
	{"Exim 4.4.1 failed", 0, NULL, 0},
	{"Exim 4.92.3 failed", 0, NULL, 0},
	{"version: 5.1.2", 0, NULL, 0},
	{"8.5.5 host", 0, NULL, 0},
	{"host 4.2.2.1 refused", 0, NULL, 0},
	{"host 15.1.1 and 5.1.1.example.com", 0, NULL, 0},
	{"5.1.1@example.com", 0, NULL, 0},
	{"5.1.1234", 0, NULL, 0},
	{"Thu, 29 Apr 2010 23:45:14 +0450", 0, NULL, 0},
	{"at 12:34:550 or 5000 or 5501", 0, NULL, 0},
	{"HTTP error 404", 0, NULL, 0},
	{"no answer for 432000 seconds", 0, NULL, 0},
	{"rule 4.5", 0, NULL, 0},
};

static const struct {
	const char *text, *status;
} statuses[] = {
	{"5.1.1", "5.1.1"}, {"4.7.650 x", "4.7.650"}, {"2.0.0 (ok)", "2.0.0"},
	{"5.1.1 ", "5.1.1"}, {"5.1.1.", "5.1.1"}, {"5.1.1)", "5.1.1"},
	{"5.999.999", "5.999.999"}, {"", NULL}, {"5", NULL}, {"5.", NULL},
	{"5.1", NULL}, {"5.1.", NULL}, {"3.1.1", NULL}, {"55.1.1", NULL},
	{"5.1.1.1", NULL}, {"5.1.1a", NULL}, {"5.1000.1", NULL},
	{"5.1.1000", NULL}, {" 5.1.1", NULL}, {"192.0.2.1", NULL},
};

#define COUNT(rows) (sizeof (rows) / sizeof *(rows))

static bool
is_text(struct view v, const char *wanted)
{
	return wanted ? view_eq(v, view_of(wanted)) : view_none(v);
}

/* Cut anywhere a text has no reply but the one that is there; offsets lie in
 * the text. */
static void
check_cuts(struct view text)
{
	struct reply found;

	for (size_t n = 0; n <= text.n; n++) {
		found = reply_find(view_upto(text, n));
		if (found.at > n || (found.status.p && (found.status.p <
		    text.p || found.status.p + found.status.n > text.p + n)))
			check("a cut text", false);
	}
}

int
main(void)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct reply found = reply_find(view_of(rows[i].text));
		bool good = found.code == rows[i].code &&
		    is_text(found.status, rows[i].status) &&
		    found.at == rows[i].at;

		check(rows[i].text, good);
		if (!good)
			printf("# got %d %.*s at %zu\n", found.code,
			    (int)found.status.n, found.status.p ?
			    found.status.p : "", found.at);
		check_cuts(view_of(rows[i].text));
	}
	for (size_t i = 0; i < COUNT(statuses); i++)
		check(statuses[i].text, is_text(reply_status_at(
		    view_of(statuses[i].text)), statuses[i].status));
	return check_end();
}
