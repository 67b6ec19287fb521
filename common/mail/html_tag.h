/*
 * html_tag - the elements of HTML, and the parts of a tag
 */
#ifndef MAIL_HTML_TAG_H
#define MAIL_HTML_TAG_H

#include "base/view.h"

/* What an element does to the text. */
enum html_effect {
	HTML_INLINE,    /* nothing */
	HTML_LINE,      /* begins and ends a line */
	HTML_PARAGRAPH, /* has an empty line before and after it */
	HTML_BREAK, HTML_CELL, HTML_LINK, HTML_PRE,
	HTML_HIDDEN     /* its content is not shown, and has no tags */
};

struct html_element {
	struct view name;
	enum html_effect effect;
	unsigned hidden; /* number of a hidden one */
};

enum { HTML_HIDDEN_COUNT = 4 };

/* Length of an element's name at v[i], or 0 when what stands there is no tag:
 * <user@host>, <http://...>. */
size_t html_tag_name(struct view v, size_t i);
/* The element of that name, or NULL: then it is HTML_INLINE. */
const struct html_element *html_tag_element(struct view name);
/* Value of an attribute in a tag without its '>', or VIEW_NONE. */
struct view html_tag_attribute(struct view tag, struct view name);

#endif
