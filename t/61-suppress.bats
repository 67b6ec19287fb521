# bounce-stats --suppress: whom to mail no more, and whom never to name.

load helper
bats_require_minimum_version 1.5.0

DAY=86400
START=1700000000

# rec ADDRESS DAY KIND REASON TYPE [KEY VALUE]...: a record of the day with
# that number; its id is made of all this.  Values are JSON.
rec() {
	local address=$1 day=$2 kind=$3 reason=$4 type=$5 line
	line="{\"v\":1,\"id\":\"$(echo "$*" | cksum | cut -d ' ' -f 1)\""
	line="$line,\"kind\":\"$kind\",\"ts\":$((START + day * DAY))"
	line="$line,\"recipient\":\"$address\",\"reason\":\"$reason\""
	[ "$type" = - ] || line="$line,\"bounce_type\":\"$type\""
	shift 5
	while [ $# -gt 0 ]; do
		line="$line,\"$1\":$2"
		shift 2
	done
	echo "$line}"
}

# days ADDRESS REASON DAY...: soft bounces on these days
days() {
	local address=$1 reason=$2 day
	shift 2
	for day in "$@"; do
		rec "$address" "$day" bounce "$reason" soft
	done
}

# named ARGUMENT...: the addresses that come out, with the rule.
named() {
	bounce-stats --suppress "$@" |
	    jq -r '[.address, .action, .rule] | join(" ")'
}

@test "a hard bounce is enough, and the line tells the facts" {
	same "$({
		rec A@Example.ORG 1 bounce userunknown hard
		rec a@example.org 3 bounce hostunknown hard
	} | bounce-stats --suppress)" '{"address":"a@example.org",'\
'"action":"suppress","rule":"hard","reason":"hostunknown","hard":2,'\
'"soft_days":0,"first":"2023-11-15T22:13:20Z",'\
'"last":"2023-11-17T22:13:20Z","proof":"none",'\
'"policy":"1 day: kind=bounce bounce_type=hard"}'
}

@test "soft bounces need five different days within thirty" {
	same "$({
		days four@x.example expired 0 1 2 3 3
		days five@x.example expired 0 1 2 3 29
		days slow@x.example expired 0 10 20 30 40 50
		days mixed@x.example expired 0 1 2
		days mixed@x.example networkerror 3 4
	} | named)" 'five@x.example suppress soft
mixed@x.example suppress soft'
}

@test "suspended and full mailboxes have thresholds of their own" {
	same "$({
		days one@x.example suspend 0 0
		days two@x.example suspend 0 89
		days late@x.example suspend 0 90
		days brief@x.example mailboxfull 0 1 2 3 4 5 6 7 8 29
		days long@x.example mailboxfull 0 15 30
		days two-full@x.example mailboxfull 0 40
	} | named)" 'long@x.example suppress full
two@x.example suppress suspended'
}

@test "complaints count at once, other feedback does not" {
	same "$({
		rec a@x.example 0 feedback feedback - feedback_type '"abuse"'
		rec b@x.example 0 feedback feedback - feedback_type \
		    '"auth-failure"'
		rec c@x.example 0 feedback feedback - feedback_type \
		    '"not-spam"'
	} | named)" 'a@x.example suppress complaint'
}

@test "never: delays, receipts, automatic replies, backscatter" {
	same "$({
		for day in 1 2 3 4 5 6 7; do
			rec a@x.example $day delay expired soft
			rec b@x.example $day receipt delivered -
			rec c@x.example $day autoreply vacation -
			rec d@x.example $day delay userunknown hard
			rec e@x.example $day bounce userunknown hard \
			    backscatter true
		done
	} | named --trust=any)" ''
}

@test "never: reasons about the sender or the message" {
	local reason
	for reason in authfailure badreputation blocked requireptr \
	    spamdetected virusdetected contenterror notcompliantrfc \
	    policyviolation rejected norelaying securityerror failedstarttls \
	    syntaxerror emailtoolarge ratelimited suppressed; do
		days $reason@x.example $reason 0 1 2 3 4 5 6 7 8 9
	done | named | none
}

