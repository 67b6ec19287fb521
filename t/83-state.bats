# --state: what has been read is not read again, and nothing is skipped.

load helper
load state

@test "only mail that is new is read" {
	deliver mail 1 2
	same "$(news mail)" '1 2'
	same "$(news mail)" ''
	deliver mail 0 3
	same "$(news mail)" '0 3'
	same "$(news mail)" ''
	same "$(ls state)" s
}

@test "flags may change and mail may move from new to cur" {
	deliver mail 1 2 3
	news mail
	mv mail/new/1 mail/cur/1:2,
	mv mail/new/2 mail/cur/2:2,RS
	deliver mail 4
	same "$(news mail)" 4
	mv mail/cur/1:2, mail/cur/1:2,S
	mv mail/cur/2:2,RS mail/new/2
	mv mail/new/4 mail/cur/4:2,S
	same "$(news mail)" ''
}

@test "a folder has one name, however it is given" {
	deliver mail 1 2
	same "$(news mail)" '1 2'
	same "$(news "$PWD/mail")" ''
	same "$(news ./mail/)" ''
	same "$(news < mail)" ''
	same "$(news - < mail)" ''
	same "$(echo mail | news --files-from=-)" ''
	cd mail/cur
	same "$(bounce-parse --all --state=../../state/s < .. | wc -l)" 0
}

@test "other folders: a name that comes again is read again" {
	mkdir mh flat
	touch mh/.mh_sequences
	for folder in mh flat; do
		deliver $folder 1 2
		same "$(news $folder)" '1 2'
		same "$(news $folder)" ''
		one 3 > $folder/2
		deliver $folder 4
		same "$(news $folder)" '3 4'
		same "$(news $folder)" ''
	done
}

@test "folders of one state, with files of the same names, are told apart" {
	mkdir -p mail/.Sub/new mail/.Sub/cur other/new other/cur
	deliver mail 1
	deliver mail/.Sub 1
	deliver other 1 2
	same "$(news mail)" 1
	same "$(news --recursive mail)" 1
	same "$(news other)" '1 2'
	same "$(news --recursive mail other)" ''
}

# How many places and names a state file holds.
places() {
	od -An -t u8 -j 128 -N 8 --endian=little state/s | tr -d ' '
}

names() {
	od -An -t u8 -j 136 -N 8 --endian=little state/s | tr -d ' '
}

@test "names that are gone are dropped, those of other folders are kept" {
	mkdir -p other/new
	deliver mail $(seq 20)
	deliver other $(seq 5)
	news mail other
	same "$(names)" 25
	rm mail/new/1?
	news mail
	news mail
	same "$(names)" 15
	mkdir -p mail/.Sub/new
	deliver mail/.Sub 1
	same "$(news --recursive mail)" 1
	same "$(names)" 16
	rm -r mail/new mail/cur
	same "$(news --recursive mail)" ''
	same "$(news --recursive mail)" ''
	same "$(names)" 6
	same "$(news other)" ''
}

@test "a name that one run misses is still known" {
	deliver mail 1 2
	news mail
	mv mail/new/1 mail/tmp/1
	same "$(news mail)" ''
	mv mail/tmp/1 mail/cur/1:2,S
	same "$(news mail)" ''
	mv mail/cur/1:2,S mail/tmp/1
	same "$(news mail)" ''
	mv mail/tmp/1 mail/cur/1:2,S
	same "$(news mail)" ''
	same "$(names)" 2
}

@test "nothing is written when nothing is new" {
	deliver mail 1 2
	mail 1 > box
	news mail box
	ls -i state/s > before
	news mail box
	ls -i state/s | cmp - before
}

@test "a mailbox goes on where it was left" {
	mail 1 2 > box
	same "$(news box)" '1 2'
	same "$(news box)" ''
	mail 3 4 >> box
	same "$(news box)" '3 4'
	bounce-parse --all box | tail -n 2 | cmp - news.jsonl
	mail 5 >> box
	same "$(news < box)" 5
	same "$(news "$PWD/box")" ''
}

