# bounce-stats: counting, choosing, printing, adding up.

load helper
bats_require_minimum_version 1.5.0

# rec N KEY VALUE...: one classified record, number N, with these keys; values
# are JSON.
rec() {
	local n=$1 line
	shift
	line="{\"v\":1,\"id\":\"$(printf %016x "$n")\",\"source\":\"-\""
	while [ $# -gt 0 ]; do
		line="$line,\"$1\":$2"
		shift 2
	done
	echo "$line}"
}

# bounce N TS RECIPIENT REASON TYPE FAILURE DIAGNOSTIC
bounce() {
	rec "$1" kind '"bounce"' format '"rfc3464"' ts "$2" \
	    recipient "\"$3\"" status '"5.1.1"' diagnostic "\"$7\"" \
	    original_ts $(($2 - 60)) reason "\"$4\"" bounce_type "\"$5\"" \
	    failure "\"$6\""
}

# Eight records: five bounces, a delay, a receipt, a feedback report.
records() {
	bounce 1 1241016314 Ann@Example.ORG userunknown hard rejection \
	    '550 5.1.1 <ann@example.org>: no such user'
	bounce 2 1241016315 bob@example.org userunknown hard rejection \
	    '550 5.1.1 <bob@example.org>: no such user'
	bounce 3 1241102714 bob@example.org userunknown hard async \
	    '550 5.1.1 <bob@example.org>: no such user'
	bounce 4 1241102715 cat@mx.example.net mailboxfull soft timeout \
	    '452 4.2.2 Mailbox 4711 full'
	bounce 5 1243694714 dan@example.net blocked soft unproven \
	    'blocked, see https://example.net/why?ip=192.0.2.7'
	rec 6 kind '"delay"' format '"rfc3464"' ts 1241016400 recipient \
	    '"eve@example.com"' reason '"expired"' bounce_type '"soft"' \
	    failure '"delay"'
	rec 7 kind '"receipt"' format '"rfc3464"' ts 1241016500 recipient \
	    '"fay@example.com"' reason '"delivered"'
	rec 8 kind '"feedback"' format '"arf"' reason '"feedback"'
}

# stats FILTER ARGUMENT...: the records counted, through jq.
stats() {
	local filter=$1
	shift
	records | bounce-stats "$@" | jq -rc "$filter"
}

@test "records are counted by a field, the greatest group first" {
	same "$(stats '[.reason, .count]' --by=reason)" '["userunknown",3]
["blocked",1]
["delivered",1]
["expired",1]
["feedback",1]
["mailboxfull",1]'
}

@test "a group tells hard and soft, failures, recipients, first and last" {
	same "$(stats 'del(.sample, .sample_id)' --by=reason --top=1 |
	    head -n 1)" '{"by":"reason","reason":"userunknown","count":3,'\
'"share":0.375,"bounces":3,"hard":3,"soft":0,"rejection":2,"timeout":0,"async":1,'\
'"delay":0,"unproven":0,"backscattered":0,"recipients":2,'\
'"first":"2009-04-29T14:45:14Z","last":"2009-04-30T14:45:14Z",'\
'"latency_p50":61,"latency_p90":61,"latency_p99":61}'
}

@test "the sample is the diagnostic with the least ts and id" {
	same "$(records | sort -r | bounce-stats --by=reason | head -n 1 |
	    jq -rc '[.sample, .sample_id]')" \
	    '["550 5.1.1 <ann@example.org>: no such user","0000000000000001"]'
}

@test "several fields make one group each, null where there is no value" {
	same "$(stats '[.kind, .bounce_type, .count]' \
	    --by=kind,bounce_type)" '["bounce","hard",3]
["bounce","soft",2]
["delay","soft",1]
["feedback",null,1]
["receipt",null,1]'
}

@test "domains come from the recipient, in lower case" {
	same "$(stats '[.domain, .orgdomain, .count]' \
	    --by=domain,orgdomain --where=kind=bounce)" \
	    '["example.org","example.org",3]
["example.net","example.net",1]
["mx.example.net","example.net",1]'
}

