# --progress: the bar on standard error, on a terminal of its own.

load helper

setup() {
	script -qec true /dev/null </dev/null >/dev/null 2>&1 ||
	    skip 'no script(1) of util-linux'
	cd "$BATS_TEST_TMPDIR"
	${CC:-cc} -D_GNU_SOURCE -shared -fPIC -o slow.so \
	    "$TOP/t/preload/slow.c" || skip 'nothing can be put before libc'
	local i
	for i in 1 2 3 4 5 6 7 8 9 10; do cat "$SAMPLE"; done > ten
	cat ten ten ten ten ten ten > many
}

# Runs a command on a terminal of $COLS columns, every read taking $SLOW ms:
# all that the terminal was sent, into the file `sent`.
terminal() {
	local preload=
	if [ -n "$SLOW" ]; then
		dynamic
		preload='env LD_PRELOAD=./slow.so'
	fi
	script -qec "stty -opost cols ${COLS:-80}; $preload $1" /dev/null \
	    </dev/null > sent
}

# What is seen of it in the end, without blanks at line ends.
seen() {
	awk '{
		line = ""
		n = split($0, part, "\r")
		for (i = 1; i <= n; i++)
			line = part[i] substr(line, length(part[i]) + 1)
		sub(/ +$/, "", line)
		if (line != "")
			print line
	}' sent
}

# The bars that were drawn.
bars() {
	tr '\r' '\n' < sent | grep -E '^ *[0-9]+ %|read'
}

@test "a run of more than a second shows a bar that is gone in the end" {
	bounce-parse many > wanted
	SLOW=300 terminal 'bounce-parse many > out'
	cmp out wanted
	[ "$(bars | wc -l)" -ge 2 ]
	bars | grep -vE '^ *[0-9]+ % \[=*>? *\](  [0-9:]+ left)?$' | none
	seen | none
	same "$(bars | sed 's/ %.*//' | sort -n)" "$(bars | sed 's/ %.*//')"
}

@test "a short run shows none, nor one that is no terminal's" {
	terminal 'bounce-parse many > out'
	[ ! -s sent ]
	SLOW=300 LD_PRELOAD=./slow.so bounce-parse many > out 2> err
	[ ! -s err ]
}

@test "records on the same terminal leave no room for it; numbers do" {
	SLOW=300 terminal 'bounce-parse many'
	bars | none
	SLOW=300 terminal 'bounce-stats --by=kind --format=tsv many'
	[ "$(bars | wc -l)" -ge 2 ]
	same "$(seen)" "$(bounce-stats --by=kind --format=tsv many)"
}

@test "when asked for it goes well with records on the same terminal" {
	SLOW=100 terminal 'bounce-parse --progress many'
	[ "$(bars | wc -l)" -ge 2 ]
	same "$(seen | md5sum)" "$(bounce-parse many | md5sum)"
}

@test "the size of a pipe is not known: only when asked for, what was read" {
	SLOW=300 terminal 'sh -c "cat many | bounce-parse > out"'
	[ ! -s sent ]
	SLOW=100 terminal 'sh -c "cat many | bounce-parse --progress > out"'
	bars | grep -qE '^[0-9.]+ MB read$'
	seen | none
}

@test "the files of a Maildir are counted" {
	local i
	mkdir -p box/cur box/new box/tmp
	for i in 1 2 3 4 5 6 7 8; do message "$i" > box/cur/$i; done
	SLOW=100 terminal 'bounce-parse -a box > out'
	same "$(wc -l < out)" 8
	[ "$(bars | wc -l)" -ge 2 ]
	[ "$(bars | tail -n 1 | sed 's/ %.*//')" -ge 75 ]
	SLOW=100 terminal 'bounce-parse -a > out < box'
	[ "$(bars | wc -l)" -ge 2 ]
}

@test "standard input counts from where it stands" {
	SLOW=300 terminal 'sh -c "(dd bs=1000000 count=1 of=part 2> err
	    bounce-parse --progress > out) < many"'
	same "$(bars | head -n 1 | cut -c1-5)" '  0 %'
	[ "$(bars | tail -n 1 | sed 's/ %.*//')" -le 100 ]
	seen | none
}

@test "errors come on lines of their own" {
	cp many first
	cp many last
	SLOW=100 terminal 'bounce-parse --progress first none last gone > out' ||
	    [ $? -eq 66 ]
	[ "$(bars | wc -l)" -ge 4 ]
	same "$(seen)" 'bounce-parse: none: No such file or directory
bounce-parse: gone: No such file or directory'
	bounce-parse many > lines
	{ cat lines; echo bad; cat lines; echo worse; cat lines; } > records
	same "$(grep -nx -e bad -e worse records | cut -d: -f1 |
	    sed 's/.*/bounce-classify: records:&: not JSON/')" \
	    "$(bounce-classify records 2>&1 >/dev/null)"
	for jobs in 1 4; do
		SLOW=50 terminal "bounce-classify -j$jobs --progress records > out"
		[ "$(bars | wc -l)" -ge 2 ]
		same "$(seen)" "$(bounce-classify records 2>&1 >/dev/null)"
	done
	SLOW=50 terminal 'bounce-parse --progress many > /dev/full' || [ $? -eq 75 ]
	same "$(seen)" \
	    'bounce-parse: standard output: No space left on device'
}

@test "it is as wide as the terminal, to 80 columns" {
	local cols
	for cols in 10 30 60 300; do
		COLS=$cols SLOW=100 terminal 'bounce-parse --progress many > out'
		bars | awk -v cols=$cols 'length >= cols || length > 80' | none
		[ "$(bars | wc -l)" -ge 2 ]
	done
	bars | awk 'length > 60' | grep -q .
}

@test "asked for, it goes where standard error goes" {
	dynamic
	SLOW=100 LD_PRELOAD=./slow.so bounce-parse --progress many > out 2> sent
	[ "$(bars | wc -l)" -ge 2 ]
	seen | none
	bounce-parse many | cmp - out
}
