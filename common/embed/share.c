/* Lines and texts of the files in share/; see share.h. */
#include "embed/share.h"

#include <err.h>
#include <sysexits.h>

bool
share_next(struct view *rest, struct share_line *line)
{
	struct view whole;

	while (view_line(rest, &whole)) {
		line->number++;
		line->text = view_trim(whole);
		line->indented = whole.n && is_blank(whole.p[0]);
		if (!view_empty(line->text) && line->text.p[0] != '#')
			return true;
	}
	return false;
}

void
share_fail(const struct share_line *line, const char *what, struct view word)
{
	errx(EX_DATAERR, "%.*s:%u: %s '%.*s'", (int)line->file.n,
	    line->file.p, line->number, what, (int)word.n, word.p);
}

struct view
share_word(const struct share_line *line, struct view *text)
{
	struct view word;

	if (!view_word(text, &word))
		share_fail(line, "too few words in", line->text);
	return word;
}

uint32_t
share_text(struct share *share, struct view text)
{
	uint32_t at = (uint32_t)share->blob.n;

	if (text.n > UINT8_MAX)
		errx(EX_DATAERR, "text too long: %.*s", (int)text.n, text.p);
	buf_addc(&share->blob, (char)(unsigned char)text.n);
	buf_add(&share->blob, text);
	return at;
}

unsigned
share_provider(const struct share *share, struct view name)
{
	const char *p;
	unsigned i;

	for (i = 1; i <= share->provider_count; i++) {
		p = share->blob.p + share->provider_names[i];
		if (view_ieq(name, (struct view){p + 1, (unsigned char)*p}))
			return i;
	}
	return 0;
}
