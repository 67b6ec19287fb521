# The standards: RFC 3464, 6533, 3461, 8098, 5965, 6591, 6692, 3834.

load helper

# report TYPE FIELDS [TEXT [ORIGINAL]]: a multipart/report on standard output.
report() {
	cat <<-EOF
	Return-Path: <>
	From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
	To: alice@example.com
	Subject: Undelivered Mail Returned to Sender
	Date: Sat, 21 Nov 2026 21:00:12 +0000
	Message-ID: <r1@mx.example.org>
	MIME-Version: 1.0
	Content-Type: multipart/report; report-type=x;
	 boundary="b1"

	--b1
	Content-Type: text/plain; charset=us-ascii

	${3-This is the mail system.}

	--b1
	Content-Type: message/$1

	$2

	--b1
	Content-Type: message/rfc822

	${4-From: Alice <alice@example.com>
	To: bob@example.org
	Subject: hello
	Message-ID: <o1@example.com>

	body}

	--b1--
	EOF
}

# get FILTER: that of the records of the message on standard input, compact,
# a line each; and what the schema says against them.
get() {
	bounce-parse > "$BATS_TEST_TMPDIR/records"
	valid < "$BATS_TEST_TMPDIR/records"
	jq -c "$1" "$BATS_TEST_TMPDIR/records"
}

@test "a failed recipient: every field of RFC 3464 is read" {
	same "$(report delivery-status 'Reporting-MTA: dns; mx.example.org
Original-Envelope-Id: env-7
Received-From-MTA: dns; out.example.com
Arrival-Date: Sat, 21 Nov 2026 20:00:00 +0000

Original-Recipient: rfc822; bob@example.org
Final-Recipient: rfc822; Robert@Store.Example.ORG
Action: failed
Status: 5.1.1 (bad destination mailbox)
Remote-MTA: dns; store.example.org ([192.0.2.7])
Diagnostic-Code: smtp; 550 5.1.1 No such user
 here
Last-Attempt-Date: Sat, 21 Nov 2026 21:00:00 +0000
Final-Log-ID: x; log-9
Will-Retry-Until: Sun, 22 Nov 2026 21:00:00 +0000' | get '[.kind, .format,
	.recipient, .original_recipient, .action, .status, .reply_code,
	.diagnostic, .diagnostic_type, .remote_mta, .remote_ip,
	.reporting_mta, .received_from_mta, .envelope_id, .arrival_ts,
	.last_attempt_ts, .retry_until_ts, .final_log_id]')" \
	'["bounce","rfc3464","Robert@store.example.org","bob@example.org","failed","5.1.1",550,"550 5.1.1 No such user here","smtp","store.example.org","192.0.2.7","mx.example.org","out.example.com","env-7",1795291200,1795294800,1795381200,"log-9"]'
}

@test "several recipients: a record each, counted, with ids of their own" {
	same "$(report delivery-status 'Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; b@example.org
Action: delayed
Status: 4.2.2

Final-Recipient: rfc822; c@example.org
Action: delivered
Status: 2.0.0

Final-Recipient: rfc822; d@example.org
Action: relayed
Status: 2.1.9

Final-Recipient: rfc822; e@example.org
Action: expanded
Status: 2.0.0' | get '[.recipient, .kind, .action, .index, .count]')" \
	'["a@example.org","bounce","failed",1,5]
["b@example.org","delay","delayed",2,5]
["c@example.org","receipt","delivered",3,5]
["d@example.org","receipt","relayed",4,5]
["e@example.org","receipt","expanded",5,5]'
}

# fields RECIPIENT ACTION STATUS DIAGNOSTIC: those of one recipient of
# mx.example.net.
fields() {
	printf '%s\n' "Final-Recipient: rfc822; $1" "Action: $2" "Status: $3" \
	    'Remote-MTA: dns; mx.example.net' "Diagnostic-Code: $4" ''
}

