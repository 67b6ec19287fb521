# One mailbox in many parts: GNU parallel cuts, partials are added up.

load helper

setup() {
	command -v parallel >/dev/null || skip 'no parallel'
	parallel --version 2>/dev/null | grep -q GNU || skip 'not GNU parallel'
	export PARALLEL_HOME=$BATS_TEST_TMPDIR HOME=$BATS_TEST_TMPDIR
	cd "$BATS_TEST_TMPDIR"
	many 30 > big.mbox
}

# The sample mailbox N times, each with dates and ids of its own.
many() {
	for n in $(seq "$1"); do
		sed -e "s/^Message-ID: </Message-ID: <$((n % 20))./I" \
		    -e "s/^\(Date: .*\)\(20:\)/\1$((n % 14 + 10)):/" "$SAMPLE"
	done
}

# cut ARGUMENT...: the mailbox in parts, each to a command.
cut_mailbox() {
	parallel --pipepart --block 50k --recend '\n\n' --recstart 'From ' \
	    -a big.mbox "$@"
}

@test "partial counts of a cut mailbox add up to the whole's" {
	local by=--by=failure,reason,provider
	[ "$(cut_mailbox echo | wc -l)" -gt 15 ]
	for options in "$by --top=3" "$by --format=table" "--every=hour $by" \
	    "--unique --by=orgdomain" "--format=table" --format=prometheus; do
		bounce-stats $options big.mbox > whole
		cut_mailbox bounce-stats --partial \
		    ${options%%--format=*} > parts
		bounce-stats $options < parts | cmp whole -
		sort -r parts | bounce-stats $options | cmp whole -
	done
}

@test "partial suppression of a cut mailbox adds up to the whole's" {
	for options in '' --own-domain=sender.example --trust=any; do
		bounce-stats --suppress $options big.mbox > whole
		[ -s whole ]
		cut_mailbox bounce-stats --suppress --partial $options |
		    bounce-stats --suppress $options | cmp whole -
	done
}

@test "records of a cut mailbox are those of the whole" {
	local own=--own-domain=sender.example
	bounce-classify $own big.mbox | jq -c 'del(.source, .offset)' > whole
	cut_mailbox -k bounce-classify $own |
	    jq -c 'del(.source, .offset)' | cmp whole -
	cut_mailbox bounce-classify $own | jq -c 'del(.source, .offset)' |
	    sort | cmp <(sort whole) -
}

@test "a Maildir in parts gives the records of the whole" {
	mkdir -p md/new md/cur md/tmp
	awk '/^From / { n++; next } { print > ("md/new/" n) }' big.mbox
	bounce-classify md | jq -c . | sort > whole
	find md/new md/cur -type f -print0 |
	    parallel --pipe -0 -N 50 --recend '\0' \
	    bounce-classify -0 --files-from=- | jq -c . | sort | cmp whole -
}

@test "a part that fails is done again, and counts once" {
	bounce-stats --by=reason big.mbox > whole
	cat > fragile <<-'END'
	bounce-stats --by=reason --partial > "$PARALLEL_SEQ.out"
	if mkdir "$PARALLEL_SEQ.failed" 2>/dev/null; then
		head -n 2 "$PARALLEL_SEQ.out"
		exit 1
	fi
	cat "$PARALLEL_SEQ.out"
	END
	parallel --pipe --block 50k --recend '\n\n' --recstart 'From ' \
	    --retries 3 sh fragile < big.mbox | bounce-stats --by=reason |
	    cmp whole -
	[ -d 1.failed ]
}
