# What was measured, and what of it was aimed at: awk -f table.awk NAMES TAKEN.
#
# NAMES: name, units of work, repetitions, command; TAKEN: as compare prints.

BEGIN {
	FS = "\t"
}

NR == FNR {
	names[++count] = $1
	units[$1] = $2 * $3
	command[$1] = $3 > 1 ? loop($4) " x " $3 : $4
	next
}

{
	cpu[$1] = $2 > 0 ? $2 : 0.0001
	wall[$1] = $3
	kb[$1] = $4
	each[$1] = units[$1] / cpu[$1]
}

function loop(text) {
	sub(/.*; do /, "", text)
	sub(/; i=.*/, "", text)
	return text
}

# A row of what was aimed at: found is left out where a peer is missing.
function aim(what, sense, wanted, found, unit,    met) {
	met = sense == "at most" ? found + 0 <= wanted : found + 0 >= wanted
	printf "%-50s %-8s %4s %7s%-2s %s\n", what, sense, wanted, found,
	    unit, sense == "" ? "" : met ? "yes" : "NO"
}

function times(what, sense, wanted, above, below) {
	if (above != "" && below != "" && below > 0)
		aim(what, sense, wanted, sprintf("%.2f", above / below), "x")
}

function memory(what, name) {
	if (name in kb)
		aim("memory of " what, "at most", 16,
		    sprintf("%.1f", kb[name] / 1024), "MB")
}

END {
	printf "%9s %9s %7s %10s  %s\n", "processor", "clock", "memory",
	    "each/s", "command"
	for (i = 1; i <= count; i++) {
		n = names[i]
		if (!(n in cpu))
			continue
		printf "%7.3f s %7.3f s %4.0f MB %10.0f  %s\n", cpu[n], wall[n],
		    kb[n] / 1024, each[n], command[n]
	}
	printf "\n%-50s %13s %7s   %s\n", "ratios, of processor time " \
	    "if not by the clock", "aim", "found", "met"
	times("bounce-parse: times grep", "at most", 4, cpu["parse"],
	    cpu["grep"])
	times("bounce-classify on mail: times grep", "", "", cpu["classify"],
	    cpu["grep"])
	times("bounce-stats on mail: times grep", "at most", 6, cpu["stats"],
	    cpu["grep"])
	times("bounce-parse, messages/s: times Sisimai", "at least", 60,
	    each["parse"], each["sisimai"])
	times("    times Mail::DeliveryStatus::BounceParser", "", "",
	    each["parse"], each["bounceparser"])
	times("    times flufl.bounce", "", "", each["parse"], each["flufl"])
	times("bounce-classify on JSON, records/s: times jq", "at least",
	    1.7, each["classifyjson"], each["jq"])
	times("bounce-stats on JSON, records/s: times jq", "at least",
	    2.2, each["statsjson"], each["jq"])
	times("bounce-parse -j2, by the clock: faster, times", "at least",
	    1.8, wall["parse"], wall["parse2"])
	times("bounce-stats -j2, by the clock: faster, times", "at least",
	    1.8, wall["stats"], wall["stats2"])
	aim("bounce-parse -j2: output as by one thread", "at least", 1,
	    order == "yes" ? 1 : 0, "")
	times("Maildir: times cat and bounce-parse of one file", "at most",
	    1, cpu["maildir"], cpu["catfiles"] + cpu["same"])
	times("    messages/s: times mscan", "", "", each["maildir"],
	    each["mscan"])
	times("    messages/s: times magrep", "", "", each["maildir"],
	    each["magrep"])
	times("one message, by the clock: times cat | cat",
	    "at most", 3, wall["pipe"], wall["cat"])
	times("    faster than Sisimai, times", "at least", 20,
	    wall["sisimai1"], wall["pipe"] / 20)
	memory("bounce-parse", "parse")
	memory("bounce-classify on mail", "classify")
	memory("bounce-stats on mail", "stats")
	memory("bounce-parse on a Maildir", "maildir")
	memory("bounce-classify on JSON", "classifyjson")
	memory("bounce-stats on JSON", "statsjson")
	print "\nOn a busy machine trust processor times, not the clock."
}
