# The programs once more, built with ASan and UBSan, over all samples.

load helper

setup() {
	sanitized
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

@test "what options read is given back at the end" {
	cd "$BATS_TEST_TMPDIR"
	bounce-parse --dump-formats > formats
	bounce-classify --dump-rules > rules
	echo a > key
	PATH=$BUILD/asan:$PATH
	bounce-parse --formats=formats -H subject -j3 "$SAMPLE" > records
	bounce-classify --rules=rules --batv-key=key --srs-secret=key \
	    --own-host='*.example.com' --own-host=192.0.2.0/24 --explain \
	    --own-domain=example.net -j3 records > classified
	bounce-classify --check-rules
	echo a@example.org > except
	for option in --suppress "--suppress --except=except" --by=reason \
	    "--unique --partial" --format=html --where=kind=bounce; do
		bounce-stats $option classified > numbers
	done
	bounce-classify --help > help
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
