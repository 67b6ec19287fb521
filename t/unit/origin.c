/* Who reported, how it failed, whose message it was: the truth table, and
 * what forgers try. */
#include "classify/origin.h"

#include <stdio.h>

/* Trace fields, as our servers and those of others write them. */
#define AT_OUT "by out.sender.example"
#define FROM_MX "from mx.rcpt.example (mx.rcpt.example [198.51.100.20]) "
#define FROM_OUT "from out.sender.example (out.sender.example [192.0.2.10]) "
#define FROM_BAD "from dyn-99.badnet.test (dyn-99.badnet.test " \
	"[203.0.113.99]) "
#define FROM_CLIENT "from client.sender.example (client.sender.example " \
	"[192.0.2.50]) "
#define BY_OUT "by out.sender.example with ESMTP"
#define BY_MX "by mx.rcpt.example with ESMTP"
#define MADE_MX "by mx.rcpt.example"
#define FORGED "from [192.0.2.50] (unknown [192.0.2.50]) by " \
	"out.sender.example with ESMTPA"

enum { LINES = 5, HOSTS = 3 };
enum { OWN_SENDER = 1, OWN_NET = 2, OWN_OUT = 4, OWN_ID = 8, NOTHING = 0 };

static const struct test {
	const char *name;
	unsigned settings;
	const char *reporter, *bounce, *recipient, *expanded_from;
	const char *report[LINES], *original[LINES]; /* the newest first */
	const char *original_from, *list_id, *message_id, *remote;
	const char *status, *diagnostic;
	int code;
	enum reporter want_reporter;
	enum failure want_failure;
	enum truth want_backscatter;
} tests[] = {
	{.name = "our own server was refused", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .original = {FROM_CLIENT BY_OUT},
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "the same without settings", .settings = NOTHING,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .original = {FROM_CLIENT BY_OUT},
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION},
	{.name = "our own server, networks given", .settings = OWN_NET,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .original = {FROM_CLIENT BY_OUT},
	    .code = 451, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_TIMEOUT,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "the recipient's server reports", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_OUT BY_MX, FROM_CLIENT BY_OUT}, .code = 550,
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "the same without settings", .settings = NOTHING,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_OUT BY_MX, FROM_CLIENT BY_OUT}, .code = 550,
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC},
	{.name = "the same with networks", .settings = OWN_NET,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_OUT BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_FALSE},
	{.name = "a server of two domains is not remote to itself",
	    .settings = NOTHING, .reporter = "mail.corp.example",
	    .bounce = "bob@corp2.example", .recipient = "a@corp.example",
	    .report = {"by mail.corp.example"}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "somebody else sent it", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_TRUE},
	{.name = "somebody else sent it in a hosted domain's name",
	    .settings = OWN_SENDER, .reporter = "mx.rcpt.example",
	    .bounce = "bob@hosted.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_TRUE},
	{.name = "in the name of a domain that is forwarded to us",
	    .settings = OWN_SENDER, .reporter = "mx.rcpt.example",
	    .bounce = "bob@alumni.example", .recipient = "a@rcpt.example",
	    .report = {"from fwd.alumni.example (fwd.alumni.example "
	    "[203.0.113.5]) " BY_OUT, FROM_MX "by fwd.alumni.example with "
	    "ESMTP", MADE_MX}, .original = {FROM_BAD BY_MX},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_NONE},
	{.name = "somebody else sent it, without settings",
	    .settings = NOTHING, .reporter = "mx.rcpt.example",
	    .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC},
	{.name = "forged HELO", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {"from out.sender.example (dyn-99.badnet.test "
	    "[203.0.113.99]) " BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_TRUE},
	{.name = "forged HELO before Exim", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {"from dyn-99.badnet.test ([203.0.113.99] "
	    "helo=out.sender.example) by mx.rcpt.example with esmtp"},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_TRUE},
	{.name = "our name without a name service behind it",
	    .settings = OWN_SENDER, .reporter = "mx.rcpt.example",
	    .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {"from out.sender.example (unknown [192.0.2.10]) "
	    BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_NONE},
	{.name = "HELO is a word of the syntax", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {"from by (dyn-99.badnet.test [203.0.113.99]) " BY_MX,
	    FROM_OUT BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_NONE},
	{.name = "forged lower lines", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX, FORGED},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_TRUE},
	{.name = "forged lower lines, networks listed",
	    .settings = OWN_SENDER | OWN_NET, .reporter = "mx.rcpt.example",
	    .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX, FORGED},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_TRUE},
	{.name = "forged lower lines in the reporter's name",
	    .settings = OWN_SENDER, .reporter = "mx.rcpt.example",
	    .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX, FROM_OUT BY_MX},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_NONE},
	{.name = "forged Reporting-MTA", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {FROM_BAD BY_OUT, AT_OUT},
	    .original = {FROM_CLIENT BY_OUT}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "forged Reporting-MTA, with our HELO and no name",
	    .settings = OWN_SENDER, .reporter = "out.sender.example",
	    .recipient = "a@shop.example",
	    .report = {"from out.sender.example (unknown [203.0.113.99]) "
	    BY_OUT, AT_OUT}, .original = {FROM_CLIENT BY_OUT}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "forged Reporting-MTA without settings", .settings = NOTHING,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {FROM_BAD BY_OUT, AT_OUT}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "stripped chain of the message", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC},
	{.name = "stripped chain of the report", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .original = {FROM_OUT BY_MX}, .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "a smarthost reports", .settings = OWN_SENDER,
	    .reporter = "smart.sender.example", .recipient = "a@shop.example",
	    .report = {"from smart.sender.example (smart.sender.example "
	    "[192.0.2.11]) " BY_OUT, "by smart.sender.example"},
	    .original = {FROM_OUT "by smart.sender.example with ESMTP",
	    FROM_CLIENT BY_OUT}, .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "a smarthost that is not listed took it by submission",
	    .settings = OWN_SENDER, .reporter = "smtp.isp.example",
	    .recipient = "a@shop.example",
	    .report = {"from smtp.isp.example (smtp.isp.example "
	    "[198.51.100.25]) " BY_OUT, "by smtp.isp.example"},
	    .original = {FROM_OUT "by smtp.isp.example with ESMTPSA"},
	    .code = 550, .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "submission from a foreign network", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .original = {"from laptop (dyn-7.hotel.test "
	    "[203.0.113.7]) by out.sender.example with ESMTPSA"},
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "an own hub bounces a self-spoof", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@sender.example",
	    .report = {AT_OUT}, .original = {FROM_BAD BY_OUT},
	    .original_from = "bob@sender.example", .code = 550,
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_TRUE},
	{.name = "a self-spoof that came through our own relay",
	    .settings = OWN_SENDER, .reporter = "hub.sender.example",
	    .recipient = "a@sender.example",
	    .report = {"by hub.sender.example"},
	    .original = {FROM_OUT "by hub.sender.example with ESMTP",
	    FROM_BAD BY_OUT}, .original_from = "bob@sender.example",
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_TRUE},
	{.name = "our own hub bounces what a list of ours passed on",
	    .settings = OWN_SENDER, .reporter = "out.sender.example",
	    .bounce = "news-bounces@sender.example",
	    .recipient = "a@shop.example", .report = {AT_OUT},
	    .original = {"from localhost (localhost [127.0.0.1]) " BY_OUT,
	    FROM_BAD BY_OUT}, .original_from = "carl@sender.example",
	    .list_id = "<news.sender.example>", .code = 550,
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION},
	{.name = "our own hub bounces what one of us redirected",
	    .settings = OWN_SENDER, .reporter = "out.sender.example",
	    .recipient = "a@shop.example", .report = {AT_OUT},
	    .original = {FROM_MX BY_OUT}, .original_from = "x@rcpt.example",
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION},
	{.name = "made on our own host", .settings = OWN_SENDER,
	    .reporter = "sender.example", .recipient = "a@shop.example",
	    .report = {"from MAILER-DAEMON by sender.example"},
	    .original = {"from root (uid 0) by sender.example"}, .code = 550,
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "a smarthost of a host without queue", .settings =
	    OWN_SENDER, .reporter = "app.sender.example",
	    .recipient = "a@shop.example", .report = {
	    "from app.sender.example (app.sender.example [192.0.2.60]) "
	    BY_OUT, "(nullmailer pid 7 invoked by uid 8)"},
	    .original = {"(nullmailer pid 6 invoked by uid 0)"}, .code = 550,
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "from a private address that nobody listed",
	    .settings = OWN_SENDER, .reporter = "out.sender.example",
	    .recipient = "a@shop.example", .report = {AT_OUT},
	    .original = {"from pc (unknown [10.0.0.7]) " BY_OUT},
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION},
	{.name = "async inside one organisation, the list covers both",
	    .settings = OWN_SENDER, .reporter = "mx.sender.example",
	    .recipient = "a@lab.sender.example",
	    .report = {"from mx.sender.example (mx.sender.example "
	    "[192.0.2.20]) " BY_OUT, "by mx.sender.example"},
	    .original = {FROM_OUT "by mx.sender.example with ESMTP"},
	    .code = 550, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "async inside one organisation, the list tells them apart",
	    .settings = OWN_OUT, .reporter = "mx.sender.example",
	    .recipient = "a@lab.sender.example",
	    .report = {"from mx.sender.example (mx.sender.example "
	    "[192.0.2.20]) " BY_OUT, "by mx.sender.example"},
	    .original = {FROM_OUT "by mx.sender.example with ESMTP"},
	    .code = 550, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_FALSE},
	{.name = "inside one organisation, without settings",
	    .settings = NOTHING, .reporter = "mx.sender.example",
	    .recipient = "a@lab.sender.example",
	    .report = {"from mx.sender.example (mx.sender.example "
	    "[192.0.2.20]) " BY_OUT, "by mx.sender.example"}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "one provider on both sides, without settings",
	    .settings = NOTHING, .reporter = "googlemail.com",
	    .bounce = "bob@gmail.com", .recipient = "a@gmail.com",
	    .report = {"by 2002:a05:6402:1 with SMTP"}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "one provider on both sides, our domain's bounces come in",
	    .settings = OWN_SENDER, .reporter = "AM0.prod.outlook.com",
	    .recipient = "a@partner.example",
	    .report = {"from mail-am0.outbound.protection.outlook.com "
	    "(mail-am0.outbound.protection.outlook.com [203.0.113.40]) "
	    BY_OUT}, .original = {"from DB1.prod.outlook.com (2001:db8::1) "
	    "by AM0.prod.outlook.com with mapi"}, .code = 550,
	    .want_reporter = REPORTER_UNKNOWN,
	    .want_failure = FAILURE_UNPROVEN},
	{.name = "a provider reports what we gave it",
	    .settings = OWN_SENDER, .reporter = "AM0.prod.outlook.com",
	    .recipient = "a@partner.example",
	    .report = {"from mail-am0.outbound.protection.outlook.com "
	    "(mail-am0.outbound.protection.outlook.com [203.0.113.40]) "
	    BY_OUT}, .original = {"from DB1.prod.outlook.com (2001:db8::1) "
	    "by AM0.prod.outlook.com with Microsoft",
	    FROM_OUT "by DB1.mail.protection.outlook.com with Microsoft"},
	    .code = 550, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC, .want_backscatter = TRUTH_NONE},
	{.name = "a provider shows no names of its own hosts",
	    .settings = OWN_SENDER, .reporter = "AM0.prod.outlook.com",
	    .recipient = "a@partner.example",
	    .report = {"from mail-am0.outbound.protection.outlook.com "
	    "(mail-am0.outbound.protection.outlook.com [203.0.113.40]) "
	    BY_OUT}, .original = {"from DB1.prod.outlook.com (2001:db8::1) "
	    "by AM0.prod.outlook.com with Microsoft"},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC},
	{.name = "behind a filtering service", .settings = OWN_SENDER,
	    .reporter = "exch.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {"from exch.rcpt.example (exch.rcpt.example "
	    "[198.51.100.21]) " BY_OUT}, .original = {
	    "from mx0a.pphosted.com (mx0a.pphosted.com [203.0.113.30]) by "
	    "exch.rcpt.example with ESMTP", "from pps.filterd (m1.ppops.net "
	    "[127.0.0.1]) by m1.ppops.net with SMTP", FROM_OUT
	    "by mx0a.pphosted.com with ESMTPS"},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC},
	{.name = "a forwarder without SRS", .settings = OWN_SENDER,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX}, .original = {
	    "from fwd.alumni.example (fwd.alumni.example [203.0.113.5]) "
	    BY_MX, FROM_OUT "by fwd.alumni.example with ESMTP"},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC},
	{.name = "a forwarder with SRS brings the report back",
	    .settings = OWN_SENDER, .reporter = "mx.rcpt.example",
	    .recipient = "a@rcpt.example",
	    .report = {"from fwd.alumni.example (fwd.alumni.example "
	    "[203.0.113.5]) " BY_OUT, FROM_MX "by fwd.alumni.example with "
	    "ESMTP", MADE_MX}, .original = {"from fwd.alumni.example "
	    "(fwd.alumni.example [203.0.113.5]) " BY_MX, FROM_OUT
	    "by fwd.alumni.example with ESMTP"},
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "fetched by POP", .settings = OWN_OUT,
	    .reporter = "mx.rcpt.example", .bounce = "bob@isp.example",
	    .recipient = "a@rcpt.example", .report = {
	    "from localhost (localhost [127.0.0.1]) by home.lan with ESMTP",
	    "from pop.isp.example [198.51.100.30] by home.lan with POP3",
	    FROM_MX "by mx1.isp.example with ESMTP", MADE_MX},
	    .original = {"from smtp.isp.example (smtp.isp.example "
	    "[198.51.100.25]) " BY_MX}, .want_reporter = REPORTER_REMOTE,
	    .want_failure = FAILURE_ASYNC},
	{.name = "fetched by POP, the smarthost reports",
	    .settings = NOTHING, .reporter = "smtp.isp.example",
	    .bounce = "bob@isp.example", .recipient = "a@rcpt.example",
	    .report = {"from pop.isp.example [198.51.100.30] by home.lan "
	    "with POP3", "from smtp.isp.example (smtp.isp.example "
	    "[198.51.100.25]) by mx1.isp.example with ESMTP",
	    "by smtp.isp.example"}, .code = 550,
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION},
	{.name = "the Message-ID is ours", .settings = OWN_SENDER | OWN_ID,
	    .reporter = "mx.rcpt.example", .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .message_id = "1@client.sender.example",
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_FALSE},
	{.name = "the Message-ID is ours, the entry is not",
	    .settings = OWN_SENDER | OWN_ID, .reporter = "mx.rcpt.example",
	    .recipient = "a@rcpt.example",
	    .report = {FROM_MX BY_OUT, MADE_MX},
	    .original = {FROM_BAD BY_MX},
	    .message_id = "1@client.sender.example",
	    .want_reporter = REPORTER_REMOTE, .want_failure = FAILURE_ASYNC,
	    .want_backscatter = TRUTH_TRUE},
	/* what ended it */
	{.name = "a greeting", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .status = "4.0.0", .diagnostic = "host "
	    "mx.shop.example[203.0.113.20] refused to talk to me: 554 no",
	    .code = 554, .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_TIMEOUT},
	{.name = "Exim's 4xx in a 5.0.0", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .status = "5.0.0", .code = 452,
	    .diagnostic = "452 Mailbox full: retry timeout exceeded",
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_TIMEOUT},
	{.name = "Microsoft's giving up", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .status = "5.4.316", .code = 550,
	    .diagnostic = "550 5.4.316 Message expired, connection refused",
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_TIMEOUT},
	{.name = "a connection", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .status = "5.0.0",
	    .diagnostic = "Connection refused",
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_TIMEOUT},
	{.name = "no such domain", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .status = "5.4.4", .diagnostic =
	    "Host or domain name not found. Name service error for name=x",
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_REJECTION},
	{.name = "no word of why", .settings = OWN_SENDER,
	    .reporter = "out.sender.example", .recipient = "a@shop.example",
	    .report = {AT_OUT}, .status = "5.0.0",
	    .want_reporter = REPORTER_LOCAL,
	    .want_failure = FAILURE_UNPROVEN},
};

