# Where size_t has 32 bits: built and tested in a root of Debian's i386, which
# is made once and kept in $BUILD/i386.

load ../helper

setup() {
	[ "$(id -u)" = 0 ] || skip 'not root'
	for program in debootstrap unshare; do
		command -v $program >/dev/null || skip "no $program"
	done
	unshare -m true 2>/dev/null || skip 'no namespaces here'
	ROOT=$BUILD/i386
	if [ ! -e "$ROOT/done" ]; then
		rm -rf "$ROOT"
		debootstrap --arch=i386 --variant=minbase --include=bats,\
binutils,gcc,jq,libc6-dev,libjansson-dev,libmailutils-dev,libpsl-dev,\
libseccomp-dev,make,mandoc,nettle-dev,procps bookworm "$ROOT" \
		    > "$BATS_TEST_TMPDIR/log" 2>&1 ||
		    skip "$(tail -n 1 "$BATS_TEST_TMPDIR/log")"
		touch "$ROOT/done"
	fi
}

@test "a build of 32 bits passes the tests" {
	unshare -m bash -ec '
		cd "$1"
		mount --rbind /dev dev
		mount -t proc proc proc
		mkdir -p mnt/top
		mount --bind "$2" mnt/top
		mount --bind -o remount,ro,bind mnt/top
		path=/usr/sbin:/usr/bin:/sbin:/bin # not that of this bats
		exec env -i HOME=/root PATH=$path chroot . sh -c "cd /mnt/top &&
		    export BUILD=/srv/build &&
		    make -s -j2 BUILD=/srv/build CFLAGS=\"-O2 -g -Werror\" all unit &&
		    bats --tap \$(ls t/*.bats | grep -v /00-) </dev/null"' \
	    bash "$ROOT" "$TOP" > "$BATS_TEST_TMPDIR/tap" 2>&1 ||
	    grep '^not ok' "$BATS_TEST_TMPDIR/tap" ||
	    { tail -n 20 "$BATS_TEST_TMPDIR/tap"; false; }
	file -L "$ROOT/srv/build/bounce-parse" | grep -q '32-bit'
	grep -A 12 '^not ok' "$BATS_TEST_TMPDIR/tap" | none
	[ "$(grep -c '^ok' "$BATS_TEST_TMPDIR/tap")" -gt 200 ]
}
