# --redact: no local part of an address comes out, in whatever form it stood.

load helper

setup() {
	KEY=$BATS_TEST_TMPDIR/key
	printf 'a key of some bytes\n' > "$KEY"
	cd "$BATS_TEST_TMPDIR"
}

# The local parts of all addresses in the files, a line each, small letters.
locals() {
	grep -ahoE "(\"[^\"@<>]{1,60}\"|[][A-Za-z0-9!#\$%&'*+/=?^_\`{|}~.-]+)@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}" \
	    "$@" | sed -E "s/@[^@]*\$//; s/^[]['\`*{|=~\"]+//; s/\"\$//
	    s/^(to|from|for|user|sender|rcpt|orig_to|i|u|f|smtp.mailfrom|smtp.mail|header.from|header.i|envelope-from)=//" |
	    tr A-Z a-z | awk 'length > 1' | sort -u
}

# Texts of standard input in which a local part of the file $1 stands as a word
# that is no part of a host's name.  On both sides a tab may part a file's name
# from it: then only local parts of that file count.
leaks() {
	awk -F '\t' '
	function alnum(c) { return c ~ /[A-Za-z0-9]/ }
	function bare(line, i, n) {
		if (alnum(substr(line, i, 1)) && alnum(substr(line, i - 1, 1)))
			return 0
		if (alnum(substr(line, i + n - 1, 1)) &&
		    alnum(substr(line, i + n, 1)))
			return 0
		if (substr(line, i - 2, 2) ~ /[A-Za-z0-9]\./ ||
		    substr(line, i - 1, 1) == "@")
			return 0
		return substr(line, i + n, 80) !~ /^[A-Za-z0-9-]*\.[A-Za-z0-9]/
	}
	NR == FNR {
		file = NF > 1 ? $1 : ""
		word[file, ++count[file]] = $NF
		next
	}
	{
		file = NF > 1 ? $1 : ""
		line = "  " tolower($NF) "  "
		for (k = 1; k <= count[file]; k++) {
			at = 0
			while (i = index(substr(line, at + 1), word[file, k])) {
				at += i
				if (bare(line, at, length(word[file, k]))) {
					print word[file, k] ": " $0
					break
				}
			}
		}
	}' "$1" -
}

# The files and texts of the records, but words that are ours.
texts() {
	jq -r '.source as $file | del(.v, .id, .kind, .format, .flags,
	    .action, .command, .reason, .category, .advice, .failure,
	    .reporter, .rule, .provider, .bounce_type, .autoreply,
	    .verp_scheme, .feedback_type, .disposition, .blocklist, .label,
	    .diagnostic_type) | .. | strings |
	    $file + "\t" + gsub("[\n\t]"; " ")'
}

samples() {
	find "$TOP/t/mail" "$SAMPLE" -type f ! -name '*.json' | sort
}

@test "no local part of an address in the samples is in any record" {
	local file number=100
	mkdir mail
	for file in $(samples); do
		number=$((number + 1))
		cp "$file" mail/$number
		locals "$file" | sed "s,^,mail/$number\t,"
	done > locals
	for run in bounce-parse 'bounce-classify --explain'; do
		$run -a --redact="$KEY" -H From -H To -H Reply-To \
		    -H Received -H List-Unsubscribe mail > out
		valid < out
		texts < out | leaks locals | none "$run:"
	done
	bounce-classify -a mail | texts | leaks locals > plain
	[ "$(wc -l < plain)" -gt 500 ] # what is found without the option
}

