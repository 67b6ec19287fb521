# The mail layer: addresses, header texts, decodings, dates, character sets,
# HTML and replies, by the tables in t/unit.

load helper

# Runs a unit program and shows the rows that failed.
rows() {
	"$BUILD/unit/$1" > "$BATS_TEST_TMPDIR/out" || {
		grep -a -A 2 '^not ok' "$BATS_TEST_TMPDIR/out"
		return 1
	}
}

@test "addresses, texts and dates are read alike in place and by libmailutils" {
	rows mail
}

@test "the time zone, the clock and the locale of the host do not count" {
	rows mail
	mv "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/here"
	TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 rows mail
	cmp "$BATS_TEST_TMPDIR/here" "$BATS_TEST_TMPDIR/out"
}

@test "parts become UTF-8 text from any character set, HTML and RTF" {
	rows text
	# GNU's C library has them all; that of Alpine does not.
	! readelf -d "$BUILD/unit/text" | grep -q 'libc\.so\.6' ||
	    ! grep -a '# SKIP' "$BATS_TEST_TMPDIR/out"
}

@test "replies and status codes are told from other numbers" {
	rows reply
}