static struct list
chain(struct arena *arena, const char *const *lines)
{
	struct view *v = ARENA_NEW(arena, struct view, LINES);
	size_t n = 0;

	while (n < LINES && lines[n])
		n++;
	for (size_t i = 0; i < n; i++)
		v[n - 1 - i] = view_of(lines[i]);
	return (struct list){v, n};
}

static struct origin *
open_settings(unsigned settings)
{
	static const char *const ids[] = {"*@client.sender.example"};
	const char *hosts[HOSTS];
	struct classify_options options = {.own_host = hosts};

	if (settings & OWN_SENDER) {
		hosts[options.own_host_count++] = "*.sender.example";
		hosts[options.own_host_count++] = "sender.example";
	}
	if (settings & OWN_NET)
		hosts[options.own_host_count++] = "192.0.2.0/24";
	if (settings & OWN_OUT)
		hosts[options.own_host_count++] = "out.sender.example";
	if (settings & OWN_ID) {
		options.own_message_id = ids;
		options.own_message_id_count = 1;
	}
	return origin_open(&options);
}

/* Origins live till the end; so do these. */
static struct origin *origins[16];

static struct verdict
decide(struct arena *arena, const struct test *test)
{
	struct report report = report_none;
	struct recipient recipient = recipient_none;
	struct verdict verdict = verdict_none;

	report.reporting_mta = view_of(test->reporter);
	report.bounce_address = view_of(test->bounce ? test->bounce :
	    "bob@sender.example");
	report.report_received = chain(arena, test->report);
	report.original_received = chain(arena, test->original);
	report.original_from = view_of(test->original_from);
	report.original_message_id = view_of(test->message_id);
	report.list_id = view_of(test->list_id);
	recipient.kind = KIND_BOUNCE;
	recipient.recipient = view_of(test->recipient);
	recipient.original_recipient = view_of(test->expanded_from);
	recipient.remote_mta = view_of(test->remote);
	recipient.status = view_of(test->status);
	recipient.diagnostic = view_of(test->diagnostic);
	recipient.reply_code = test->code ? test->code : INT_NONE;
	if (!origins[test->settings])
		origins[test->settings] = open_settings(test->settings);
	origin_decide(origins[test->settings], arena, &report, &recipient,
	    &verdict);
	return verdict;
}

int
main(void)
{
	struct arena arena = {0};
	int bad = 0;

	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		struct verdict verdict = decide(&arena, &tests[i]);
		bool ok = verdict.reporter == tests[i].want_reporter &&
		    verdict.failure == tests[i].want_failure &&
		    verdict.backscatter == tests[i].want_backscatter;

		printf("%s %zu - %s\n", ok ? "ok" : "not ok", i + 1,
		    tests[i].name);
		if (!ok)
			printf("# reporter %d, failure %d, backscatter %d\n",
			    (int)verdict.reporter, (int)verdict.failure,
			    (int)verdict.backscatter);
		bad |= !ok;
		arena_reset(&arena);
	}
	arena_free(&arena);
	return bad;
}
