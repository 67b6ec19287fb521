/* A diagnostic without what differs; see cluster.h. */
#include "stats/cluster.h"

#include <string.h>

#include "base/utf8.h"

/* Numbers that are longer count nothing: they are ids. */
enum { MOST_DIGITS = 6 };

/* What a word is made of. */
struct made {
	size_t digits, letters, hex, dots, colons, ats, others;
};

static struct made
look_at(struct view word)
{
	struct made made = {0};

	for (size_t i = 0; i < word.n; i++) {
		char c = to_lower(word.p[i]);

		made.digits += is_digit(c);
		made.letters += is_alpha(c) || (c & 0x80) != 0;
		made.hex += is_digit(c) || (c >= 'a' && c <= 'f');
		made.dots += c == '.';
		made.colons += c == ':';
		made.ats += c == '@';
		made.others += !is_digit(c) && !is_alpha(c) && c != '.' &&
		    c != ':' && c != '@' && (c & 0x80) == 0;
	}
	return made;
}

/* 550, 5.1.1, 5.7.509: what servers mean, so it stays. */
static bool
is_code(struct view word)
{
	if (word.n < 3 || !memchr("245", word.p[0], 3))
		return false;
	if (word.n == 3)
		return is_digit(word.p[1]) && is_digit(word.p[2]);
	return word.p[1] == '.' && word.n <= 9 && view_rchr(word, '.') > 1 &&
	    look_at(word).dots == 2 && look_at(word).digits == word.n - 2;
}

/* Labels that end in letters: mx1.example.com. */
static bool
is_host(struct view word, const struct made *made)
{
	struct view last = view_from(word, view_rchr(word, '.') + 1);

	return made->dots > 0 && made->colons == 0 && last.n >= 2 &&
	    look_at(last).digits == 0 && look_at(last).others == 0 &&
	    word.p[0] != '.' && made->letters > last.n;
}

/* What stands for the word; VIEW_NONE when it stays. */
static struct view
mask_of(struct view word)
{
	struct made made = look_at(word);

	if (is_code(word))
		return VIEW_NONE;
	if (view_find(word, VIEW("://")) != VIEW_NPOS)
		return VIEW("URL");
	if (made.ats == 1 && word.p[0] != '@')
		return VIEW("ADDRESS");
	if (made.digits > 0 && made.dots == 3 &&
	    made.digits + made.dots == word.n)
		return VIEW("IP");
	if (made.colons >= 2 && made.hex + made.colons + made.dots == word.n)
		return made.digits > 0 && made.letters == 0 &&
		    made.colons == 2 ? VIEW("N") : VIEW("IP");
	if (is_host(word, &made))
		return VIEW("HOST");
	if (made.digits == word.n && word.n <= MOST_DIGITS)
		return VIEW("N");
	if ((made.digits >= 2 && word.n >= 6) ||
	    (made.digits > 0 && made.hex == word.n && word.n >= 8))
		return VIEW("ID");
	return made.digits > 0 && made.letters == 0 ? VIEW("N") : VIEW_NONE;
}

static bool
is_separator(char c)
{
	return is_space(c) || (c && strchr("<>()[]{}\"'`,;=|", c));
}

/* Where the word that begins at i ends; a URL only at a blank, a quote or a
 * bracket. */
static size_t
end_of_word(struct view text, size_t i)
{
	size_t end = i;

	while (end < text.n && !is_separator(text.p[end]))
		end++;
	if (view_find(view_sub(text, i, end - i), VIEW("://")) == VIEW_NPOS)
		return end;
	while (end < text.n && !is_space(text.p[end]) &&
	    !memchr("<>()\"'", text.p[end], 6))
		end++;
	return end;
}

/* Appends a word, masked; punctuation at its end stays, and so does the code
 * of a reply that goes on: 550-5.1.1. */
static void
put_word(struct buf *out, struct view word)
{
	struct view core = word, mask;

	if (word.n > 4 && word.p[3] == '-' && is_code(view_upto(word, 3))) {
		buf_add(out, view_upto(word, 4));
		core = word = view_from(word, 4);
	}
	while (core.n > 0 && strchr(".:!?-", core.p[core.n - 1]))
		core.n--;
	mask = core.n ? mask_of(core) : VIEW_NONE;
	buf_add(out, view_none(mask) ? core : mask);
	buf_add(out, view_from(word, core.n));
}

static void
put_separator(struct buf *out, char c, size_t start)
{
	if (!is_space(c))
		buf_addc(out, c);
	else if (out->n > start && out->p[out->n - 1] != ' ')
		buf_addc(out, ' ');
}

void
cluster_print(struct buf *out, struct view diagnostic)
{
	size_t start = out->n, i = 0, end;
	struct view cut;

	while (i < diagnostic.n && out->n - start <= CLUSTER_MAX) {
		if (is_separator(diagnostic.p[i])) {
			put_separator(out, diagnostic.p[i++], start);
			continue;
		}
		end = end_of_word(diagnostic, i);
		put_word(out, view_sub(diagnostic, i, end - i));
		i = end;
	}
	cut = utf8_cut(view_from(buf_view(out), start), CLUSTER_MAX);
	out->n = start + view_rtrim(cut).n;
}
