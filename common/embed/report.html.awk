# share/report.html to a string in C; run with LC_ALL=C, so that bytes pass as they
# are.
BEGIN {
	print "/* Made from share/report.html by common/embed/report.html.awk. */"
	print "#include \"stats/text.h\"\n"
	print "const char text_report[] ="
}
{
	gsub(/["\\?]/, "\\\\&")
	gsub(/\t/, "\\t")
	print "\t\"" $0 "\\n\""
}
END { print "\t;" }