@test "a bounce that is read twice counts once" {
	bounces() { days a@x.example expired 0 1 2 3; }
	same "$({ bounces; bounces; } | named)" ''
	same "$(rec a@x.example 0 bounce userunknown hard > "$BATS_TEST_TMPDIR/a"
	    bounce-stats --suppress "$BATS_TEST_TMPDIR/a" \
	    "$BATS_TEST_TMPDIR/a" | jq .hard)" 1
}

@test "a later delivery clears soft bounces, by a receipt or by --delivered" {
	soft() {
		days a@x.example expired 0 1 2 3 4 5
		days b@x.example expired 0 1 2 3 4 5
		rec b@x.example 3 receipt delivered - action '"delivered"'
		days c@x.example expired 0 1 2 3 4 5
		rec d@x.example 1 bounce userunknown hard
	}
	same "$(soft | named | cut -d ' ' -f 1)" 'a@x.example
c@x.example
d@x.example'
	printf '%s\n' 'C@x.example 2023-11-18' \
	    "d@x.example $((START + 9 * DAY))" > "$BATS_TEST_TMPDIR/list"
	same "$(soft | named --delivered="$BATS_TEST_TMPDIR/list" |
	    cut -d ' ' -f 1)" 'a@x.example
d@x.example'
}

@test "--except names addresses and domains that are never suppressed" {
	printf '%s\n' '# ours' A@x.example @y.example z.example \
	    > "$BATS_TEST_TMPDIR/list"
	same "$(for address in a@x.example b@x.example c@y.example \
	    d@z.example e@sub.z.example; do
		rec $address 0 bounce userunknown hard
	done | named --except="$BATS_TEST_TMPDIR/list")" \
	    'b@x.example suppress hard
e@sub.z.example suppress hard'
}

@test "lists with wrong lines name them, missing lists end the run" {
	printf '%s\n' 'a@x.example 2023-11-18' fish > "$BATS_TEST_TMPDIR/list"
	run --separate-stderr bounce-stats --suppress \
	    --delivered="$BATS_TEST_TMPDIR/list" </dev/null
	[ "$status" -eq 0 ]
	same "$stderr" "bounce-stats: $BATS_TEST_TMPDIR/list:2: \
not an address and a time"
	run bounce-stats --suppress --except="$BATS_TEST_TMPDIR/x" </dev/null
	[ "$status" -eq 66 ]
}

@test "the address is the one on the sender's list" {
	same "$({
		rec final@x.example 0 bounce userunknown hard \
		    original_recipient '"alias@y.example"'
		rec other@x.example 0 bounce userunknown hard \
		    original_recipient '"z@y.example"' \
		    verp_recipient '"list@z.example"'
		rec plain@x.example 0 bounce userunknown hard \
		    original_recipient '"undisclosed"'
	} | named | cut -d ' ' -f 1)" 'alias@y.example
list@z.example
plain@x.example'
}

@test "where ownership is known, only proven records count" {
	known() {
		rec ours@x.example 0 bounce userunknown hard backscatter false
		rec maybe@x.example 0 bounce userunknown hard
		rec forged@x.example 0 bounce userunknown hard \
		    backscatter true
	}
	same "$(known | bounce-stats --suppress |
	    jq -rc '[.address, .proof, .trust]')" \
	    '["ours@x.example","ours",null]'
	same "$(known | bounce-stats --suppress --trust=any |
	    jq -rc '[.address, .proof, .trust]')" \
	    '["maybe@x.example","none","any"]
["ours@x.example","none","any"]'
	same "$(rec maybe@x.example 0 bounce userunknown hard |
	    bounce-stats --suppress --own-domain=example.com)" ''
}

# Twenty days at a provider with two users unknown among thirty records, then
# one with sixty unknown.
incident() {
	local day i
	for day in 0 1 2 3 4 5 6 7 8 9; do
		for i in 1 2; do
			rec u$day.$i@x.example $day bounce userunknown hard \
			    provider '"google"'
		done
		for i in 1 2 3 4 5 6 7 8; do
			rec f$day.$i@x.example $day bounce mailboxfull soft \
			    provider '"google"'
		done
	done
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		rec v$i@y$i.example 10 bounce userunknown hard \
		    provider '"google"'
	done
	rec v1@y1.example 4 bounce userunknown hard provider '"google"'
	rec w@z.example 10 bounce userunknown hard
}