@test "similar diagnostics are one cluster" {
	same "$(stats '[.cluster, .count]' --by=cluster --where=kind=bounce)" \
	    '["550 5.1.1 <ADDRESS>: no such user",3]
["452 4.2.2 Mailbox N full",1]
["blocked, see URL",1]'
}

@test "numbers are grouped and sorted as numbers" {
	same "$(for code in 550 1000 99 -5; do
		rec "$code" reply_code "$code" reason '"blocked"'
	done | bounce-stats --by=reply_code | jq -rc .reply_code)" '-5
99
550
1000'
}

@test "every field of the record but two is a key" {
	local key
	for key in $(jq -r '.properties | keys_unsorted[]' \
	    "$TOP/share/record.schema.json"); do
		case $key in
		count | headers) continue ;;
		esac
		records | bounce-stats --by="$key" >/dev/null ||
		    echo "$key"
	done | none
}

@test "a copied header is a key" {
	same "$(rec 1 reason '"blocked"' headers \
	    '{"X-Campaign":["spring","autumn"]}' |
	    bounce-stats --by=header.x-campaign |
	    jq -rc '."header.x-campaign"')" spring
}

@test "what is no key is bad usage" {
	for by in fish count headers header. reason,,kind ,; do
		status=0
		records | bounce-stats --by="$by" || status=$?
		same "$status" 64
	done
}

@test "periods go by UTC, an offset, or a zone" {
	same "$(stats '[.day, .count]' --every=day --where=kind=bounce)" \
	    '["2009-04-29",2]
["2009-04-30",2]
["2009-05-30",1]'
	same "$(stats .hour --every=hour | head -n 1)" 2009-04-29T14:00Z
	same "$(stats .week --every=week | uniq)" '2009-W18
2009-W22
null'
	same "$(stats .month --every=month | uniq)" '2009-04
2009-05
null'
	same "$(stats .day --every=day --timezone=+1400 | head -n 1)" \
	    2009-04-30
	same "$(stats .hour --every=hour --timezone=-05:30 | head -n 1)" \
	    2009-04-29T09:00-05:30
}

@test "days begin where the zone says, in summer too" {
	[ -e "${TZDIR:-$(printf /usr/%s share/zoneinfo)}/Europe/Berlin" ] ||
	    skip 'no time zones here'
	same "$(for ts in 1238281199 1238281200 1256428799 1256428800; do
		rec "$ts" ts "$ts" reason '"blocked"'
	done | bounce-stats --every=hour --timezone=Europe/Berlin |
	    jq -r .hour)" '2009-03-28T23:00+01:00
2009-03-29T00:00+01:00
2009-10-25T01:00+02:00
2009-10-25T02:00+02:00'
}

