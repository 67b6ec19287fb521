# Refusals in the logs of mail servers: share/examples/*-log.jq.

load helper

# judged SERVER: kind, recipient, command and reason of each refusal.
judged() {
	jq -Rc -f "$TOP/share/examples/$1-log.jq" "$TOP/t/mail/logs/$1.log" |
	    bounce-classify | tee "$BATS_TEST_TMPDIR/lines" |
	    jq -r '"\(.kind) \(.recipient) \(.command) \(.reason)"'
}

@test "what Postfix logged is classified" {
	same "$(judged postfix)" 'bounce nobody@far.example RCPT userunknown
bounce nouser@far.example RCPT userunknown
bounce asleep@far.example RCPT suspend
bounce strict@far.example RCPT blocked
bounce filter@far.example EOM spamdetected
delay full@far.example RCPT mailboxfull
delay grey@far.example RCPT ratelimited
bounce x@nowhere.example null hostunknown'
	same "$(head -n 1 "$BATS_TEST_TMPDIR/lines" | jq -c \
	    '[.diagnostic, .status, .remote_mta, .remote_ip, .queue_id]')" \
	    '["550 5.1.1 <nobody@far.example>: Recipient address rejected: User unknown in virtual mailbox table","5.1.1","mx.far.example","203.0.113.20","95B8BE3"]'
}

@test "what Exim logged is classified" {
	same "$(judged exim | sort -u)" "$(sort -u <<-EOF
	bounce asleep@far.example RCPT suspend
	bounce filter@far.example EOM spamdetected
	bounce nobody@far.example RCPT userunknown
	bounce nosuch@sender.example null hostunknown
	bounce nouser@far.example RCPT userunknown
	bounce strict@far.example RCPT blocked
	bounce x@nowhere.example null hostunknown
	bounce x@nullmx.example null notaccept
	delay full@far.example RCPT mailboxfull
	delay grey@far.example RCPT ratelimited
	delay x@refused.example null networkerror
	EOF
	)"
}

@test "what KumoMTA logs is classified" {
	same "$(jq -c -f "$TOP/share/examples/kumomta-log.jq" <<< \
	    '{"type":"Bounce","id":"k1","recipient":"bob@far.example",
	    "timestamp":1795305069,"response":{"code":550,"enhanced_code":
	    {"class":5,"subject":1,"detail":1},"content":"User unknown",
	    "command":"RCPT TO:<bob@far.example>"},"peer_address":
	    {"name":"mx.far.example","addr":"203.0.113.20"}}' |
	    bounce-classify | jq -c '[.recipient, .ts, .status, .reply_code,
	    .command, .reason, .bounce_type]')" \
	    '["bob@far.example",1795305069,"5.1.1",550,"RCPT","userunknown","hard"]'
}

@test "a line needs no more than a diagnostic, a status or a reply" {
	same "$(bounce-classify <<-'EOF' | jq -c '[.reason, .final]'
	{"diagnostic":"550 5.1.1 user unknown"}
	{"status":"5.2.2"}
	{"reply_code":552}
	{"diagnostic":"mailbox full","action":"delayed"}
	{"subject":"hello"}
	EOF
	)" '["userunknown",true]
["mailboxfull",true]
["mailboxfull",true]
["mailboxfull",false]
[null,null]'
}
