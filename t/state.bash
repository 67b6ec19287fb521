# What the tests of --state share: `load state` after `load helper`.

setup() {
	cd "$BATS_TEST_TMPDIR"
	mkdir -p mail/new mail/cur mail/tmp state
}

# mail N...: messages of their own, on standard output each as in an mbox.
mail() {
	local n
	for n; do
		printf '%s\n' 'From a@example.org Sat Nov 21 20:48:21 2026'
		one "$n"
		echo
	done
}

one() {
	printf '%s\n' 'From: a@example.org' 'To: b@example.net' \
	    'Date: Sat, 21 Nov 2026 20:45:49 +0000' "Message-ID: <$1@x>" \
	    "Subject: $1" '' "text $1"
}

# deliver FOLDER N...: a file each, in new/ of a Maildir or in the folder.
deliver() {
	local folder=$1 n
	shift
	[ ! -d "$folder/new" ] || folder=$folder/new
	for n; do one "$n" > "$folder/$n"; done
}

# The subjects of what is new, on one line.
news() {
	bounce-parse --all --state=state/s "$@" > news.jsonl || return
	jq -r .subject news.jsonl | xargs
}

# half_written STEP: a mailbox that a first run sees cut at a byte, at each of
# them or every so many; a second run sees all of it.
half_written() {
	local n
	mail 1 2 3 > all
	bounce-parse --all all | jq -c 'del(.source)' > wanted
	for n in $(seq 0 "$1" "$(wc -c < all)"); do
		rm -f state/s
		head -c "$n" all > box
		bounce-parse --all --state=state/s box > first
		tail -c +$((n + 1)) all >> box
		bounce-parse --all --state=state/s box > second
		bounce-parse --all --state=state/s box | none
		# all that came last of each message, and nothing twice in a run
		cat first second | jq -c 'del(.source)' |
		    grep -xFf wanted | sort -u | cmp - <(sort wanted)
		[ "$(cat first second | wc -l)" -le 4 ]
	done
}

# What makes calls fail or the process die; $LIBRARY is its name.
library() {
	LIBRARY=$BATS_TEST_TMPDIR/library.so
	${CC:-cc} -shared -fPIC -o "$LIBRARY" "$TOP/t/preload/state.c" ||
	    skip 'needs the C library of GNU'
}

# faults VARIABLE=VALUE... : a run with the library, its records added to out.
faults() {
	local status=0
	env LD_PRELOAD="$LIBRARY" "$@" bounce-parse --all --line-buffered \
	    --state=state/s mail box >> out 2> err || status=$?
	return $status
}

# killed RUN [VARIABLE]: the first or second run dies at its first, second, ...
# call, until one comes through; after each, another finds all that is missing.
killed() {
	local n=0 status=137 wanted='1 2 3 4 5 8 9'
	mkdir -p later/new later/state
	deliver mail 1 2 3
	mail 4 5 > box
	deliver later 8
	mail 9 > later/box
	: > out
	if [ $1 = second ]; then
		wanted='1 2 3 4 5 6 7 8 9'
		faults X=
		mv mail/new/1 mail/cur/1:2,S
		deliver mail 6
		mail 7 >> box
	fi
	for part in mail box state out; do cp -R $part first.$part; done
	while [ $status = 137 ]; do
		n=$((n + 1))
		rm -rf mail state
		cp -R first.mail mail
		cp -R first.state state
		cat first.box > box # its inode is known
		cat first.out > out
		status=0
		faults KILL_AT=$n $2 || status=$?
		cp later/new/8 mail/new
		cat later/box >> box
		faults X=
		jq -rR 'fromjson? | "\(.subject) \(.id)"' out | sort -u > ids
		same "$n $(cut -d ' ' -f 1 ids | xargs)" "$n $wanted"
		: > out
		faults X=
		none < out
		same "$(ls state)" s
	done
	same "$status" 0
	[ $n -gt 20 ]
}
