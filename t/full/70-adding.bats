# A rule, a dialect and a field are added as README says, to a fresh copy.

load ../helper

# A copy to build in, without what the test before added to it.
setup() {
	COPY=$BATS_FILE_TMPDIR/copy
	mkdir -p "$COPY"
	rm -rf "$COPY/share" "$COPY/t"
	(cd "$TOP" && find . \( -path ./build -o -path ./.git \) -prune -o \
	    -type f -print | tar -cf - -T -) | tar -C "$COPY" -xf -
	cd "$COPY"
	find share -type f -exec touch {} +
	PATH=$COPY/build:$PATH
	unset BUILD
}

build() {
	make -s -j2 BUILD=build all > log 2>&1 || { tail log; return 1; }
}

# A report that a server writes which nobody knew.
report() {
	printf '%s\n' 'Return-Path: <>' \
	    'From: Hermes <postmaster@hermes.example>' 'To: me@shop.example' \
	    'Date: Tue, 3 Mar 2026 10:15:02 +0000' \
	    'Message-ID: <r1@hermes.example>' 'Subject: Your letter' '' \
	    'Hermes found no door for:' '' '    jo@far.example' '' \
	    'What the porter said: the house is a ruin'
}

@test "a rule is a few lines in share/rules" {
	printf '%s\n' 'userunknown hermes' '	text the house is a ruin' \
	    '	= the house is a ruin' >> share/rules/40-recipient
	build
	build/bounce-classify --check-rules
	same "$(echo '{"kind":"bounce","diagnostic":"550 The house is a ruin"}' |
	    build/bounce-classify | jq -r .rule)" userunknown.hermes
	sed -i 's/^	= the house is a ruin/	= the house is a palace/' \
	    share/rules/40-recipient
	build || grep -q palace log
	! build/bounce-classify --rules=share/rules/40-recipient --check-rules
}

@test "a dialect is a few lines in share/formats, and a sample" {
	printf '%s\n' 'format hermes certain' '	from @hermes.example' \
	    '	bounce Hermes found no door for' \
	    '	reason What the porter said' >> share/formats
	build
	mkdir t/mail/hermes
	report > t/mail/hermes/01.eml
	BUILD=$PWD/build ACCEPT=1 bats t/40-dialects.bats
	same "$(jq -r '"\(.format) \(.kind) \(.recipient) \(.diagnostic)"' \
	    t/mail/hermes/01.json)" \
	    'hermes bounce jo@far.example the house is a ruin'
}

@test "a field is a row, a member, and what it is read from" {
	sed -i '/^FIELD(queue_id,/i\
FIELD(cluster_name, TEXT, REPORT, cluster_name, 0,\
    "Name of the cluster that the reporter belongs to.")' \
	    common/record/fields.def
	sed -i 's/^\tstruct view reporting_mta,/\tstruct view cluster_name;\n&/' \
	    common/record/report.h
	sed -i '/ROW_REPORT("X-Postfix-Queue-ID"/i\
	ROW_REPORT("X-Cluster-Name", row_text, cluster_name),' \
	    common/format/dsn.c
	build
	make -s BUILD=build docs > log 2>&1
	sed 's/^Reporting-MTA:/X-Cluster-Name: north 7\n&/' "$SAMPLE" > mbox
	same "$(build/bounce-parse mbox | build/bounce-classify |
	    jq -r '.cluster_name // empty' | sort -u)" 'north 7'
	grep -q '^.It Li cluster_name' bounce-tools.1
	jq -e .properties.cluster_name share/record.schema.json
	BUILD=$PWD/build bats t/40-dialects.bats t/70-docs.bats
}
