# Reports that are plain text: the dialects of share/formats.
#
# t/mail/DIALECT/NN.eml lies beside NN.json, the records it must give.  With
# ACCEPT=1 in the environment the .json files are written instead; the change
# is then to be reviewed.

load helper
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# The records of a sample on standard input.
records() {
	bounce-parse | jq -c 'del(.source, .offset, .size)'
}

# Every sample with its records, by name.
samples() {
	local json
	for json in "$TOP"/t/mail/*/*.json; do
		echo "${json%.json}"
	done
}

# The text of a report by an unknown server, subject and body given.
unknown() {
	printf '%s\n' 'Return-Path: <>' 'From: MAILER-DAEMON@mx.example.org' \
	    'To: news@shop.example' 'Date: Tue, 3 Mar 2026 10:15:02 +0000' \
	    'Message-ID: <r1@mx.example.org>' "Subject: $1" '' "$2"
}

# recipient, kind and diagnostic of each record on standard input.
brief() {
	bounce-parse "$@" |
	    jq -r '"\(.kind) \(.recipient) \(.diagnostic)"'
}

@test "every sample gives the records beside it" {
	local eml
	if [ -n "$ACCEPT" ]; then
		for eml in "$TOP"/t/mail/*/[0-9][0-9].eml; do
			records < "$eml" > "${eml%.eml}.json"
		done
	fi
	for eml in $(samples); do
		records < "$eml.eml" | diff -u "$eml.json" - ||
		    echo "$eml"
	done | none 'other records than wanted:'
}

@test "there are samples of many dialects" {
	[ "$(samples | wc -l)" -ge 60 ]
	[ "$(samples | xargs -n 1 dirname | sort -u | wc -l)" -ge 35 ]
}

@test "records of all samples are valid" {
	samples | sed 's/$/.eml/' | bounce-parse --files-from=- | valid
}

@test "line ends do not matter" {
	local eml
	for eml in $(samples); do
		sed 's/\r*$/\r/' "$eml.eml" | records | cmp -s - "$eml.json" ||
		    echo "$eml"
	done | none 'other records with CRLF:'
}

