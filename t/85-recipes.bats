# The recipes of share/examples, by the real programs where they are.

load helper
bats_require_minimum_version 1.5.0

EXAMPLES=$TOP/share/examples

setup() {
	# Where other users may go: some programs give up being root.
	HOME=$(mktemp -d)
	chmod 755 "$HOME"
	export HOME
	for folder in Maildir Maildir/.Bounces; do
		mkdir -p "$HOME/$folder/new" "$HOME/$folder/cur" \
		    "$HOME/$folder/tmp"
	done
	cd "$HOME"
	split_sample
}

teardown() {
	cd /
	rm -rf "$HOME"
}

needs() {
	command -v "$1" >/dev/null || skip "no $1"
}

# The messages of the sample mailbox, a file each: bounce, mail, ...
split_sample() {
	awk -v dir="$BATS_TEST_TMPDIR" '/^From / { n++ }
	    { print > (dir "/" n ".eml") }' "$SAMPLE"
	BOUNCE=$(first bounce)
	MAIL=$(first mail)
}

# The first message of a kind.
first() {
	bounce-parse --all "$BATS_TEST_TMPDIR"/*.eml |
	    jq -r --arg kind "$1" 'select(.kind == $kind) | .source' |
	    head -n 1
}

# recipe NAME [RECORDS]: the recipe as somebody here would install it, at home
# in $HOME, writing to RECORDS.
recipe() {
	sed -e "s|/usr/local/bin:|$BUILD:|" -e "s|/usr/local/bin/|$BUILD/|" \
	    -e 's|example\.org|sender.example|' \
	    -e "s|/var/lib/bounces|$HOME|" \
	    -e "${2:+s|^\(RECORDS=\).*|\\1$2|}" "$EXAMPLES/$1"
}

# How many messages lie in a Maildir.
held() {
	find "$1/new" "$1/cur" -type f | wc -l
}

# What the records at $1 say, against those of messages read directly.
records_are() {
	local records=$1
	shift
	cat "$@" | bounce-classify --own-domain=sender.example |
	    jq -c 'del(.source, .offset, .size, .return_path)' > wanted
	jq -c 'del(.source, .offset, .size, .return_path)' "$records" |
	    diff wanted -
}

# procmail and maildrop take HOME from the password file, unless told.
use_procmail() {
	{ echo "HOME=$HOME"; recipe procmailrc "$1"; } > procmailrc
}

use_maildrop() {
	{ echo "HOME=\"$HOME\""; recipe mailfilter "$1"; } > mailfilter
	chmod 600 mailfilter
}

@test "procmail: a bounce leaves its record, and is filed" {
	needs procmail
	use_procmail
	procmail "$HOME/procmailrc" < "$BOUNCE"
	procmail "$HOME/procmailrc" < "$MAIL"
	records_are bounces.jsonl "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '1 1'
}

@test "procmail: every message of the sample goes where it belongs" {
	needs procmail
	use_procmail
	for n in $(seq "$(ls "$BATS_TEST_TMPDIR"/*.eml | wc -l)"); do
		procmail "$HOME/procmailrc" < "$BATS_TEST_TMPDIR/$n.eml"
	done
	same "$(jq -r .kind bounces.jsonl | sort -u)" bounce
	same "$(wc -l < bounces.jsonl)" "$(bounce-parse "$SAMPLE" |
	    jq -r 'select(.kind == "bounce") | .id' | wc -l)"
	same "$(($(held Maildir/.Bounces) + $(held Maildir)))" \
	    "$(ls "$BATS_TEST_TMPDIR"/*.eml | wc -l)"
}

@test "procmail: 100 at once lose and tear no record and no mail" {
	needs procmail
	use_procmail
	for n in $(seq 100); do
		procmail "$HOME/procmailrc" < "$BOUNCE" &
	done
	wait
	bounce-parse "$BOUNCE" | wc -l > each
	same "$(jq -r .id bounces.jsonl | wc -l)" $(($(cat each) * 100))
	same "$(jq -r .id bounces.jsonl | sort -u | wc -l)" "$(cat each)"
	same "$(held Maildir/.Bounces)" 100
}

@test "procmail: a full disk defers the mail" {
	needs procmail
	[ -c /dev/full ] || skip 'no /dev/full'
	use_procmail /dev/full
	run -75 procmail "$HOME/procmailrc" < "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '0 0'
}

@test "procmail: records that cannot be opened defer the mail" {
	needs procmail
	use_procmail /nowhere/bounces.jsonl
	run -75 procmail "$HOME/procmailrc" < "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '0 0'
}

@test "procmail: twenty deliveries at once tear no line" {
	needs procmail
	use_procmail
	for n in $(seq 20); do
		procmail "$HOME/procmailrc" < "$BOUNCE" &
	done
	wait
	same "$(jq -r .recipient bounces.jsonl | sort | uniq -c |
	    awk '{ print $1 }')" 20
}

@test "procmail: programs that are not there leave the mail in the inbox" {
	needs procmail
	use_procmail
	sed -i 's|^PATH=.*|PATH=/nowhere|' procmailrc
	procmail "$HOME/procmailrc" < "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '0 1'
}

@test "maildrop: a bounce leaves its record, and is filed" {
	needs maildrop
	use_maildrop
	maildrop mailfilter < "$BOUNCE"
	maildrop mailfilter < "$MAIL"
	records_are bounces.jsonl "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '1 1'
}

@test "maildrop: a full disk defers the mail" {
	needs maildrop
	[ -c /dev/full ] || skip 'no /dev/full'
	use_maildrop '"/dev/full"'
	run -75 maildrop mailfilter < "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '0 0'
}

@test "maildrop: records that cannot be opened defer the mail" {
	needs maildrop
	use_maildrop '"/nowhere/bounces.jsonl"'
	run -75 maildrop mailfilter < "$BOUNCE"
	same "$(held Maildir/.Bounces) $(held Maildir)" '0 0'
}

# The command of a recipe of Postfix or Exim, as /bin/sh -c gets it.
command_of() {
	recipe "$1" | tr '\n' ' ' | sed 's/\\ *//g' |
	    grep -oE "$BUILD/bounce-classify [^\"}]*exit 75"
}

