# The sandbox: what a process that reads mail may no longer do.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	echo text > there
	[ "$("$BUILD/unit/sandbox" socket)" != done ] ||
	    skip 'this system has no sandbox'
}

@test "writing, running, talking and signalling are refused" {
	for call in socket socketpair run fork kill create write append \
	    truncate empty remove rename mkdir symlink chmod replace drop; do
		same "$call: $("$BUILD/unit/sandbox" $call)" \
		    "$call: Operation not permitted"
	done
	same "$(ls)" there
	same "$(cat there)" text
}

@test "the process may end itself by a signal: abort(3) tells the truth" {
	run "$BUILD/unit/sandbox" abort
	same "$status" 134
}

@test "in the folder of the state names may change, and nothing else" {
	mkdir -p folder/empty
	echo a > folder/a
	for call in exchange discard; do
		same "$call: $("$BUILD/unit/sandbox" $call)" \
		    "$call: Operation not permitted"
	done
	for call in socket run fork kill create write append truncate empty \
	    remove rename mkdir symlink chmod open make; do
		same "$call: $("$BUILD/unit/sandbox" $call folder)" \
		    "$call: Operation not permitted"
	done
	for call in carry bring replace drop clear; do
		[ "$("$BUILD/unit/sandbox" $call folder)" != done ] ||
		    skip 'this kernel has no Landlock'
	done
	same "$(ls . folder)" '.:
folder
there

folder:
a
empty'
	same "$(cat there)" text
	same "$("$BUILD/unit/sandbox" exchange folder)" done
	same "$(cat folder/b)" a
	mv folder/b folder/a
	same "$("$BUILD/unit/sandbox" discard folder)" done
	same "$(ls folder)" empty
}

@test "reading, threads and modules of iconv(3) still work" {
	for call in read list iconv thread; do
		same "$call: $("$BUILD/unit/sandbox" $call)" "$call: done"
	done
}

@test "entering takes little time" {
	# 0.2 ms where nothing else runs
	for i in $(seq 20); do
		"$BUILD/unit/sandbox" time
	done | sort -n | head -n 1 > least
	cat least
	[ "$(cat least)" -lt 400 ]
}

@test "the programs write the same in the sandbox and out of it" {
	cp "$SAMPLE" box
	for program in bounce-parse bounce-classify bounce-stats; do
		for option in --all -j4 --line-buffered; do
			"$program" $option box > in
			"$program" $option --no-sandbox box > out
			cmp in out
		done
		"$program" --recursive "$TOP/t/mail" > in
		"$program" --recursive --no-sandbox "$TOP/t/mail" > out
		cmp in out
	done
}

@test "character sets that need a module are read in the sandbox" {
	mkdir mail
	for set in gb18030 big5 euc-kr koi8-r iso-8859-5 windows-1251; do
		message 'x' | sed "s/^Subject:.*/Subject: =?$set?Q?=B0=A1?=/" \
		    > mail/$set
	done
	bounce-parse --all mail/* > in
	bounce-parse --all -j3 mail/* | cmp - in
	bounce-parse --all --no-sandbox mail/* | cmp - in
	same "$(wc -l < in)" 6
}

@test "every program enters it before it reads" {
	command -v strace || skip 'no strace'
	for program in bounce-parse bounce-classify bounce-stats; do
		strace -f -o trace "$program" "$SAMPLE" > /dev/null ||
			skip 'nothing can be traced here'
		grep -nE 'PR_SET_SECCOMP|seccomp\(|landlock_restrict_self' \
		    trace | head -n 1 | cut -d : -f 1 > entered
		grep -n "sample.mbox" trace | tail -n 1 | cut -d : -f 1 > read
		[ "$(cat entered)" -lt "$(cat read)" ]
	done
}
