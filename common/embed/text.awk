# A file of share/ to a string in C, called text_NAME after the file; run with
# LC_ALL=C, so that bytes pass as they are.
FNR == 1 {
	name = FILENAME
	gsub(/^.*\/|\..*$/, "", name)
	print "/* Made from " FILENAME " by common/embed/text.awk. */"
	print "#include \"stats/text.h\"\n"
	print "const char text_" name "[] ="
}
{
	gsub(/["\\?]/, "\\\\&")
	gsub(/\t/, "\\t")
	print "\t\"" $0 "\\n\""
}
END { print "\t;" }