@test "Postfix, Exim: the commands store a record, and know 0 and 75 only" {
	for name in postfix-pipe postfix-alias exim; do
		rm -f bounces.jsonl
		sh -c "$(command_of $name)" < "$BOUNCE"
		sh -c "$(command_of $name)" < "$MAIL"
		records_are bounces.jsonl "$BOUNCE"
		run -75 sh -c "$(command_of $name |
		    sed "s|$HOME|/nowhere|")" < "$BOUNCE"
		run -75 sh -c "$(command_of $name |
		    sed "s|$BUILD|/nowhere|")" < "$BOUNCE"
		[ ! -c /dev/full ] || run -75 sh -c "$(command_of $name |
		    sed "s|$HOME/[^ ]*|/dev/full|")" < "$BOUNCE"
	done
}

# Pigeonhole by its test program: is-bounce and store-bounce come out of the
# recipe's own comment.
use_sieve() {
	recipe sieve > bounces.sieve
	for program in is-bounce store-bounce; do
		sed -n "/$program:\$/,/jsonl\|-q/p" bounces.sieve |
		    sed -n 's/^#	//p' > "$HOME/$program"
		chmod 755 "$program"
	done
	mkdir -p "$HOME/mail"
	cat > dovecot.conf <<-END
	mail_location = maildir:$HOME/mail
	base_dir = $HOME/run
	protocols =
	log_path = /dev/stderr
	lda_mailbox_autocreate = yes
	postmaster_address = postmaster@sender.example
	plugin {
	  sieve = $HOME/bounces.sieve
	$(sed -n '/^#	  sieve/s/^#	//p' bounces.sieve |
	    sed "s|/usr/local/lib/dovecot/sieve|$HOME|; s|$BUILD|$HOME|")
	}
	protocol lda {
	  mail_plugins = sieve
	}
	END
}