@test "zones that never leave UTC are zones too" {
	cd "${TZDIR:-$(printf /usr/%s share/zoneinfo)}" || skip 'no time zones here'
	for zone in UTC Zulu GMT0 Etc/* Africa/Abidjan Atlantic/Reykjavik; do
		[ ! -f $zone ] ||
		    bounce-stats --timezone=$zone --every=day </dev/null
	done
}

@test "an unknown zone or period is bad usage" {
	run bounce-stats --timezone=Europe/Nowhere --every=day </dev/null
	[ "$status" -eq 64 ]
	run bounce-stats --timezone=Nowhere --every=day </dev/null
	[ "$status" -eq 64 ]
	run bounce-stats --timezone=+25:00 --every=day </dev/null
	[ "$status" -eq 64 ]
	run bounce-stats --every=year </dev/null
	[ "$status" -eq 64 ]
}

@test "--where chooses: equal, not equal, not given, one of several" {
	same "$(stats .count --by= --where=reason=UserUnknown)" 3
	same "$(stats .count --by= --where='reason!=userunknown')" 5
	same "$(stats .count --by= --where=bounce_type=)" 2
	same "$(stats .count --by= --where=reason=blocked \
	    --where=reason=mailboxfull)" 2
	same "$(stats .count --by= --where=reason=userunknown \
	    --where=failure=async)" 1
	same "$(stats .count --by= --where='kind!=bounce' \
	    --where='kind!=delay')" 2
	same "$(stats .count --by= --where=kind=fish)" ''
	same "$(rec 1 flags '["date","bad-mime"]' reason '"blocked"' |
	    bounce-stats --by= --where=flags=bad-mime | jq .count)" 1
	run bounce-stats --where=reason </dev/null
	[ "$status" -eq 64 ]
	run bounce-stats --where=fish=1 </dev/null
	[ "$status" -eq 64 ]
}

@test "--top shows the greatest and the others as one" {
	same "$(stats '[.reason, .others, .count, .recipients]' \
	    --by=reason --top=2)" '["userunknown",null,3,2]
["blocked",null,1,1]
[null,4,4,3]'
	run bounce-stats --top=0 </dev/null
	[ "$status" -eq 64 ]
}

@test "--top ranks over all periods" {
	same "$(stats '[.month, .reason, .others, .count]' --every=month \
	    --by=reason --top=1)" '["2009-04","userunknown",null,3]
["2009-04",null,3,3]
["2009-05",null,1,1]
[null,null,1,1]'
}

@test "--unique counts records with one id once" {
	same "$({ records; records; } | bounce-stats --by=reason | jq .count |
	    head -n 1)" 6
	same "$({ records; records; } | bounce-stats --unique --by=reason)" \
	    "$(records | bounce-stats --by=reason)"
}

@test "without --by there is a report at a glance" {
	same "$(stats .by | uniq -c | awk '{ print $1, $2 }')" '1 
4 kind
5 failure
2 bounce_type
4 reason
4 domain'
	run bounce-stats --format=table < <(records)
	same "$(echo "$output" | head -n 4)" '8 records, 6 recipients, '\
'2009-04-29 to 2009-05-30
bounces: 3 hard, 3 soft

kind                      records  share  hard  soft  recipients'
}

@test "a table is as wide as it should be, and says - for nothing" {
	local width
	width=$(records | bounce-stats --by=kind,reason,bounce_type \
	    --format=table | jq -R length | sort -n | tail -n 1)
	[ "$width" -le 80 ]
	same "$(records | bounce-stats --by=bounce_type --format=table |
	    awk '/^-/ { print $2 }')" 2
}

@test "no records make no lines, and a table that says so" {
	same "$(bounce-stats </dev/null)" ''
	same "$(bounce-stats --format=table </dev/null)" 'No records.'
	same "$(bounce-stats --format=tsv </dev/null)" ''
}

@test "a hostile text neither breaks a table nor a line" {
	hostile() {
		rec 1 reason '"blocked"' diagnostic '"a"' recipient \
		    '"x@\u001b[2J\u009b\u202e\t=1+1\n.example"'
	}
	hostile | bounce-stats --by=domain --format=table |
	    LC_ALL=C grep -c "$(printf '[\001-\011\013-\037]')" | same 0 "$(cat)"
	same "$(hostile | bounce-stats --by=domain --format=tsv | wc -l)" 2
	hostile | bounce-stats --by=domain | jq -e . >/dev/null
}

@test "TSV is a line of names and a line a row, formulas made harmless" {
	same "$(records | bounce-stats --by=reason --format=tsv |
	    awk -F '\t' 'NR == 1 { n = NF } NF != n { print }')" ''
	same "$(for d in '=1+1' '+1' '-1' '@x' 'a=b'; do
		rec 1 reason '"blocked"' diagnostic "\"$d\""
	done | bounce-stats --by=diagnostic --format=tsv | tail -n +2 |
	    cut -f 1 | sort)" "'+1
'-1
'=1+1
'@x
a=b"
}

@test "Prometheus gets closed sets only" {
	same "$(records | bounce-stats --by=failure --format=prometheus |
	    grep records)" \
	    '# HELP bounce_records_by_failure Bounce records counted.
# TYPE bounce_records_by_failure gauge
bounce_records_by_failure{failure="rejection"} 2
bounce_records_by_failure{failure=""} 2
bounce_records_by_failure{failure="async"} 1
bounce_records_by_failure{failure="delay"} 1
bounce_records_by_failure{failure="timeout"} 1
bounce_records_by_failure{failure="unproven"} 1'
	records | bounce-stats --format=prometheus |
	    grep -E 'domain|example' | none
	run bounce-stats --by=domain --format=prometheus </dev/null
	[ "$status" -eq 64 ]
}

@test "bad lines are named, skipped and counted, or end a strict run" {
	run --separate-stderr bounce-stats --by= < <(records; echo fish)
	[ "$status" -eq 0 ]
	same "$(echo "$output" | jq .count)" 8
	same "$stderr" 'bounce-stats: -:9: not JSON
bounce-stats: malformed lines not counted: 1'
	run bounce-stats --strict < <(records; echo fish)
	[ "$status" -eq 65 ]
}

@test "mail, records and verdicts give the same numbers" {
	local all
	all=$(bounce-stats "$SAMPLE")
	same "$(bounce-parse "$SAMPLE" | bounce-stats)" "$all"
	same "$(bounce-parse "$SAMPLE" | bounce-classify | bounce-stats)" \
	    "$all"
}

@test "a full disk is noticed" {
	[ -e /dev/full ] || skip 'no /dev/full'
	run bounce-stats "$SAMPLE" >/dev/full
	status=0
	records | bounce-stats >/dev/full 2>&1 || status=$?
	same "$status" 75
}

# Splits standard input at random into $1 files in the test's directory,
# after $2.
split_at_random() {
	rm -f "$BATS_TEST_TMPDIR"/part.*
	awk -v n="$1" -v seed="$2" -v to="$BATS_TEST_TMPDIR/part." \
	    'BEGIN { srand(seed) } { print > (to int(rand() * n)) }'
}

# merges OPTION...: any split of standard input, counted in parts and added
# up in any order, gives what one run gives.
merges() {
	local all whole seed part
	all=$(cat)
	whole=$(bounce-stats "$@" <<< "$all")
	for seed in 1 2 3 4 5 6; do
		split_at_random $((seed * 2)) "$seed" <<< "$all"
		for part in "$BATS_TEST_TMPDIR"/part.*; do
			bounce-stats "$@" --partial "$part" > "$part.out"
		done
		set -- "$@"
		same "$(ls "$BATS_TEST_TMPDIR"/part.*.out | sort -R |
		    xargs cat | bounce-stats "$@")" "$whole"
		same "$(cat "$BATS_TEST_TMPDIR"/part.*.out |
		    bounce-stats "$@" --partial | bounce-stats "$@")" "$whole"
	done
}

# A thousand records, some ids twice, with different contents.
many() {
	awk 'BEGIN {
		srand(7)
		split("userunknown mailboxfull blocked expired", reasons)
		split("rejection timeout async unproven", failures)
		for (i = 0; i < 1000; i++) {
			r = int(rand() * 4) + 1
			printf "{\"id\":\"%016x\",\"kind\":\"bounce\"," \
			    "\"ts\":%d,\"recipient\":\"u%d@d%d.example\"," \
			    "\"diagnostic\":\"text %d\"," \
			    "\"original_ts\":%d,\"reason\":\"%s\"," \
			    "\"bounce_type\":\"%s\",\"failure\":\"%s\"," \
			    "\"backscatter\":%s}\n",
			    int(rand() * 700), 1241000000 + rand() * 900000,
			    rand() * 400, rand() * 30, rand() * 100,
			    1240900000 + rand() * 200000, reasons[r],
			    r == 1 ? "hard" : "soft",
			    failures[int(rand() * 4) + 1],
			    rand() < 0.2 ? "true" : "false"
		}
	}'
}

@test "partials of the report at a glance add up exactly" {
	many | merges
}

@test "partials by several keys add up exactly" {
	many | merges --by=reason,domain --top=7
	many | merges --every=day --by=backscatter
}

@test "partials with unique ids add up exactly" {
	many | merges --unique --by=reason
	many | merges --unique --every=week --by=domain --top=3
}

@test "threads count what one counts, partials among the records too" {
	local options
	for _ in 1 2 3 4 5 6 7 8; do
		many
	done > "$BATS_TEST_TMPDIR/in"
	many | bounce-stats --partial --by=reason >> "$BATS_TEST_TMPDIR/in"
	for options in '' --by=reason,backscatter '--unique --by=reason' \
	    '--every=day --top=3' '--format=html' '--partial --by=domain' \
	    '--partial --unique --by=reason'; do
		same "$(bounce-stats -j4 $options "$BATS_TEST_TMPDIR/in" 2>&1)" \
		    "$(bounce-stats $options "$BATS_TEST_TMPDIR/in" 2>&1)"
	done
}

@test "a partial answers also with fewer of its keys" {
	same "$(many | bounce-stats --every=day --by=domain,reason --partial |
	    bounce-stats --by=reason)" "$(many | bounce-stats --by=reason)"
	run --separate-stderr bounce-stats --by=domain \
	    < <(many | bounce-stats --by=reason --partial)
	same "$output" ''
	same "$stderr" 'bounce-stats: lines of partials that do not tell '\
'what --by asks for: 4'
}

@test "partials by ever other keys end at a limit" {
	local key other
	cd "$BATS_TEST_TMPDIR"
	for key in reason kind format domain action status category advice \
	    day; do
		for other in week month hour recipient subject provider \
		    command failure list; do
			echo '{"partial":1,"by":"'$key,$other'","keys":'\
'["sa","sb"],"count":1,"recipients":""}'
		done
	done > lines
	run --separate-stderr bounce-stats lines
	same "$status" 0
	same "$(tail -n 2 <<< "$stderr")" 'bounce-stats: lines:81: a partial '\
'by too many lists of keys
bounce-stats: malformed lines not counted: 23'
}

@test "a damaged partial costs its own line" {
	partial=$(many | bounce-stats --by=reason --partial)
	run --separate-stderr bounce-stats --by=reason <<< "$(
	    echo "$partial" | sed '2s/"count":[0-9]*/"count":-1/
	    3s/"recipients":"./"recipients":"!/')"
	[ "$status" -eq 0 ]
	same "$(echo "$output" | wc -l)" 2
	same "$stderr" 'bounce-stats: -:2: damaged line of a partial
bounce-stats: -:3: damaged line of a partial
bounce-stats: malformed lines not counted: 2'
}

