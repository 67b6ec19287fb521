# share/autoreplies to a table in C; run with LC_ALL=C, so that length() is
# in bytes.
BEGIN {
	FS = "\t"
	print "/* Made from share/autoreplies by common/embed/autoreplies.awk. */"
	print "#include \"format/autoreply.h\"\n"
	print "const struct autoreply_word autoreply_words[] = {"
}
/^#/ || /^$/ { next }
NF != 3 || $1 !~ /^(vacation|challenge|other)$/ ||
    $2 !~ /^(start|subject|from|text)$/ {
	print FILENAME ":" FNR ": not \"sort place words\"" > "/dev/stderr"
	exit 1
}
{
	n = length($3)
	gsub(/["\\]/, "\\\\&", $3)
	printf "\t{{\"%s\", %d}, AUTOREPLY_%s, AUTOREPLY_%s},\n", $3, n,
	    toupper($1), toupper($2)
}
END { print "\t{.sort = AUTOREPLY_NONE},\n};" }