@test "nor in what bounce-stats prints, in whatever format" {
	local run
	cat $(samples | grep -v logs) > mail
	locals mail > all
	# But words that the output has by itself, and those that stand without
	# a domain in some text: they are known in their own mail only (above).
	{ cat "$TOP/share/reasons" "$TOP/share/report.html" \
	    "$TOP/share/providers" "$TOP/share/record.schema.json"
	  bounce-stats --help
	  bounce-classify -a $(samples) | texts | sed 's/[^ ]*@[^ ]*//g'
	} | tr A-Z a-z | tr -c 'a-z0-9' '\n' | sort -u > ours
	comm -23 all ours | awk 'length > 3' > locals
	[ "$(wc -l < locals)" -gt 100 ]
	for run in '--format=html' '--format=table' '--format=tsv' \
	    '--by=recipient,subject' '--by=diagnostic,from,to,message_id' \
	    '--by=source,original_from,bounce_address,verp_recipient' \
	    '--by=cluster --partial --unique' '--by=recipient --partial' \
	    '--suppress --trust=any' '--suppress --partial --trust=any' \
	    '--suppress --trust=any --format=tsv' '--format=prometheus'; do
		bounce-stats --redact="$KEY" $run $(samples | grep -v logs) > out
		[ -s out ]
		sed "s,$TOP/,,g" out | tr '\t' ' ' | leaks locals | none "$run:"
	done
	bounce-stats --by=recipient $(samples | grep -v logs) | leaks locals > plain
	[ "$(wc -l < plain)" -gt 50 ]
}

# A record with one text in the diagnostic, redacted.
diagnostic() {
	jq -nc --arg text "$1" '{v: 1, id: "0", kind: "bounce",
	    recipient: "john@example.com", diagnostic: $text}' |
	    bounce-classify --redact="$KEY" | jq -r .diagnostic
}

@test "an address is found in every writing" {
	local john text
	john=$(diagnostic john)
	for text in '<john@example.com>' "'john@example.com'" \
	    '"john@example.com"' 'to=<john@example.com>' 'to=john@example.com' \
	    'rfc822;john@example.com' 'mailto:john@example.com?subject=x' \
	    'john@[192.0.2.1]' '(john@example.com)' '"john"@example.com' \
	    'JOHN@EXAMPLE.COM' '<@relay.example:john@example.com>' \
	    'orcpt=rfc822;john+40example.com' \
	    'https://example.com/u?a=john%40example.com' \
	    'john=40example.com' 'john&#64;example.com' 'john＠example.com' \
	    '“john@example.com”' '「john@example.com」' 'john@ unknown' \
	    'user john unknown' 'user=john' '<john>' 'example.org-john' \
	    '/home/john/Maildir' 'John: mailbox full' \
	    'bob@example.org,john@example.com' '`john@example.com`'; do
		same "$(diagnostic "$text" | tr A-Z a-z |
		    grep -o "$john" | head -n 1)" "$john"
		diagnostic "$text" | grep -i john | none "$text:"
	done
}

@test "odd local parts are replaced whole" {
	local text
	for text in '"secret name"@example.com' '"se\"cret name"@example.com' \
	    '"secret@home"@example.com' 'secret\ name@example.com' \
	    'secret%name@example.com' 'host!secret!name@example.com' \
	    'tag+secret=name.example@example.com' 'secret@name@example.com' \
	    'SRS0=ab=cd=name.example=secret@example.com' \
	    'sécrét.name@example.com' 'secret(name)@example.com' \
	    '/C=US/S=secret/G=name/@example.com' 'name.secret.@example.com' \
	    '=?x-odd?B?c2VjcmV0IG5hbWU=?= <a@example.com>' \
	    '=?x-odd?Q?secret=20name?= <a@example.com>' \
	    'a@example.com、secret＠name.example' \
	    'a＠example.com「secret@name.example」' \
	    'x@[secret@example.com]' \
	    '#secret$name@example.com' 'secret@example.com@'; do
		diagnostic "$text" |
		    grep -iE 's.{1,2}cr|name([^.]|$)|c2Vj' | none "$text:"
		diagnostic "$text" | grep -q example.com ||
		    [ "${text#*@ex}" = "$text" ]
	done
}

