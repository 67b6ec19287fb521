# What goes wrong around the programs, and the exit status that tells of it.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	for i in 1 2 3; do
		echo 'From a@example.org Sat Nov 21 20:48:21 2026'
		message "$i"
		echo
	done > box
}

# status WANTED COMMAND...: runs it with --delivery too, where 64, 65 and 66
# become 75.
status() {
	local wanted=$1 delivery=$1 got
	shift
	case $wanted in 64 | 65 | 66) delivery=75 ;; esac
	got=0
	"$@" > out 2> err < /dev/null || got=$?
	same "$* $got" "$* $wanted"
	got=0
	"$@" --delivery > out.d 2> err.d < /dev/null || got=$?
	same "$* --delivery $got" "$* --delivery $delivery"
	cmp out out.d
	cmp err err.d
}

# The library of faults, built when it can be; $FAULTS is its name.
faults() {
	FAULTS=$BATS_TEST_TMPDIR/faults.so
	${CC:-cc} -shared -fPIC -o "$FAULTS" "$TOP/t/preload/faults.c" ||
	    skip 'needs the C library of GNU'
}

@test "every exit status is the one of the contract" {
	status 0 bounce-parse box
	status 0 bounce-classify box
	status 0 bounce-stats box
	status 1 bounce-parse -q box
	status 0 bounce-parse -q "$SAMPLE"
	for program in bounce-parse bounce-classify bounce-stats; do
		status 64 $program --no-such-option
		status 64 $program --max-message=x box
		status 64 $program --jobs=0 box
		status 66 $program none box
		status 66 $program --files-from=none
	done
	echo '{"v":1' > bad
	status 0 bounce-classify bad
	status 65 bounce-classify --strict bad
	status 65 bounce-stats --strict bad
	echo 'nonsense' > rules
	status 65 bounce-classify --rules=rules box
	same "$(cat err)" "bounce-classify: rules:1: unknown reason 'nonsense'"
	status 65 bounce-parse --formats=rules box
	status 66 bounce-classify --rules=none box
	status 66 bounce-classify --batv-key=none box
	status 64 bounce-stats --by=none box
	status 64 bounce-parse --kind=none box
}

@test "standard output closed is an error, standard input closed too" {
	for program in bounce-parse bounce-classify bounce-stats; do
		same "$("$program" --all "$SAMPLE" 2>&1 >&-; echo $?)" \
		    "$program: standard output: Bad file descriptor
75"
		same "$("$program" 2>&1 <&-; echo $?)" "$program: -: Bad file \
descriptor
66" || [ "$program" = bounce-stats ]
		"$program" --all "$SAMPLE" 2>&- > out
		[ -s out ]
	done
}

@test "a full disk ends every program with status 75" {
	[ -c /dev/full ] || skip 'no /dev/full'
	for program in bounce-parse bounce-classify bounce-stats; do
		for option in '' -j3; do
			same "$("$program" --all $option "$SAMPLE" 2>&1 \
			    > /dev/full; echo $?)" \
			    "$program: standard output: No space left on device
75"
		done
	done
	for option in --help --version; do
		same "$(bounce-parse $option 2>&1 > /dev/full; echo $?)" \
		    'bounce-parse: standard output: No space left on device
75'
	done
}

@test "a reader that goes away ends every program with status 0" {
	for i in $(seq 40); do cat box box box box box; done > many
	for program in bounce-parse bounce-classify; do
		for option in '' -j3 --line-buffered; do
			{ "$program" --all $option many many many 2> err
			    echo $? > status; } | head -n 1 > out
			same "$(cat status)" 0
			none < err
		done
	done
}

@test "short and interrupted reads and writes change nothing" {
	faults
	for program in bounce-parse bounce-classify bounce-stats; do
		for option in '' --line-buffered -j3; do
			"$program" --all $option "$SAMPLE" > wanted
			FAULT_IO=1 LD_PRELOAD=$FAULTS "$program" --all \
			    $option "$SAMPLE" > got
			cmp got wanted
			FAULT_IO=1 LD_PRELOAD=$FAULTS "$program" --all \
			    $option < "$SAMPLE" | sed 's,"source":"-",,' > got
			sed 's,"source":"[^"]*",,' wanted | cmp - got
		done
	done
}

