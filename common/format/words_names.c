/* Whom the words of a report name; see words_names.h. */
#include "format/words_names.h"

#include "format/words.h"
#include "mail/find.h"

/* Signs within addresses and the names of hosts. */
static bool
is_joint(char c)
{
	return c == '.' || c == '@' || c == ':';
}

static bool
is_inner(char c)
{
	static const bool outer[256] = {
		['<'] = true, ['>'] = true, ['('] = true, [')'] = true,
		['['] = true, [']'] = true, ['"'] = true, ['\''] = true,
		[','] = true, [';'] = true, [' '] = true, ['\t'] = true,
		['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true,
	};

	return !outer[(unsigned char)c];
}

/* "5.1.1" */
static bool
is_status(struct view word)
{
	size_t dots = 0;

	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] != '.' && !is_digit(word.p[i]))
			return false;
		dots += word.p[i] == '.';
	}
	return dots <= 2;
}

/* The next word that may be an address or the name of a host. */
static bool
next_name(struct view *text, struct view *name)
{
	struct view all = *text;
	size_t i, start, end;

	for (i = find_byte(all, 0, '.', '@', ':'); i + 1 < all.n;
	    i = find_byte(all, i + 1, '.', '@', ':')) {
		if (is_joint(all.p[i + 1]) || !is_inner(all.p[i + 1]))
			continue;
		for (start = i; start > 0 && is_inner(all.p[start - 1]);)
			start--;
		for (end = i + 1; end < all.n && is_inner(all.p[end]); end++)
			;
		*text = view_from(all, end);
		while (is_joint(all.p[end - 1]))
			end--;
		*name = view_sub(all, start, end - start);
		return true;
	}
	return false;
}

/* The address of a page is that of no host that took part. */
static bool
is_page(struct view name)
{
	return (view_istarts(name, VIEW("http://")) ||
	    view_istarts(name, VIEW("https://"))) &&
	    view_chr(name, '@') == VIEW_NPOS;
}

/* "the domain example.org couldn't be found", "lookup of example.org" */
static bool
is_domain(struct view before)
{
	before = view_rtrim(before);
	return view_iends(before, VIEW(" domain")) ||
	    view_iends(before, VIEW(" lookup of")) ||
	    view_iends(before, VIEW(" name not found:"));
}

/* Whether the fields name it, or it says nothing of who took part; before is
 * what stands before it. */
static bool
is_known(const struct decoding *decoding, struct view name,
    struct view before)
{
	const struct recipient *all = decoding->recipients;

	for (size_t i = 0; i < decoding->count; i++)
		if (view_ieq(name, all[i].recipient) ||
		    view_ieq(name, all[i].original_recipient) ||
		    (view_ieq(name, view_behind(all[i].recipient, '@')) &&
		    is_domain(before)))
			return true;
	return view_ieq(name, decoding->report.reporting_mta) ||
	    is_status(name) || is_page(name);
}

bool
words_names_others(const struct decoding *decoding)
{
	struct view rest = decoding->text, name;

	while (next_name(&rest, &name))
		if (!is_known(decoding, name, view_upto(decoding->text,
		    (size_t)(name.p - decoding->text.p))))
			return true;
	return false;
}

/* Whether it is told of an alias in the fields, and of none of those to which
 * one led. */
static bool
is_known_alias(const struct decoding *decoding, struct view told)
{
	const struct recipient *all = decoding->recipients;
	bool found = false;

	while (told.n && (is_space(told.p[0]) || told.p[0] == ':' ||
	    told.p[0] == '<'))
		told = view_from(told, 1);
	for (size_t i = 0; i < decoding->count; i++) {
		if (view_empty(all[i].original_recipient) ||
		    view_chr(all[i].recipient, '@') == VIEW_NPOS ||
		    view_istarts(told, all[i].recipient))
			return false;
		found |= view_istarts(told, all[i].original_recipient);
	}
	return found;
}

bool
words_names_alias(const struct decoding *decoding)
{
	struct view text = decoding->text;
	size_t at;

	while ((at = view_find(text, VIEW("expanded from"))) != VIEW_NPOS) {
		text = view_from(text, at + 13);
		if (!is_known_alias(decoding, text))
			return true;
	}
	/* "generated from <...>", not "an automatically generated report" */
	text = decoding->text;
	while ((at = view_find(text, VIEW("generated "))) != VIEW_NPOS) {
		text = view_from(text, at + 10);
		if (view_istarts(text, VIEW("from")) ||
		    view_istarts(text, VIEW("by")))
			return true;
	}
	return false;
}

bool
words_names_split(const struct decoding *decoding, struct view *said)
{
	struct view text = decoding->text;
	size_t at[WORDS_MAX], i, j, end;

	said[0] = text;
	if (decoding->count == 1)
		return true;
	for (i = 0; i < decoding->count; i++) {
		if (decoding->recipients[i].recipient.n > WORDS_SOUGHT_MAX)
			return false;
		at[i] = view_ifind(text, decoding->recipients[i].recipient);
		if (at[i] == VIEW_NPOS || (at[i] > 0 &&
		    is_inner(text.p[at[i] - 1])))
			return false;
	}
	for (i = 0; i < decoding->count; i++) {
		end = text.n;
		for (j = 0; j < decoding->count; j++)
			if (at[j] > at[i] && at[j] < end)
				end = at[j];
		said[i] = view_sub(text, at[i], end - at[i]);
	}
	return true;
}