# said TEXT FIELDS: host, address, stage and diagnostic of each recipient.
said() {
	report delivery-status "Reporting-MTA: dns; mx.example.org

$2" "$1" | get '[.remote_mta, .remote_ip, .command, .diagnostic]'
}

@test "a recipient whom the fields leave out is in the words" {
	same "$(report delivery-status "Reporting-MTA: dns; mx.example.org

$(fields '' failed 5.1.1 'smtp; 550 5.1.1 No such user' | tail -n +2)" \
	    '<a@example.org>: host mx.example.net[192.0.2.1] said: 550 5.1.1
    No such user (in reply to RCPT TO command)' |
	    get '[.recipient, .remote_mta, .diagnostic]')" \
	    '["a@example.org","mx.example.net","550 5.1.1 No such user"]'
}

@test "several recipients: what the words add to the fields of each" {
	same "$(said 'The following addresses failed:

  a@example.org
    host mx.example.net [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<a@example.org>:
    550 No such user
  b@example.org
    host mx.example.net [192.0.2.2]
    SMTP error from remote mail server after end of data:
    554 Spam' "$(fields b@example.org failed 5.0.0 'smtp; 554 Spam'
	    fields a@example.org failed 5.0.0 'smtp; 550 No such user')")" \
	    '["mx.example.net","192.0.2.2","EOM","554 Spam"]
["mx.example.net","192.0.2.1","RCPT","550 No such user"]'
}

@test "a passing reply: the words may go on behind it" {
	local all='<a@example.org>: host mx.example.net[192.0.2.1] said: 452
    Mailbox full'
	local fields stage=' (in reply to RCPT
    TO command)'
	fields=$(fields a@example.org failed 4.2.2 'smtp; 452 Mailbox full')
	same "$(said "$all$stage" "$fields")" \
	    '["mx.example.net","192.0.2.1","RCPT","452 Mailbox full"]'
	same "$(said "$all:
    retry timeout exceeded" "$fields")" \
	    '["mx.example.net","192.0.2.1",null,"452 Mailbox full: retry timeout exceeded"]'
	same "$(said "   ----- Transcript of session follows -----
... while talking to mx.example.net:
>>> RCPT To:<a@example.org>
<<< 452 Mailbox full
<a@example.org>... Deferred: 452 Mailbox full
Message could not be delivered for 5 days" "$fields")" \
	    '["mx.example.net",null,"RCPT","452 Mailbox full Message could not be delivered for 5 days"]'
}

@test "a reply cut after its first line is whole in the words" {
	same "$(said '<a@example.org>: host mx.example.net[192.0.2.1] said:
    550-5.1.1 No such user 550 5.1.1 here (in reply to RCPT TO command)' \
	    "$(fields a@example.org failed 5.1.1 \
	    'smtp; 550-5.1.1 No such user')")" \
	    '["mx.example.net","192.0.2.1","RCPT","550-5.1.1 No such user here"]'
}

@test "what a local program said is taken from the fields" {
	same "$(report delivery-status 'Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.3.0
Diagnostic-Code: x-unix; agent: code 75' 'This is the mail system at host mx.example.org.

<a@example.org>: Command died with status 75: "/bin/agent". Command
    output: agent: code 75' |
	    get '[.remote_mta, .command, .diagnostic, .diagnostic_type]')" \
	    '[null,null,"agent: code 75","x-unix"]'
}

@test "a report that does not name its reporter: the words do" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 No such user
Remote-MTA: dns; mx.example.net' 'This is the mail system at host mx.example.org.

<a@example.org>: host mx.example.net[192.0.2.1] said: 550 No such user' |
	    get '[.reporting_mta, .remote_ip]')" '["mx.example.org","192.0.2.1"]'
}

