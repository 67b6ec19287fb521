# What goes wrong around the programs, and the exit status that tells of it.
# Names of the form "fault: result" are the table in the manual's DIAGNOSTICS.

bats_require_minimum_version 1.5.0
load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	for i in 1 2 3; do
		echo 'From a@example.org Sat Nov 21 20:48:21 2026'
		message "$i"
		echo
	done > box
}

# status WANTED COMMAND...: runs it with --delivery too, where 64, 65 and 66
# become 75.
status() {
	local wanted=$1 delivery=$1 got
	shift
	case $wanted in 64 | 65 | 66) delivery=75 ;; esac
	got=0
	"$@" > out 2> err < /dev/null || got=$?
	same "$* $got" "$* $wanted"
	got=0
	"$@" --delivery > out.d 2> err.d < /dev/null || got=$?
	same "$* --delivery $got" "$* --delivery $delivery"
	cmp out out.d
	cmp err err.d
}

# The library of faults, built when it can be; $FAULTS is its name.
faults() {
	dynamic
	FAULTS=$BATS_TEST_TMPDIR/faults.so
	${CC:-cc} -shared -fPIC -o "$FAULTS" "$TOP/t/preload/faults.c" ||
	    skip 'needs the C library of GNU'
}

@test "every exit status is the one of the contract" {
	status 0 bounce-parse box
	status 0 bounce-classify box
	status 0 bounce-stats box
	status 1 bounce-parse -q box
	status 0 bounce-parse -q "$SAMPLE"
	for program in bounce-parse bounce-classify bounce-stats; do
		status 64 $program --no-such-option
		status 64 $program --max-message=x box
		status 64 $program --jobs=0 box
		status 66 $program none box
		status 66 $program --files-from=none
	done
	echo '{"v":1' > bad
	status 0 bounce-classify bad
	status 65 bounce-classify --strict bad
	status 65 bounce-stats --strict bad
	echo 'nonsense' > rules
	status 65 bounce-classify --rules=rules box
	same "$(cat err)" "bounce-classify: rules:1: unknown reason 'nonsense'"
	status 65 bounce-parse --formats=rules box
	status 66 bounce-classify --rules=none box
	status 66 bounce-classify --batv-key=none box
	status 64 bounce-stats --by=none box
	status 64 bounce-parse --kind=none box
}

@test "standard output is closed: status 75, and why; closed standard input, 66" {
	for program in bounce-parse bounce-classify bounce-stats; do
		same "$("$program" --all "$SAMPLE" 2>&1 >&-; echo $?)" \
		    "$program: standard output: Bad file descriptor
75"
		same "$("$program" 2>&1 <&-; echo $?)" "$program: -: Bad file \
descriptor
66" || [ "$program" = bounce-stats ]
		"$program" --all "$SAMPLE" 2>&- > out
		[ -s out ]
	done
}

@test "the disk is full: status 75, and why" {
	[ -c /dev/full ] || skip 'no /dev/full'
	for program in bounce-parse bounce-classify bounce-stats; do
		for option in '' -j3; do
			same "$("$program" --all $option "$SAMPLE" 2>&1 \
			    > /dev/full; echo $?)" \
			    "$program: standard output: No space left on device
75"
		done
	done
	for option in --help --version; do
		same "$(bounce-parse $option 2>&1 > /dev/full; echo $?)" \
		    'bounce-parse: standard output: No space left on device
75'
	done
}

@test "the reader of the output goes away: the end, status 0, nothing is said" {
	for i in $(seq 40); do cat box box box box box; done > many
	for program in bounce-parse bounce-classify; do
		for option in '' -j3 --line-buffered; do
			{ "$program" --all $option many many many 2> err
			    echo $? > status; } | head -n 1 > out
			same "$(cat status)" 0
			none < err
		done
	done
}

