# bounce-classify: reasons, types, advice, rules.

load helper

# A record of kind bounce with that diagnostic and further members.
record() {
	jq -cn --arg d "$1" '{v: 1, id: "0", source: "-", kind: "bounce",
	    format: "x", diagnostic: $d} + $ARGS.named.more' \
	    --argjson more "${2:-{\}}"
}

# The fields of the verdict on such a record, with blanks between.
verdict() {
	local fields=$1
	shift
	record "$@" | bounce-classify |
	    jq -r "[$fields] | map(tostring) | join(\" \")"
}

@test "every example in the built-in rules is decided by its rule" {
	bounce-classify --check-rules
}

@test "a code decides where no text was understood" {
	same "$(verdict .reason,.bounce_type,.rule '' '{"status":"5.1.1"}')" \
	    'userunknown hard status-5.1.1'
	same "$(verdict .reason,.bounce_type '' '{"reply_code":521}')" \
	    'notaccept hard'
}

@test "codes that receivers misuse never make an address dead" {
	local code
	for code in 5.0.0 5.1.0 5.2.0 5.3.0 5.4.0 5.4.1 5.4.4 5.5.0 5.5.1 \
	    5.7.0 5.7.1 5.1.10; do
		same "$code $(verdict .bounce_type 'xyzzy' \
		    "{\"status\":\"$code\",\"reply_code\":550}")" "$code soft"
	done
}

@test "what Microsoft says by 5.1.10 and 5.4.1 is decided by the text" {
	local m='"remote_mta":"x.mail.protection.outlook.com"'
	same "$(verdict .reason,.bounce_type \
	    '550 5.4.1 Recipient address rejected: Access denied' "{$m}")" \
	    'userunknown hard'
	same "$(verdict .reason,.bounce_type '550 5.4.1 Relay access denied' \
	    "{$m}")" 'norelaying soft'
	same "$(verdict .reason,.bounce_type '550 5.4.1 xyzzy' "{$m}")" \
	    'userunknown soft'
}

@test "a temporary answer never makes an address dead" {
	same "$(verdict .reason,.bounce_type,.permanent,.advice \
	    '450 4.1.1 User unknown')" 'userunknown soft false retry'
	same "$(verdict .reason,.bounce_type,.permanent '' \
	    '{"status":"4.1.1"}')" 'userunknown soft false'
}

@test "the server's own answer outranks a status that the reporter made" {
	same "$(verdict .permanent,.reason '452 4.2.2 Mailbox full' \
	    '{"status":"5.0.0","reply_code":452,"reply_status":"4.2.2"}')" \
	    'false mailboxfull'
	same "$(verdict .permanent '550 5.1.1 no' \
	    '{"status":"4.4.7","reply_code":550,"reply_status":"5.1.1"}')" true
}

@test "before RCPT TO nothing is said of the recipient" {
	same "$(verdict .reason,.bounce_type '550 No such domain' \
	    '{"command":"MAIL"}')" 'rejected soft'
	same "$(verdict .reason,.bounce_type '501 Invalid domain name' \
	    '{"command":"EHLO"}')" 'blocked soft'
}

@test "no text is undefined, text that no rule understands is onhold" {
	same "$(verdict .reason '')" undefined
	same "$(verdict .reason 'xyzzy plugh')" onhold
	record 'xyzzy plugh' | bounce-classify --only=undefined,onhold | grep -q .
}

@test "host names and addresses are no words of the answer" {
	same "$(verdict .reason 'host spam.blacklist.example[192.0.2.1] said:
	    550 5.1.1 no such user')" userunknown
	same "$(verdict .reason '550 <mailbox.full@example.com>: xyzzy')" onhold
}

@test "final is false for a delay, and its type soft" {
	same "$(verdict .final,.permanent,.bounce_type,.advice \
	    '550 5.1.1 user unknown' '{"kind":"delay"}')" 'false false soft ignore'
}

