# The programs once more, built with ASan and UBSan, over all samples.

load helper

# What lives as long as the program is not freed.
setup() {
	echo leak:classifier_open > "$BATS_TEST_TMPDIR/lasting"
	export LSAN_OPTIONS=suppressions=$BATS_TEST_TMPDIR/lasting:print_suppressions=0
}

# Every sample there is, a name a line.
samples() {
	find "$TOP/share/sample.mbox" "$TOP"/t/mail -type f ! -name '*.json' \
	    2>/dev/null | sort
}

@test "every sample reads the same under the sanitizers" {
	local plain=$BATS_TEST_TMPDIR/plain asan=$BATS_TEST_TMPDIR/asan
	samples | bounce-parse --all --files-from=- > "$plain"
	samples | "$BUILD/asan/bounce-parse" --all --files-from=- > "$asan"
	cmp "$plain" "$asan"
	valid < "$plain"
}

@test "every record is classified and counted the same under them" {
	local plain=$BATS_TEST_TMPDIR/plain asan=$BATS_TEST_TMPDIR/asan
	samples | bounce-classify --all --all-keys --explain \
	    --own-domain=sender.example --files-from=- > "$plain"
	samples | "$BUILD/asan/bounce-parse" --all --files-from=- |
	    "$BUILD/asan/bounce-classify" --all-keys --explain \
	    --own-domain=sender.example > "$asan"
	cmp "$plain" "$asan"
	valid < "$plain"
	same "$("$BUILD/asan/bounce-stats" < "$plain")" \
	    "$(bounce-stats < "$plain")"
}