@test "an alias is news unless the fields name it" {
	local fields='Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Original-Recipient: rfc822; all@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 No such user
Remote-MTA: dns; mx.example.net'
	alias() {
		report delivery-status "$fields" "<$1@example.org> (expanded from
    <$2@example.org>): host mx.example.net[192.0.2.1] said: 550 No such user" |
		    get '[.recipient, .original_recipient, .remote_ip]'
	}
	same "$(alias a all)" '["a@example.org","all@example.org","192.0.2.1"]'
	same "$(alias b a)" '["b@example.org","all@example.org","192.0.2.1"]'
	fields=$(grep -v Original <<<"$fields")
	same "$(alias a all)" '["a@example.org","all@example.org","192.0.2.1"]'
}

@test "a late message: the reason, and that there is none" {
	late() {
		report delivery-status "Reporting-MTA: dns; mx.example.org

Action: delayed
Final-Recipient: rfc822; a@example.org
Status: 4.0.0
$1" "This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.example.org.

The subject of the message is: late again after DATA

The address to which the message has not yet been delivered is:

  a@example.org
$2
No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered. Eventually the mail delivery software will give up,
and when that happens, the message will be returned to you." | get '[.kind, .remote_mta, .remote_ip, .command, .diagnostic]'
	}
	same "$(late '' '')" '["delay",null,null,null,null]'
	same "$(late 'Remote-MTA: dns; mx.example.net' \
	    '    host mx.example.net [192.0.2.1]
')" '["delay","mx.example.net","192.0.2.1",null,null]'
	same "$(late '' '    host mx.example.net [192.0.2.1]
')" '["delay","mx.example.net","192.0.2.1",null,null]'
	same "$(late '' '    Delay reason: mailbox is full
')" '["delay",null,null,null,"mailbox is full"]'
}

@test "the words name no host: a domain, a page, the recipients" {
	words() {
		report delivery-status 'Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.net
Action: failed
Status: 5.1.2
Diagnostic-Code: smtp; 550 No such domain

Final-Recipient: rfc822; b@example.net
Action: failed
Status: 5.1.2
Diagnostic-Code: smtp; 550 No such domain' "Delivery failed:

   a@example.net
   b@example.net

$1" | get '[.remote_mta, .diagnostic]' | uniq
	}
	same "$(words 'The domain example.net is none (https://example.com/why).')" \
	    '[null,"550 No such domain"]'
	same "$(words '550 No such domain here')" \
	    '[null,"550 No such domain here"]'
}

@test "the same recipient twice gets two ids; a copy gets the same" {
	fields='Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1'
	first=$(report delivery-status "$fields" | get .id)
	same "$(sort -u <<<"$first" | wc -l)" 2
	same "$( { printf 'Received: by x; Sat, 21 Nov 2026 22:00:00 +0000\n'
	    report delivery-status "$fields"; } | sed 's/$/\r/' | get .id)" \
	    "$first"
}

@test "without the group about the message, and all in one group" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1' | get '[.recipient, .status]')" '["a@example.org","5.1.1"]'
	same "$(report delivery-status 'Reporting-MTA: dns; mx.example.org
Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1' | get '[.reporting_mta, .recipient, .status]')" \
	    '["mx.example.org","a@example.org","5.1.1"]'
}

@test "a blank line inside a group does not make a second recipient" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org

Action: failed
Status: 5.1.1' | get '[.recipient, .action, .status, .count]')" \
	    '["a@example.org","failed","5.1.1",1]'
}

@test "groups without a blank line between them are told apart" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1
Final-Recipient: rfc822; b@example.org
Action: failed
Status: 5.2.2' | get '[.recipient, .status]')" '["a@example.org","5.1.1"]
["b@example.org","5.2.2"]'
}

@test "the fields in plain text, their part lost" {
	same "$(report plain x 'Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1
' | sed 's|message/plain|text/x-other|' | get '[.kind, .recipient, .status]')" \
	    '["bounce","a@example.org","5.1.1"]'
}

