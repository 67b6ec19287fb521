# What programs that read programs say of ours; part of `make check-full`.

load ../helper

# The sources that this system takes part in, a name a line.
sources() {
	cd "$TOP"
	(cd "$BUILD/obj" && find common cmd -name '*.o') | sed 's/o$/c/' | sort
}

FLAGS='-std=c11 -Icommon -D_FILE_OFFSET_BITS=64'

# Off are: null pointers, since it cannot know that a view without bytes has
# none to be read (clang's sanitizer looks at that in every fuzz target), and
# what is not set, since it takes loops that run at least once for ones that
# may not (valgrind looks at that).
@test "gcc -fanalyzer finds nothing" {
	local off='-Wno-analyzer-null-dereference -Wno-analyzer-null-argument
	    -Wno-analyzer-use-of-uninitialized-value'
	command -v gcc || skip 'no gcc'
	sources | xargs -P 2 -n 1 gcc $FLAGS -O2 -fanalyzer $off -c \
	    -o /dev/null 2>&1 | none
}

# Off are: what is not set, since arrays that a function fills look so to it
# (gcc and valgrind see to that); a struct on the stack that callers below
# point to; what it cannot parse (a compound literal as an arm of "?:").
@test "cppcheck finds nothing" {
	command -v cppcheck || skip 'no cppcheck'
	sources | xargs cppcheck -q --std=c11 -Icommon \
	    --enable=warning,performance,portability \
	    --suppress=uninitvar --suppress=autoVariables:common/cli/pool.c \
	    --suppress=internalAstError 2>&1 | none
}

# Off are, of bugprone, cert and the analyzer's security:
#   BufferHandling             asks for memcpy_s(3), which no C library has
#   swappable-parameters       two views side by side are what much is about
#   reserved-identifier, dcl37, dcl51   _GNU_SOURCE is such a name
#   narrowing, implicit-widening        -Wconversion sees to it; the others
#                              are sums and products of constants, or ASCII
#   not-null-terminated-result views have no NUL
#   sizeof-expression          arrays of pointers are meant
#   branch-clone               tests in order of certainty may end alike
#   macro-parentheses          a macro's argument is a designator there
#   err33                      closing what was read, printing to stderr
@test "clang-tidy finds nothing" {
	command -v clang-tidy || skip 'no clang-tidy'
	local off
	off=$(printf ',-%s' '*BufferHandling' 'bugprone-*swappable-parameters' \
	    bugprone-reserved-identifier cert-dcl37-c cert-dcl51-cpp \
	    bugprone-narrowing-conversions bugprone-branch-clone \
	    bugprone-implicit-widening-of-multiplication-result \
	    bugprone-not-null-terminated-result bugprone-macro-parentheses \
	    bugprone-sizeof-expression cert-err33-c)
	sources > "$BATS_TEST_TMPDIR/sources"
	cd "$TOP"
	printf '#!/bin/sh\nexec clang-tidy --quiet --checks="%s" "$@" -- %s\n' \
	    "-*,bugprone-*,cert-*,clang-analyzer-security*$off" "$FLAGS" \
	    > "$BATS_TEST_TMPDIR/tidy"
	xargs -P 2 -n 4 sh "$BATS_TEST_TMPDIR/tidy" \
	    < "$BATS_TEST_TMPDIR/sources" 2> "$BATS_TEST_TMPDIR/said" |
	    none
	grep -E 'error' "$BATS_TEST_TMPDIR/said" | none
}