@test "ordinary mail is no report of failure" {
	local eml
	for eml in "$TOP"/t/mail/ordinary/*.eml; do
		bounce-parse --all < "$eml" | jq -r '.kind' |
		    grep -xE 'bounce|delay' > /dev/null && echo "$eml"
	done | none 'called a bounce or a delay:'
}

@test "a sample cut anywhere is read without a fault" {
	local eml n
	for eml in exim/02 sendmail/01 postfix/01 exchange/05 mdaemon/01; do
		for n in 300 500 700 901 1100 1303 1500 1700; do
			head -c "$n" "$TOP/t/mail/$eml.eml" |
			    bounce-parse --all > /dev/null || echo "$eml $n"
		done
	done | none 'failed:'
}

@test "the address of a contact is never the recipient" {
	unknown 'Undeliverable mail' 'Your message could not be delivered to:

bob@corp.example

For further assistance, please contact
postmaster@mx.example.org' | brief > out
	same "$(cat out)" 'bounce bob@corp.example null'
}

@test "the sender that a report names is not the recipient" {
	unknown 'Mail delivery failed' 'A message sent by

  <news@shop.example>

could not be delivered to one or more of its recipients. The following
address(es) failed:

  bob@corp.example
    Unrouteable address' > in
	same "$(brief < in)" 'bounce bob@corp.example Unrouteable address'
}

@test "a reply of many lines is joined, its code kept once" {
	unknown 'failure notice' 'Hi. This is the qmail-send program at mx.example.org.

<bob@corp.example>:
192.0.2.1 failed after I sent the message.
Remote host said: 550-5.7.1 Our system has
550-5.7.1 detected
550 5.7.1 spam.' > in
	same "$(brief < in)" \
	    'bounce bob@corp.example 550-5.7.1 Our system has detected spam.'
}

@test "what a local program said is part of its server's verdict" {
	same "$(unknown 'Returned mail: Service unavailable' \
	    '   ----- Transcript of session follows -----
mail.local: unknown user: kim
554 <kim@example.net>... Service unavailable' | brief)" \
	    'bounce kim@example.net 554 <kim@example.net>... Service unavailable mail.local: unknown user: kim'
}

@test "a transcript in words instead of arrows" {
	same "$(unknown 'Message status - undeliverable' \
	    'The attached file had the following undeliverable recipient(s):
	kim@example.net

Transcript of session follows:
	Command: Data...
	Response: 550 5.1.1 Recipient address rejected' | brief)" \
	    'bounce kim@example.net 550 5.1.1 Recipient address rejected'
}

@test "registered mail of Italy, by its header" {
	same "$({ echo 'X-Ricevuta: errore-consegna'
	    unknown 'AVVISO DI MANCATA CONSEGNA: offers' \
	    'Avviso di mancata consegna

Il giorno 17/11/2026 alle ore 09:10:10 (+0100) nel messaggio
"offers" proveniente da "news@shop.example"
e destinato all'\''utente "kim@example.net"
e'\'' stato rilevato un errore 5.1.1 - Gestore S.p.A. - indirizzo non valido.
Il messaggio e'\'' stato rifiutato dal sistema.'; } |
	    sed '/^Return-Path/d; s/MAILER-DAEMON/posta-certificata/' | brief)" \
	    "bounce kim@example.net 5.1.1 - Gestore S.p.A. - indirizzo non valido. Il messaggio e' stato rifiutato dal sistema."
}

@test "a reply or a cause that stands alone is the reason" {
	local line
	for line in '550 5.1.1 <kim@example.net>... User unknown' \
	    '554 kim@example.net user unknown' \
	    '550 kim@example.net: no such user' \
	    '550 5.1.1 unknown user kim@example.net' \
	    'The user does not exist: kim@example.net'; do
		same "$(unknown Undeliverable "Your message was not delivered.

$line" | brief)" "bounce kim@example.net $line"
	done
}

@test "an address between the words of one sentence" {
	local text
	for text in 'Your message sent to <kim@example.net> was not delivered.' \
	    'Il messaggio inviato a <kim@example.net> non è stato consegnato.' \
	    'Die Nachricht an <kim@example.net> wurde nicht zugestellt.' \
	    "Le message envoyé à <kim@example.net> n'a pas été remis." \
	    'El mensaje enviado a <kim@example.net> no fue entregado.'; do
		same "$(unknown Undeliverable "$text" | sed /^Return-Path/d |
		    brief) $text" "bounce kim@example.net null $text"
	done
}

@test "delay and failure are told apart by the words" {
	unknown 'Notice' 'Your message to bob@corp.example has been delayed.
We will keep trying for 4 days.' | brief > out
	unknown 'Notice' 'Your message to bob@corp.example was not delivered.
We have stopped trying.' | brief >> out
	same "$(cut -d ' ' -f 1,2 out)" 'delay bob@corp.example
bounce bob@corp.example'
}

@test "--formats adds a dialect before the built-in ones" {
	printf '%s\n' 'format brieftaube certain' \
	    '	text Die Taube kam zurück' '	to Nest von' \
	    '	reason Sie gurrte:' > formats
	message 'Die Taube kam zurueck.' 'Nest von bob@corp.example war leer' \
	    '' 'Sie gurrte: 550 niemand da' > in
	same "$(bounce-parse < in | wc -l)" 0
	sed 's/zurueck/zur=C3=BCck/; s/^Subject/Content-Type: text\/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n&/' in |
	    bounce-parse --formats=formats |
	    jq -r '"\(.format) \(.recipient) \(.diagnostic)"' > out
	same "$(cat out)" 'brieftaube bob@corp.example 550 niemand da'
}

@test "of many formats each is found; one that needs nothing counts always" {
	for i in $(seq 20); do
		printf '%s\n' "format vogel$i certain" "	text Vogel $i kam" \
		    '	bounce Diese fehlen'
	done > formats
	for i in 8 9 17 20; do
		echo 'From vogel Sat Nov 21 20:45:49 2026'
		message "Vogel $i kam." '' 'Diese fehlen:' '' kim '' |
		    sed 's/^From: .*/From: MAILER-DAEMON@vogel.example/'
	done > in
	bounce-parse --formats=formats < in |
	    jq -r '"\(.format) \(.recipient)"' > out
	same "$(cat out)" 'vogel8 null
vogel9 null
vogel17 null
vogel20 null'
	printf '%s\n' 'format namen names' '	skip keine Eier' >> formats
	same "$(bounce-parse --formats=formats < in | jq -r .recipient |
	    uniq -c | tr -s ' ')" ' 4 kim'
}

@test "a fault in a file of formats is told with its line" {
	printf '%s\n' 'format x' '	texts wrong key' > formats
	run -65 bounce-parse --formats=formats < /dev/null
	same "$output" 'bounce-parse: formats:2: unknown key'
}

@test "no phrase stands twice in one dialect" {
	awk '/^format/ { row = FNR } /^\t[a-z]/ && $1 != "header" {
		key = $1
		sub(/^\t[a-z]+ /, "")
		for (n = split($0, phrase, / *\| */); n > 0; n--)
			if (seen[FILENAME, row, key, tolower(phrase[n])]++)
				print FILENAME ":" FNR ": " phrase[n]
	}' "$TOP/share/formats" "$TOP/share/phrases" | none 'twice:'
}

@test "what announces a dialogue is known without reading the phrases" {
	# has_dialog() in common/format/words.c
	sed -n 's/^\tdialog //p' "$TOP/share/formats" "$TOP/share/phrases" |
	    tr '|' '\n' | grep -viE 'transcript|talking' | none
}