@test "a mailbox that was renamed goes on, the new one is read from its start" {
	mail 1 2 > box
	news box
	mail 3 >> box
	mv box box.1
	mail 4 > box
	same "$(news box.1 box)" '3 4'
	mv box.1 box.2
	mv box box.1
	mail 5 >> box.1
	mail 6 > box
	same "$(news box.1 box)" '5 6'
	same "$(news box.2 box.1 box)" ''
}

@test "a mailbox that was emptied and filled again is read from its start" {
	mail 1 2 > box
	news box
	cp box box.1
	: > box
	same "$(news box)" ''
	mail 3 > box
	same "$(news box)" 3
	mail 3 4 5 6 > new
	cat new > box
	same "$(news box)" '4 5 6'
	mail 7 8 9 10 > new
	cat new > box
	same "$(news box)" '7 8 9 10'
	mail 11 12 13 14 15 16 > new
	cat new > box
	same "$(news box)" '11 12 13 14 15 16'
}

@test "a mailbox that has become shorter is read from its start" {
	mail 1 2 3 > box
	news box
	mail 1 3 > new
	cat new > box
	same "$(news box)" '1 3'
	same "$(news box)" ''
}

@test "a mailbox in a folder goes on where it was left" {
	mkdir flat
	mail 1 2 > flat/box
	deliver flat 3
	same "$(news flat)" '3 1 2'
	mail 4 >> flat/box
	same "$(news flat)" 4
	same "$(news flat)" ''
	same "$(news flat/box)" ''
}

@test "a message that is half written is read again when it is longer" {
	half_written 29
}

@test "a message in a file of its own is read again when it is longer" {
	one 1 > one
	same "$(news one)" 1
	same "$(news one)" ''
	echo more >> one
	same "$(news one)" 1
	same "$(news one)" ''
}

@test "JSON lines go on where they were left, their numbers too" {
	mail 1 2 | bounce-parse --all > lines
	cp lines records
	count() { bounce-classify --state=state/s records | wc -l; }
	same "$(count)" 2
	same "$(count)" 0
	head -c 50 lines >> records
	same "$(bounce-classify --state=state/s records 2>&1 >out)" \
	    'bounce-classify: records:3: line ends too early'
	tail -c +51 lines >> records
	same "$(count)" 2
	echo '{' >> records
	same "$(bounce-classify --state=state/s records 2>&1 >out)" \
	    'bounce-classify: records:5: line ends too early'
}

@test "all three programs, threads too, read the same news" {
	cp "$TOP"/t/mail/live/postfix*.eml mail/new
	cp "$SAMPLE" box
	for program in 'bounce-parse --all' 'bounce-parse --all -j4' \
	    'bounce-classify -j3' 'bounce-stats --by=kind -j2'; do
		rm -f state/s
		$program mail box > wanted
		$program --state=state/s mail box > got
		cmp got wanted
		$program --state=state/s mail box | grep -v '"records":0' | none
		deliver mail 1
		mail 2 >> box
		[ "$program" != "${program#*all}" ] || continue
		same "$($program --state=state/s mail box | jq -r .subject |
		    xargs)" '1 2'
		rm mail/new/1
		cp "$SAMPLE" box
	done
}

@test "-q asks about what is new" {
	cp "$TOP"/t/mail/live/postfix*.eml mail/new
	bounce-parse -q --state=state/s mail
	bounce-parse -q --state=state/s mail && false || [ $? = 1 ]
	deliver mail 1
	bounce-parse -q --state=state/s mail && false || [ $? = 1 ]
	same "$(news mail)" ''
}

@test "what --since and --only leave out has been read" {
	deliver mail 1
	mail 2 > box
	same "$(news --since='22 Nov 2026' mail box)" ''
	same "$(news mail box)" ''
}

