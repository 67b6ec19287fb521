# The shape of the project: what stands where, who may include what.

load helper

# The lines that include headers of our own, with file and number.
includes() {
	cd "$TOP"
	grep -rnE --include='*.[ch]' '^#include "' "$@" /dev/null
}

@test "nothing stands at the top but what README's map shows" {
	same "$(ls "$TOP" | grep -vx build)" "$(printf '%s\n' Makefile README \
	    bounce-tools.1 cmd common share t)"
}

@test "every include of our own names its layer" {
	local layers='base|input|mail|record|format|classify|stats|cli|embed'
	includes cmd common |
	    grep -vE "\"($layers)/[a-z0-9_-]+\.(h|def)\"" | none
}

@test "includes go down only" {
	local layer allowed=''
	for layer in base input mail record format classify stats cli; do
		allowed="$allowed${allowed:+|}$layer"
		includes "common/$layer" | grep -vE "\"($allowed)/" | none
	done
}

@test "what compiles share/ in is no part of the programs" {
	includes cmd common t | grep '"embed/' | grep -v '^common/embed/' | none
}

@test "mail knows no files, classify and stats see records only" {
	includes common/mail common/record | grep '"input/' | none
	includes common/classify | grep -E '"(input|mail|format)/' | none
	includes common/stats | grep -E '"(input|mail|format|classify)/' | none
}

@test "one file includes libmailutils, one includes jansson" {
	cd "$TOP"
	same "$(grep -rlE '^#include *<mailutils/' cmd common | wc -l)" 1
	same "$(grep -rlE '^#include *<jansson' cmd common | wc -l)" 1
}

@test "every header compiles by itself" {
	cd "$TOP"
	for header in common/*/*.h; do
		echo "#include \"${header#common/}\"" | ${CC:-cc} -std=gnu11 -Wall \
		    -Wextra -Werror -Icommon -I"$BUILD/gen" -fsyntax-only -x c -
	done
}

@test "every header is included somewhere" {
	cd "$TOP"
	for header in common/*/*.h; do
		grep -rqF "\"${header#common/}\"" cmd common t || echo "$header"
	done | none
}

@test "no program knows a path of a machine" {
	cd "$TOP"
	grep -rnE '"/(bin|etc|home|opt|root|tmp|usr|var)[/"]' cmd common | none
}

@test "no file of the project names the directory it lies in" {
	cd "$TOP"
	grep -rlE --exclude-dir=build --exclude-dir=.git \
	    "$TOP/(build|cmd|common|share|t)" . | none
}

# But for --delivery, which is set once and read by whoever exits.
@test "the library has no variable that outlives a message" {
	objdump -t "$BUILD/libbounce.a" |
	    grep -E '[[:space:]]O[[:space:]]+\.(data|bss)[[:space:]]' |
	    grep -v '[[:space:]]delivery$' | none
}

@test "nothing is left to do" {
	cd "$TOP"
	grep -rnE 'TODO|FIXME|HACK' cmd common share Makefile | none
}

@test "every shell script is one" {
	cd "$TOP"
	for script in .ci/run $(grep -slE '^#!/bin/sh' share/* t/*/*); do
		sh -n "$script"
	done
}

@test "every text is UTF-8 with Unix line ends, no blanks at line ends" {
	cd "$TOP"
	local texts
	texts=$(find cmd common share Makefile README bounce-tools.1 -type f \
	    ! -name '*.mbox')
	grep -lE "[[:blank:]]$|$(printf '\r')" $texts | none
	cat $texts | iconv -f UTF-8 -t UTF-8 >/dev/null
}

@test "the record's schema is made from the table of fields" {
	cd "$TOP"
	share/make-docs schema | diff share/record.schema.json -
}

@test "the manual's lists of fields and reasons are made from the tables" {
	cd "$TOP"
	share/make-docs manual < bounce-tools.1 | diff bounce-tools.1 -
}

@test "the sample mailbox has mail of every sort" {
	bounce-parse --all "$SAMPLE" | valid
	same "$(bounce-parse --all "$SAMPLE" | jq -r .kind | sort | uniq -c |
	    awk '{ print $2, $1 }')" 'autoreply 1
bounce 9
delay 1
feedback 1
mail 1
receipt 1'
}
