# GNU parallel over ssh: three machines, which are network namespaces of our
# own, each with an sshd; one dies in the middle.

load ../helper

setup() {
	[ "$(id -u)" = 0 ] || skip 'not root'
	for program in parallel ip unshare ssh /usr/sbin/sshd; do
		command -v $program >/dev/null || skip "no $program"
	done
	unshare -mn true 2>/dev/null || skip 'no namespaces here'
	cd "$BATS_TEST_TMPDIR"
	for n in $(seq 30); do
		cat "$TOP/share/sample.mbox"
	done > big.mbox
}

@test "a machine that dies in mid-run costs nothing" {
	bounce-stats --by=failure,reason big.mbox > whole
	unshare -mnpf --mount-proc bash "$TOP/t/full/hosts" \
	    "$BATS_TEST_TMPDIR" > log 2>&1 || { cat log; false; }
	bounce-stats --by=failure,reason < parts | cmp whole -
	# It was at work when it died, and others did its parts again.
	grep -q 192.0.2.2 started
	[ "$(wc -l < started)" -gt "$(sort -u started | cut -f 2 | sort -u |
	    wc -l)" ]
}
