# What is read: mailboxes, single messages, directories, lists, streams.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# letter SUBJECT [BODY-LINE]...: a message.
letter() {
	printf 'Subject: %s\nMessage-ID: <%s@example.org>\n\n' "$1" "$1"
	shift
	[ $# = 0 ] || printf '%s\n' "$@"
}

# entry SUBJECT [BODY-LINE]...: the same with a From_ line and a blank line.
entry() {
	echo 'From a@example.org Sat Nov 21 20:48:21 2026'
	letter "$@"
	echo
}

# sized SUBJECT LENGTH [BODY-LINE]...: the same with a Content-Length.
sized() {
	printf 'From a@example.org Sat Nov 21 20:48:21 2026\nSubject: %s\n' "$1"
	printf 'Content-Length: %s\n\n' "$2"
	shift 2
	printf '%s\n' "$@" ''
}

# entries N: a mailbox with the subjects 1 to N.
entries() {
	seq "$1" | awk '{ print "From a@example.org Sat Nov 21 20:48:21 2026"
	    printf "Subject: %d\nMessage-ID: <%d@example.org>\n\n\n", $1, $1 }'
}

# The subjects of what is read, in one line.
subjects() {
	bounce-parse --all "$@" | jq -r .subject | paste -sd ' ' -
}

# source:subject of what is read, a line each.
sources() {
	bounce-parse --all "$@" | jq -r '.source + ":" + .subject'
}

# The exit status of a command, its standard error in the file `err`.
status() {
	"$@" > out 2> err
	echo $?
}

@test "an mbox is taken apart at its From_ lines" {
	{ entry one hello; entry two; entry three bye; } > box
	same "$(subjects box)" 'one two three'
	same "$(subjects < box)" 'one two three'
	same "$(subjects - < box)" 'one two three'
	same "$(cat box | subjects)" 'one two three'
}

@test "a message is where offset and size say" {
	# the blank line that ends an entry is the mailbox's
	entry one hello | sed '$d' > 1
	entry two hi | sed '$d' > 2
	entry three bye | sed '$d' > 3
	{ cat 1; echo; cat 2 3; echo; } > box
	bounce-parse --all box | jq -r '"\(.offset) \(.size)"' > places
	same "$(wc -l < places)" 3
	n=0
	while read -r offset size; do
		n=$((n + 1))
		tail -c "+$((offset + 1))" box | head -c "$size" | cmp - $n
	done < places
}

@test "a From_ line needs no blank line before it" {
	{ entry one hello | sed '$d'; entry two | sed '$d'; entry three; } > box
	same "$(subjects box)" 'one two three'
}

@test "every form of From_ line is known" {
	while IFS= read -r line; do
		{ echo "$line"; letter one body; echo; echo "$line"
		    letter two; } > box
		echo "$line"
		same "$(subjects box)" 'one two'
	done <<-'EOT'
	From a@b.example Sat Nov 21 20:48:21 2026
	From MAILER-DAEMON  Thu Apr  9 23:34:45 2009
	From a@b.example Wed Dec  2 05:53 1992
	From a@b.example Wed Dec  2 05:53 PST 1992
	From a@b.example Wed Dec  2 05:53:22 -0700 1992
	From a@b.example Wed Dec  2 05:53:22 1992 -0700
	From a@b.example Wed Dec  2 05:53:22 MET DST 1992
	From a Wed Dec  2 05:53:22 PST 1992 remote from host
	From MAILER-DAEMON Mon 1 Jan 2015 00:00:00 +0900
	From a@b.example Mon, 01 Jan 2001 00:00:00 +0100 (CET)
	From - Fri Jul  8 12:08:34 2011
	From ???@??? Mon Jan 01 00:00:00 2001
	From () 2020-03-03 07:50:45 +0000
	From x 2011-07-08 12:08:34
	From x 2011-07-08T12:08:34Z
	From "John Q. Public"@example.org Fri Jul  8 12:08:34 2011
	From john at example.org  Fri Jul  8 12:08:34 2011
	From  Fri Jul  8 12:08:34 2011
	EOT
}

@test "a From line inside a body starts no message" {
	while IFS= read -r line; do
		{ entry one hello '' "$line" 'more of it'; entry two; } > box
		echo "$line"
		same "$(subjects box)" 'one two'
	done <<-'EOT'
	From 9 to 5 we work
	From Monday on, 10:00 is the time
	From May 1 2026 10:00 on it is closed
	From now on
	From a@b.example Sat Nov 21 20:48:21
	From a@b.example Sat Nov 21 20:48:21 2026 it said
	From 
	>From a@b.example Sat Nov 21 20:48:21 2026
	 From a@b.example Sat Nov 21 20:48:21 2026
	EOT
	{ entry one hello 'From a@b.example Sat Nov 21 20:48:21 2026' \
	    'is what it said'; entry two; } > box
	same "$(subjects box)" 'one two'
}