@test "the fields of a report that a report in plain text returns" {
	same "$(message 'Hi. This is the qmail-send program at mx.example.org.' '' \
	    '<a@example.org>:' '550 5.2.2 mailbox full' '' \
	    '--- Below this line is a copy of the message.' '' \
	    'Return-Path: <>' 'Subject: Returned mail' '' \
	    'Reporting-MTA: dns; mx.example.net' '' \
	    'Final-Recipient: rfc822; b@example.org' 'Action: failed' \
	    'Status: 5.1.1' | sed 's/^From: .*/From: MAILER-DAEMON@mx.example.org/' |
	    get '[.format, .recipient, .status]')" \
	    '["qmail","a@example.org","5.2.2"]'
}

@test "the fields in base64" {
	fields='Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1
'
	same "$(report delivery-status "$(base64 <<<"$fields")" | sed \
	    's|message/delivery-status|&\nContent-Transfer-Encoding: base64|' |
	    get '[.recipient, .status]')" '["a@example.org","5.1.1"]'
}

@test "status: the diagnostic's where the field is missing or says less" {
	for row in '|550 5.1.1 no|5.1.1|' '5.0.0|550 5.1.1 no|5.1.1|' \
	    '5.1.0|550 5.1.1 no|5.1.1|' '5.1.0|550 5.7.1 no|5.1.0|5.7.1' \
	    '5.0.0|450 4.2.1 no|5.0.0|4.2.1' '5.4.7|450 4.2.1 no|5.4.7|4.2.1' \
	    '5.1.1|550 5.1.1 no|5.1.1|'; do
		IFS='|' read -r field text status reply <<<"$row"
		same "$(report delivery-status \
		    "Final-Recipient: rfc822; a@example.org
Action: failed
${field:+Status: $field
}Diagnostic-Code: smtp; $text" | get '"\(.status)|\(.reply_status // "")"')" \
		    "\"$status|$reply\""
	done
}

@test "status: its comment is the diagnostic where no other is" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 4.0.0 (example.org: host name
	lookup failure)

Final-Recipient: rfc822; b@example.org
Action: failed
Status: 5.0.0 (permanent failure)
Diagnostic-Code: smtp; 550 no

Final-Recipient: rfc822; c@example.org
Action: failed
Status: 5.4.0 (Other or undefined network status)' | get '[.status, .diagnostic]')" \
	    '["4.0.0","example.org: host name lookup failure"]
["5.0.0","550 no"]
["5.4.0",null]'
}

@test "RFC 6533: global-delivery-status, utf-8 addresses unescaped" {
	same "$(report global-delivery-status 'Reporting-MTA: dns; mx.example.org

Final-Recipient: utf-8; j\x{F6}rg@example.org
Action: failed
Status: 5.1.1' | get .recipient)" '"jörg@example.org"'
	same "$(report delivery-status 'Final-Recipient: rfc822; a\x{F6}@example.org
Action: failed
Status: 5.1.1' | get .recipient)" '"a\\x{F6}@example.org"'
}

@test "X.400 and bare local names stay as stated" {
	same "$(report delivery-status 'Final-Recipient: local; bob
Action: failed
Status: 5.1.1

Final-Recipient: x400; /G=Bob/S=Smith/O=Org/C=DE/
Action: failed
Status: 5.1.1' | get .recipient)" '"bob"
"/G=Bob/S=Smith/O=Org/C=DE/"'
}

@test "encoded and 8-bit diagnostics come out as UTF-8" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; =?iso-8859-1?Q?550_Empf=E4nger_unbekannt?=' |
	    get .diagnostic)" '"550 Empfänger unbekannt"'
	same "$(report delivery-status "Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 Empf$(printf '\344')nger unbekannt" |
	    get .diagnostic)" '"550 Empfänger unbekannt"'
}