@test "domains, hosts and other words stay" {
	same "$(diagnostic 'host john.example.com[192.0.2.1] said: 550 5.1.1 x')" \
	    'host john.example.com[192.0.2.1] said: 550 5.1.1 x'
	same "$(diagnostic 'mx-john.example.com: johnny, 50% =40 a @ b +40.')" \
	    'mx-john.example.com: johnny, 50% =40 a @ b +40.'
	same "$(diagnostic 'x bob@Example.ORG y' | sed -E 's/[0-9a-f]{32}/T/')" \
	    'x T@Example.ORG y'
}

@test "one address has one token, in every key, program and run" {
	local john
	john=$(diagnostic 'x john@example.com' | cut -d' ' -f2)
	same "$(message 'Delivery failed: john@example.com' '' |
	    sed 's/^To: .*/To: john@example.com/; s/^From: .*/From: John <JOHN@example.com>/' |
	    bounce-parse -a --redact="$KEY" | jq -r '.from, .to')" "$john
$john"
	same "$(echo '{"v":1,"to":"\"john\"@example.com","x":["john@example.com"]}' |
	    bounce-classify --redact="$KEY" | jq -r '.to, .x[0]')" "$john
$john"
	same "$(bounce-stats -a --by=recipient --redact="$KEY" "$SAMPLE" |
	    jq -r .recipient | sort -u)" \
	    "$(bounce-parse -a --redact="$KEY" "$SAMPLE" | jq -r .recipient |
	    sort -u)"
}

@test "tokens are HMAC-SHA256 by the key's bytes" {
	command -v openssl >/dev/null || skip 'no openssl'
	local hex
	hex=$(od -An -v -tx1 "$KEY" | tr -d ' \n')
	same "$(diagnostic '<John@example.com>' | cut -c2-25)" \
	    "$(printf john | openssl dgst -sha256 -mac HMAC \
	    -macopt "hexkey:$hex" | sed 's/.* //' | cut -c1-24)"
}

@test "another key gives other tokens" {
	printf x > other
	same "$(bounce-parse --redact="$KEY" "$SAMPLE" | jq -r .recipient |
	    grep -cxFf <(bounce-parse --redact=other "$SAMPLE" |
	    jq -r '.recipient // empty'))" 0
}

@test "what is redacted stays as it is, but for a forged token" {
	local forged=0123456789abcdef0123456789abcdef
	samples | bounce-classify -a --explain --redact="$KEY" \
	    --files-from=- > once
	bounce-classify --explain --redact="$KEY" < once > twice
	jq -c 'del(.reason, .bounce_type, .final, .permanent, .category,
	    .advice, .failure, .reporter, .backscatter, .provider, .blocklist,
	    .retry_after, .rule, .confidence, .evidence)' once > a
	jq -c 'del(.reason, .bounce_type, .final, .permanent, .category,
	    .advice, .failure, .reporter, .backscatter, .provider, .blocklist,
	    .retry_after, .rule, .confidence, .evidence)' twice > b
	cmp a b
	diagnostic "$forged@example.com" | grep "$forged" | none
}

@test "verdicts are those of the text as it was" {
	local words='[.id, .reason, .bounce_type, .failure, .rule, .backscatter]'
	same "$(bounce-classify --redact="$KEY" --own-domain=sender.example \
	    "$SAMPLE" | jq -c "$words")" \
	    "$(bounce-classify --own-domain=sender.example "$SAMPLE" |
	    jq -c "$words")"
}

@test "keys that are not ours are redacted too, names of keys as well" {
	same "$(echo '{"v":1, "john@x.example": {"a": [1, {"b@y.example":"c@z.example"}]}, "recipient": ["d@w.example"], "n": 5, "t": null}' |
	    bounce-classify --redact="$KEY" | jq -c 'del(.reason, .kind,
	    .category, .advice, .rule, .confidence, .reporter, .failure)' |
	    sed -E 's/[0-9a-f]{32}/T/g')" \
	    '{"v":1,"T@x.example":{"a":[1,{"T@y.example":"T@z.example"}]},"recipient":["T@w.example"],"n":5,"t":null}'
}

