# A full disk never bounces mail, nor loses or repeats a record: real servers.

load ../helper

setup() {
	[ "$(id -u)" = 0 ] || skip 'not root'
	for program in apt-get unshare ip jq; do
		command -v $program >/dev/null || skip "no $program"
	done
	unshare -mn true 2>/dev/null || skip 'no namespaces here'
}

# Runs reports through a server, whose disk is full for a while.
full_disk() {
	run bash "$TOP/t/full/disk" "$1" "$BUILD/disk" "$BUILD"
	[ "$status" != 77 ] || skip "no $1"
	echo "$output"
	[ "$status" = 0 ]
}

@test "Postfix, by pipe(8) and local(8), keeps mail while the disk is full" {
	full_disk postfix
}

@test "Exim keeps mail while the disk is full" {
	full_disk exim
}
