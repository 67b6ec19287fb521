/* Text as it may be shown; see plain.h. */
#include "base/plain.h"

#include "base/utf8.h"

bool
plain_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) ||
	    (code >= 0x2028 && code <= 0x202e) ||
	    (code >= 0x2066 && code <= 0x2069) ||
	    code == 0x061c || code == 0x200e || code == 0x200f;
}

void
plain_add(struct buf *out, struct view text, char instead)
{
	uint32_t code;
	size_t n;
	bool valid;

	for (; text.n > 0; text = view_from(text, n)) {
		n = utf8_decode(text, &code, &valid);
		if (!valid || plain_unsafe(code))
			buf_addc(out, instead);
		else
			buf_add(out, view_upto(text, n));
	}
}