@test "--sent gives rates, for some of the keys or all" {
	sent=$BATS_TEST_TMPDIR/sent
	rates() {
		stats '[.domain, .reason, .bounces, .sent, .rate]' \
		    --where=kind=bounce --sent="$sent" "$@"
	}
	printf '%s\n' '# what was sent' 'example.org 100' \
	    "$(printf 'example.net\t40')" > "$sent"
	same "$(rates --by=domain)" '["example.org",null,3,100,0.03]
["example.net",null,1,40,0.025]
["mx.example.net",null,1,null,null]'
	same "$(rates --by=domain,reason)" \
	    '["example.org","userunknown",3,100,0.03]
["example.net","blocked",1,40,0.025]
["mx.example.net","mailboxfull",1,null,null]'
	printf '%s\n' '{"reason":"userunknown","sent":6}' \
	    '{"domain":"example.org","sent":6}' > "$sent"
	run --separate-stderr rates --by=domain,reason
	same "$stderr" "bounce-stats: $sent:2: not values of keys and a number"
	same "$(echo "$output" | head -n 1)" \
	    '["example.org","userunknown",3,6,0.5]'
	run bounce-stats --sent="$sent" </dev/null
	[ "$status" -eq 64 ]
	run bounce-stats --by=domain --sent="$sent.not" </dev/null
	[ "$status" -eq 66 ]
}

@test "distinct recipients are right within one per cent" {
	local n
	n=$(awk 'BEGIN { for (i = 0; i < 40000; i++)
	    printf "{\"reason\":\"blocked\",\"recipient\":\"u%d@example.org" \
	    "\"}\n", i % 20000 }' | bounce-stats --by=reason |
	    jq .recipients)
	[ "$n" -gt 19800 ] && [ "$n" -lt 20200 ]
}