@test "MDN: a disposition, with its error" {
	same "$(report disposition-notification 'Reporting-UA: ua.example; X 1
Original-Recipient: rfc822; bob@example.org
Final-Recipient: rfc822; robert@example.org
Original-Message-ID: <o1@example.com>
Disposition: manual-action/MDN-sent-manually; displayed
Error: no error' 'The message was displayed.' | get '[.kind, .format,
	    .recipient, .original_recipient, .disposition,
	    .disposition_error, .user_agent, .original_message_id]')" \
	    '["disposition","mdn","robert@example.org","bob@example.org","displayed","no error","ua.example; X 1","o1@example.com"]'
}

@test "MDN: a Sieve reject is a bounce, an unread message is not" {
	mdn='Final-Recipient: rfc822; bob@example.org
Disposition: automatic-action/MDN-sent-automatically; deleted'
	same "$(report disposition-notification "$mdn" \
	    'Your message to <bob@example.org> was automatically rejected:
Not wanted here.' | get '[.kind, .flags, .diagnostic]')" \
	    '["bounce",["kind-inferred"],"Not wanted here."]'
	same "$(report disposition-notification "$mdn" \
	    'Your message was deleted without being read.' | get .kind)" \
	    '"disposition"'
}

@test "ARF: the fields of RFC 5965, 6591 and 6692" {
	same "$(report feedback-report 'Feedback-Type: auth-failure
User-Agent: Gen/1.0
Version: 1
Original-Envelope-Id: env-1
Original-Mail-From: <news@example.com>
Original-Rcpt-To: <bob@example.org>
Arrival-Date: Sat, 21 Nov 2026 20:00:00 +0000
Source-IP: 192.0.2.1
Source-Port: 4242
Reported-Domain: example.com
Auth-Failure: dmarc
Authentication-Results: mx.example.org; spf=fail
Incidents: 3' | get '[.kind, .format, .feedback_type, .recipient,
	    .user_agent, .envelope_id, .original_return_path, .arrival_ts,
	    .source_ip, .source_port, .reported_domain, .auth_failure,
	    .authentication_results, .incidents]')" \
	    '["feedback","arf","auth-failure","bob@example.org","Gen/1.0","env-1","news@example.com",1795291200,"192.0.2.1",4242,"example.com","dmarc","mx.example.org; spf=fail",3]'
}

@test "ARF: Microsoft's empty form, the recipient derived and flagged" {
	same "$(report feedback-report 'Feedback-Type: abuse
User-Agent: Hotmail FBL
Version: 0.1' '' 'X-HmXmrOriginalRecipient: bob@hotmail.example
From: news@example.com
Subject: news

x' | get '[.kind, .recipient, .flags]')" \
	    '["feedback","bob@hotmail.example",["derived"]]'
}

@test "RFC 3834: automatic replies by header and by subject" {
	for header in 'Auto-Submitted: auto-replied' 'X-Autoreply: yes' \
	    'Precedence: auto_reply' 'X-Autorespond: holidays'; do
		same "$(message gone | sed "1i $header" | get .kind)" \
		    '"autoreply"'
	done
	same "$(message gone | sed 's/^Subject.*/Subject: Out of Office: Re: x/' |
	    get '[.kind, .autoreply]')" '["autoreply","vacation"]'
	same "$(message gone | sed 's/^Subject.*/Subject: our vacation/' |
	    bounce-parse --all | jq -c .kind)" '"mail"'
}

@test "ordinary mail gives no record, with --all one of kind mail" {
	same "$(message hello | bounce-parse)" ''
	same "$(message hello | bounce-parse --all | jq -c '[.kind, .format]')" \
	    '["mail","mail"]'
}

@test "the returned message: its header and its Received chain" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1' x 'Return-Path: <>
Received: from b.example (b.example [192.0.2.2]) by c.example (Postfix)
 with ESMTPS id 123 for <a@example.org>; Sat, 21 Nov 2026 20:00:01 +0000
