# The recipe for cron, by the real one: it takes two minutes.

load ../helper

setup() {
	PATH=$PATH:/usr/sbin
	command -v cron > /dev/null && command -v unshare > /dev/null ||
	    skip 'no cron'
	[ "$(id -u)" = 0 ] || skip 'cron is for root'
	cd "$BATS_TEST_TMPDIR"
	mkdir -p Maildir/new Maildir/cur Maildir/tmp tabs none
	: > nothing
	sed "s|/usr/local/bin:|$BUILD:|" "$TOP/share/examples/cron-maildir" > run
}

# A cron that knows of our table alone, until the test ends.
start_cron() {
	echo "* * * * * sh $PWD/run $PWD/Maildir $PWD/bounces.jsonl" > tabs/root
	chmod 600 tabs/root
	unshare -m sh -c '
		mount --bind tabs /var/spool/cron/crontabs &&
		mount --bind none /etc/cron.d &&
		mount --bind nothing /etc/crontab &&
		mount -t tmpfs none /run && exec cron -f' 3>&- &
	CRON=$!
}

teardown() {
	[ -z "$CRON" ] || kill "$CRON"
}

# Waits for so many records, a minute and some seconds.
wait_for() {
	for i in $(seq 750); do
		[ "$(cat bounces.jsonl 2> /dev/null | wc -l)" -lt "$1" ] || return 0
		sleep 0.1
	done
	return 1
}

@test "cron reads the new mail of a Maildir once, every minute" {
	cp "$TOP/t/mail/live/postfix-async-a-full-552-01.eml" Maildir/new/1
	start_cron
	wait_for 1
	cp Maildir/new/1 Maildir/new/2
	mv Maildir/new/1 Maildir/cur/1:2,S
	wait_for 2
	sleep 1
	same "$(jq -r .source bounces.jsonl | sed 's|.*/||' | xargs)" '1 2'
	[ -s bounces.state ]
}