# As root it would ask a running Dovecot who the user is.
sieve_deliver() {
	local as='' lda=/usr/lib/dovecot/dovecot-lda
	if [ "$(id -u)" = 0 ]; then
		chown -R nobody:nogroup "$HOME"
		as='setpriv --reuid=nobody --regid=nogroup --clear-groups'
	fi
	$as test -x "$BUILD/bounce-parse" || skip 'another user cannot run them'
	USER=nobody $as $lda -c "$HOME/dovecot.conf" -f '' < "$1"
}

@test "Sieve: Dovecot leaves a record of a bounce, and files it" {
	needs sievec
	use_sieve
	sieve_deliver "$BOUNCE"
	sed 's/$/\r/' "$BOUNCE" > crlf
	sieve_deliver crlf
	sieve_deliver "$MAIL"
	records_are bounces.jsonl "$BOUNCE" "$BOUNCE"
	same "$(held mail/.Bounces) $(held mail)" '2 1'
}

@test "Sieve: a full disk leaves the mail in the inbox" {
	needs sievec
	[ -c /dev/full ] || skip 'no /dev/full'
	use_sieve
	sed -i 's|"$HOME/bounces.jsonl"|/dev/full|' store-bounce
	sieve_deliver "$BOUNCE" || [ $? = 75 ]
	same "$(held mail)" 1
}

@test "cron: the new mail of a Maildir is read once" {
	recipe cron-maildir > run
	cp "$BATS_TEST_TMPDIR/1.eml" Maildir/new/1
	sh run
	same "$(wc -l < bounces.jsonl)" 1
	cp "$BATS_TEST_TMPDIR/3.eml" Maildir/new/3
	mv Maildir/new/1 Maildir/cur/1:2,S
	sh run
	mv Maildir/new/3 Maildir/cur/3:2,
	sh run
	records_are bounces.jsonl "$BATS_TEST_TMPDIR"/[13].eml
	same "$(ls Maildir/new Maildir/cur)" 'Maildir/cur:
1:2,S
3:2,

Maildir/new:'
}

@test "cron: when the disk is full the mail stays new" {
	[ -c /dev/full ] || skip 'no /dev/full'
	recipe cron-maildir > run
	cp "$BOUNCE" Maildir/new/1
	run -75 sh run Maildir /dev/full "$HOME/bounces.state"
	sh run Maildir bounces.jsonl "$HOME/bounces.state"
	records_are bounces.jsonl "$BOUNCE"
}

@test "cron: a mailbox that is rotated is read once and to its end" {
	recipe cron-mbox > run
	sh run "$HOME/box"
	for n in 1 2 3 4 5; do
		{ cat "$BATS_TEST_TMPDIR/$n.eml"; echo; } >> box
		case $n in
		1 | 3) sh run "$HOME/box" ;;
		2 | 4) mv box box.$n; sh run "$HOME/box" ;;
		esac
	done
	sh run "$HOME/box"
	sh run "$HOME/box"
	records_are bounces.jsonl "$BATS_TEST_TMPDIR"/[12345].eml
}

