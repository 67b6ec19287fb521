/* The encoded words of RFC 2047; see word.h. */
#include "mail/word.h"

#include <string.h>

#include "mail/charset.h"
#include "mail/mail.h"
#include "mail/quoted.h"

enum { CHARSET_MAX = 60 /* bytes of a character set's name */ };

/* =?charset?encoding?text?= */
struct word {
	struct view charset, text, whole;
	bool base64;
};

/* Pieces of a text, which become one copy at the end: none when there is one
 * piece, as is usual. */
struct pieces {
	struct view *v;
	size_t count, n;
};

/* A text being put together. */
struct joiner {
	struct arena *arena;
	unsigned *flags;
	struct pieces out;
	struct pieces run;   /* decoded words, not converted yet */
	struct view charset; /* of the run */
};

static void
add(struct arena *arena, struct pieces *pieces, struct view piece)
{
	if (piece.n == 0)
		return;
	pieces->v = arena_more(arena, pieces->v, pieces->count, sizeof piece);
	pieces->v[pieces->count++] = piece;
	pieces->n += piece.n;
}

static struct view
join(struct arena *arena, const struct pieces *pieces)
{
	char *out, *to;

	if (pieces->count < 2)
		return pieces->count ? pieces->v[0] : VIEW("");
	out = to = arena_text(arena, pieces->n);
	for (size_t i = 0; i < pieces->count; i++) {
		memcpy(to, pieces->v[i].p, pieces->v[i].n);
		to += pieces->v[i].n;
	}
	return (struct view){out, pieces->n};
}

/* Where the text of a word ends: the first "?=".  Before it no other word may
 * begin, so that each byte is looked at for one word only. */
static size_t
text_end(struct view v)
{
	size_t at, i = 0;

	while ((at = view_chr(view_from(v, i), '?')) != VIEW_NPOS) {
		at += i;
		if (at + 1 < v.n && v.p[at + 1] == '=')
			return at;
		if (at > 0 && v.p[at - 1] == '=')
			break;
		i = at + 1;
	}
	return VIEW_NPOS;
}

/* Reads the word at the start of v, which begins with "=?". */
static bool
read_word(struct view v, struct word *word)
{
	struct view rest;
	size_t end;

	if (!view_cut(view_sub(v, 2, CHARSET_MAX), '?', &word->charset,
	    &rest) || view_empty(word->charset))
		return false;
	for (size_t i = 0; i < word->charset.n; i++)
		if (word->charset.p[i] <= ' ')
			return false;
	rest = view_from(v, 2 + word->charset.n + 1);
	if (rest.n < 2 || rest.p[1] != '?')
		return false;
	word->base64 = to_lower(rest.p[0]) == 'b';
	if (!word->base64 && to_lower(rest.p[0]) != 'q')
		return false;
	rest = view_from(rest, 2);
	end = text_end(rest);
	if (end == VIEW_NPOS)
		return false;
	word->text = view_upto(rest, end);
	word->whole = view_join(view_upto(v, 2), view_sub(rest, end, 2));
	return true;
}

/* Line ends and the like, which somebody encoded, must not get into a header
 * text. */
static struct view
printable(struct arena *arena, struct view text)
{
	size_t i = 0;
	char *to;

	while (i < text.n && (unsigned char)text.p[i] >= ' ')
		i++;
	if (i == text.n)
		return text;
	to = arena_text(arena, text.n);
	for (i = 0; i < text.n; i++)
		to[i] = (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i];
	return (struct view){to, text.n};
}

/* Converts and adds what the last words gave. */
static void
end_run(struct joiner *joiner)
{
	struct arena *arena = joiner->arena;
	struct view text;

	if (view_none(joiner->charset))
		return;
	text = charset_to_utf8(arena, join(arena, &joiner->run),
	    joiner->charset, joiner->flags);
	add(arena, &joiner->out, printable(arena, text));
	joiner->run = (struct pieces){0};
	joiner->charset = VIEW_NONE;
}

/* Adds text that is no word; blanks alone between two words are nothing. */
static void
add_text(struct joiner *joiner, struct view text, bool before_word)
{
	bool in_run = !view_none(joiner->charset);

	if (in_run && before_word && view_empty(view_trim(text)))
		return;
	end_run(joiner);
	add(joiner->arena, &joiner->out, charset_to_utf8(joiner->arena, text,
	    VIEW_NONE, joiner->flags));
}

static void
add_word(struct joiner *joiner, const struct word *word)
{
	struct arena *arena = joiner->arena;
	unsigned ignored = 0; /* a text is not worth FLAG_BAD_ENCODING */

	if (!view_ieq(joiner->charset, word->charset))
		end_run(joiner);
	joiner->charset = word->charset;
	add(arena, &joiner->run, word->base64 ?
	    mail_base64(arena, word->text, &ignored) :
	    quoted_word(arena, word->text));
}

struct view
word_decode(struct arena *arena, struct view text, unsigned *flags)
{
	struct joiner joiner = {.arena = arena, .flags = flags};
	size_t at, done = 0, from = 0;
	struct word word;

	while ((at = view_find(view_from(text, from), VIEW("=?"))) !=
	    VIEW_NPOS) {
		at += from;
		from = at + 2;
		if (!read_word(view_from(text, at), &word))
			continue;
		if (!charset_known(word.charset)) {
			*flags |= FLAG_BAD_CHARSET;
			from = at + word.whole.n;
			continue;
		}
		add_text(&joiner, view_sub(text, done, at - done), true);
		add_word(&joiner, &word);
		done = from = at + word.whole.n;
	}
	add_text(&joiner, view_from(text, done), false);
	return join(arena, &joiner.out);
}