@test "reads and writes are short or interrupted: the output is the same" {
	faults
	for program in bounce-parse bounce-classify bounce-stats; do
		for option in '' --line-buffered -j3; do
			"$program" --all $option "$SAMPLE" > wanted
			FAULT_IO=1 LD_PRELOAD=$FAULTS "$program" --all \
			    $option "$SAMPLE" > got
			cmp got wanted
			FAULT_IO=1 LD_PRELOAD=$FAULTS "$program" --all \
			    $option < "$SAMPLE" | sed 's,"source":"-",,' > got
			sed 's,"source":"[^"]*",,' wanted | cmp - got
		done
	done
}

@test "no memory is left: status 75, and why; records written before are whole" {
	faults
	local n got
	for program in bounce-parse bounce-classify bounce-stats; do
		"$program" --all "$SAMPLE" > wanted
		for n in $(seq 1 60); do
			got=0
			FAULT_MALLOC=$n LD_PRELOAD=$FAULTS "$program" --all \
			    "$SAMPLE" > got 2> err || got=$?
			echo "$program, request $n: status $got"
			case $got in
			0) cmp got wanted ;;
			75) grep -q . err ;;
			*) cat err; false ;;
			esac
		done
	done
}

@test "an operand is missing, no file, or a link to itself: it is named, the others are read, status 66" {
	ln -s a b
	ln -s b a
	status 66 bounce-parse a
	grep -qE '^bounce-parse: a: (Too many levels of s|S)ymbolic link' err
	status 66 bounce-parse box/inside
	grep -q '^bounce-parse: box/inside: Not a directory$' err
	mkdir closed
	ln -s ../a closed/link
	status 0 bounce-parse --recursive closed
}

@test "files vanish, change or grow while they are read: what is there is read; status 66 when a named one is gone" {
	mkdir folder
	for i in $(seq 200); do message "$i" > "folder/$i"; done
	mkfifo list
	bounce-parse --all --files-from=list > out 2> err &
	{ echo folder/1; sleep 0.2; rm folder/2; echo folder/2; echo folder/3
	    } > list
	wait $! && false || [ $? = 66 ]
	same "$(jq -r .source out | paste -sd ' ' -)" 'folder/1 folder/3'
	same "$(cat err)" 'bounce-parse: folder/2: No such file or directory'
	for i in $(seq 10); do
		bounce-parse --all folder > out.$i &
		mv folder/$((i * 10)) folder/x$i
		: > folder/$((i * 10 + 1))
		wait $!
		jq -c .id out.$i > ids
	done
	{ for i in $(seq 50); do cat box; sleep 0.01; done; } > growing &
	while kill -0 $! 2> /dev/null; do
		bounce-parse --all growing | jq -c .subject | sort -u > subjects
		grep -vx -e '"test"' -e null subjects | none
	done
	same "$(bounce-parse --all growing | wc -l)" 150
}

@test "a signal asks to end: with --line-buffered whole lines were written" {
	mkfifo pipe
	bounce-parse --all --line-buffered pipe > out &
	exec 7> pipe
	cat box >&7
	for i in $(seq 50); do
		[ "$(wc -l < out)" -ge 2 ] || sleep 0.1
	done
	kill -TERM $!
	wait $! || [ $? = 143 ]
	exec 7>&-
	jq -c .id out
	same "$(tail -c 1 out)" ''
}

@test "100 programs append to one file: with --line-buffered no line is lost or torn" {
	for i in $(seq 100); do
		bounce-classify --line-buffered "$SAMPLE" >> out &
	done
	wait
	bounce-classify "$SAMPLE" | wc -l > each
	same "$(wc -l < out)" $(($(cat each) * 100))
	same "$(sort -u out | wc -l)" "$(cat each)"
}

# Runs a command as somebody who may not read everything.
unprivileged() {
	if [ "$(id -u)" != 0 ]; then
		"$@"
	else
		setpriv --bounding-set -all --inh-caps -all "$@"
	fi
}

@test "a file may not be read: it is named, the others are read, status 66" {
	unprivileged true || skip 'needs setpriv'
	mkdir closed folder
	cp box folder/1
	cp box folder/2
	chmod 000 closed folder/1
	for program in bounce-parse bounce-classify; do
		run --separate-stderr unprivileged $program --all closed \
		    folder box
		same "$status" 66
		same "$stderr" "$program: closed: Permission denied
$program: folder/1: Permission denied"
		same "$(jq -r .source <<< "$output" | sort | uniq -c)" \
		    '      3 box
      3 folder/2'
	done
	for option in --rules --batv-key; do
		unprivileged bounce-classify $option=folder/1 box ||
		    same "$?" 66
	done
	chmod 700 closed
}