@test "without memory every program ends with status 75, none crashes" {
	faults
	local n got
	for program in bounce-parse bounce-classify bounce-stats; do
		"$program" --all "$SAMPLE" > wanted
		for n in $(seq 1 60); do
			got=0
			FAULT_MALLOC=$n LD_PRELOAD=$FAULTS "$program" --all \
			    "$SAMPLE" > got 2> err || got=$?
			echo "$program, request $n: status $got"
			case $got in
			0) cmp got wanted ;;
			75) grep -q . err ;;
			*) cat err; false ;;
			esac
		done
	done
}

@test "links that go in circles, and what is no file, are reported" {
	ln -s a b
	ln -s b a
	status 66 bounce-parse a
	grep -q '^bounce-parse: a: Too many levels of symbolic links$' err
	status 66 bounce-parse box/inside
	grep -q '^bounce-parse: box/inside: Not a directory$' err
	mkdir closed
	ln -s ../a closed/link
	status 0 bounce-parse --recursive closed
}

@test "files that vanish, change or grow while they are read do no harm" {
	mkdir folder
	for i in $(seq 200); do message "$i" > "folder/$i"; done
	mkfifo list
	bounce-parse --all --files-from=list > out 2> err &
	{ echo folder/1; sleep 0.2; rm folder/2; echo folder/2; echo folder/3
	    } > list
	wait $! && false || [ $? = 66 ]
	same "$(jq -r .source out | paste -sd ' ' -)" 'folder/1 folder/3'
	same "$(cat err)" 'bounce-parse: folder/2: No such file or directory'
	for i in $(seq 10); do
		bounce-parse --all folder > out.$i &
		mv folder/$((i * 10)) folder/x$i
		: > folder/$((i * 10 + 1))
		wait $!
		jq -c .id out.$i > ids
	done
	{ for i in $(seq 50); do cat box; sleep 0.01; done; } > growing &
	while kill -0 $! 2> /dev/null; do
		bounce-parse --all growing | jq -c .subject | sort -u > subjects
		grep -vx -e '"test"' -e null subjects | none
	done
	same "$(bounce-parse --all growing | wc -l)" 150
}

@test "a signal that asks to end ends the program, whole lines written" {
	mkfifo pipe
	bounce-parse --all --line-buffered pipe > out &
	exec 7> pipe
	cat box >&7
	for i in $(seq 50); do
		[ "$(wc -l < out)" -ge 2 ] || sleep 0.1
	done
	kill -TERM $!
	wait $! || [ $? = 143 ]
	exec 7>&-
	jq -c .id out
	same "$(tail -c 1 out)" ''
}

@test "100 programs append to one file and tear no line" {
	for i in $(seq 100); do
		bounce-classify --line-buffered "$SAMPLE" >> out &
	done
	wait
	bounce-classify "$SAMPLE" | wc -l > each
	same "$(wc -l < out)" $(($(cat each) * 100))
	same "$(sort -u out | wc -l)" "$(cat each)"
}

@test "nothing that moves a terminal's cursor comes out" {
	local name
	name=$(printf 'a\033[2J\302\233\342\200\256\r\377b')
	{ printf 'From: "\033]0;x\007" <a@example.org>\n'
	    printf 'Subject: =?utf-8?B?G1sySsKb4oCu?= \033[2J\302\233\377\n'
	    printf 'To: b\033@example.net\n\n<c\033[1m@example.org>:\n'
	    printf '550 5.1.1 no such \033[31m user\n'; } > "$name"
	echo '{"v":1' > "$name.json"
	{ bounce-parse --all "$name" none"$name"
	    bounce-classify --all --explain "$name" "$name.json"
	    for format in jsonl table tsv; do
		bounce-stats --format=$format --by=subject,source "$name" \
		    "$name.json"
	    done
	    bounce-classify --strict "$name.json"
	    bounce-parse --strict --files-from="$name"; } > all 2>&1 || true
	[ "$(wc -l < all)" -gt 10 ]
	iconv -f UTF-8 -t UTF-8 all > /dev/null
	LC_ALL=C grep -anE "$(printf '[\001-\010\013-\037\177]')" all | none
	LC_ALL=C grep -anE "$(printf '\302[\200-\237]|\342\200\256')" all | none
}
