# share/policy to a string in C; run with LC_ALL=C, so that bytes pass as they
# are.
BEGIN {
	print "/* Made from share/policy by common/embed/policy.awk. */"
	print "#include \"stats/text.h\"\n"
	print "const char text_policy[] ="
}
{
	gsub(/["\\?]/, "\\\\&")
	gsub(/\t/, "\\t")
	print "\t\"" $0 "\\n\""
}
END { print "\t;" }
