# The limits that take long to reach.

load ../helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

@test "a header line of 1 GB and a base64 line of 500 MB, in 16 MB" {
	{ printf 'Subject: x\nX: '; head -c 1000000000 /dev/zero |
	    tr '\0' x; printf '\n\nbody\n'; } |
	    "$BUILD/unit/resources" 16384 20000 bounce-parse --all |
	    jq -e '.size == 1000000021'
	{ printf 'Content-Transfer-Encoding: base64\n\n'
	    head -c 500000000 /dev/zero | tr '\0' Q; } |
	    "$BUILD/unit/resources" 16384 10000 bounce-parse --all |
	    jq -e '.size == 500000035'
}

@test "every cut and replacement of every sample holds" {
	"$BUILD/unit/properties" 1 "$SAMPLE" \
	    $(find "$TOP/t/mail" -name '*.eml') | valid
}