@test "file names, in records and on standard error" {
	mkdir -p 'box/john@example.com/cur' box/john@example.com/new
	cp "$SAMPLE" 'box/john@example.com/cur/1:2,S'
	bounce-parse --redact="$KEY" 'box/john@example.com' > out
	jq -r .source out | grep -vxE 'box/[0-9a-f]{32}@example.com/cur/1:2,S' |
	    none
	run bounce-parse --redact="$KEY" 'no/bob@example.com'
	[ "$status" -eq 66 ]
	[[ $output != *bob* && $output == *no/*@example.com* ]]
	run bounce-parse --redact="$KEY" --files-from='list.bob@example.com'
	[ "$status" -eq 66 ]
	[[ $output != *bob* && $output == *@example.com* ]]
	printf '%05000d/bob@example.com\n' 0 | sed 's/^0*/bob.smith@example.com/' |
	    sed 's,$,/'"$(printf %05000d 0)," > names
	run bounce-parse --redact="$KEY" --files-from=names
	[ "$status" -eq 66 ]
	[[ $output != *bob* ]]
	echo 'no record' > bob@example.com
	run bounce-classify --redact="$KEY" - bob@example.com \
	    <<< '{"v":1}
not a record'
	[[ $output != *bob* ]]
	{ echo '{"v":1}'; echo bad; } > bob@example.com
	run bounce-classify --redact="$KEY" bob@example.com
	[[ $output != *bob* && $output == *'@example.com:2: '* ]]
}

@test "names beside addresses in copied headers are left out" {
	sed -e 's/^From: Dave Example <dave@/From: "Smith, Dave (x)" <dave@/' \
	    -e 's/^To: <jhuber@hosting.test>/To: Ann Jones <jhuber@hosting.test>, Bob Moss <bob@example.com>/' \
	    "$SAMPLE" > mail
	bounce-parse -a -H From -H To --redact="$KEY" mail > out
	jq -c .headers out | grep -iE 'smith|dave|jones|moss|bob|ann' | none
	same "$(jq -c .headers out | head -n 1 | sed -E 's/[0-9a-f]{32}/T/g')" \
	    '{"From":["T@sender.example"],"To":["T@hosting.test, T@example.com"]}'
	same "$(echo '{"v":1,"headers":{"From":["John (x) <a@b.example>","<>"],"X":["John <a@b.example>"]}}' |
	    bounce-classify --redact="$KEY" | jq -c .headers |
	    sed -E 's/[0-9a-f]{32}/T/g')" \
	    '{"From":["T@b.example",""],"X":["John <T@b.example>"]}'
}

@test "lists of addresses still match: --delivered, --except, --where, --unique" {
	bounce-classify "$SAMPLE" > plain
	bounce-classify --redact="$KEY" "$SAMPLE" > red
	local all one
	all=$(bounce-stats --suppress --trust=any --redact="$KEY" < plain)
	[ -n "$all" ]
	same "$(bounce-stats --suppress --trust=any < red)" "$all"
	bounce-stats --suppress --trust=any --format=jsonl < plain |
	    jq -r .address | head -n 1 > except
	same "$(bounce-stats --suppress --trust=any --redact="$KEY" \
	    --except=except < plain | jq -r .address)" \
	    "$(jq -r .address <<< "$all" | tail -n +2)"
	one=$(jq -r '.recipient // empty' plain | head -n 1)
	same "$(bounce-stats --by=kind --where=recipient="$one" --redact="$KEY" \
	    < plain | jq .bounces)" \
	    "$(bounce-stats --by=kind --where=recipient="$one" < plain |
	    jq .bounces)"
	same "$(cat plain plain | bounce-stats --unique --by=recipient \
	    --redact="$KEY")" "$(bounce-stats --unique --by=recipient \
	    --redact="$KEY" < plain)"
	one=$(jq -r '.recipient // empty' plain | head -n 1)
	printf '%s\t9\n' "$one" > sent
	same "$(bounce-stats --by=recipient --sent=sent --redact="$KEY" < plain |
	    jq -s 'map(select(.sent == 9)) | length')" 1
}

