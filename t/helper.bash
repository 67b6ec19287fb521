# What the tests share; each bats file begins with `load helper`.
#
# The programs of $BUILD are in PATH, $TOP is the project, $SAMPLE its sample
# mailbox, $BATS_TEST_TMPDIR a directory of the test's own.

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${BUILD:-$TOP/build}
SAMPLE=$TOP/share/sample.mbox
PATH=$BUILD:$PATH
export TOP BUILD SAMPLE PATH
export LC_ALL=C TZ=UTC
# A make started by a test is no part of the one that runs the tests.
unset MAKEFLAGS MFLAGS MAKELEVEL

# Fails, showing both, unless the two texts are the same.
same() {
	if [ "$1" != "$2" ]; then
		printf '%s\n' '--- wanted' "$2" '--- got' "$1"
		return 1
	fi
}

# Fails, showing the first lines, when there are any on standard input: the
# findings of a search that should find nothing.
none() {
	local found
	found=$(cat)
	if [ -n "$found" ]; then
		printf '%s\n' "$@" "$found" | head -n 20
		return 1
	fi
}

# Skips what is told of, or done by, the C library as a file of its own.
dynamic() {
	readelf -d "$BUILD/bounce-parse" | grep -q NEEDED ||
	    skip 'linked statically'
}

# A message on standard output: headers, a blank line, the body.
message() {
	printf '%s\n' 'From: a@example.org' 'To: b@example.net' \
	    'Date: Sat, 21 Nov 2026 20:45:49 +0000' \
	    'Message-ID: <1@example.org>' 'Subject: test' '' "$@"
}

# Fails, naming the faults, unless every line of standard input is a record
# that share/record.schema.json allows.
valid() {
	jq -rc --slurpfile schema "$TOP/share/record.schema.json" \
	    -f "$TOP/t/schema.jq" | none 'not a valid record:'
	[ "${PIPESTATUS[*]}" = '0 0' ]
}

# Skips the test where nothing was built with sanitizers: make check does
# that, but a compiler for another C library cannot.
sanitized() {
	[ -d "$BUILD/asan" ] || skip 'not built with sanitizers'
}
