/* The elements of HTML, and the parts of a tag; see html_tag.h. */
#include "mail/html_tag.h"

/* Sorted by name. */
static const struct html_element elements[] = {
	{{"a", 1}, HTML_LINK, 0}, {{"address", 7}, HTML_LINE, 0},
	{{"article", 7}, HTML_LINE, 0}, {{"aside", 5}, HTML_LINE, 0},
	{{"blockquote", 10}, HTML_PARAGRAPH, 0}, {{"body", 4}, HTML_LINE, 0},
	{{"br", 2}, HTML_BREAK, 0}, {{"caption", 7}, HTML_LINE, 0},
	{{"center", 6}, HTML_LINE, 0}, {{"dd", 2}, HTML_LINE, 0},
	{{"dir", 3}, HTML_PARAGRAPH, 0}, {{"div", 3}, HTML_LINE, 0},
	{{"dl", 2}, HTML_PARAGRAPH, 0}, {{"dt", 2}, HTML_LINE, 0},
	{{"fieldset", 8}, HTML_LINE, 0}, {{"figure", 6}, HTML_LINE, 0},
	{{"footer", 6}, HTML_LINE, 0}, {{"form", 4}, HTML_LINE, 0},
	{{"h1", 2}, HTML_PARAGRAPH, 0}, {{"h2", 2}, HTML_PARAGRAPH, 0},
	{{"h3", 2}, HTML_PARAGRAPH, 0}, {{"h4", 2}, HTML_PARAGRAPH, 0},
	{{"h5", 2}, HTML_PARAGRAPH, 0}, {{"h6", 2}, HTML_PARAGRAPH, 0},
	{{"head", 4}, HTML_LINE, 0}, {{"header", 6}, HTML_LINE, 0},
	{{"hr", 2}, HTML_LINE, 0}, {{"html", 4}, HTML_LINE, 0},
	{{"legend", 6}, HTML_LINE, 0}, {{"li", 2}, HTML_LINE, 0},
	{{"listing", 7}, HTML_PRE, 0}, {{"main", 4}, HTML_LINE, 0},
	{{"menu", 4}, HTML_PARAGRAPH, 0}, {{"nav", 3}, HTML_LINE, 0},
	{{"ol", 2}, HTML_PARAGRAPH, 0}, {{"option", 6}, HTML_LINE, 0},
	{{"p", 1}, HTML_PARAGRAPH, 0}, {{"pre", 3}, HTML_PRE, 0},
	{{"script", 6}, HTML_HIDDEN, 0}, {{"section", 7}, HTML_LINE, 0},
	{{"style", 5}, HTML_HIDDEN, 1}, {{"summary", 7}, HTML_LINE, 0},
	{{"table", 5}, HTML_PARAGRAPH, 0}, {{"td", 2}, HTML_CELL, 0},
	{{"th", 2}, HTML_CELL, 0}, {{"title", 5}, HTML_HIDDEN, 2},
	{{"tr", 2}, HTML_LINE, 0}, {{"ul", 2}, HTML_PARAGRAPH, 0},
	{{"xml", 3}, HTML_HIDDEN, 3}, {{"xmp", 3}, HTML_PRE, 0},
};

size_t
html_tag_name(struct view v, size_t i)
{
	size_t n = 0;

	if (i == v.n || !is_alpha(v.p[i]))
		return 0;
	while (i + n < v.n && (is_alpha(v.p[i + n]) || is_digit(v.p[i + n]) ||
	    v.p[i + n] == '-' || v.p[i + n] == ':' || v.p[i + n] == '_'))
		n++;
	if (i + n < v.n && !is_space(v.p[i + n]) && v.p[i + n] != '/' &&
	    v.p[i + n] != '>')
		return 0;
	return v.p[i + n - 1] == ':' ? 0 : n;
}

static int
compare(struct view a, struct view b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++)
		if (to_lower(a.p[i]) != b.p[i])
			return to_lower(a.p[i]) - b.p[i];
	return (a.n > b.n) - (a.n < b.n);
}

const struct html_element *
html_tag_element(struct view name)
{
	size_t low = 0, high = sizeof elements / sizeof *elements;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(name, elements[middle].name);

		if (order == 0)
			return &elements[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct view
html_tag_attribute(struct view tag, struct view name)
{
	struct view value;
	size_t at;
	char quote;

	while ((at = view_ifind(tag, name)) != VIEW_NPOS) {
		bool whole = at > 0 && is_space(tag.p[at - 1]);

		tag = view_ltrim(view_from(tag, at + name.n));
		if (!whole || tag.n == 0 || tag.p[0] != '=')
			continue;
		tag = view_ltrim(view_from(tag, 1));
		quote = tag.n ? tag.p[0] : ' ';
		if (quote == '"' || quote == '\'') {
			tag = view_from(tag, 1);
			return view_upto(tag, view_chr(tag, quote));
		}
		view_word(&tag, &value);
		return value;
	}
	return VIEW_NONE;
}
