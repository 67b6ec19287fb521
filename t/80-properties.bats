# What holds whatever the input: nothing is lost, memory and time are bounded,
# the output is a record a line.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

samples() {
	find "$TOP/t/mail" -name '*.eml' | sort
}

# within KB MS COMMAND...: runs it, its output in the file `out`; fails when
# it took more memory, or more of the processor's time.  A common machine is
# five times as fast as that; what grew faster than its input was not.
within() {
	"$BUILD/unit/resources" "$1" "$2" "${@:3}" > out 2> took
	echo "${*:3}: $(cat took), at most $1 KB, $2 ms"
}

# Fails unless the flag is in every line of `out`.
flagged() {
	same "$(jq -c '.flags | index("'"$1"'") != null' out | sort -u)" true
}

# A multipart message, its parts on standard input.
multipart() {
	printf '%s\n' 'From: MAILER-DAEMON@example.org' 'To: a@example.net' \
	    'Date: Sat, 21 Nov 2026 20:45:49 +0000' 'MIME-Version: 1.0' \
	    "Content-Type: multipart/$1; boundary=x" ''
	cat
}

# The start of a delivery report, up to its recipients.
report() {
	{ printf '%s\n' --x '' 'It failed.' '' --x \
	    'Content-Type: message/delivery-status' '' \
	    'Reporting-MTA: dns; mx.example.org' ''; cat; } |
	    multipart 'report; report-type=delivery-status'
}

# N times the byte.
bytes() {
	head -c "$1" /dev/zero | tr '\0' "$2"
}

@test "cut, damaged, joined, by byte and with any line ends it is the same" {
	"$BUILD/unit/properties" 1 "$SAMPLE" $(samples) > lines
	[ "$(wc -l < lines)" -gt 1000 ]
	valid < lines
}

@test "it is so under the sanitizers, as far as time allows" {
	sanitized
	"$BUILD/asan/unit/properties" 40 "$SAMPLE" $(samples) > lines
	valid < lines
}

@test "what the fuzz targets were tried on runs through them again" {
	sanitized
	cd "$TOP"
	for target in "$BUILD"/asan/fuzz/*; do
		echo "$target"
		"$target" t/fuzz/corpus/"${target##*/}"/*
	done
	for target in mailbox mime decoder message program text; do
		"$BUILD/asan/fuzz/$target" $(samples)
	done
	"$BUILD/asan/fuzz/rules" share/rules/*
	"$BUILD/asan/fuzz/formats" share/formats share/phrases
}

@test "each fuzz target has a corpus and a dictionary" {
	cd "$TOP/t/fuzz"
	eval "$(sed -n '/^words/,/^}/p' run)"
	for target in $(ls *.c | sed 's/\.c$//; /^main$/d'); do
		[ -s "dictionary/$(words $target)" ]
		[ -n "$(ls "corpus/$target")" ]
	done
}

@test "all samples again and again take no more memory than once" {
	for i in $(seq 20); do
		for file in $(samples); do
			echo 'From a@example.org Sat Nov 21 20:48:21 2026'
			grep -v '^From ' "$file"
			echo
		done
	done > many
	within 16384 1000 bounce-parse --all many
	cp out records
	for file in many records; do
		within 16384 1000 bounce-classify --all --explain $file
		within 16384 1000 bounce-stats $file
	done
}

@test "15 MB of returned mail: 0.2 s, 16 MB" {
	{ printf '%s\n' 'Final-Recipient: rfc822; a@example.org' \
	    'Action: failed' 'Status: 5.1.1' '' --x \
	    'Content-Type: message/rfc822' '' 'Subject: original' ''
	    yes 'text of the returned message, line by line' |
	    head -c 15000000; printf '\n--x--\n'; } | report > mail
	for program in bounce-parse bounce-classify bounce-stats; do
		within 16384 200 $program mail
	done
	for i in 1 2 3 4 5; do cat mail; done > five
	within 16384 600 bounce-parse - < five
}

@test "1,000,000 recipients: 10,000 records and a flag" {
	seq 1000000 | sed 's/.*/Final-Recipient: rfc822; u&@example.org\
Action: failed\
Status: 5.1.1\
/' | report > mail
	within 16384 300 bounce-parse mail
	same "$(wc -l < out)" 10000
	flagged recipient-limit
	within 16384 300 bounce-stats mail
}

@test "100,000 parts" {
	yes -- '--x

text' | head -n 300000 | multipart mixed > mail
	within 16384 200 bounce-parse --all mail
	flagged part-limit
}

@test "1,000 parts of 500 bytes are one text" {
	yes -- "--x

$(bytes 500 x)" | head -n 3000 | multipart mixed > mail
	within 16384 200 bounce-parse --all mail
}

@test "100,000 multiparts inside each other" {
	seq 100000 | awk '{ printf "--%s\nContent-Type: multipart/mixed; " \
	    "boundary=b%d\n\n", $1 == 1 ? "x" : "b" $1 - 1, $1 }' |
	    multipart mixed > mail
	within 16384 200 bounce-parse --all mail
	flagged depth-limit
}