@test "partials of both sorts are redacted when they are read" {
	bounce-stats --partial --by=recipient,diagnostic "$SAMPLE" > partial
	bounce-stats --partial --suppress --trust=any "$SAMPLE" > suppress
	locals "$SAMPLE" | awk 'length > 2' > locals
	[ "$(leaks locals < partial | wc -l)" -gt 0 ]
	bounce-stats --redact="$KEY" --by=recipient,diagnostic partial |
	    leaks locals | none
	same "$(bounce-stats --redact="$KEY" --by=recipient partial |
	    jq -c '[.recipient, .records]' | sort)" \
	    "$(bounce-stats --redact="$KEY" --by=recipient "$SAMPLE" |
	    jq -c '[.recipient, .records]' | sort)"
	same "$(bounce-stats --redact="$KEY" --suppress --trust=any suppress)" \
	    "$(bounce-stats --redact="$KEY" --suppress --trust=any "$SAMPLE")"
}

@test "threads redact the same" {
	local i
	for i in 1 2 3 4 5 6 7 8; do cat "$SAMPLE"; done > many
	cmp <(bounce-classify --redact="$KEY" -j4 many) \
	    <(bounce-classify --redact="$KEY" many)
}

@test "a key's file must be there and hold something" {
	: > empty
	run bounce-parse --redact=empty "$SAMPLE"
	[ "$status" -eq 64 ]
	run bounce-parse --redact=none "$SAMPLE"
	[ "$status" -eq 66 ]
	run bounce-parse --redact=. "$SAMPLE"
	[ "$status" -eq 66 ]
	run bounce-parse --delivery --redact=empty "$SAMPLE"
	[ "$status" -eq 75 ]
	run bounce-parse --redact=<(printf key) "$SAMPLE"
	[ "$status" -eq 0 ]
}

@test "the sanitizers find nothing while all samples are redacted" {
	local asan=$BUILD/asan
	[ -x "$asan/bounce-classify" ] || skip 'not built'
	export ASAN_OPTIONS=detect_leaks=0
	samples | "$asan/bounce-parse" -a -H From -H To --redact="$KEY" \
	    --files-from=- > parsed
	samples | bounce-parse -a -H From -H To --redact="$KEY" \
	    --files-from=- | cmp - parsed
	samples | "$asan/bounce-classify" -a --redact="$KEY" --explain \
	    --files-from=- > classified
	"$asan/bounce-classify" --redact="$KEY" < classified > /dev/null
	"$asan/bounce-stats" --redact="$KEY" --partial < classified > /dev/null
}

@test "texts of nothing but signs take no longer than others" {
	local text
	for text in @ '@@a' '=40' 'a=40b.c' '"@' 'a%40b.cc@' '=?' '=?a?b?c' \
	    'a.' "'" '\@' 'a@b '; do
		awk -v t="$text" 'BEGIN { printf "{\"v\":1,\"id\":\"0123456789abcdef\","
		    printf "\"source\":\"-\",\"kind\":\"bounce\","
		    printf "\"format\":\"x\",\"to\":\"a.a.a@b\","
		    gsub(/["\\]/, "\\\\&", t)
		    printf "\"diagnostic\":\""
		    for (i = 0; i < 900000; i += length(t)) printf "%s", t
		    print "\"}" }' > long
		timeout 5 bounce-classify --redact="$KEY" < long > out
		valid < out
		[ "$(wc -c < out)" -lt 1048576 ]
	done
}