@test "a receiver's sudden users unknown are held back, with the figures" {
	same "$(incident | named | grep -c suppress)" 22
	same "$(incident | named | grep -c hold)" 11
	same "$(incident | named | grep -E '^(v[12]|w)@')" \
	    'v1@y1.example suppress hard
v2@y2.example hold hard
w@z.example suppress hard'
	same "$(incident | bounce-stats --suppress | grep -m 1 hold | jq -c \
	    '[.receiver, .day, .unknown, .records, .usual_unknown,
	    .usual_records]')" '["google","2023-11-24",12,12,21,101]'
}

@test "the policy is data: shown by --help, and another may be given" {
	bounce-stats --help | grep -q 'hard *1 day: kind=bounce'
	policy=$BATS_TEST_TMPDIR/policy
	echo 'block 2 0 0 no reason=blocked' > "$policy"
	same "$(days a@x.example blocked 0 1 | named --policy="$policy")" \
	    'a@x.example suppress block'
	sed 's/^soft .*/soft 2 0 30 yes kind=bounce reason=expired/' \
	    "$TOP/share/policy" > "$policy"
	same "$(days a@x.example expired 0 1 | named --policy="$policy")" \
	    'a@x.example suppress soft'
	printf '%s\n' '' 'block two 0 0 no reason=blocked' > "$policy"
	run bounce-stats --suppress --policy="$policy" </dev/null
	[ "$status" -eq 65 ]
	same "$output" "bounce-stats: $policy:2: not a rule of a policy"
}

@test "options that go with --suppress only say so" {
	for option in --trust=any --delivered=x --except=x --policy=x; do
		status=0
		bounce-stats $option </dev/null || status=$?
		same "$status" 64
	done
	run bounce-stats --suppress --by=reason </dev/null
	[ "$status" -eq 64 ]
	run bounce-stats --suppress --trust=fish </dev/null
	[ "$status" -eq 64 ]
}

# Some of everything that is counted.
all() {
	incident
	days a@x.example expired 0 1 2 3 4
	days b@x.example expired 0 1 2 3 4
	rec b@x.example 2 receipt delivered - action '"delivered"'
	rec c@x.example 0 feedback feedback - feedback_type '"abuse"'
	days c@x.example suspend 0 1
}

@test "partials of any split add up exactly" {
	lines=$(all; all)
	for option in --trust=proven --trust=any; do
		whole=$(bounce-stats --suppress $option <<< "$lines")
		for seed in 1 2 3; do
			rm -f "$BATS_TEST_TMPDIR"/part.*
			awk -v seed=$seed -v to="$BATS_TEST_TMPDIR/part." \
			    'BEGIN { srand(seed) }
			    { print > (to int(rand() * 2 * seed)) }' \
			    <<< "$lines"
			for part in "$BATS_TEST_TMPDIR"/part.*; do
				bounce-stats --suppress --partial "$part"
			done > "$BATS_TEST_TMPDIR/partials"
			same "$(sort "$BATS_TEST_TMPDIR/partials" |
			    bounce-stats --suppress $option)" "$whole"
		done
	done
}

@test "threads decide what one decides" {
	# Enough for several threads, each copy with domains of its own.
	all | awk '{ line[NR] = $0 } END { for (i = 0; i < 300; i++)
		for (j = 1; j <= NR; j++) { copy = line[j]
			gsub(/\.example/, i ".example", copy)
			sub(/"id":"/, "&" i, copy); print copy } }' \
	    > "$BATS_TEST_TMPDIR/in"
	same "$(bounce-stats -j4 --suppress "$BATS_TEST_TMPDIR/in")" \
	    "$(bounce-stats --suppress "$BATS_TEST_TMPDIR/in")"
	same "$(bounce-stats -j4 --suppress "$BATS_TEST_TMPDIR/in" | wc -l)" 10500
	cmp <(bounce-stats -j4 --suppress --partial "$BATS_TEST_TMPDIR/in") \
	    <(bounce-stats --suppress --partial "$BATS_TEST_TMPDIR/in")
}

@test "a table and TSV are there too" {
	same "$(incident | bounce-stats --suppress --format=table |
	    head -n 1)" \
	    '22 to suppress, 11 held back; without proof that the mail was yours'
	same "$(incident | bounce-stats --suppress --format=tsv |
	    awk -F '\t' '{ print NF }' | sort -u)" 17
}
