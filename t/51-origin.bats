# Who reported, how it failed, whose message it was: at least two messages for
# each row of the manual's truth table.  t/mail/live was written by real
# servers, t/mail/origin as such servers write.

load helper

# verdicts OPTION... FILE...: a line for each record, "file reporter failure
# backscatter", by bounce-classify with these options.
verdicts() {
	local options=()
	while [[ $1 == -* ]]; do
		options+=("$1")
		shift
	done
	bounce-parse "$@" | bounce-classify "${options[@]}" | jq -r '[.source, .reporter, .failure,
	    (.backscatter | tostring)] | join(" ")' | sort -u
}

# Messages of the two worlds, and what is ours in them.
LIVE='--own-host=*.sender.example'
FIRM='--own-host=*.firm.example'

setup() {
	cd "$TOP/t/mail"
	echo topsecret > "$BATS_TEST_TMPDIR/batv"
	echo srssecret > "$BATS_TEST_TMPDIR/srs"
}

@test "our own server was refused" {
	same "$(verdicts "$LIVE" live/postfix-r-unknown-511-01.eml \
	    live/exim-r-unknown-fr-01.eml)" \
	'live/exim-r-unknown-fr-01.eml local rejection false
live/postfix-r-unknown-511-01.eml local rejection false'
}

@test "our own server gave up waiting" {
	same "$(verdicts "$LIVE" live/sendmail-r-greylist-02.eml \
	    live/opensmtpd-r-greylist-02.eml live/exim-d-refused-02.eml)" \
	'live/exim-d-refused-02.eml local timeout false
live/opensmtpd-r-greylist-02.eml local timeout false
live/sendmail-r-greylist-02.eml local timeout false'
}

@test "our own server warns" {
	same "$(verdicts "$LIVE" live/postfix-r-greylist-01.eml \
	    live/exim-d-refused-01.eml)" \
	'live/exim-d-refused-01.eml local delay false
live/postfix-r-greylist-01.eml local delay false'
}

@test "the receiving side reports about mail of ours" {
	same "$(verdicts "$LIVE" live/postfix-async-a-full-552-01.eml \
	    live/exim-async-fromexim-a-exit77-01.eml \
	    live/sendmail-async-a-fwd1-01.eml \
	    live/opensmtpd-async-a-fwd1-01.eml)" \
	'live/exim-async-fromexim-a-exit77-01.eml remote async false
live/opensmtpd-async-a-fwd1-01.eml remote async false
live/postfix-async-a-full-552-01.eml remote async false
live/sendmail-async-a-fwd1-01.eml remote async false'
}

@test "the receiving side reports about mail that others sent" {
	same "$(verdicts "$LIVE" live/postfix-async-b-temp-02.eml \
	    live/sendmail-async-fromexim-b-temp-01.eml)" \
	'live/postfix-async-b-temp-02.eml remote async true
live/sendmail-async-fromexim-b-temp-01.eml remote delay true'
}

@test "a forged HELO is no host of ours" {
	same "$(verdicts "$FIRM" origin/forgedhelo-[12].eml)" \
	'origin/forgedhelo-1.eml remote async true
origin/forgedhelo-2.eml remote async true'
}

@test "forged lower Received lines prove nothing" {
	same "$(verdicts "$FIRM" origin/forgedlines-[12].eml)" \
	'origin/forgedlines-1.eml remote async true
origin/forgedlines-2.eml remote delay true'
	same "$(verdicts "$LIVE" live/*-b-forgedreceived-01.eml)" \
	'live/exim-async-b-forgedreceived-01.eml remote async true
live/opensmtpd-async-b-forgedreceived-01.eml remote async true
live/postfix-async-b-forgedreceived-01.eml remote async true'
	# not even when the address in them is listed
	same "$(verdicts "$FIRM" --own-host=192.0.2.0/24 \
	    origin/forgedlines-[12].eml)" \
	'origin/forgedlines-1.eml remote async true
origin/forgedlines-2.eml remote delay true'
}

@test "a forged Reporting-MTA is not ours: our own host saw it come in" {
	same "$(verdicts "$FIRM" origin/forgedreporter-[12].eml)" \
	'origin/forgedreporter-1.eml unknown unproven null
origin/forgedreporter-2.eml unknown unproven null'
}

@test "a smarthost that reports is ours when it is listed" {
	same "$(verdicts "$FIRM" --own-host=relay.hoster.example \
	    origin/smarthost-[12].eml)" \
	'origin/smarthost-1.eml local rejection false
origin/smarthost-2.eml local timeout false'
}

@test "a smarthost that is not listed counts as the other side" {
	same "$(verdicts "$FIRM" origin/smarthost-1.eml)" \
	    'origin/smarthost-1.eml remote async false'
	# ... unless it took the message by submission
	same "$(verdicts "$FIRM" origin/smarthost-2.eml)" \
	    'origin/smarthost-2.eml unknown unproven false'
	same "$(verdicts origin/smarthost-[12].eml)" \
	'origin/smarthost-1.eml unknown unproven null
origin/smarthost-2.eml unknown unproven null'
}

