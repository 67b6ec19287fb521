# bounce-stats --format=html: the page, as text and in a browser.

load helper
bats_require_minimum_version 1.5.0

# Bounces on thirty days with three reasons, and one of each sort of hostile
# text.
records() {
	awk 'BEGIN {
		split("userunknown mailboxfull blocked", reasons)
		split("rejection timeout async", failures)
		for (i = 0; i < 300; i++) {
			r = i % 3 + 1
			printf "{\"id\":\"%016x\",\"kind\":\"bounce\"," \
			    "\"ts\":%d,\"recipient\":\"u%d@d%d.example\"," \
			    "\"diagnostic\":\"550 5.1.1 text %c\"," \
			    "\"original_ts\":%d,\"reason\":\"%s\"," \
			    "\"bounce_type\":\"%s\",\"failure\":\"%s\"}\n",
			    i, 1700000000 + i % 30 * 86400, i, i % 20,
			    97 + i % 5, 1700000000 + i % 30 * 86400 - 5 ^ r,
			    reasons[r], r == 1 ? "hard" : "soft", failures[r]
		}
	}'
	printf '%s\n' '{"id":"x1","kind":"bounce","ts":253402300799,'\
'"recipient":"a@<script>alert(1)</script>.example","diagnostic":'\
'"<img src=\"http://example.org/\" onerror=alert(1)>\u202e\u0007&",'\
'"reason":"blocked","bounce_type":"soft","failure":"rejection",'\
'"backscatter":true,"reporting_mta":"\"><b onclick=alert(1)>"}' \
	    '{"id":"x2","kind":"delay","recipient":"'\
"$(printf '%0300d' 0 | tr 0 x)"'@example.org","reason":"expired",'\
'"failure":"delay","diagnostic":"'"$(printf '%0900d' 0 | tr 0 W)"'"}' \
	    '{"id":"x3","kind":"feedback","reason":"feedback"}'
}

page() {
	records | bounce-stats --format=html "$@"
}

# The text of the page, a line each, without tags.
words() {
	sed 's/<[^>]*>/\n/g' | grep .
}

@test "the page tells the numbers" {
	page | words > "$BATS_TEST_TMPDIR/words"
	grep -qx '303 records from 2023-11-14 to 9999-12-31' \
	    "$BATS_TEST_TMPDIR/words"
	same "$(grep -B 1 -xE 'hard bounces|soft bounces|recipients|delays|feedback|backscatter' \
	    "$BATS_TEST_TMPDIR/words" | grep -v '^--' | paste -sd ' ' |
	    cut -d '.' -f 1)" '100 hard bounces 201 soft bounces 302 '\
'recipients 1 delays 1 feedback 1 backscatter'
}

@test "nothing of the mail becomes markup, nothing is asked for" {
	page > "$BATS_TEST_TMPDIR/page"
	grep -ciE '<script|<img|<b onclick|<link [^>]*http|url\(|@import' \
	    "$BATS_TEST_TMPDIR/page" | grep -vx 0 | none
	grep -oE '(src|href)="[^"]*"' "$BATS_TEST_TMPDIR/page" |
	    grep -vx 'href="data:,"' | none
	LC_ALL=C grep -c "$(printf '\342\200\256\|\007')" \
	    "$BATS_TEST_TMPDIR/page" | grep -vx 0 | none
	grep -qF "default-src 'none'" "$BATS_TEST_TMPDIR/page"
	grep -qF '&quot;&gt;&lt;b onclick=alert(1)&gt;' \
	    "$BATS_TEST_TMPDIR/page"
}

@test "the page is well-formed" {
	command -v xmllint >/dev/null || skip 'no xmllint'
	page | xmllint --html --noout - 2>&1 |
	    grep -vE 'Tag (footer|header) invalid|^ *\^|<footer' |
	    none
}

@test "parts without records are not there" {
	same "$(bounce-stats --format=html </dev/null | grep -c '<h2>')" 0
	same "$(page | grep -c '<h2>')" 6
	same "$(page --where='backscatter!=true' | grep -c '<h2>')" 5
	same "$(page --by=reason | grep -c '<h2>')" 1
}

@test "a month of days is the same from partials" {
	page > "$BATS_TEST_TMPDIR/whole"
	for i in 0 1 2; do
		records | awk -v i=$i 'NR % 3 == i' |
		    bounce-stats --format=html --partial
	done | bounce-stats --format=html |
	    diff "$BATS_TEST_TMPDIR/whole" -
}

@test "--every makes the columns weeks or hours" {
	page --every=week | words | grep -qx 2023-W46
	page --every=hour | words | grep -qx 2023-11-14T22:00Z
}

browser() {
	local name
	for name in chromium chromium-browser google-chrome; do
		if command -v "$name" >/dev/null; then
			"$name" --headless --no-sandbox --disable-gpu \
			    --user-data-dir="$BATS_TEST_TMPDIR/profile" "$@" \
			    2> "$BATS_TEST_TMPDIR/log"
			return
		fi
	done
	skip 'no Chromium'
}

@test "in a browser the page has no error, no request and no overflow" {
	local width
	page | sed -e '/Content-Security-Policy/d' -e 's|</body>|<script>'\
'document.title = [document.documentElement.scrollWidth, innerWidth, '\
'document.querySelectorAll(".columns div").length].join(" ")'\
'</script></body>|' > "$BATS_TEST_TMPDIR/page.html"
	for width in 1200 500; do
		browser --window-size=$width,900 --hide-scrollbars \
		    --enable-logging=stderr --dump-dom \
		    "file://$BATS_TEST_TMPDIR/page.html" \
		    > "$BATS_TEST_TMPDIR/dom"
		same "$(sed -n 's|.*<title>\(.*\)</title>.*|\1|p' \
		    "$BATS_TEST_TMPDIR/dom")" "$width $width 60"
		grep CONSOLE "$BATS_TEST_TMPDIR/log" | none
	done
	page > "$BATS_TEST_TMPDIR/page.html"
	browser --log-net-log="$BATS_TEST_TMPDIR/net" --dump-dom \
	    "file://$BATS_TEST_TMPDIR/page.html" >/dev/null
	grep -oE '"url":"https?://example[^"]*"' "$BATS_TEST_TMPDIR/net" | none
	grep -E 'CONSOLE|Refused' "$BATS_TEST_TMPDIR/log" | none
}
