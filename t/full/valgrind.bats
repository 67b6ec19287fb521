# The programs under valgrind, over all samples; part of `make check-full`.

load ../helper

@test "valgrind finds no fault in any program on any sample" {
	command -v valgrind || skip 'no valgrind'
	cd "$BATS_TEST_TMPDIR"
	find "$TOP/share/sample.mbox" "$TOP"/t/mail -type f ! -name '*.json' \
	    2>/dev/null > names
	local grind='valgrind -q --error-exitcode=99'
	grind="$grind --suppressions=$TOP/t/full/valgrind.supp"
	$grind bounce-parse --no-sandbox --all --files-from=names > parsed
	$grind bounce-classify --no-sandbox --explain < parsed > classified
	$grind bounce-stats --no-sandbox < classified
}
