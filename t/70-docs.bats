# The documents: the manual, --help, README, `make demo`.

load helper

# Options as they stand on standard input, several a line with ", " between,
# a line each: -a, --all-keys, --header=NAME.
options() {
	awk -F ', ' '
	{
		for (i = 1; i <= NF; i++) {
			at = index($i "=", "=")
			print substr($i, 1, at - 1) toupper(substr($i, at))
		}
	}' | sort
}

# The options of a program as --help shows them.
help_options() {
	"$1" --help | sed -nE 's/^ {2,6}(-.*)$/\1/p' | sed 's/  .*//' | options
}

# The options that the manual gives a program.
manual_options() {
	awk -v program="$1" '
	/^\.S[hs]/ {
		here = /^\.Ss/ && within && (/All three/ || index($0, program))
		if (/^\.Sh/)
			within = /OPTIONS/
	}
	here && /^\.It Fl/' "$TOP/bounce-tools.1" | sed -E '
		s/ Ns = Ns (Ar|Cm) /=/g
		s/ Ns Op , Ns Ar (.*) \.\.\./[,\1...]/
		s/ \| /|/g
		s/ , /, /
		s/ Ar [^,=]*,/,/
		s/^\.It //
		s/Fl /-/g' | options
}

@test "mandoc finds nothing to complain of in the manual" {
	command -v mandoc || skip 'no mandoc'
	mandoc -Tlint -Wstyle "$TOP/bounce-tools.1" | none
}

@test "--help and the manual agree on every option" {
	for program in bounce-parse bounce-classify bounce-stats; do
		same "$(help_options $program)" "$(manual_options $program)"
	done
}

@test "the manual describes no option twice" {
	sed -nE 's/^\.It Fl (.*)/\1/p' "$TOP/bounce-tools.1" |
	    grep -oE -- '-[a-z][a-z-]+' | sort | uniq -d | none
}

@test "--help names every program's usage in a few lines of 80 columns" {
	for program in bounce-parse bounce-classify bounce-stats; do
		$program --help | grep -E '.{81}' | none
		$program --help | head -n 1 |
		    grep -F "Usage: $program [OPTION...] [FILE|DIRECTORY]..."
		same "$($program -h)" "$($program --help)"
	done
}

@test "what bad usage points to is there" {
	for program in bounce-parse bounce-classify bounce-stats; do
		run $program --no-such-option
		[[ $output == *[\`\']"$program --help' or "[\`\']"$program --usage'"* ]]
		[[ $($program --usage) == "Usage: $program "*--help* ]]
		$program --usage | grep -E '.{81}' | none
	done
}

@test "--version tells the program and the version" {
	for program in bounce-parse bounce-classify bounce-stats; do
		$program --version |
		    grep -xE "$program \(bounce-tools\) [0-9]+\.[0-9]+\.[0-9]+"
		same "$($program -V)" "$($program --version)"
	done
}

# The commands in the manual's EXAMPLES, an empty line after each.
examples() {
	awk '
	/^\.S[hs]/	{ here = /EXAMPLES/ }
	!here		{ next }
	/^\.Dl /	{ sub(/^\.Dl /, ""); print $0 "\n" }
	/^\.Ed/		{ within = 0; print "" }
	within
	/^\.Bd/		{ within = 1 }' "$TOP/bounce-tools.1"
}

@test "the manual's FILES names everything that is installed in share" {
	cd "$TOP"
	local files
	files=$(echo 'data: ; @echo $(DATA:share/%=%)' |
	    make -s BUILD="$BUILD" -f Makefile -f - data)
	[ -n "$files" ]
	for file in $files; do
		sed -n '/^\.Sh FILES/,/^\.Sh EXIT/p' bounce-tools.1 |
		    grep -E "^\.It Pa (.* )?$file(/| |$)"
	done
}

@test "every example of the manual works and prints something" {
	local line command='' count=0
	HOME=$BATS_TEST_TMPDIR
	mkdir -p "$HOME/mail" "$HOME/Maildir/cur" "$HOME/Maildir/new"
	cp "$SAMPLE" "$HOME/mail/bounces"
	cp "$TOP"/t/mail/live/*.eml "$HOME/Maildir/new"
	while IFS= read -r line; do
		if [ -n "$line" ]; then
			command+=$line$'\n'
			continue
		fi
		[ -n "$(bash -eo pipefail -c "$command" </dev/null)" ]
		command=''
		count=$((count + 1))
	done < <(examples)
	[ "$count" -ge 9 ]
}

# The lines of the manual's displays about deliveries.
deliveries() {
	sed -n '/^\.Ss In a delivery/,/^\.Sh/{
		/^\.Bd/,/^\.Ed/{/^\./d;p;}
	}' "$TOP/bounce-tools.1"
}

@test "deliveries as the manual shows them store records, and end in 0 or 75" {
	local command
	cd "$BATS_TEST_TMPDIR"
	deliveries | sed -n 's/^bounces: "|\(.*\)"$/\1/p;
	    s/^| \(bounce-classify .*\)/\1/p' > commands
	same "$(wc -l < commands)" 2
	while read -r command; do
		for file in out none/out /dev/full; do
			sh -c "$(echo "$command" | sed "s|>> [^ ]*|>> $file|")" \
			    < "$TOP/t/mail/live/$(ls "$TOP/t/mail/live" |
			    grep 'eml$' | head -n 1)" && result=0 || result=$?
			echo "$file $result"
		done
	done < commands > results
	same "$(sort -u results)" "$(printf '%s\n' '/dev/full 75' \
	    'none/out 75' 'out 0')"
	[ "$(wc -l < out)" -ge 2 ]
}

@test "the rule that the manual shows is one" {
	awk '
	/^\.Sh/		{ here = /RULES/ }
	/^\.Ed/		{ here = 0 }
	here && body
	here && /^\.Bd/	{ body = 1 }' "$TOP/bounce-tools.1" \
	    > "$BATS_TEST_TMPDIR/rules"
	grep -qx 'userunknown exim-route' "$BATS_TEST_TMPDIR/rules"
	bounce-classify --rules="$BATS_TEST_TMPDIR/rules" --check-rules
	same "$(echo '{"kind":"bounce","diagnostic":"550 Unrouteable address"}' |
	    bounce-classify --rules="$BATS_TEST_TMPDIR/rules" | jq -r .rule)" \
	    userunknown.exim-route
}

@test "README is plain text on a screen and a half" {
	LC_ALL=C.UTF-8 grep -nE '.{81}' "$TOP/README" | none
	[ "$(wc -l < "$TOP/README")" -le 80 ]
}

@test "the commands in README print what README shows" {
	cd "$TOP"
	share/make-docs readme < README | diff README -
}

@test "make knows the targets that README names" {
	cd "$TOP"
	for target in $(sed -n 's/^\$ make \([a-z]*\).*/\1/p' README); do
		grep -E "^([a-z-]+ )*$target( [a-z-]+)*:" Makefile
	done
}

@test "README's map names every directory of common" {
	for layer in "$TOP"/common/*/; do
		grep -qE "^ +$(basename "$layer") " "$TOP/README"
	done
}

@test "make demo shows the commands and what they print" {
	sh "$TOP/share/demo" > "$BATS_TEST_TMPDIR/demo"
	for program in bounce-parse bounce-classify bounce-stats; do
		grep -E "^(\\$|) +$program" "$BATS_TEST_TMPDIR/demo"
	done
	grep -A1 '^\$ ' "$BATS_TEST_TMPDIR/demo" | grep -F '{"v":1'
}