@test "mail that arrives meanwhile is read by this run or by the next" {
	mkfifo list
	deliver mail 1
	mail 2 > box
	bounce-parse --all --state=state/s --files-from=list > out &
	{ echo mail; echo box; sleep 0.3
	    deliver mail 3; mail 4 >> box; mv mail/new/1 mail/cur/1:2,S
	    echo mail; echo box; echo mail; } > list
	wait $!
	same "$(jq -r .subject out | xargs)" '1 2 3 2 4'
	deliver mail 5
	same "$(news mail box)" 5
}

@test "of two runs at once the second says so and reads nothing" {
	mkfifo list
	deliver mail 1
	bounce-parse --all --state=state/s --files-from=list > out &
	exec 7> list
	echo mail >&7
	while [ ! -e state/s.next ]; do sleep 0.02; done
	for program in bounce-parse bounce-classify bounce-stats; do
		same "$($program --state=state/s mail 2>&1; echo $?)" \
		    "$program: state/s: in use by another run
75"
	done
	exec 7>&-
	wait
	same "$(wc -l < out)" 1
	same "$(news mail)" ''
}

@test "twenty runs at once read each message once" {
	deliver mail $(seq 100)
	for i in $(seq 20); do
		bounce-parse --all --line-buffered --state=state/s mail \
		    >> out 2>> err &
	done
	wait
	# warnx(3) writes a line end by itself: two may follow each other
	grep -v 'in use by another run' err | none
	same "$(news mail)" ''
	same "$(wc -l < out)" 100
}

@test "output that fails is not remembered" {
	deliver mail 1
	mail 2 > box
	if [ -c /dev/full ]; then
		for program in bounce-parse bounce-classify bounce-stats; do
			"$program" --all --state=state/s mail box > /dev/full &&
			    false || [ $? = 75 ]
		done
	fi
	bounce-parse --all --state=state/s mail box >&- && false || [ $? = 75 ]
	[ ! -e state/s ]
	same "$(news mail box)" '1 2'
}

