# What real servers wrote about mail whose fate was arranged.
#
# The samples of t/mail that the file t/mail/arranged names were written in a
# run of `make live`, by the server that their directory is named after.  A line
# each: sample, scenario of t/live/scenarios, and of each record kind, failure,
# reason, bounce type, backscatter and recipient.  With ACCEPT=1 in the
# environment the file is written anew; the change is then to be reviewed.

load helper

# The lines of the samples, as they are judged now.
judged() {
	cd "$TOP/t/mail"
	cut -f 1 arranged | uniq | sed 's/$/.eml/' |
	    bounce-parse --files-from=- |
	    bounce-classify --own-domain=sender.example \
	        --own-host=relay.provider.example |
	    jq -r '[(.source | sub("\\.eml$"; "")),
	        (.original_message_id // "-" | sub("@.*"; "")), .kind,
	        .failure // "-", .reason, .bounce_type // "-",
	        (.backscatter | tostring), .recipient] | @tsv'
}

@test "reports of seven real servers are judged as was arranged" {
	judged > "$BATS_TEST_TMPDIR/judged"
	[ -z "$ACCEPT" ] || cp "$BATS_TEST_TMPDIR/judged" "$TOP/t/mail/arranged"
	diff -u "$TOP/t/mail/arranged" "$BATS_TEST_TMPDIR/judged"
}

@test "there are samples of everything that each of the servers reports" {
	awk -F '\t' '{
		server = $1
		sub("/.*", "", server)
		way[server, $4 == "-" ? $3 : $4]
		if ($7 == "true")
			way[server, "backscatter"]
	}
	END {
		split("postfix exim sendmail opensmtpd courier", all, " ")
		split("rejection timeout async delay receipt backscatter", w, " ")
		for (i in all)
			for (j in w)
				if (!((all[i], w[j]) in way))
					print all[i], w[j]
		if (!(("dma", "rejection") in way && ("dma", "timeout") in way))
			print "dma"
		if (!(("nullmailer", "rejection") in way &&
		    ("nullmailer", "delay") in way))
			print "nullmailer"
	}' "$TOP/t/mail/arranged" | none 'no sample:'
}
