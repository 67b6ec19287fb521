/* Whether the words of a report may know more; see words.h. */
#include "format/words.h"

#include "format/command.h"
#include "format/words_names.h"
#include "mail/reply.h"

enum {
	CODE_LENGTH = 3,  /* of a reply code; "550-" goes on */
	ADDRESS_MAX = 45, /* bytes, the longest form of an IPv6 address */
	STAGE_MAX = 80,   /* bytes of "(in reply to RCPT TO command)" */
	BEFORE_MAX = 64   /* bytes compared before a word */
};

bool
words_telling(struct view diagnostic)
{
	size_t letters = 0;

	for (size_t i = 0; i < diagnostic.n && letters < 3; i++)
		letters = is_alpha(diagnostic.p[i]) ? letters + 1 : 0;
	return letters == 3;
}

bool
words_farewell(const struct recipient *recipient)
{
	struct view text = recipient->diagnostic;

	return (recipient->action == ACTION_FAILED ||
	    recipient->action == ACTION_DELAYED) && text.n > CODE_LENGTH &&
	    text.p[0] == '2' && is_digit(text.p[1]) &&
	    is_digit(text.p[2]) && text.p[CODE_LENGTH] == ' ';
}

/* host mx.example.org[192.0.2.1] said, host mx.example.org [192.0.2.1]: */
struct view
words_address(struct view text, struct view host)
{
	struct view rest;
	size_t at = view_find(text, host);

	if (at == VIEW_NPOS)
		return VIEW_NONE;
	rest = view_ltrim(view_from(text, at + host.n));
	if (rest.n == 0 || rest.p[0] != '[')
		return VIEW_NONE;
	rest = view_from(rest, 1);
	rest = view_upto(rest, view_chr(rest, ']'));
	return rest.n && rest.n <= ADDRESS_MAX ? rest : VIEW_NONE;
}

/* Whether the paragraph ends here; the stage that Postfix puts behind a reply
 * is no part of it. */
static bool
ends_paragraph(struct view rest)
{
	struct view start = view_upto(view_ltrim(rest), STAGE_MAX), line;
	size_t close = view_chr(start, ')');

	if (start.n && start.p[0] == '(') {
		if (close == VIEW_NPOS || !command_says(
		    view_upto(start, close), VIEW("(in reply to ")))
			return false;
		rest = view_from(view_ltrim(rest), close + 1);
	}
	for (int i = 0; i < 2 && view_line(&rest, &line); i++)
		if (view_trim(line).n)
			return false;
	return true;
}

/* Where a text quotes a diagnostic. */
enum quoted {
	QUOTED_NOWHERE,
	QUOTED_WHOLE,  /* with nothing more said behind it */
	QUOTED_LONGER  /* maybe: the words go on */
};

/* Whether text may end like words, as far as its last line goes.  Where it
 * does not, a reply's code may stand there, which each line repeats. */
static bool
ends_alike(struct view text, struct view words)
{
	size_t i = text.n, j = words.n;
	size_t stop = i > BEFORE_MAX ? i - BEFORE_MAX : 0;

	while (i > stop && j > 0 && text.p[i - 1] != '\n') {
		if (is_blank(text.p[i - 1]) && is_space(words.p[j - 1])) {
			while (i > stop && is_blank(text.p[i - 1]))
				i--;
			while (j > 0 && is_space(words.p[j - 1]))
				j--;
		} else if (to_lower(text.p[--i]) != to_lower(words.p[--j])) {
			return is_digit(text.p[i]) || text.p[i] == '-';
		}
	}
	return true;
}

/* By the diagnostic's last word, which no line break can tear apart. */
static enum quoted
quote_in(struct view text, struct view diagnostic)
{
	struct view words = view_rtrim(diagnostic), last, rest;
	enum quoted found = QUOTED_NOWHERE;
	size_t n = words.n, at = 0, hit;

	while (n && !is_space(words.p[n - 1]))
		n--;
	last = view_from(words, n);
	if (last.n > WORDS_SOUGHT_MAX)
		return QUOTED_LONGER;
	words = view_upto(words, n);
	while ((hit = view_ifind(view_from(text, at), last)) != VIEW_NPOS) {
		at += hit;
		rest = view_from(text, at + last.n);
		if (ends_alike(view_upto(text, at), words)) {
			if (!ends_paragraph(rest))
				return QUOTED_LONGER;
			found = QUOTED_WHOLE;
		}
		at += last.n;
	}
	return found;
}

/* Whether an arrow of a dialogue with that tip is in the text: "<<< 550",
 * "--> RCPT TO". */
static bool
has_arrow(struct view text, char tip)
{
	struct view shaft;
	size_t i = 0, at;

	while ((at = view_chr(view_from(text, i), tip)) != VIEW_NPOS) {
		i += at + 1;
		shaft = tip == '<' ? view_sub(text, i, 2) :
		    view_sub(text, i < 3 ? text.n : i - 3, 2);
		if (shaft.n == 2 && shaft.p[0] == shaft.p[1] &&
		    (shaft.p[0] == tip || shaft.p[0] == '-'))
			return true;
	}
	return false;
}

/* Whether a transcript may be in the text, where expiry is told apart from
 * the reply.  All that announces one (the "dialog" rows of share/) has one of
 * these words. */
