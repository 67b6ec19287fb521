/* A part's text as UTF-8 lines; see text.h. */
#include "mail/text.h"

#include "mail/charset.h"
#include "mail/html.h"
#include "mail/mail.h"
#include "mail/rtf.h"

enum { UTF8_TAIL = 3 /* bytes that may follow a lead byte */ };

/* The first TEXT_MAX bytes, not ending inside a character of UTF-8. */
static struct view
limit(struct view text, unsigned *flags)
{
	size_t n = TEXT_MAX;

	if (text.n <= TEXT_MAX)
		return text;
	*flags |= FLAG_TEXT_LIMIT;
	while (n > TEXT_MAX - UTF8_TAIL && (text.p[n] & 0xc0) == 0x80)
		n--;
	return view_upto(text, n);
}

/* The first line of text holds nothing but base64: some programs state an
 * encoding that they did not do. */
static bool
looks_encoded(struct view text)
{
	struct view line = VIEW_NONE;

	while (view_empty(line))
		if (!view_line(&text, &line))
			return true;
		else
			line = view_trim(line);
	for (size_t i = 0; i < line.n; i++)
		if (!is_alpha(line.p[i]) && !is_digit(line.p[i]) &&
		    line.p[i] != '+' && line.p[i] != '/' && line.p[i] != '=')
			return false;
	return true;
}

struct view
text_raw(struct arena *arena, struct part *part, unsigned *flags)
{
	struct view body = part->body;

	switch (part->encoding) {
	case ENCODING_IDENTITY:
		break;
	case ENCODING_QUOTED_PRINTABLE:
		return mail_quoted_printable(arena, limit(body, flags), flags);
	case ENCODING_BASE64:
		if (looks_encoded(body))
			return mail_base64(arena, limit(body, flags), flags);
		*flags |= FLAG_BAD_ENCODING;
		break;
	}
	return body;
}

/* The type says so, or the text does. */
static bool
is_html(const struct part *part, struct view raw)
{
	if (part->media != MEDIA_PLAIN)
		return part->media == MEDIA_HTML;
	raw = view_ltrim(view_upto(raw, 256));
	return view_istarts(raw, VIEW("<html")) ||
	    view_istarts(raw, VIEW("<!doctype html"));
}

struct view
text_of(struct arena *arena, struct part *part, unsigned *flags)
{
	struct view text, charset = VIEW_NONE;
	bool html;

	if (part->has_text)
		return part->text;
	text = limit(text_raw(arena, part, flags), flags);
	html = is_html(part, text);
	if (!view_none(part->content_type))
		charset = header_param(arena, part->content_type,
		    VIEW("charset"));
	if (html && view_empty(charset))
		charset = html_charset(text);
	if (rtf_is(view_upto(text, 256))) {
		text = rtf_to_text(arena, text, flags);
	} else {
		text = charset_to_utf8(arena, text, charset, flags);
		if (html)
			text = html_to_text(arena, text);
	}
	part->text = text;
	part->has_text = true;
	return text;
}