@test "lines without end: in a header, in base64, in HTML, in Received" {
	for field in X Subject To Received Content-Type; do
		{ printf '%s: ' $field; bytes 20000000 '('; message x; } |
		    within 16384 200 bounce-parse --all
		flagged truncated
	done
	for encoding in base64 quoted-printable; do
		{ printf '%s\n' 'Subject: x' \
		    "Content-Transfer-Encoding: $encoding" ''
		    bytes 20000000 Q; } |
		    within 16384 200 bounce-parse --all
		flagged truncated
	done
	{ printf '%s\n' 'Content-Type: text/html' ''
	    yes '<a<b<!-- <pre><td><table>&#x' | head -c 5000000; } |
	    within 16384 300 bounce-parse --all
	{ yes 'Received: from a.example by b.example; Sat, 21 Nov 2026' |
	    head -c 5000000; message x; } |
	    within 16384 300 bounce-parse --all
}

@test "a header line of 1 GB and a base64 line of 500 MB, in 16 MB" {
	{ printf 'Subject: x\nX: '; bytes 1000000000 x; printf '\n\nbody\n'
	    } | within 16384 5000 bounce-parse --all
	same "$(jq .size out)" 1000000021
	{ printf 'Content-Transfer-Encoding: base64\n\n'
	    bytes 500000000 Q; } | within 16384 3000 bounce-parse --all
	same "$(jq .size out)" 500000035
}

@test "texts that begin a phrase again and again" {
	local text
	for text in 'a ' '<a@b.example>: 550 5.1.1 user unknown
' 'The following ' '(' '550 ' 'host a.example[192.0.2.1] said: ' '@' '<' \
	    'Final-Recipient: ' '>>> ' 'no such user '; do
		{ message ''; yes "$text" | head -c 4000000; } |
		    within 16384 300 bounce-classify --all
	done
}

@test "long words and addresses that a text nearly has at each byte" {
	local fields='Action: failed
Status: 4.2.2
Remote-MTA: dns; mx.example.net'
	for count in 1 2; do
		{ printf '%s\n' 'Subject: x' 'Content-Type: multipart/report;
 report-type=delivery-status; boundary=x' '' --x ''
		    bytes 500000 a
		    printf '\n--x\n%s\n\nReporting-MTA: dns; a.example\n' \
		        'Content-Type: message/delivery-status'
		    for i in $(seq $count); do
			printf '\nFinal-Recipient: rfc822; '
			bytes 60000 a
			printf '%s@b.example\n%s\n' $i "$fields"
			printf 'Diagnostic-Code: smtp; 452 '
			bytes 60000 a
			printf 'b\n'
		    done
		    printf '\n--x\nContent-Type: message/rfc822\n\n'
		    printf 'Subject: x\n\nx\n--x--\n'; } > mail
		within 16384 200 bounce-parse mail
		same "$(wc -l < out)" $count
	done
}

@test "lines of JSON as long as they may be" {
	{ printf '{"v":1'; seq 60000 | sed 's/.*/,"key&":&/' | tr -d '\n'
	    echo '}'; } > keys
	{ printf '{"v":1,"x":'; bytes 500000 '['; bytes 500000 ']'
	    echo '}'; } > deep
	{ printf '{"v":1,"evidence":['; yes '"a",' | head -n 200000 |
	    tr -d '\n'; echo '"b"]}'; } > list
	{ printf '{"v":1,"subject":"'; bytes 1000000 '\\'; echo '"}'; } > slashes
	for file in keys deep list slashes; do
		within 16384 200 bounce-classify --all-keys $file
		within 16384 200 bounce-stats --by=subject $file
	done
	{ printf '{"v":1,"subject":"'; bytes 50000000 x; echo '"}'; } |
	    within 16384 300 bounce-classify
}

@test "rules that are meant to be slow, or that are none" {
	local name
	message '' 'aaaaaaaaaaaaaa aaaa b aaaa b aaaa b' > mail
	{ echo 'userunknown a'; yes '	reply 550' | head -n 9000; } > replies
	for name in $(seq 20000); do
		printf 'userunknown n%s\n\ttext aaaa%s\n' $name $name
	done > many
	for name in $(seq 3000); do
		printf 'userunknown n%s\n\ttext aaaaaaaaaaaa * b%s\n' \
		    $name $name
	done > alike
	for name in replies many alike; do
		within 16384 300 bounce-classify --all --rules=$name mail
	done
	{ printf 'userunknown a\n\ttext '; bytes 100000 'a'; echo; } > long
	{ printf 'userunknown a\n\ttext aaaa'; yes ' * aaaa' |
	    head -n 200 | tr -d '\n'; echo; } > stars
	{ echo 'userunknown a'; yes '	reply 550' | head -n 20000; } > over
	bytes 5000000 a > none
	for name in long stars over none; do
		run bounce-classify --all --rules=$name mail
		same "$name $status" "$name 65"
		[[ ${lines[0]} == "bounce-classify: $name:"*:* ]]
		[ ${#lines[0]} -lt 500 ]
	done
}