static bool
has_dialog(struct view text)
{
	return has_arrow(text, '<') || has_arrow(text, '>') ||
	    view_ifind(text, VIEW("transcript")) != VIEW_NPOS ||
	    view_ifind(text, VIEW("talking")) != VIEW_NPOS;
}

/* Whether the address of the remote host is known, or stands behind its name:
 * some hide theirs, some name it another way. */
static bool
has_address(const struct recipient *recipient, struct view said)
{
	struct view address = words_address(said, recipient->remote_mta);

	if (!view_none(recipient->remote_ip))
		return true;
	if (view_none(address))
		return view_chr(said, '[') == VIEW_NPOS;
	for (size_t i = 0; i < address.n; i++) {
		char c = to_lower(address.p[i]);

		if (!is_digit(c) && (c < 'a' || c > 'f') && c != '.' &&
		    c != ':')
			return false;
	}
	return true;
}

/* Whether the fields of a lone recipient say all, whatever the words are: a
 * reply that is for the time being may be the last one as the words have it,
 * and "550-" may be cut after its first line. */
static bool
is_final(const struct recipient *recipient)
{
	struct view text = recipient->diagnostic;

	return !view_none(recipient->remote_mta) &&
	    view_ieq(recipient->diagnostic_type, VIEW("smtp")) &&
	    (text.p[0] == '5' || (text.p[0] == '4' &&
	    recipient->action == ACTION_DELAYED)) &&
	    (text.n <= CODE_LENGTH || text.p[CODE_LENGTH] != '-');
}

/* Whether a diagnostic begins with the code of a reply, which of those that
 * tell of a success reply_find() does not look for. */
static bool
is_reply(struct view diagnostic)
{
	return diagnostic.p[0] == '2' || (is_digit(diagnostic.p[0]) &&
	    reply_find(diagnostic).code);
}

/* Whether a reply may be in the text, or the stage at which a server did not
 * even give one ("connection refused", "unreachable", "no route to"). */
static bool
may_refuse(struct view text)
{
	for (size_t i = 0; i + CODE_LENGTH <= text.n; i++)
		if ((text.p[i] == '4' || text.p[i] == '5') &&
		    is_digit(text.p[i + 1]) && is_digit(text.p[i + 2]))
			return true;
	return view_ifind(text, VIEW("connect")) != VIEW_NPOS ||
	    view_ifind(text, VIEW("reach")) != VIEW_NPOS ||
	    view_ifind(text, VIEW("route to")) != VIEW_NPOS;
}

/* Whether the text cannot know more of a recipient whose fields name no remote
 * host: it names none either, and has no reply but that of the fields. */
static bool
is_local(const struct decoding *decoding, const struct recipient *recipient,
    enum quoted quoted)
{
	struct view diagnostic = recipient->diagnostic;

	if (quoted == QUOTED_WHOLE &&
	    view_ieq(recipient->diagnostic_type, VIEW("x-postfix")))
		return true;
	return (quoted == QUOTED_WHOLE || is_reply(diagnostic) ||
	    !may_refuse(decoding->text)) && (decoding->count == 1 ||
	    quote_in(decoding->text, diagnostic) != QUOTED_LONGER) &&
	    !words_names_others(decoding);
}

/* Whether what is said of a recipient repeats its fields.  A diagnostic that
 * is no reply must stand there, since the words may have one. */
static bool
is_repeated(const struct decoding *decoding,
    const struct recipient *recipient, struct view said)
{
	struct view diagnostic = recipient->diagnostic;
	enum quoted quoted = quote_in(said, diagnostic);

	if (quoted == QUOTED_LONGER || words_farewell(recipient) ||
	    view_empty(recipient->status))
		return false;
	if (view_none(recipient->remote_mta))
		return is_local(decoding, recipient, quoted);
	return (decoding->count == 1 || quoted == QUOTED_WHOLE) &&
	    has_address(recipient, said) && is_reply(diagnostic);
}

/* Whether the words may tell what is no part of what they say of recipients:
 * in a transcript that time ran out. */
static bool
tells_more(const struct decoding *decoding)
{
	return decoding->options->formats || has_dialog(decoding->text);
}

/* Whether the fields say of all recipients what can be said. */
static bool
are_complete(const struct decoding *decoding)
{
	const struct recipient *all = decoding->recipients;

	for (size_t i = 0; i < decoding->count; i++)
		if (!words_telling(all[i].diagnostic) ||
		    view_empty(all[i].recipient))
			return false;
	return true;
}

bool
words_known(struct decoding *decoding, struct view *said)
{
	const struct recipient *all = decoding->recipients;
	bool alone = decoding->count == 1;

	if (decoding->count == 0 || decoding->count > WORDS_MAX ||
	    !words_names_split(decoding, said) || !are_complete(decoding))
		return false;
	if (alone && view_ieq(all->diagnostic_type, VIEW("x-postfix")))
		return true;
	for (size_t i = 0; i < decoding->count; i++)
		if (all[i].action == ACTION_NONE)
			return false;
	if (!alone || !is_final(all)) {
		if (tells_more(decoding))
			return false;
		for (size_t i = 0; i < decoding->count; i++)
			if (!is_repeated(decoding, &all[i], said[i]))
				return false;
	}
	return !words_names_alias(decoding) &&
	    !view_none(original_find(decoding));
}