@test "reading a file fails: it is named with the offset, the others are read, status 75" {
	faults
	for i in $(seq 200); do cat box; done > some
	for i in $(seq 100); do cat some; done > many
	for program in bounce-parse bounce-classify; do
		for option in '' -j3; do
			run --separate-stderr env FAULT_READ=3 \
			    LD_PRELOAD="$FAULTS" $program --all $option many
			same "$status" 75
			[[ $stderr == "$program: many:"[1-9]*": Input/output "* ]]
			[ "$(wc -l <<< "$output")" -gt 100 ]
			jq -e .id <<< "$output" > ids
		done
	done
}

@test "a limit on the size of files is reached: status 75, and why; with --line-buffered no line is torn" {
	for i in $(seq 20); do cat box; done > many
	for program in bounce-parse bounce-classify; do
		rm -f out
		run --separate-stderr bash -c "ulimit -f 4
		    $program --all --line-buffered many >> out"
		same "$status" 75
		same "$stderr" "$program: standard output: File too large"
		[ "$(wc -l < out)" -gt 2 ]
		same "$(tail -c 1 out)" ''
		jq -e .id out > ids
	done
}

@test "a folder holds pipes, sockets, devices or dead links: they are passed over" {
	mkdir -p folder/new folder/cur
	cp box folder/cur/1
	mkfifo folder/new/pipe
	ln -s nowhere folder/cur/dead
	ln -s /dev/zero folder/new/zero
	ln -s . folder/cur/circle
	run --separate-stderr timeout 20 bounce-parse --all --recursive folder
	same "$status $stderr" '0 '
	same "$(jq -r .source <<< "$output" | sort -u)" folder/cur/1
}

@test "an operand is a pipe: it is read to its end" {
	mkfifo pipe
	cat box > pipe &
	bounce-parse --all pipe > out
	wait $!
	same "$(wc -l < out)" 3
}

@test "a line is no JSON: it is named and becomes a record of kind error, status 0; with --strict 65" {
	printf '%s\n' '{"v":1' '{"v":1,"kind":"mail"}' > lines
	run --separate-stderr bounce-classify lines
	same "$status" 0
	[[ $stderr == 'bounce-classify: lines:1: '* ]]
	same "$(jq -r .kind <<< "$output" | paste -sd ' ' -)" 'error mail'
	run --separate-stderr bounce-classify --strict lines
	same "$status" 65
}

