# Input of some kind with n times what that kind has much of:
# awk -v kind=KIND -v n=N -f grow.awk; all repetitions have one length.

BEGIN {
	mails()
	texts()
	lists()
	reports()
	records()
	exit !found
}

# A kind: what stands once, what comes n times (%d: its number, %a: a word that
# no other has, %h: the number modulo a hundred), what follows.
function row(name, before, unit, after,    i, j, count, piece, line) {
	if (name != kind)
		return
	found = 1
	printf "%s", before
	count = split(unit, piece, "%")
	for (i = 1; i <= n; i++) {
		line = piece[1]
		for (j = 2; j <= count; j++)
			line = line value(substr(piece[j], 1, 1), i) \
			    substr(piece[j], 2)
		printf "%s", line
	}
	printf "%s", after
}

function value(letter, i) {
	return letter == "d" ? 10000000 + i : letter == "h" ? 10 + i % 100 : \
	    letter == "a" ? word(i) : "%" letter
}

function word(i,    text) {
	for (i += 17576; i > 0; i = int(i / 26))
		text = text sprintf("%c", 97 + i % 26)
	return text
}

function head(more) {
	return "From: MAILER-DAEMON@mx.example.org\n" \
	    "To: sender@example.com\n" \
	    "Date: Sat, 21 Nov 2026 20:45:49 +0000\n" \
	    "Message-ID: <1@mx.example.org>\n" \
	    "MIME-Version: 1.0\n" \
	    "Subject: Undelivered Mail Returned to Sender\n" more
}

function encoded(how) {
	return head("Content-Transfer-Encoding: " how "\n\n")
}

function multipart(type) {
	return head("Content-Type: multipart/" type "; boundary=b\n\n")
}

function status(text) {
	return multipart("report; report-type=delivery-status") "--b\n\n" text \
	    "\n--b\nContent-Type: message/delivery-status\n\n" \
	    "Reporting-MTA: dns; mx.example.org\n"
}

function recipient(user) {
	return "\nFinal-Recipient: rfc822; " user "@example.net\n" \
	    "Action: failed\nStatus: 5.1.1\n" \
	    "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n"
}

# Headers and parts.
function mails() {
	row("mbox", "", "From MAILER-DAEMON Sat Nov 21 20:45:49 2026\n" \
	    status("It failed.") recipient("user%d") "--b--\n\n")
	row("fields", head(), "X-Field-%d: value\n", "\ntext\n")
	row("received", head(), "Received: from h%d.example.org " \
	    "(h%d.example.org\n\t[192.0.2.1]) by mx.example.org with ESMTP " \
	    "id A%d;\n\tSat, 21 Nov 2026 20:45:49 +0000\n", "\ntext\n")
	row("folded", head("X-Long: begin\n"), " word %d of it\n", "\ntext\n")
	row("long-field", head("X-Long: "), "word %d of it ", "\n\ntext\n")
	row("words", head("Subject: begin\n"), " =?utf-8?Q?word_%d?=\n" \
	    " =?iso-8859-1?B?d29yZA==?=\n", "\ntext\n")
	row("addresses", head("Resent-To: "), "a%d@example.org, ", "\n\ntext\n")
	row("comments", "From: ", "(", "a@example.org\n" head("\ntext\n"))
	row("parameters", head("Content-Type: text/plain"),
	    ";\n x%d*=utf-8'en'value%d", "\n\ntext\n")
	row("parts", multipart("mixed"), "--b\n\nThis is part %d.\n", "--b--\n")
	row("html-parts", multipart("mixed"), "--b\n" \
	    "Content-Type: text/html\n\n<p>This is part <b>%d</b></p>\n",
	    "--b--\n")
	row("nested", multipart("mixed"), "--b\nContent-Type: " \
	    "multipart/mixed; boundary=b%d\n\n--b%d\n\nThis is part %d.\n",
	    "--b--\n")
	row("almost-boundaries", multipart("mixed") "--b\n\n",
	    "--b%d\n--b %d\n", "--b--\n")
}

# Texts in which nothing is listed.
function texts() {
	row("text", head("\n"),
	    "The message %d could not be delivered at this time, alas.\n")
	row("one-line", head("\n"), "word %d of it ")
	row("empty-lines", head("\n"), "\n")
	row("blanks", head("\n"), "                    ")
	row("quotes", head("\n"), ">From me %d\n> and > others, <x@y> said\n")
	row("at-signs", head("\n"), "<<a@b@c<d@e:;,(\"@%d@>@\n")
	row("from-lines", head("\n"), "From me %d\n")
	row("base64", encoded("base64"), "VGhlIG1lc3NhZ2UgY291bGQgbm90IGJl" \
	    "IGRlbGl2ZXJlZCBhdCB0aGlzIHRpbWUuCkFsYXMu\n")
	row("quoted-printable", encoded("quoted-printable"), "Der Empf=C3=A4" \
	    "nger wurde nicht gefunden: %d =E2=82=AC, =\nleider.\n")
	row("soft-breaks", encoded("quoted-printable"), "a=\n")
	row("latin1", head("Content-Type: text/plain; charset=iso-8859-1\n\n"),
	    "Der Empf\344nger %d wurde nicht gefunden.\n")
	row("japanese", head("Content-Type: text/plain; " \
	    "charset=iso-2022-jp\n\n"),
	    "\033$B%j%9%H\033(B %d \033$B$G$9\033(B\n")
	row("html", head("Content-Type: text/html\n\n"), "<p class=\"x\">The " \
	    "<b>message</b> &lt;%d&gt; could <a href=\"http://example.org/\">" \
	    "not</a> be&nbsp;read.</p>\n")
	row("open-tags", head("Content-Type: text/html\n\n"), "<a <!-- &amp")
}

