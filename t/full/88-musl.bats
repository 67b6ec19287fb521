# Built with musl and argp-standalone's argp, statically: by themselves in an
# empty root, and through all tests.  What they are linked with is made once
# and kept in $BUILD/musl.

load ../helper

MUSL=$BUILD/musl

setup_file() {
	[ "$(id -u)" = 0 ] || skip 'not root'
	for program in apt-get musl-gcc unshare; do
		command -v $program >/dev/null || skip "no $program"
	done
	unshare -m true 2>/dev/null || skip 'no namespaces here'
	if [ ! -e "$MUSL/done" ]; then
		bash "$TOP/t/full/musl" "$MUSL" > "$BATS_FILE_TMPDIR/log" 2>&1 || {
			[ $? != 77 ] || skip "$(tail -n 1 "$BATS_FILE_TMPDIR/log")"
			tail -n 20 "$BATS_FILE_TMPDIR/log"
			return 1
		}
	fi
	export CC=musl-gcc CPPFLAGS="-I$MUSL/include" LDFLAGS="-static -L$MUSL/lib"
	make -s -C "$TOP" -j2 BUILD="$MUSL/build" all unit \
	    > "$BATS_FILE_TMPDIR/log" 2>&1 || {
		cat "$BATS_FILE_TMPDIR/log"
		return 1
	}
}

@test "static programs write in an empty root what the others write" {
	cd "$BATS_TEST_TMPDIR"
	mkdir -p root/mail
	cp "$MUSL"/build/bounce-* root
	cp -R "$SAMPLE" "$TOP/t/mail" root/mail
	for command in 'bounce-parse --all --recursive' \
	    'bounce-classify --explain --recursive' 'bounce-stats --recursive'; do
		(cd root && $command mail) > wanted
		[ -s wanted ]
		chroot root /$command mail 2> err | cmp wanted -
		none < err
	done
	run chroot root /bounce-parse --no-such-option
	[ "$status" -eq 64 ]
	same "$(chroot root /bounce-stats --help)" "$(bounce-stats --help)"
}

@test "the static programs pass the tests" {
	local tests
	tests=$(ls "$TOP"/t/*.bats | grep -v '/00-')
	env BUILD="$MUSL/build" bats --tap $tests </dev/null \
	    > "$BATS_TEST_TMPDIR/tap" || true
	grep -A 12 '^not ok' "$BATS_TEST_TMPDIR/tap" | none
	[ "$(grep -c '^ok' "$BATS_TEST_TMPDIR/tap")" -gt 200 ]
}