@test "the manual's table of faults is what these tests observe" {
	sed -n '/^\.Sh DIAGNOSTICS/,/^\.Sh SEE/p' "$TOP/bounce-tools.1" |
	    sed -n 's/^\.It //p' | sed 's/\\-/-/g; s/ Ta /: /' > rows
	[ "$(wc -l < rows)" -gt 10 ]
	while read -r row; do
		grep -qF "@test \"$row\"" "$TOP"/t/*.bats ||
		    echo "no test: $row"
	done < rows > wrong
	sed -n 's/^@test "\(.*: .*\)" {/\1/p' "$TOP/t/81-faults.bats" |
	    grep -vxFf rows >> wrong || true
	none < wrong
}

# Text that a terminal would obey, that turns the direction of writing, or
# that is no UTF-8: ESC, BEL, CSI as one character and as one byte, marks of
# direction, ends of lines, DEL.
nasty() {
	printf 'a\033[2J\007\302\233\233\342\200\256\342\201\246\330\234'
	printf '\342\200\217\342\200\250\342\200\251\r\177\377\300\200z'
}

# Mail with such text wherever there may be any.
nasty_mail() {
	local n
	n=$(nasty)
	cat <<-END
	From: "$n" <a$n@example.org>
	To: b$n@example.net
	Subject: =?utf-8?B?G1sySsKb4oCu2Jw=?= =?utf-8?q?=1B]0;x=07?= $n
	Date: Sat, 21 Nov 2026 20:45:49 +0000
	Message-ID: <1$n@example.org>
	X-$n: $n
	X-Mine: $n =?iso-8859-1?q?=9b2J?=
	Received: from $n ([192.0.2.1]) by $n with $n; $n
	Content-Type: multipart/report; boundary="x"; report-type=$n

	--x
	Content-Type: text/plain; charset="$n"

	<c$n@example.org>: 550 5.1.1 no such $n user
	--x
	Content-Type: message/delivery-status

	Reporting-MTA: dns; $n.example.org
	X-Queue-ID: $n

	Final-Recipient: rfc822; c$n@example.org
	Original-Recipient: rfc822; c+$n@example.org
	Action: failed
	Status: 5.1.1
	Remote-MTA: dns; $n.example.org
	Diagnostic-Code: $n; 550 5.1.1 <c$n@example.org> $n
	--x
	Content-Type: message/rfc822

	Subject: $n
	From: $n <d@example.net>
	X-Mine: $n
	Message-ID: <2$n@example.net>
	--x--
	END
}

# Every way to have a program write something about the files; the first is
# also in `lists`, as a file that options name.
every_output() {
	local format
	bounce-parse --all --all-keys -H x-mine -H subject "$@"
	bounce-classify --all --explain --all-keys -H x-mine "$@"
	bounce-classify --strict --files-from="$1"
	bounce-parse "none$1" "$1/none" --files-from="$1"
	bounce-classify --rules=lists "$1"
	bounce-parse --formats=lists "$1"
	for format in jsonl table tsv html; do
		bounce-stats --format=$format "$@"
		bounce-stats --format=$format --by=subject,source,recipient,\
diagnostic,remote_mta,cluster,header.x-mine -H x-mine "$@"
	done
	bounce-stats --partial --by=subject,source "$@"
	bounce-stats --format=prometheus --by=reason "$@"
	for format in jsonl table tsv; do
		bounce-stats --suppress --format=$format "$@"
	done
	bounce-stats --suppress --partial "$@"
	bounce-stats --suppress --policy=lists "$1"
	bounce-stats --sent=lists --by=domain "$1"
}

@test "nothing that moves a terminal's cursor comes out, in any form" {
	local name bad
	name=$(nasty)
	nasty_mail > "$name"
	cp "$name" lists
	bounce-classify --all "$name" > lines
	[ "$(wc -l < lines)" -ge 1 ]
	{ cat lines; jq -c '.subject = "\u001b[2J\u009b\u202e\u061c\r"' lines
	    printf '{"v":1,"kind":"bounce","%s":"%s","subject":"%s"}\n' \
	    "$name" "$name" "$name"
	    printf '{"v":1,"%s' "$name"; } > "$name.json"
	every_output "$name" "$name.json" > all 2>&1 || true
	[ "$(wc -l < all)" -gt 100 ]
	iconv -f UTF-8 -t UTF-8 all > /dev/null
	bad=$(printf '[\001-\010\013-\037\177]|\302[\200-\237]')
	bad=$bad$(printf '|\342\200[\216\217\250-\256]|\342\201[\246-\251]')
	LC_ALL=C grep -anE "$bad$(printf '|\330\234')" all | none
}

@test "an address that a spreadsheet would run is text in every TSV" {
	local address
	for address in '=cmd' '+1' '-1' '@x'; do
		echo "$address@example.org" >&2
		printf '{"v":1,"id":"%016d","kind":"bounce","ts":1,' ${#address}
		printf '"recipient":"%s@example.org","subject":"%s",' \
		    "$address" "$address"
		printf '"status":"5.1.1","diagnostic":"550 5.1.1 user unknown"}\n'
	done > lines 2> addresses
	{ bounce-stats --format=tsv --by=recipient,subject lines
	    bounce-stats --format=tsv --suppress lines; } > out
	grep -q "'=cmd@example.org" out
	tr '\t' '\n' < out | grep -E '^[=+@-].*[a-z]' | none
}
