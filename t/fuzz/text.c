/* Any bytes as HTML, RTF and in a character set, whose name is the first
 * line. */
#include "check.h"
#include "mail/charset.h"
#include "mail/html.h"
#include "mail/rtf.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct view rest = input(data, size), name = VIEW_NONE, text;
	unsigned flags = 0;

	view_line(&rest, &name);
	text = charset_to_utf8(&arena, rest, name, &flags);
	check(utf8_valid(text));
	check(view_chr(text, '\0') == VIEW_NPOS);
	(void)html_charset(rest);
	check(html_to_text(&arena, text).n <= text.n);
	check(utf8_valid(html_to_text(&arena, text)));
	check(utf8_valid(rtf_to_text(&arena, rest, &flags)));
	arena_free(&arena);
	return 0;
}