# Failing addresses as servers list them.
function lists() {
	row("qmail", head("\nHi. This is the qmail-send program at mx.example" \
	    ".org.\nI'm afraid I wasn't able to deliver your message to the " \
	    "following addresses.\n\n"), "<user%d@example.net>:\n" \
	    "Remote host said: 550 5.1.1 User unknown\n\n")
	row("sendmail", head("\n   ----- The following addresses had " \
	    "permanent fatal errors -----\n"), "<user%d@example.net>\n" \
	    "    (reason: 550 5.1.1 User unknown)\n",
	    "\n   ----- Transcript of session follows -----\n")
	row("transcript", head("\n   ----- Transcript of session follows " \
	    "-----\n"), ">>> RCPT To:<user%d@example.net>\n" \
	    "<<< 550 5.1.1 <user%d@example.net>... User unknown\n")
	row("exim", head("\nA message that you sent could not be delivered " \
	    "to one or more of its\nrecipients. This is a permanent error. " \
	    "The following address(es) failed:\n\n"), "  user%d@example.net\n" \
	    "    host mx.example.net [192.0.2.1]\n" \
	    "    SMTP error from remote mail server after RCPT TO:" \
	    "<user%d@example.net>:\n    550 5.1.1 User unknown\n\n")
	row("plain", head("\n"), "user%d@example.net: 550 5.1.1 User unknown\n")
	row("replies", head("\n<user@example.net>: host mx said:\n"),
	    "550-5.1.1 see %d\n", "550 5.1.1 User unknown\n")
}

function reports() {
	row("recipients", status("It failed."), recipient("user%d"), "--b--\n")
	row("report-text", multipart("report") "--b\n\n",
	    "The message %d could not be delivered at this time, alas.\n",
	    "--b\nContent-Type: message/delivery-status\n" recipient("user"))
	row("status-fields", status("It failed.") recipient("user"),
	    "X-Field-%d: value\n", "--b--\n")
	row("status-groups", status("It failed.") recipient("user"),
	    "X-Field: %d\n\n", "--b--\n")
	row("diagnostic", status("It failed.") recipient("user"),
	    " and so on, %d\n", "--b--\n")
	row("returned", status("It failed.") recipient("user") "--b\n" \
	    "Content-Type: message/rfc822\n\nSubject: x\n\n",
	    "This was line %d of the message.\n", "--b--\n")
	row("complaint", multipart("report; report-type=feedback-report") \
	    "--b\nContent-Type: message/feedback-report\n\n" \
	    "Feedback-Type: abuse\n", "Original-Rcpt-To: user%d@example.net\n",
	    "--b--\n")
}

# Records, rules, dialects.
function records(    line) {
	line = "{\"v\":1,\"id\":\"00000000%d\",\"source\":\"-\",\"index\":1," \
	    "\"count\":1,\"kind\":\"bounce\",\"format\":\"rfc3464\",\"ts\":" \
	    "17%d,\"recipient\":\"user%d@example%h.net\",\"action\":" \
	    "\"failed\",\"status\":\"5.1.1\",\"diagnostic\":\"550 5.1.1 No " \
	    "such thing as %a here\""
	row("records", "", line "}\n")
	sub(/No.*/, "", line)
	gsub(/%d/, "10000000", line)
	sub(/%h/, "", line)
	row("long-text", line, "no such %a, ", "\"}\n")
	row("escapes", line, "\\u00e9\\n", "\"}\n")
	row("keys", line "\"", ",\"key%d\":\"value\"", "}\n")
	row("hops", line "\",\"original_received\":[\"from a by b\"",
	    ",\"from h%d.example.org by mx.example.org with SMTP\"", "]}\n")
	row("brackets", line "\",\"x\":", "[", "\n")
	row("rules", "", "userunknown bench-%d\n\ttext no such %aqx here\n" \
	    "\ttext mailbox %aqy * is gone\n")
	row("formats", "", "format bench%d\n\tfrom %aqx@example.org\n" \
	    "\tbounce could not give %aqy\n\tto the failing %aqz is\n")
}