Received: from a.example by b.example; Sat, 21 Nov 2026 20:00:00 +0000
From: =?utf-8?q?J=C3=B6rg?= <j@example.com>
To: Bob <bob@example.org>, c@example.org
Subject: =?iso-8859-1?q?gr=FC=DFe?=
Date: Sat, 21 Nov 2026 19:59:59 +0000
Message-ID: <o9@example.com>
List-Id: News <news.example.com>

x' | get '[.original_return_path, .original_from, .original_to,
	    .original_subject, .original_ts, .original_message_id, .list_id,
	    .original_received]')" \
	    '["","j@example.com","bob@example.org","grüße",1795291199,"o9@example.com","News <news.example.com>",["from a.example by b.example","from b.example (b.example [192.0.2.2]) by c.example with ESMTPS"]]'
}

@test "-H copies headers of the returned message" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1' x 'From: a@example.com
X-Id: 1
X-Id: 2

x' | bounce-parse -H x-id -H X-None | jq -c .headers)" '{"x-id":["1","2"]}'
}

@test "the bounce address: by the fields that tell of delivery, in order" {
	add() { message x | sed "1i Auto-Submitted: auto-replied" | sed "1i $1" |
	    get .bounce_address; }
	same "$(add 'X-Original-To: x@example.net')" '"x@example.net"'
	same "$(add 'Envelope-To: y@example.net')" '"y@example.net"'
	same "$(add 'Delivered-To: example.net-b@example.net')" \
	    '"b@example.net"'
	same "$(add 'Received: from q by r.example.net (x) for <w@example.net>; Sat, 21 Nov 2026 20:00:00 +0000')" \
	    '"w@example.net"'
	same "$(add 'X-Nothing: 1')" '"b@example.net"'
}

@test "the date: Received's where Date is missing or wrong, flagged" {
	dated() { message x | sed '/^Date/d' | sed "1i Auto-Submitted: auto-replied\nReceived: by x; Sat, 21 Nov 2026 20:00:00 +0000$1" | get '[.ts, .time, .flags]'; }
	same "$(dated '')" '[1795291200,"2026-11-21T20:00:00Z",["date"]]'
	same "$(dated '\nDate: Sat, 21 Nov 2020 20:00:00 +0000')" \
	    '[1795291200,"2026-11-21T20:00:00Z",["date"]]'
	same "$(dated '\nDate: Sat, 21 Nov 2026 20:00:05 +0000')" \
	    '[1795291205,"2026-11-21T20:00:05Z",null]'
	same "$(dated '\nDate: Sat, 21 Nov 2026 00:00:00 +0000')" \
	    '[1795219200,"2026-11-21T00:00:00Z",null]'
	same "$(dated '\nDate: Sat, 21 Nov 2026 23:59:59 +0000')" \
	    '[1795305599,"2026-11-21T23:59:59Z",null]'
	same "$(dated '\nDate: Fri, 20 Nov 2026 20:00:00 +0000')" \
	    '[1795204800,"2026-11-20T20:00:00Z",null]'
	same "$(dated '\nDate: Fri, 20 Nov 2026 19:59:59 +0000')" \
	    '[1795291200,"2026-11-21T20:00:00Z",["date"]]'
	same "$(dated '\nDate: Sat, 21 Nov 2026 20:00:00 -2359')" \
	    '[1795377540,"2026-11-22T19:59:00Z",null]'
}

@test "-q tells by its exit status whether a bounce was found" {
	run bash -c 'bounce-parse -q < "$SAMPLE"'
	same "$status $output" '0 '
	run bash -c 'printf "From: a@b\n\nx\n" | bounce-parse -q'
	same "$status $output" '1 '
	run bash -c 'printf "From: a@b\nX-Autoreply: y\n\nx\n" |
	    bounce-parse -q --kind=delay,autoreply'
	same "$status" 0
}

@test "--since leaves out what is older" {
	older=$(message x | sed '1i X-Autoreply: y' |
	    bounce-parse --since=2026-11-22)
	newer=$(message x | sed '1i X-Autoreply: y' |
	    bounce-parse --since=2026-11-21)
	same "$older" ''
	[ -n "$newer" ]
}

