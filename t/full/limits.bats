# What takes long to try.

load ../helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

@test "cuts and damage of every sample hold under the sanitizers too" {
	"$BUILD/asan/unit/properties" 4 "$SAMPLE" \
	    $(find "$TOP/t/mail" -name '*.eml') > lines
	valid < lines
}

@test "4 GB of mail through a pipe, in 16 MB" {
	local line='From a@example.org Sat Nov 21 20:48:21 2026'
	for i in $(seq 40); do
		echo "$line"
		cat "$TOP/t/mail/qmail/01.eml"
		printf '\n%s\n' "$line"
		message 'text'
		head -c 2000000 /dev/zero | tr '\0' x
		printf '\n\n'
	done > some
	for i in $(seq 50); do cat some; done |
	    "$BUILD/unit/resources" 16384 60000 bounce-classify --all |
	    jq -r .kind | sort | uniq -c > kinds
	same "$(cat kinds)" '   2000 bounce
   2000 mail'
}