@test "what is no bounce has a reason and no type" {
	local kind
	for kind in receipt:delivered disposition:delivered \
	    feedback:feedback autoreply:vacation; do
		same "$(verdict .reason,.bounce_type,.final '' \
		    "{\"kind\":\"${kind%:*}\"}")" "${kind#*:} null null"
	done
	same "$(verdict .reason '' '{"kind":"mail"}')" null
}

@test "a complaint asks to stop, one that is none does not" {
	same "$(verdict .advice '' '{"kind":"feedback"}')" suppress
	same "$(verdict .advice '' \
	    '{"kind":"feedback","feedback_type":"not-spam"}')" ignore
}

@test "words of doubt keep an address alive, unless the user's own rule knows" {
	local text
	for text in '550 mailbox temporarily unavailable, user unknown' \
	    '550 Die Empfängeradresse ist vorübergehend nicht erreichbar' \
	    '550 Invalid address in header From' \
	    '550 5.1.1 address in From: header does not exist' \
	    '550 host unknown (HELO)' '550 SPF: domain does not exist' \
	    '550 No valid MX for sender domain, no such domain' \
	    '550 5.1.1 <x@example.com>: Recipient address rejected: unverified
		address: connect to mx.example.com: Connection refused' \
	    '550 5.1.0 <a@example.org>... User unknown in sender table' \
	    '550 5.7.1 Unknown user on our blacklist'; do
		same "$(verdict .bounce_type "$text") $text" "soft $text"
	done
	same "$(verdict .reason,.bounce_type,.advice \
	    '550 User unknown, try again later')" 'userunknown soft investigate'
	same "$(record '550 temporarily no such user' |
	    bounce-classify --explain | jq -c '.evidence[2]')" \
	    '"doubt: temporarily"'
	printf 'userunknown\n\ttext temporarily gone\n' \
	    > "$BATS_TEST_TMPDIR/own"
	same "$(record '550 temporarily gone' | bounce-classify \
	    --rules="$BATS_TEST_TMPDIR/own" | jq -r .bounce_type)" hard
}

@test "provider by host, by address, by what the server says" {
	same "$(verdict .provider 'no' '{"remote_mta":"mx1.mail.icloud.com"}')" \
	    apple
	same "$(verdict .provider 'no' '{"recipient":"a@gmail.com"}')" google
	same "$(verdict .provider '550 5.1.1 no abc123 - gsmtp')" google
	same "$(verdict .provider 'no' '{"remote_mta":"notgoogle.com"}')" null
}

@test "the block list that the text names" {
	same "$(verdict .blocklist '554 blocked using zen.spamhaus.org;
	    https://www.spamhaus.org/query/ip/192.0.2.1')" spamhaus-zen
	same "$(verdict .reason,.blocklist '550 192.0.2.1 found in
	    dnsbl.sorbs.net')" 'blocked sorbs'
	same "$(verdict .blocklist '550 no such user')" null
}

@test "the time to wait that the text names" {
	same "$(verdict .retry_after '450 try again in 5 minutes')" 300
	same "$(verdict .retry_after '450 4.2.0 Greylisted for 300 seconds')" 300
	same "$(verdict .retry_after '451 retry after 00:05:00')" 300
	same "$(verdict .retry_after '451 please wait 2 hours.')" 7200
	same "$(verdict .retry_after '451 Could not deliver for 5 days')" null
	same "$(verdict .retry_after '451 try again in 99999999999 days')" null
}

@test "another system's label" {
	same "$(record '550 5.1.1 User unknown' |
	    bounce-classify --vocabulary=kumomta | jq -r .label)" \
	    InvalidRecipient
	run bounce-classify --vocabulary=nobody </dev/null
	same "$status" 64
}

@test "--explain shows what counted, in that order" {
	same "$(record '550 5.1.1 User unknown' '{"status":"5.1.1"}' |
	    bounce-classify --explain | jq -r '.evidence[0:3] | join("|")')" \
	    'text: user unknown|reply: 550|status: 5.1.1'
}

@test "classifying twice gives the same line" {
	record '550 5.1.1 User unknown' | bounce-classify > "$BATS_TEST_TMPDIR/1"
	bounce-classify < "$BATS_TEST_TMPDIR/1" | cmp - "$BATS_TEST_TMPDIR/1"
}

