# Building, installing, and what `make deps` does on other systems.

load helper

# make with the options that the tests were started with.
build() {
	make -C "$TOP" -s BUILD="$BUILD" "$@"
}

setup() {
	unset DEPS # make check DEPS=no is no matter of these
}

# A directory of stand-ins for every package manager and sudo, which write
# down how they were called, and of the few tools that share/deps needs.
# $1: names of the package managers; the rest: needs that are met.
bare() {
	BARE=$BATS_TEST_TMPDIR/bare
	CALLS=$BATS_TEST_TMPDIR/calls
	mkdir "$BARE"
	: > "$CALLS"
	local tool
	for tool in sh cat tr grep env; do
		ln -s "$(command -v $tool)" "$BARE/$tool"
	done
	for tool in $1; do
		printf '#!/bin/sh\necho %s "$@" >> %s\n' "$tool" "$CALLS" \
		    > "$BARE/$tool"
		chmod +x "$BARE/$tool"
	done
	shift
	for tool in "$@"; do
		printf '#!/bin/sh\ncat >&2\n' > "$BARE/$tool"
		chmod +x "$BARE/$tool"
	done
	printf '#!/bin/sh\necho %s\n' "${USER_ID:-0}" > "$BARE/id"
	chmod +x "$BARE/id"
}

# What tests of recipes run.
RECIPES='procmail parallel sqlite3 mlr logrotate'

deps() {
	env -i PATH="$BARE" ${DEPS:+DEPS=$DEPS} sh "$TOP/share/deps" "$@" \
	    </dev/null
}

# The names that an archive defines for others.
names() {
	nm -g --defined-only "$1" 2>/dev/null |
	    awk 'NF == 3 && $3 !~ /^__x86/ { print $3 }' | sort -u
}

@test "make builds the three programs, and a second make compiles nothing" {
	build all
	for program in bounce-parse bounce-classify bounce-stats; do
		[ -x "$BUILD/$program" ]
	done
	make -C "$TOP" BUILD="$BUILD" all | grep -E -- ' -(c|o) ' | none
}

@test "gcc and clang find nothing to warn of" {
	cd "$TOP"
	local sources
	sources=$(cd "$BUILD/obj" && find . -name '*.o' ! -path './gen/*' |
	    sed 's/o$/c/')
	for cc in gcc clang; do
		command -v $cc || continue
		$cc -std=c11 $(sed -n 's/^WARN *= //p' Makefile) -Werror \
		    -fsyntax-only -pthread -Icommon $sources "$BUILD"/gen/*.c
	done
}

@test "make install fills DESTDIR and PREFIX, make uninstall empties them" {
	local root=$BATS_TEST_TMPDIR/root
	build DESTDIR="$root" PREFIX=/opt/mail install
	for file in bin/bounce-parse bin/bounce-classify bin/bounce-stats \
	    share/man/man1/bounce-tools.1 share/man/man1/bounce-parse.1 \
	    share/bounce-tools/record.schema.json; do
		[ -s "$root/opt/mail/$file" ]
	done
	"$root/opt/mail/bin/bounce-parse" --version
	build DESTDIR="$root" PREFIX=/opt/mail uninstall
	find "$root" ! -type d | none
}

@test "a program copied elsewhere works alone" {
	local there=$BATS_TEST_TMPDIR/there
	mkdir "$there"
	cp "$BUILD"/bounce-parse "$BUILD"/bounce-classify \
	    "$BUILD"/bounce-stats "$there"
	cd "$there"
	same "$(env -i ./bounce-parse < "$SAMPLE" |
	    env -i ./bounce-classify | env -i ./bounce-stats)" \
	    "$(bounce-parse < "$SAMPLE" | bounce-classify | bounce-stats)"
	strip bounce-*
	grep -lE "$TOP/(common|share)" bounce-* | none
}

@test "the programs need no library but those of the contract" {
	local known='mailutils|jansson|nettle|hogweed|psl|argp|c|m'
	readelf -d "$BUILD"/bounce-* |
	    sed -n 's/.*(NEEDED).*\[\(.*\)\.so.*/\1/p' |
	    grep -vE "^(lib($known)|ld-linux.*)$" | none
}

@test "no name of ours is one of a library's, as a static link would find" {
	local at ours=$BATS_TEST_TMPDIR/ours
	names "$BUILD/libbounce.a" > "$ours"
	[ -s "$ours" ]
	for library in c jansson nettle psl; do
		at=$(${CC:-cc} -print-file-name=lib$library.a)
		[ ! -e "$at" ] || names "$at" | comm -12 - "$ours" | none
	done
}