@test "what a reader did not take is not remembered" {
	cp "$TOP"/t/mail/live/*.eml mail/new
	for option in '' -j3 --line-buffered; do
		{ sleep 0.1; bounce-parse --all $option --state=state/s mail
		    echo $? > status; } | true
		same "$(cat status)" 0
		[ ! -e state/s ]
	done
	for i in $(seq 20); do mail $(seq 50); done > box
	bounce-parse --all --state=state/s box | head -n 1
	[ ! -e state/s ]
}

@test "with --strict a malformed line leaves the state as it was" {
	mail 1 2 | bounce-parse --all > records
	for jobs in 1 3; do
		rm -f state/s
		bounce-classify --state=state/s records | wc -l
		cp state/s before
		cp records more
		{ echo x; cat records; } >> more
		bounce-classify --strict -j$jobs --state=state/s records more \
		    2>&1 > out && false || [ $? = 65 ]
		cmp state/s before
		bounce-classify --state=state/s records more > out || true
		same "$(wc -l < out)" 5
	done
}

@test "a file that cannot be opened comes again, the others do not" {
	[ "$(id -u)" != 0 ] || skip 'root may read everything'
	deliver mail 1 2 3
	chmod 0 mail/new/2
	bounce-parse --all --state=state/s mail > out && false || [ $? = 66 ]
	same "$(jq -r .subject out | xargs)" '1 3'
	chmod 600 mail/new/2
	same "$(news mail)" 2
}

@test "operands that are not there cost nothing else" {
	deliver mail 1
	bounce-parse --all --state=state/s none mail > out && false ||
	    [ $? = 66 ]
	same "$(wc -l < out)" 1
	same "$(news mail)" ''
}

@test "pipes are refused, the others are read" {
	mkfifo pipe
	mail 1 > box
	same "$(mail 2 | bounce-parse --all --state=state/s - box 2>&1 > out
	    echo $?)" 'bounce-parse: -: neither a file nor a directory, as --state wants
66'
	same "$(jq -r .subject out)" 1
	same "$(bounce-parse --state=state/s pipe 2>&1 7<> pipe; echo $?)" \
	    'bounce-parse: pipe: neither a file nor a directory, as --state wants
66'
	bounce-parse --delivery --state=state/s < /dev/null && false ||
	    [ $? = 75 ]
}

# refused MESSAGE [OPERAND...]: the run ends with it and status 75, and reads
# nothing.
refused() {
	local message=$1
	shift
	same "$(bounce-parse --all --state="$@" mail 2>&1; echo $?)" \
	    "bounce-parse: $message
75"
}

@test "a state that cannot be used ends the run before it reads" {
	deliver mail 1
	mail 2 > box
	refused 'none/s: No such file or directory' none/s
	refused 'box: not a state file' box
	refused 'state/: Is a directory' state/
	refused 'state: not a regular file' state
	: > empty
	refused 'empty: not a state file' empty
	ln -s box link
	refused 'link: Too many levels of symbolic links' link
	mail 2 | cmp - box
	same "$(ls)" 'box
empty
link
mail
state'
	cp box state/s.next
	refused 'state/s.next: in the way' state/s
	cmp box state/s.next
	if [ "$(id -u)" != 0 ]; then
		chmod 500 state
		refused 'state/t.next: Permission denied' state/t
		chmod 700 state
	fi
	bounce-parse --state=a --state=b mail && false || [ $? = 64 ]
}

@test "a state of another version is refused" {
	deliver mail 1
	news mail
	sed -i '1s/1$/2/' state/s
	refused 'state/s: of another version; without it, all mail is read again' \
	    state/s
}

@test "a state that is damaged anywhere is refused, and stays" {
	local size n
	deliver mail $(seq 300)
	for n in $(seq 60); do mail $n > box.$n; done
	news mail box.*
	cp state/s good
	size=$(wc -c < good)
	same "$size" $((4096 * 5))
	for n in $(seq 30 999 $size) 4095 4096 $((size - 1)); do
		cp good state/s
		printf '\377' | cmp -s -n 1 -i 0:$n - good || printf '\377' |
		    dd of=state/s bs=1 seek=$n conv=notrunc status=none
		cmp -s good state/s ||
		    refused 'state/s: damaged; without it, all mail is read again' \
			state/s
	done
	for n in 30 200 4096 8192 $((size - 1)) $((size - 4096)); do
		head -c $n good > state/s
		refused 'state/s: damaged; without it, all mail is read again' \
		    state/s
		head -c $n good | cmp - state/s
	done
	{ cat good; head -c 4096 good; } > state/s
	refused 'state/s: damaged; without it, all mail is read again' state/s
	cp good state/s
	same "$(news mail box.*)" ''
}

@test "the mail stays as it is" {
	deliver mail 1 2
	mail 3 > box
	chmod -R a-w mail box
	tar cf before mail box
	news mail box
	news mail box
	tar cf - mail box | cmp - before
	chmod -R u+w mail
}

@test "a state in a folder of mail is no mail" {
	mkdir flat
	deliver flat 1
	bounce-parse --all --state=flat/s flat > out
	same "$(wc -l < out)" 1
	deliver flat 2
	same "$(bounce-parse --all --state=flat/s flat | jq -r .subject)" 2
	same "$(bounce-parse --all --state=flat/s flat | jq -r .subject)" ''
}

@test "the state keeps its mode, and is its owner's when root runs it" {
	deliver mail 1
	news mail
	same "$(stat -c %a state/s)" 600
	chmod 640 state/s
	[ "$(id -u)" != 0 ] || chown 65534:65534 state/s
	stat -c '%a %u %g' state/s > before
	deliver mail 2
	same "$(news mail)" 2
	stat -c '%a %u %g' state/s | cmp - before
}

@test "with standard input or output closed the state is no place for records" {
	deliver mail 1
	news mail
	cp state/s before
	deliver mail 2
	bounce-parse --all --state=state/s mail >&- 2>&- && false || [ $? = 75 ]
	cmp state/s before
	same "$(bounce-parse --all --state=state/s mail <&- | jq -r .subject)" 2
	bounce-parse --state=state/s <&- && false || [ $? = 66 ]
}

@test "a full disk for the state ends the run with 75, and nothing is skipped" {
	library
	deliver mail 1 2 3
	mail 4 > box
	for room in 0 1 4096 5000 8192; do
		: > out
		faults FAULT_SPACE=$room && false || [ $? = 75 ]
		same "$(cat err)" \
		    'bounce-parse: state/s: No space left on device'
		same "$(wc -l < out)" 4
		[ ! -e state/s ]
	done
	for call in fsync renameat flock; do
		FAULT=$call
		faults FAULT_CALL=$call && false || [ $? = 75 ]
		grep -q 'Input/output error$' err
		[ ! -e state/s ]
	done
	same "$(news mail box)" '1 2 3 4'
}

@test "a disk that is full is told, and the state there stays good" {
	[ "$(id -u)" = 0 ] && mkdir small &&
	    mount -t tmpfs -o size=64k none small 2> /dev/null ||
	    skip 'needs a file system of its own'
	deliver mail $(seq 50)
	bounce-parse --all --state=small/s mail > out
	deliver mail $(seq 51 100)
	! dd if=/dev/zero of=small/full bs=4096 2> /dev/null
	status=0
	bounce-parse --all --state=small/s mail > out 2> err || status=$?
	rm small/full
	bounce-parse --all --state=small/s mail > again
	umount small
	same "$status $(cat err)" \
	    '75 bounce-parse: small/s: No space left on device'
	same "$(wc -l < out) $(wc -l < again)" '50 50'
}

@test "the order of things: output, its disk, the state, its disk, its name" {
	library
	deliver mail 1
	mail 2 > box
	faults CALLS="$PWD/calls"
	awk '$1 == "write" && $2 == 1 { print "output" }
	    $1 == "fsync" && $2 == 1 { print "output synced" }
	    $1 == "write" && $2 > 2 { print "state" }
	    $1 == "fsync" && $2 > 2 { print "synced" }
	    $1 == "renameat" { print "renamed" }' calls | uniq > order
	same "$(cat order)" 'output
output synced
state
synced
renamed
synced'
}

@test "a line that a killed run left half written spoils none of the next" {
	deliver mail 1 2
	printf '{"v":1,"id":"01' > out
	for program in bounce-parse bounce-classify; do
		rm -f state/s
		$program --all --state=state/s mail >> out
	done
	same "$(jq -rR 'fromjson? | .subject' out | xargs)" '1 2 1 2'
	same "$(wc -l < out)" 5
}

@test "of mailboxes that nobody asks for the latest thousand are kept" {
	for n in $(seq 1100); do echo "Subject: $n" > box.$n; done
	news box.*
	same "$(places)" 1100
	mail 1 > other
	news other box.1 # of the others it is open which are let go
	same "$(places)" 1002
	echo >> other
	news other box.1
	same "$(places)" 1002
}

@test "killed at every point of a first run, nothing is skipped" {
	library
	killed first
}

@test "killed at every point of a later run, nothing is skipped" {
	library
	killed second
}

@test "the same, with the sanitizers watching" {
	[ -x "$BUILD/asan/bounce-parse" ] || skip 'not built with sanitizers'
	PATH=$BUILD/asan:$PATH
	deliver mail $(seq 300)
	mail 1 2 > box
	news mail box
	rm mail/new/1?
	mv mail/new/2 mail/cur/2:2,S
	mail 3 >> box
	deliver mail 400
	same "$(news mail box)" '400 3'
	news mail box
	same "$(names)" 291
	same "$(bounce-classify -j3 --state=state/s mail < box | wc -l)" 0
	mail 4 >> box
	bounce-stats --state=state/s box > out
	head -c 9000 state/s > state/t
	refused 'state/t: damaged; without it, all mail is read again' state/t
}