@test "rules of a file stand before the built-in ones" {
	printf '%b' '# ours\nsuspend closed\n\ttext user unknown\n' \
	    '\tprovider google\n\t= 550 5.1.1 user unknown\n' \
	    'speeding\n\tstatus 5.7.990-999\n' > "$BATS_TEST_TMPDIR/rules"
	same "$(record '550 User unknown' '{"recipient":"a@gmail.com"}' |
	    bounce-classify --rules="$BATS_TEST_TMPDIR/rules" | jq -r .rule)" \
	    suspend.closed
	same "$(record '550 User unknown' '{"recipient":"a@example.com"}' |
	    bounce-classify --rules="$BATS_TEST_TMPDIR/rules" | jq -r .reason)" \
	    userunknown
	same "$(record '550 5.7.995 xyzzy' |
	    bounce-classify --rules="$BATS_TEST_TMPDIR/rules" | jq -r .reason)" \
	    ratelimited
	bounce-classify --no-builtin-rules --rules="$BATS_TEST_TMPDIR/rules" \
	    --check-rules
}

@test "faults in rules are told by file and line, with status 65" {
	local line
	cd "$BATS_TEST_TMPDIR"
	while IFS='|' read -r text line; do
		printf '%b' "$text" > r
		run bounce-classify --rules=r </dev/null
		same "$status $output" "65 bounce-classify: r:$line"
	done <<-'EOF'
	mailbox-ful\n\ttext x\n|1: unknown reason 'mailbox-ful'
	\ttext user\n|1: no rule before this line
	userunknown\n\n\tfoo bar\n|3: unknown condition 'foo'
	userunknown\n\ttext\n|2: no value for 'text'
	userunknown\n\ttext abc\n|2: text needs four letters in a row 'abc'
	userunknown\n\tprovider zorp\n|2: unknown provider 'zorp'
	userunknown\n\tstatus 5.9\n|2: bad status '5.9'
	userunknown\n\treply 650\n|2: bad reply code '650'
	userunknown\n\ttext on mx.example.org\n|2: a host name or address in text is never seen: write ~ for it 'on mx.example.org'
	userunknown\nrejected\n\ttext x\n|2: no condition in the rule before this line
	EOF
}

@test "an example that its rule does not decide is told" {
	cd "$BATS_TEST_TMPDIR"
	printf 'userunknown x\n\ttext zorp zorp\n\t= 550 zorp\n' > r
	run bounce-classify --no-builtin-rules --rules=r --check-rules
	same "$status $output" \
	    '65 bounce-classify: r:3: userunknown.x does not match this'
}

@test "without the built-in rules codes still decide" {
	same "$(record '550 5.1.1 User unknown' |
	    bounce-classify --no-builtin-rules | jq -r .rule)" status-5.1.1
}

@test "--dump-rules prints rules that can be read again" {
	bounce-classify --dump-rules > "$BATS_TEST_TMPDIR/all"
	bounce-classify --no-builtin-rules --rules="$BATS_TEST_TMPDIR/all" \
	    --check-rules
}

@test "hostile text costs no more than its length" {
	local long
	long=$(printf 'user %.0s' $(seq 1 20000))
	record "550 $long" | timeout 5 bounce-classify | grep -q onhold
	long=$(printf '<%.0s' $(seq 1 100000))
	record "550 $long" | timeout 5 bounce-classify | grep -q onhold
	# A name of many labels, and after it many places where it may end.
	long=$(printf 'a.b%.0s' {1..2700})$(printf ',b.c%.0s' {1..2000})
	long=$(record "550 $long")
	same "$(yes "$long" | head -n 1000 | timeout 5 bounce-classify |
	    wc -l)" 1000
}

@test "a line that is no record gives one, with an id of its own" {
	printf '%s\n' '{bad' '[]' '{bad' | bounce-classify \
	    > "$BATS_TEST_TMPDIR/records" 2>/dev/null
	valid < "$BATS_TEST_TMPDIR/records"
	same "$(jq -r .id "$BATS_TEST_TMPDIR/records" | uniq -c | wc -l)" 3
	same "$(jq -r .id "$BATS_TEST_TMPDIR/records" | sort -u | wc -l)" 2
}
