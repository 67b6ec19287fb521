# A message of some kind with n times what that kind has much of:
# awk -v kind=KIND -v n=N -f grow.awk

BEGIN {
	if (kind == "mbox")
		mbox()
	else if (kind == "rules")
		rules()
	else if (kind == "formats")
		formats()
	else if (kind == "record")
		record()
	else
		mail()
}

function mail() {
	header()
	if (kind == "fields")
		repeat("X-Field-%d: value of it")
	if (kind == "received")
		repeat("Received: from h%d.example.org (h%d.example.org\n" \
		    "\t[192.0.2.1]) by mx.example.org with ESMTP id A%d;\n" \
		    "\tSat, 21 Nov 2026 20:45:49 +0000")
	if (kind == "folded") {
		printf "X-Long: begin"
		repeat("\n word %d of it")
	}
	if (kind == "long-field")
		field("X-Long: ", "")
	if (kind == "subject")
		field("Subject: =?utf-8?Q?", "?=")
	if (kind == "addresses")
		field("To: ", "", "a%d@example.org, ")
	if (kind ~ /^(parts|nested)$/)
		parts()
	else if (kind ~ /^(dsn|dsn-text|returned)$/)
		dsn()
	else
		body()
}

function header() {
	print "From: MAILER-DAEMON@mx.example.org"
	print "To: sender@example.com"
	print "Date: Sat, 21 Nov 2026 20:45:49 +0000"
	print "Message-ID: <1@mx.example.org>"
	print "MIME-Version: 1.0"
}

# Lines with their number in them, where the text has %d; all of one length.
function repeat(text,    i) {
	for (i = 1; i <= n; i++)
		print numbered(text, i)
}

function numbered(text, i) {
	gsub(/%d/, 100000 + i, text)
	return text
}

function field(before, after, text,    i) {
	printf "%s", before
	for (i = 1; i <= n; i++)
		printf "%s", numbered(text == "" ? "word%d_of=20it." : text, i)
	print after
}

function body() {
	if (kind == "html")
		print "Content-Type: text/html; charset=utf-8"
	if (kind ~ /^base64|quoted/)
		print "Content-Transfer-Encoding: " \
		    (kind == "base64" ? kind : "quoted-printable")
	print "Subject: Undelivered Mail Returned to Sender\n"
	if (kind == "text")
		repeat("The message %d could not be delivered at this time, alas.")
	if (kind == "lines")
		repeat("")
	if (kind == "one-line")
		field("", "")
	if (kind == "quotes")
		repeat(">From me %d\n> and > others, <x@y> said")
	if (kind == "at-signs")
		repeat("<<a@b@c<d@e:;,(\"@%d@>@")
	if (kind == "base64")
		repeat("VGhlIG1lc3NhZ2UgY291bGQgbm90IGJlIGRlbGl2ZXJlZCBhdCB0aGlz" \
		    "IHRpbWUuCkFsYXMu")
	if (kind == "quoted")
		repeat("Der Empf=C3=A4nger wurde nicht gefunden: %d =E2=82=AC, =\nleider.")
	if (kind == "html")
		repeat("<p class=\"x\">The <b>message</b> &lt;%d&gt; could " \
		    "<a href=\"http://example.org/\">not</a> be&nbsp;read.</p>")
	lists()
}

# Failing addresses as servers list them.
function lists() {
	if (kind == "qmail") {
		print "Hi. This is the qmail-send program at mx.example.org."
		print "I'm afraid I wasn't able to deliver your message to the" \
		    " following addresses.\n"
		repeat("<user%d@example.net>:\n192.0.2.1 does not like recipient.\n" \
		    "Remote host said: 550 5.1.1 User unknown\n")
	} else if (kind == "sendmail") {
		print "   ----- The following addresses had permanent fatal errors" \
		    " -----"
		repeat("<user%d@example.net>\n    (reason: 550 5.1.1 User unknown)")
		print "\n   ----- Transcript of session follows -----"
		repeat("550 5.1.1 <user%d@example.net>... User unknown")
	} else if (kind == "exim") {
		print "A message that you sent could not be delivered to one or" \
		    " more of its\nrecipients. This is a permanent error. The" \
		    " following address(es) failed:\n"
		repeat("  user%d@example.net\n    host mx.example.net [192.0.2.1]\n" \
		    "    SMTP error from remote mail server after RCPT" \
		    " TO:<user%d@example.net>:\n    550 5.1.1 User unknown\n")
	} else if (kind == "plain") {
		repeat("user%d@example.net: 550 5.1.1 User unknown")
	}
}

function parts(    i) {
	print "Content-Type: multipart/mixed; boundary=b\n"
	for (i = 1; i <= n; i++) {
		print "--b"
		if (kind == "nested")
			print "Content-Type: multipart/mixed; boundary=b" 1000 + i \
			    "\n\n--b" 1000 + i
		print "Content-Type: text/plain\n\nThis is part " 1000 + i
	}
	print "--b--"
}

function dsn() {
	print "Subject: Undelivered Mail Returned to Sender"
	print "Content-Type: multipart/report; report-type=delivery-status;" \
	    " boundary=b\n\n--b\n"
	if (kind == "dsn-text")
		repeat("The message %d could not be delivered at this time, alas.")
	print "--b\nContent-Type: message/delivery-status\n"
	print "Reporting-MTA: dns; mx.example.org\n"
	if (kind == "dsn")
		repeat("Final-Recipient: rfc822; user%d@example.net\n" \
		    "Action: failed\nStatus: 5.1.1\n" \
		    "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n")
	else
		print "Final-Recipient: rfc822; user@example.net\n" \
		    "Action: failed\nStatus: 5.1.1\n"
	print "--b\nContent-Type: message/rfc822\n"
	print "From: sender@example.com\nSubject: x\n"
	if (kind == "returned")
		repeat("This was line %d of the message.")
	print "--b--"
}

function mbox(    i, save) {
	save = n
	for (i = 1; i <= save; i++) {
		print "From MAILER-DAEMON Sat Nov 21 20:45:49 2026"
		kind = "dsn"
		n = 1
		mail()
		print ""
	}
}

function record(    i) {
	for (i = 100001; i <= 100000 + n; i++)
		printf "{\"v\":1,\"id\":\"%016x\",\"source\":\"-\",\"index\":1," \
		    "\"count\":1,\"kind\":\"bounce\",\"format\":\"rfc3464\"," \
		    "\"ts\":%d,\"recipient\":\"user%d@example%d.net\"," \
		    "\"action\":\"failed\",\"status\":\"5.1.1\"," \
		    "\"diagnostic\":\"550 5.1.%d No such thing as %c%d here\"}\n",
		    i, 1700000000 + i, i, i % 100, i % 10, 97 + i % 26, i
}

# Words of letters alone, no two alike.
function name(i,    text) {
	for (text = ""; i > 0; i = int(i / 26))
		text = text sprintf("%c", 97 + i % 26)
	return text
}

function rules(    i) {
	for (i = 1; i <= n; i++)
		print "userunknown bench-" i "\n\ttext no such " name(i) "qx here\n" \
		    "\ttext mailbox " name(7 * i) "qy * is gone"
}

function formats(    i) {
	for (i = 1; i <= n; i++)
		print "format bench" i "\n\tfrom " name(i) "qx@example.org\n" \
		    "\tbounce could not give " name(i) "qy\n" \
		    "\tto the failing " name(i) "qz is"
}