@test "submission from a foreign network is ours" {
	same "$(verdicts "$FIRM" origin/submission-[12].eml)" \
	'origin/submission-1.eml local rejection false
origin/submission-2.eml local timeout false'
}

@test "inside one organisation the list tells the sides apart" {
	same "$(verdicts "$FIRM" origin/inside-[12].eml)" \
	'origin/inside-1.eml local rejection false
origin/inside-2.eml local rejection false'
	same "$(verdicts --own-host=out.firm.example \
	    --own-host=in.firm.example origin/inside-[12].eml)" \
	'origin/inside-1.eml remote async false
origin/inside-2.eml remote async false'
	same "$(verdicts origin/inside-[12].eml)" \
	'origin/inside-1.eml unknown unproven null
origin/inside-2.eml unknown unproven null'
}

@test "a self-spoof that our own hub bounces is backscatter" {
	same "$(verdicts "$FIRM" origin/selfspoof-[12].eml)" \
	'origin/selfspoof-1.eml local rejection true
origin/selfspoof-2.eml local rejection true'
}

@test "one provider on both sides proves nothing" {
	same "$(verdicts "$FIRM" origin/provider-[12].eml)" \
	'origin/provider-1.eml unknown unproven null
origin/provider-2.eml unknown unproven null'
}

@test "a stripped chain proves nothing" {
	same "$(verdicts "$FIRM" origin/stripped-[12].eml)" \
	'origin/stripped-1.eml remote async null
origin/stripped-2.eml unknown unproven null'
}

@test "a report that a forwarder with SRS brings back is about ours" {
	same "$(verdicts "$FIRM" origin/srs-1.eml)" \
	    'origin/srs-1.eml remote async false'
}

@test "an SRS address of ours verifies, or it is forged" {
	same "$(verdicts "$FIRM" --srs-secret="$BATS_TEST_TMPDIR/srs" \
	    origin/srs-[23].eml)" \
	'origin/srs-2.eml local rejection false
origin/srs-3.eml local rejection true'
	# without the secret nobody knows
	same "$(verdicts "$FIRM" origin/srs-[23].eml)" \
	'origin/srs-2.eml local rejection null
origin/srs-3.eml local rejection null'
}

@test "a BATV tag verifies, is wrong, is missing, is too old" {
	same "$(verdicts "$FIRM" --batv-key="$BATS_TEST_TMPDIR/batv" \
	    origin/batv-[1234].eml)" \
	'origin/batv-1.eml remote async false
origin/batv-2.eml remote async true
origin/batv-3.eml remote async null
origin/batv-4.eml remote async null'
	same "$(verdicts --batv-key="$BATS_TEST_TMPDIR/batv" \
	    origin/batv-[1234].eml)" \
	'origin/batv-1.eml remote async false
origin/batv-2.eml remote async true
origin/batv-3.eml remote async null
origin/batv-4.eml remote async null'
}

@test "fetching a report by POP does not make it ours or theirs" {
	same "$(verdicts --own-host=smtp.isp.example origin/pop-[12].eml)" \
	'origin/pop-1.eml remote async false
origin/pop-2.eml local rejection false'
	# mail that went out by a host which is not listed
	same "$(verdicts "$FIRM" origin/pop-1.eml)" \
	    'origin/pop-1.eml remote async null'
}

@test "a Message-ID proves ours, unless the entry contradicts" {
	same "$(verdicts "$FIRM" --own-message-id='*@*.firm.example' \
	    origin/messageid-1.eml origin/stripped-1.eml)" \
	'origin/messageid-1.eml remote async true
origin/stripped-1.eml remote async false'
}

@test "where only an address is shown a network must be listed" {
	same "$(verdicts "$FIRM" origin/address-1.eml)" \
	    'origin/address-1.eml remote async null'
	same "$(verdicts "$FIRM" --own-host=192.0.2.0/24 \
	    origin/address-1.eml)" 'origin/address-1.eml remote async false'
}

@test "without settings nothing is called backscatter or ours" {
	same "$(verdicts origin live | awk '{ print $4 }' |
	    sort -u)" null
}

@test "--explain shows what counted" {
	run bounce-classify --explain "$FIRM" origin/forgedhelo-1.eml
	[[ $output == *'"report came in from: mx.handel.example"'* ]]
	[[ $output == *'"message taken in from: vps-17.badnet.test"'* ]]
}

# fails STATUS OPTION: bounce-classify with it ends so.
fails() {
	run bounce-classify "$2" < /dev/null
	[ "$status" -eq "$1" ]
}

@test "settings that cannot be meant are usage errors" {
	fails 64 --own-host=10.0.0.0/33
	fails 64 --own-host='192.0.2.*'
	fails 64 --own-host=a.example,b.example
	fails 64 --own-domain=
}

@test "key files: missing, without a key" {
	fails 66 --batv-key="$BATS_TEST_TMPDIR/none"
	printf '\n\n' > "$BATS_TEST_TMPDIR/empty"
	fails 65 --srs-secret="$BATS_TEST_TMPDIR/empty"
	[[ $output == *empty:1:* ]]
}
