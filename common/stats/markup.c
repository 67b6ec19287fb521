/* Text and numbers in HTML; see markup.h. */
#include "stats/markup.h"

#include "base/utf8.h"
#include "stats/cell.h"

static struct view
entity_of(uint32_t code)
{
	switch (code) {
	case '<':
		return VIEW("&lt;");
	case '>':
		return VIEW("&gt;");
	case '&':
		return VIEW("&amp;");
	case '"':
		return VIEW("&quot;");
	case '\'':
		return VIEW("&#39;");
	default:
		return VIEW_NONE;
	}
}

void
markup_text(struct buf *out, struct view text)
{
	struct view entity;
	uint32_t code;

	while (text.n > 0) {
		code = cell_character(&text);
		entity = entity_of(code);
		if (view_none(entity))
			out->n += utf8_put(buf_room(out, UTF8_MAX), code);
		else
			buf_add(out, entity);
	}
}

void
markup_percent(struct buf *out, uint64_t part, uint64_t whole)
{
	int hundredths = whole == 0 ? 0 :
	    (int)((double)part / (double)whole * 10000 + 0.5);

	buf_printf(out, "%d.%02d%%", hundredths / 100, hundredths % 100);
}

void
markup_share(struct buf *out, uint64_t part, uint64_t whole)
{
	int tenths = whole == 0 ? 0 :
	    (int)((double)part / (double)whole * 1000 + 0.5);

	buf_printf(out, "%d.%d %%", tenths / 10, tenths % 10);
}

void
markup_duration(struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t size;
		const char *name;
	} units[] = {
		{86400, "days"}, {3600, "h"}, {60, "min"}, {1, "s"},
	};
	size_t i = 0;

	/* Two of a unit, before it is used. */
	while (seconds < 2 * units[i].size && units[i].size > 1)
		i++;
	buf_addint(out, (seconds + units[i].size / 2) / units[i].size);
	buf_printf(out, " %s", units[i].name);
}

void
markup_bar(struct buf *out, unsigned colour, const char *property,
    uint64_t part, uint64_t whole)
{
	buf_printf(out, "<i class=\"k%u\" style=\"%s:", colour, property);
	markup_percent(out, part, whole);
	buf_add(out, VIEW("\">"));
}