@test "Content-Length covers From_ lines in a body" {
	body=$(entry inner text; echo end)
	{ sized one $((${#body} + 1)) "$body"; sized two 3 hi; } > box
	same "$(subjects box)" 'one two'
	{ sized one 3 hi; sized two $((${#body} + 1)) "$body"; } > box
	same "$(subjects box)" 'one two'
}

@test "a lying Content-Length does no harm" {
	for length in 0 1 17 4000 999999999 99999999999999999999 -5 x ''; do
		{ sized one "$length" 'From me' hello; sized two 3 hi
		    entry three; } > box
		echo "Content-Length: $length"
		same "$(subjects box)" 'one two three'
	done
}

@test "a missing final newline does no harm" {
	{ entry one; entry two; printf 'From a Sat Nov 21 20:48:21 2026\n'
	    printf 'Subject: three'; } > box
	same "$(subjects box)" 'one two three'
	printf 'Subject: single' > mail
	same "$(subjects mail)" single
}

@test "NUL bytes are bytes like others" {
	{ entry one | tr e '\0'; entry two 'a~b~' | tr '~' '\0'
	    entry three; } > box
	same "$(bounce-parse --all box | jq -r .subject | tail -n 2 |
	    paste -sd ' ' -)" 'two three'
	same "$(bounce-parse --all box | jq -s length)" 3
}

@test "every kind of line end, and a mixture, gives the same messages" {
	{ entry one hello '' 'From 9 to 5'; entry two; entry three; } > lf
	awk '{ printf "%s\r\n", $0 }' lf > crlf
	tr '\n' '\r' < lf > cr
	awk '{ printf "%s%s", $0, substr("\n \r\n\r ", 1 + NR % 3 * 2,
	    1 + (NR % 3 == 1)) }' lf > mixed
	for file in lf crlf cr mixed; do
		echo "$file"
		same "$(subjects $file)" 'one two three'
		same "$(cat $file | subjects)" 'one two three'
	done
}

@test "blank lines and a byte order mark before a mailbox do not count" {
	{ printf '\357\273\277\n\r\n\n'; entry one; entry two; } > box
	same "$(subjects box)" 'one two'
	same "$(bounce-parse --all box | jq .offset | head -n 1)" 7
}

@test "what does not begin with a From_ line is one message" {
	{ letter one; entry two; entry three; } > mail
	same "$(subjects mail)" one
	same "$(bounce-parse --all mail | jq .size)" "$(($(wc -c < mail)))"
	{ printf '>'; entry one; entry two; } > gateway
	same "$(subjects gateway)" one
	{ echo 'From a@example.org'; letter one; entry two; } > undated
	same "$(subjects undated)" one
}

@test "empty input gives nothing and exit status 0" {
	: > empty
	printf '\n\n\r\n' > blank
	same "$(bounce-parse --all empty blank - < /dev/null; echo $?)" 0
	mkdir folder
	same "$(bounce-parse --all folder; echo $?)" 0
}

@test "a record comes out as soon as its message has ended" {
	mkfifo pipe
	for option in --all --line-buffered; do
		: > out
		bounce-parse --all $option < pipe > out &
		exec 7> pipe
		{ entry one; echo 'From a Sat Nov 21 20:48:21 2026'; } >&7
		for i in $(seq 50); do
			[ -s out ] || sleep 0.1
		done
		same "$(jq -r .subject out)" one
		exec 7>&-
		wait
	done
}

@test "a FIFO given as operand is read as a stream" {
	mkfifo pipe
	{ entry one; entry two; } > pipe &
	same "$(sources pipe)" "$(printf '%s\n' pipe:one pipe:two)"
}

@test "input that comes byte by byte is the same input" {
	{ entry one hello; entry two; awk '{ printf "%s\r\n", $0 }' <(entry x)
	    printf '\r\r'; entry three bye; } > box
	same "$(dd bs=1 if=box 2> err | bounce-parse --all)" \
	    "$(bounce-parse --all < box)"
}

@test "a mailbox cut at any byte gives the messages before the cut" {
	{ entry one hello; sized two 6 hello; awk '{ printf "%s\r", $0 }' \
	    <(entry three); } > box
	all=$(bounce-parse --all - < box | jq .offset | paste -sd ' ' -)
	for cut in $(seq 1 7 "$(wc -c < box)"); do
		got=$(head -c "$cut" box | bounce-parse --all | jq .offset |
		    paste -sd ' ' -)
		echo "$cut: $got"
		[ "${all#"$got"}" != "$all" ]
	done
}

@test "a line of 100 MB takes no more memory than a short one" {
	ulimit -v 90000 || skip 'memory cannot be limited here'
	{ echo 'From a Sat Nov 21 20:48:21 2026'; printf 'Subject: one\n\n'
	    head -c 100000000 /dev/zero | tr '\0' x; echo; echo
	    entry two; } | bounce-parse --all > out
	same "$(jq -r .subject out | paste -sd ' ' -)" 'one two'
	same "$(jq .size out | head -n 1)" 100000047
	same "$(jq -r '.flags[0]' out | head -n 1)" truncated
}

@test "a header line of 100 MB takes no more memory than a short one" {
	ulimit -v 90000 || skip 'memory cannot be limited here'
	{ echo 'From a Sat Nov 21 20:48:21 2026'; printf 'Subject: one\nX: '
	    head -c 100000000 /dev/zero | tr '\0' x; printf '\n\n\n'
	    entry two; } | bounce-parse --all > out
	same "$(jq -r .subject out | paste -sd ' ' -)" 'one two'
}

@test "of a message longer than --max-message the end is found" {
	{ entry one; entry two; } > inner
	{ entry big; head -c 3000000 /dev/zero | tr '\0' '\n'
	    seq 200000 | sed 's/^/From /'; echo; entry two; } > box
	for max in 1024 300000 1M 16M; do
		same "$(subjects --max-message=$max box)" 'big two'
		same "$(subjects --max-message=$max < box)" 'big two'
	done
	same "$(bounce-parse --all --max-message=1M box | jq -r '.flags[0]' |
	    head -n 1)" truncated
}

@test "a Maildir is new/, then cur/, never tmp/" {
	mkdir -p box/new box/cur box/tmp box/.Sent/cur
	letter three > 'box/cur/1.a.host:2,S'
	letter four > 'box/cur/2.b.host:2,'
	letter one > box/new/8.c.host
	letter two > box/new/9.d.host
	letter no | tee box/tmp/0.e.host box/dovecot box/cur/.hidden \
	    > box/.Sent/cur/1
	same "$(subjects box)" 'one two three four'
	same "$(subjects < box)" 'one two three four'
	same "$(subjects box/cur)" 'three four'
	same "$(sources box/ | head -n 1)" box/new/8.c.host:one
	rm -r box/new
	same "$(subjects box)" 'three four'
}

@test "--recursive reads Maildir++ folders and subdirectories" {
	mkdir -p box/cur box/tmp box/.Sent/cur box/.Sent.2026/new \
	    box/archive/new box/.imap/x box/keys
	letter one > box/cur/1
	letter two > box/.Sent/cur/1
	letter three > box/.Sent.2026/new/1
	letter four > box/archive/new/1
	letter no | tee box/.imap/x/1 box/keys/1 > box/tmp/1
	same "$(subjects --recursive box)" 'one two three four'
	same "$(subjects box)" one
	mkdir -p tree/a/b
	letter five > tree/a/b/1
	letter six > tree/z
	same "$(subjects --recursive tree)" 'five six'
	same "$(subjects tree)" six
}

@test "an MH folder is read in numeric order" {
	mkdir box
	for i in 10 9 100 1; do letter "$i" > "box/$i"; done
	letter no > box/,3
	same "$(subjects box)" '1 9 10 100'
	letter no > box/draft
	touch box/.mh_sequences
	same "$(subjects < box)" '1 9 10 100'
}

@test "a flat folder is read in the order of its names" {
	mkdir box
	letter two > box/b.eml
	letter one > box/B.eml
	{ entry three; entry four; } > box/c.mbox
	letter no > box/.hidden
	mkdir box/directory
	same "$(sources box)" "$(printf '%s\n' box/B.eml:one box/b.eml:two \
	    box/c.mbox:three box/c.mbox:four)"
}

@test "in a directory nothing but regular files is opened" {
	mkdir -p box/sub out
	letter one > out/one
	mkfifo box/fifo
	ln -s ../out/one box/link
	ln -s fifo box/pipe
	ln -s nowhere box/dangling
	ln -s self box/self
	ln -s .. box/sub/up
	ln -s . box/here
	same "$(timeout 20 bounce-parse --all --recursive box | jq -r .source)" \
	    box/link
}

@test "a directory of many files is read whole and in order" {
	mkdir -p box/cur
	name=$(printf '1700000000.%0220d' 7)
	seq 12000 | sed 's/^/Subject: /' | split -l 1 -a 4 - "box/cur/$name,"
	bounce-parse --all box | jq -r .source > got
	ls box/cur | sed 's,^,box/cur/,' | cmp - got
	same "$(wc -l < got)" 12000
}

@test "--files-from names files, directories and mailboxes" {
	mkdir box
	letter one > one
	letter two > box/2
	{ entry three; entry four; } > 'a box'
	printf 'one\n\nbox\na box' > list
	same "$(subjects --files-from=list)" 'one two three four'
	same "$(subjects --files-from=- < list)" 'one two three four'
	same "$(subjects --files-from=list 'a box')" \
	    'three four one two three four'
	: > empty
	same "$(letter no | subjects --files-from=empty)" ''
}

@test "--files-from with -0 takes names with line ends in them" {
	letter one > 'a
b'
	letter two > -
	printf 'a\nb\0-\0' > list
	same "$(subjects --files-from=list -0)" 'one two'
	same "$(subjects -0 --files-from=- < list)" 'one two'
}

@test "a name in the list that cannot be is reported, the rest is read" {
	letter one > one
	{ head -c 100000 /dev/zero | tr '\0' x; printf '\nnone\none\n'; } > list
	same "$(status bounce-parse --all --files-from=list)" 66
	same "$(jq -r .subject out)" one
	grep -qE 'xxx: File ?name too long$' err
	grep -q '^bounce-parse: none: No such file or directory$' err
	same "$(wc -l < err)" 2
	same "$(status bounce-parse --files-from=nolist)" 66
}

@test "a missing operand is reported, the others are read" {
	letter one > one
	letter two > two
	same "$(status bounce-parse --all one none two)" 66
	same "$(jq -r .subject out | paste -sd ' ' -)" 'one two'
	same "$(cat err)" 'bounce-parse: none: No such file or directory'
}

@test "an unreadable operand is reported, the others are read" {
	chmod 755 .
	mkdir box
	letter one > one
	letter two > box/1
	letter three > box/2
	chmod 0 one box/1
	run=
	if [ "$(id -u)" = 0 ]; then
		run='setpriv --reuid=65534 --clear-groups'
		$run test -x "$BUILD/bounce-parse" -a -r box/2 ||
			skip 'root may read everything here'
	fi
	same "$(status $run bounce-parse --all one box)" 66
	same "$(jq -r .subject out)" three
	same "$(cat err)" "$(printf 'bounce-parse: %s: Permission denied\n' \
	    one box/1)"
}

@test "what cannot be read ends with status 75, the rest is read" {
	[ -r /proc/self/mem ] || skip 'no file that fails to be read'
	letter one > one
	same "$(status bounce-parse --all /proc/self/mem one)" 75
	same "$(jq -r .subject out)" one
	grep -qxE 'bounce-parse: /proc/self/mem:0: (Input/output|I/O) error' err
	same "$(wc -l < err)" 1
}

@test "no control character of a name reaches the terminal" {
	same "$(status bounce-parse "$(printf 'a\033[2Jb')")" 66
	same "$(cat err)" 'bounce-parse: a?[2Jb: No such file or directory'
}

@test "what cannot be written ends with status 75 and the reason" {
	[ -c /dev/full ] || skip 'no /dev/full'
	entry one > box
	for option in --all-keys --line-buffered; do
		same "$(bounce-parse --all $option box 2> err > /dev/full
		    echo $?)" 75
		same "$(cat err)" \
		    'bounce-parse: standard output: No space left on device'
	done
}

@test "a reader that goes away ends the program quietly" {
	entries 5000 > box
	bounce-parse --all box 2> err | head -n 1 > out
	same "$(jq -r .subject out)" 1
	none < err
}

@test "programs that append to one file with --line-buffered tear no line" {
	entries 500 > box
	for i in 1 2 3 4 5 6 7 8; do
		bounce-parse --all --line-buffered box >> out &
	done
	wait
	same "$(jq -c .subject out | wc -l)" 4000
	same "$(wc -l < out)" 4000
}

@test "--line-buffered ends a line that another program left unfinished" {
	entry one > box
	printf '{"v":1}' > out
	bounce-parse --all --line-buffered box >> out
	same "$(jq -c .subject out | paste -sd ' ' -)" 'null "one"'
}

@test "-j reads the same: of files, a Maildir, cut messages, a pipe that waits" {
	mkdir -p dir/cur dir/new dir/tmp
	for i in $(seq 40); do
		seq -f "$i and %g" 4000 | letter "$i" "$(cat)" > "dir/cur/$i"
	done
	{ entries 3000; entry long "$(seq 200000)"; entries 3000; } > box
	for size in 2048 70000 4194304; do
		bounce-parse --all --max-message="$size" box dir box > wanted
		bounce-parse --all --max-message="$size" -j3 box dir box |
		    cmp - wanted
	done
	bounce-parse --all < box > wanted
	split -b 30011 box piece.
	for piece in piece.*; do
		cat "$piece"
		sleep 0.005
	done | bounce-parse --all -j3 | cmp - wanted
	same "$(wc -l < wanted)" 6001
}