@test "the programs are hardened: PIE, RELRO, all symbols bound at once" {
	dynamic
	for program in bounce-parse bounce-classify bounce-stats; do
		readelf -hld "$BUILD/$program" > "$BATS_TEST_TMPDIR/elf"
		grep -q 'DYN (' "$BATS_TEST_TMPDIR/elf"
		grep -q GNU_RELRO "$BATS_TEST_TMPDIR/elf"
		grep -qE 'BIND_NOW|NOW PIE' "$BATS_TEST_TMPDIR/elf"
	done
}

@test "the programs are hardened: no stack is run, sizes and returns checked" {
	local elf=$BATS_TEST_TMPDIR/elf
	dynamic
	for program in bounce-parse bounce-classify bounce-stats; do
		readelf -lW "$BUILD/$program" > "$elf"
		grep 'GNU_STACK.* RW ' "$elf"
		nm -D "$BUILD/$program" > "$elf"
		grep __stack_chk_fail "$elf"
		case $CFLAGS in
		'' | *-O[123s]*) grep -E '__(mem|str|v?s|v?f?print)[a-z]*_chk' \
		    "$elf" ;;
		esac
	done
	case $(${CC:-cc} -dumpmachine) in
	x86_64*) # a place that is jumped to by a pointer has to be marked
		for object in "$BUILD"/obj/common/*/*.o; do
			readelf -n "$object" | grep -q 'IBT, SHSTK' ||
			    echo "$object"
		done | none ;;
	esac
}

@test "make deps asks no package manager when nothing is missing" {
	bare 'apt-get sudo' make cc bats jq mandoc $RECIPES
	printf '#!/bin/sh\necho GNU Make\n' > "$BARE/make"
	same "$(deps check)" ''
	same "$(cat "$CALLS")" ''
}

@test "DEPS=no names what is missing and why, and installs nothing" {
	bare 'apt-get sudo' gmake cc bats mandoc $RECIPES
	DEPS=no
	same "$(deps check)" \
	    'missing: jq (to read records in tests): package jq'
	same "$(cat "$CALLS")" ''
}

@test "make deps has apt-get fetch its lists and install what is missing" {
	bare 'apt-get sudo' gmake cc mandoc $RECIPES
	deps check || [ $? = 1 ]
	same "$(sed 's/ -[^ ]*//g; s/ Dpkg[^ ]*//' "$CALLS")" 'apt-get update
apt-get install bats jq'
}

@test "what a test can do without is installed if that can be" {
	bare 'apt-get' gmake cc bats mandoc jq
	printf '#!/bin/sh\necho apt-get "$@" >> %s\ncase "$*" in %s) exit 1; esac\n' \
	    "$CALLS" '*install*procmail*' > "$BARE/apt-get"
	deps check > "$BATS_TEST_TMPDIR/out" 2>&1
	grep -q '^going on without procmail$' "$BATS_TEST_TMPDIR/out"
	grep -q '^apt-get .* install miller$' "$CALLS"
	! grep -E 'dovecot|openssh' "$CALLS"
	deps check-ci > /dev/null 2>&1
	grep -q '^apt-get .* install dovecot-sieve$' "$CALLS"
	! grep -E 'openssh' "$CALLS"
	deps check-full > /dev/null 2>&1
	grep -q '^apt-get .* install debhelper$' "$CALLS"
}

@test "make deps knows apk, dnf, pkg and brew" {
	for manager in apk dnf pkg brew; do
		bare "$manager" gmake cc jq valgrind
		rm "$BARE/cc"
		deps check || [ $? = 1 ]
		cat "$CALLS"
		rm -r "$BARE"
	done > "$BATS_TEST_TMPDIR/all"
	grep -E '^apk add .*gcc musl-dev mailutils-dev .*argp-standalone bats' \
	    "$BATS_TEST_TMPDIR/all"
	grep -E '^dnf install .*gcc mailutils-devel .* bats mandoc' \
	    "$BATS_TEST_TMPDIR/all"
	grep -E '^pkg install .*mailutils .*argp-standalone bats-core' \
	    "$BATS_TEST_TMPDIR/all"
	grep -E '^brew install .*mailutils .*bats-core mandoc' \
	    "$BATS_TEST_TMPDIR/all"
}

@test "make deps goes through sudo when it is not root" {
	USER_ID=1000
	bare 'apt-get sudo' gmake cc bats mandoc $RECIPES
	deps check || [ $? = 1 ]
	grep -E '^sudo -n apt-get .*update' "$CALLS"
	grep -E '^sudo -n env .* install jq' "$CALLS"
}

@test "make deps says so and fails when it cannot install" {
	bare '' gmake cc bats mandoc $RECIPES
	run deps check
	[ "$status" = 1 ]
	[[ $output == *'could not install: jq'* ]]
}
