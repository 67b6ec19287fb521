# share/expiry to a table in C; run with LC_ALL=C, so that length() is in
# bytes.
BEGIN {
	FS = "\t"
	print "/* Made from share/expiry by common/embed/expiry.awk. */"
	print "#include \"classify/answer.h\"\n"
	print "const struct answer_word answer_words[] = {"
}
/^#/ || /^$/ { next }
NF != 2 || $1 !~ /^(expired|retried|decided|format|id)$/ {
	print FILENAME ":" FNR ": not \"sort words\"" > "/dev/stderr"
	exit 1
}
{
	n = length($2)
	gsub(/["\\?]/, "\\\\&", $2) # "??-" would be a trigraph
	printf "\t{ANSWER_%s, {\"%s\", %d}},\n", toupper($1), $2, n
}
END { print "\t{ANSWER_END, {\"\", 0}},\n};" }
