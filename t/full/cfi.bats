# The compiler's own check of calls through pointers, over all samples.

load ../helper

@test "built with CFI=yes no call through a pointer goes astray" {
	local cfi=$BATS_TEST_TMPDIR/cfi
	cd "$BATS_TEST_TMPDIR"
	echo 'int main(void) { return 0; }' > try.c
	clang -flto -fvisibility=hidden -fsanitize=cfi -o try try.c ||
	    skip 'needs clang, and a linker that optimises'
	command -v llvm-ar || skip 'needs llvm-ar'
	make -C "$TOP" -s CC=clang AR=llvm-ar CFI=yes CFLAGS='-O2 -g' \
	    BUILD="$cfi" all
	objdump -d --no-show-raw-insn "$cfi/bounce-parse" |
	    grep -qE '(ud1|ud2|brk)\>'
	find "$TOP/share/sample.mbox" "$TOP"/t/mail -type f \
	    ! -name '*.json' > names
	for place in "$BUILD" "$cfi"; do
		PATH=$place:$PATH
		bounce-parse --all -j2 --files-from=names > parsed
		bounce-classify --explain parsed > classified
		bounce-classify --check-rules
		{ cat parsed classified
		    for format in jsonl table tsv html; do
			bounce-stats --format=$format classified
		    done
		    bounce-stats --suppress classified
		    bounce-stats --partial classified | bounce-stats
		} > "all${place##*/}"
	done
	cmp "all${BUILD##*/}" allcfi
}
