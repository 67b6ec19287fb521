# What `make install`, `make dist` and the files for shells and Debian hold.

load helper

# make TARGET...: with the programs that are built already.
make_() {
	make -s -C "$TOP" BUILD="$BUILD" CC="${CC:-cc}" \
	    ${CFLAGS:+CFLAGS="$CFLAGS"} "$@"
}

@test "the completions are made from --help" {
	"$TOP/share/make-completions" "$BATS_TEST_TMPDIR"
	diff -r "$TOP/share/completions" "$BATS_TEST_TMPDIR"
}

@test "every shell reads its completions" {
	cd "$TOP/share/completions"
	for file in bash/*; do
		bash -n "$file"
	done
	for file in zsh/* fish/*; do
		shell=$(dirname "$file")
		! command -v $shell || $shell -n "$file"
	done
}

@test "bash completes options, words and files" {
	helper=/usr/share/bash-completion/bash_completion
	[ -r $helper ] || skip 'no bash-completion'
	cd "$BATS_TEST_TMPDIR"
	touch mailbox
	cat > ask <<-'END'
	. "$1"
	. "$2"
	ask() {
		COMP_LINE=$1
		shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		COMP_POINT=${#COMP_LINE} COMPREPLY=()
		_bounce_stats 2>/dev/null
		echo "${COMPREPLY[*]}"
	}
	ask 'bounce-stats --tr' bounce-stats --tr
	ask 'bounce-stats --trust=' bounce-stats --trust = ''
	ask 'bounce-stats --every=we' bounce-stats --every = we
	ask 'bounce-stats mail' bounce-stats mail
	END
	same "$(bash ask $helper "$TOP/share/completions/bash/bounce-stats")" \
	    '--trust=
proven any
week
mailbox'
}

@test "fish completes options and words" {
	command -v fish || skip 'no fish'
	cd "$BATS_TEST_TMPDIR"
	same "$(HOME=$PWD fish -c "source $TOP/share/completions/fish/bounce-stats.fish
	    complete -C 'bounce-stats --trust='" | cut -f 1 | sort | xargs)" \
	    '--trust=any --trust=proven'
}

@test "make install puts everything where such things are looked for" {
	make_ install PREFIX=/usr DESTDIR="$BATS_TEST_TMPDIR/root"
	cd "$BATS_TEST_TMPDIR/root/usr"
	for program in bounce-parse bounce-classify bounce-stats; do
		[ -x bin/$program ]
		[ -e share/man/man1/$program.1 ]
		[ -e share/bash-completion/completions/$program ]
		[ -e share/zsh/site-functions/_$program ]
		[ -e share/fish/vendor_completions.d/$program.fish ]
	done
	[ -e share/doc/bounce-tools/examples/procmailrc ]
	[ -x share/doc/bounce-tools/examples/cron-maildir ]
	same "$(ls)" 'bin
share'
	same "$(cd share/bounce-tools && ls | grep -E \
	    'completions|deps|examples|make-|packaging')" ''
}

@test "make uninstall takes everything away again" {
	make_ install uninstall DESTDIR="$BATS_TEST_TMPDIR/root"
	find "$BATS_TEST_TMPDIR/root" ! -type d | none
}

@test "make dist packs the project, the same at every time" {
	cd "$BATS_TEST_TMPDIR"
	make_ dist DIST="$PWD/1"
	make_ dist DIST="$PWD/2"
	cmp 1/*.tar.gz 2/*.tar.gz
	tar -tvf 1/*.tar.gz | grep -v ' 1970-01-01 ' | none
	tar -xf 1/*.tar.gz
	diff -r --exclude=build --exclude=.git --exclude='*~' "$TOP" \
	    bounce-tools-*/
}

@test "the Debian package tells the version that the programs tell" {
	same "$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' \
	    "$TOP/share/packaging/debian/changelog")" \
	    "$(bounce-parse --version | awk '{ print $3 }')"
}
