# The documents: the manual, --help, README, `make demo`.

load helper

# The options of a program as --help shows them, a line each: -a,
# --all-keys, --header=NAME.
help_options() {
	"$1" --help | sed -nE 's/^ {2,6}(-.*)$/\1/p' | sed 's/  .*//' |
	    awk -F ', ' '{ for (i = 1; i <= NF; i++) print $i }' | sort
}

# The options that the manual gives a program, likewise.
manual_options() {
	awk -v program="$1" '
	/^\.S[hs]/ {
		here = /^\.Ss/ && options && (/All three/ || index($0, program))
		if (/^\.Sh/)
			options = /OPTIONS/
	}
	here && /^\.It Fl/ {
		gsub(/ Ns = Ns Ar /, "=")
		gsub(/ Ns Op , Ns Ar field/, "[,field")
		gsub(/ \.\.\./, "...]")
		gsub(/ \| /, "|")
		sub(/^\.It /, "")
		n = split($0, part, / , /)
		for (i = 1; i <= n; i++) {
			sub(/^Fl /, "-", part[i])
			sub(/ Ar .*/, "", part[i])
			at = index(part[i] "=", "=")
			print substr(part[i], 1, at - 1) \
			    toupper(substr(part[i], at))
		}
	}' "$TOP/bounce-tools.1" | sort
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

@test "--version tells the program and the version" {
	for program in bounce-parse bounce-classify bounce-stats; do
		$program --version |
		    grep -xE "$program \(bounce-tools\) [0-9]+\.[0-9]+\.[0-9]+"
		same "$($program -V)" "$($program --version)"
	done
}

@test "README is plain text on a screen and a half" {
	grep -vE '^[ -~]{0,80}$' "$TOP/README" | none
	[ "$(wc -l < "$TOP/README")" -le 80 ]
}

# Commands of a document, each with what it shows: lines indented by four
# blanks, "$ " before the command, its output until an empty line.  Runs them
# and prints the document as it should be.
replay() {
	local line skip=
	while IFS= read -r line; do
		case $line in
		'    $ make '*)
			skip=
			make -n --no-print-directory ${line#*make } >/dev/null
			;;
		'    $ '*)
			printf '%s\n' "$line"
			skip=1
			bash -o pipefail -c "${line#*\$ }" </dev/null |
			    sed 's/^/    /'
			continue
			;;
		'    '*) [ -z "$skip" ] || continue ;;
		*) skip= ;;
		esac
		printf '%s\n' "$line"
	done < "$1"
}

@test "the commands in README show what README says" {
	cd "$TOP"
	replay README > "$BATS_TEST_TMPDIR/README"
	diff README "$BATS_TEST_TMPDIR/README"
}

@test "README's map names every directory of common" {
	for layer in "$TOP"/common/*/; do
		grep -qE "^ +$(basename "$layer") " "$TOP/README"
	done
}

@test "make demo shows the commands and what they print" {
	sh "$TOP/share/demo" > "$BATS_TEST_TMPDIR/demo"
	for program in bounce-parse bounce-classify bounce-stats; do
		grep -E "^\\$ .*$program" "$BATS_TEST_TMPDIR/demo"
	done
	grep -A1 '^\$ ' "$BATS_TEST_TMPDIR/demo" | grep -F '{"v":1'
}