@test "cron: a mailbox that logrotate rotates is read once and to its end" {
	needs logrotate
	recipe cron-mbox > run
	sed -n '/^#	.*{/,/^#	}/s/^#//p' run | sed "s|/var/mail/bounces|$HOME/box|
	    s|{|{\nsu $(id -un) $(id -gn)|" > rotate
	for n in 1 2 3 4 5; do
		{ cat "$BATS_TEST_TMPDIR/$n.eml"; echo; } >> box
		[ $n = 2 ] || sh run "$HOME/box"
		logrotate --force --state "$HOME/rotated" rotate
	done
	sh run "$HOME/box"
	records_are bounces.jsonl "$BATS_TEST_TMPDIR"/[12345].eml
	[ -f box.5.gz ]
}

@test "logrotate: a day's records move away, none is lost" {
	needs logrotate
	recipe logrotate | sed "s|su bounces bounces|su $(id -un) $(id -gn)|" > rotate
	bounce-classify --line-buffered < "$BOUNCE" >> bounces.jsonl
	logrotate --force --state "$HOME/state" rotate
	bounce-classify --line-buffered < "$BOUNCE" >> bounces.jsonl
	same "$(wc -l bounces.jsonl* | awk '{ print $1 }' | xargs)" '1 1 2'
}

@test "systemd: the units are well formed" {
	needs systemd-analyze
	for unit in bounces.service bounces.timer; do
		recipe $unit | sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|
		    s|^User=.*|User=root|; /^Documentation/d' > $unit
	done
	systemd-analyze verify "$HOME/bounces.service" "$HOME/bounces.timer" 2>&1 |
	    grep bounces | none
}

@test "suppression: dead addresses become a map for Postfix" {
	recipe postfix-suppress > run
	bounce-classify --own-domain=sender.example "$SAMPLE" > bounces.jsonl
	head -n 3 bounces.jsonl | gzip > bounces.jsonl-20261120.gz
	PATH=$PATH:/usr/sbin sh run "$HOME/map" bounces.jsonl*
	same "$(cat map)" "$(bounce-stats --suppress bounces.jsonl | jq -r '
	    "\(.address)\t550 5.1.1 suppressed: \(.reason), last on \(.last[:10])"')"
	[ "$(wc -l < map)" -ge 3 ]
	same "$(ls | grep -c '^map')" "$(command -v postmap >/dev/null &&
	    echo 2 || echo 1)"
}

@test "Prometheus: the collector's file is replaced whole" {
	recipe prometheus > run
	mkdir textfile
	bounce-classify "$SAMPLE" > bounces.jsonl
	sh run textfile bounces.jsonl
	same "$(ls textfile)" bounces.prom
	grep -E '^bounce_records.*kind="bounce".* [0-9]+$' textfile/bounces.prom
	! command -v promtool || promtool check metrics < textfile/bounces.prom
}

# The commands for a tool in share/examples/queries, each ended by a NUL.
queries() {
	awk -v tool="$1" '/^\$/ { on = index($0, "$ " tool " ") == 1
	    if (on && n++) printf "%c", 0 }
	    /^#/ { on = 0 } on { sub(/^\$ /, ""); print }
	    END { printf "%c", 0 }' "$EXAMPLES/queries"
}

# Runs them in turn; what each prints goes to 1, 2, ...
ask() {
	local n=0
	bounce-classify --own-domain=sender.example "$SAMPLE" > bounces.jsonl
	while IFS= read -r -d '' command; do
		n=$((n + 1))
		sh -ec "$command" > $n </dev/null
	done < <(queries "$1")
}

@test "jq: the queries answer" {
	ask jq
	same "$(cut -f 1 1 | sort)" 'david.costa20@isp.test
jhuber@hosting.test
marta.richter@bigmail.test'
	same "$(jq -r .reason 2)" userunknown
	same "$(cat 3)" '      1 mx.rcpt.example'
}

@test "Miller: the queries answer" {
	needs mlr
	[ "$(mlr --version | awk '{ split($2, v, "."); print v[1] }')" -ge 6 ] ||
	    skip 'an old Miller'
	ask mlr
	same "$(awk 'NR > 1 { n += $3 } END { print n }' 1)" 9
	same "$(head -n 1 2)" time,recipient,failure,reason,diagnostic
	same "$(wc -l < 2)" 14
}

@test "SQLite: the queries answer, and a file read twice counts once" {
	needs sqlite3
	sqlite3 :memory: "select '{}' ->> 'a'" || skip 'an old SQLite'
	ask sqlite3
	ask sqlite3
	same "$(cat 2)" 'userunknown|4
mailboxfull|3
blocked|1
networkerror|1'
	grep -F '554 delivery error' 3
}

@test "DuckDB: the queries answer" {
	needs duckdb
	ask duckdb
	grep -E 'rejection.*userunknown.*3' 1
	[ -s bounces.parquet ]
}
