/* Names with wildcards; see glob.h. */
#include "classify/glob.h"

/* Goes back to the last '*' where the rest does not fit. */
bool
glob_match(struct view pattern, struct view text)
{
	size_t p = 0, t = 0, star = VIEW_NPOS, eaten = 0;

	while (t < text.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			eaten = t;
		} else if (p < pattern.n && (pattern.p[p] == '?' ||
		    to_lower(pattern.p[p]) == to_lower(text.p[t]))) {
			p++;
			t++;
		} else if (star != VIEW_NPOS) {
			p = star + 1;
			t = ++eaten;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}