@test "message/partial: the first fragment is read as far as it goes" {
	whole=$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1' | sed '/message.rfc822/,$d')
	same "$(printf '%s\n' 'From: MAILER-DAEMON@mx.example.org' \
	    'Content-Type: message/partial; id="x"; number=1; total=2' '' \
	    "$whole" | get '[.kind, .recipient, .flags]')" \
	    '["bounce","a@example.org",["truncated","bad-mime"]]'
}

@test "Received: what a client says as its HELO opens no clause or comment" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1' x 'Received: from by (real.example [192.0.2.2]) by c.example
 (Postfix) with ESMTP id 1; Sat, 21 Nov 2026 20:00:01 +0000
Received: from x(out.ours[192.0.2.10]) (evil.example [192.0.2.66])(x)(y) by
 c.example with SMTP; Sat, 21 Nov 2026 20:00:00 +0000
From: j@example.com

x' | get .original_received)" \
	    '["from x(out.ours[192.0.2.10]) (evil.example [192.0.2.66]) (x) (y) by c.example with SMTP","from by (real.example [192.0.2.2]) by c.example with ESMTP"]'
}

@test "Received: comments nest, a long one is cut in the brief form alone" {
	add() { message x | sed "1i X-Autoreply: y\nReceived: $1; Sat, 21 Nov 2026 20:00:00 +0000" |
	    get "$2"; }
	same "$(add 'from a (b; (c) by d ((e) f)) BY r.example.net (g) With X for <w@example.net>' \
	    '[.bounce_address, .report_received]')" \
	    '["w@example.net",["from a (b; (c) by d ((e) f)) BY r.example.net With X"]]'
	same "$(add "from a ($(printf '%02100d' 0)) by r.example.net for <w@example.net>" \
	    '[.bounce_address, (.report_received[] | length)]')" \
	    '["w@example.net",2000]'
}

@test "last resort: the null sender's bare SMTP reply about somebody" {
	bare() { printf '%s\n' "Return-Path: $1" \
	    'From: postmaster@mx.example.org' 'To: a@example.com' \
	    'Subject: Problem with your mail' '' 'What came back:' '' \
	    '550 5.1.1 <b@example.org>: User unknown' | get \
	    '[.kind, .recipient, .status]'; }
	same "$(bare '<>')" '["bounce","b@example.org","5.1.1"]'
	same "$(bare '<postmaster@mx.example.org>')" ''
}

@test "the report's own sender in a signature is no recipient" {
	same "$(printf '%s\n' 'From: "Postmaster" <postmaster@mx.example.org>' \
	    'To: a@example.com' 'Subject: Delivery failed' '' \
	    'Your message could not be delivered to the following recipient:' \
	    '' '    b@example.org' '' 'Reason: mailbox full' '' 'Regards,' \
	    'postmaster@mx.example.org' | get .recipient)" '"b@example.org"'
}

@test "a diagnostic keeps one code of several lines, and real letters" {
	same "$(report delivery-status 'Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 550-5.1.1 No such
 550-5.1.1 user here,
 550 5.1.1 see \303\244' | get '[.status, .diagnostic]')" \
	    '["5.1.1","550-5.1.1 No such user here, see ä"]'
}

@test "a field of 100,000 bytes is cut and flagged, the next one read" {
	long=$(head -c 100000 /dev/zero | tr '\0' x)
	same "$(printf 'X-Autoreply: yes\nSubject: %s\nFrom: a@b.example,\n c@d.example\n\nx\n' "$long" |
	    get '[(.subject | length), .from, .flags]')" \
	    '[65536,"a@b.example",["header-limit"]]'
}

@test "a challenge is an automatic reply" {
	same "$(message 'This email address is protected by EarthLink spamBlocker.' |
	    get '[.kind, .autoreply]')" '["autoreply","challenge"]'
}
