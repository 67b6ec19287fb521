# --state at every byte and every call, and with a million names.

load ../helper
load ../state

@test "a mailbox cut at any byte gives all its records in two runs" {
	half_written 1
}

@test "killed in the middle of every write of a first run, nothing is skipped" {
	library
	killed first KILL_HALF=1
}

@test "killed in the middle of every write of a later run, nothing is skipped" {
	library
	killed second KILL_HALF=1
}

# Runs a program that may take so many kilobytes, for two minutes.
within() {
	"$BUILD/unit/resources" "$1" 120000 bounce-parse --state=state/s mail
}

@test "a Maildir of a million names takes 16 bytes of disk each, 10 MB in all" {
	seq -f 'mail/cur/%.0f.M1P1.mail.example.org,S=4711:2,S' 1000000 1999999 |
	    xargs touch
	cp "$TOP/t/mail/live/postfix-async-a-full-552-01.eml" mail/new/1
	within 10240 > out
	same "$(wc -l < out)" 1
	[ "$(wc -c < state/s)" -lt 16100000 ]
	cp mail/new/1 mail/new/2
	within 5120 > out
	same "$(wc -l < out)" 1
	seq -f 'mail/cur/%.0f.M1P1.mail.example.org,S=4711:2,S' 1000000 1899999 |
	    xargs rm
	within 5120 | none
	within 5120 | none
	[ "$(wc -c < state/s)" -lt 1620000 ]
	within 5120 | none
}
