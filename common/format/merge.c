/*
 * What the words of a report add to its machine-readable part: reporters put
 * the remote host, the stage and often the refusing server's whole answer
 * only there.
 */
#include "format/command.h"
#include "format/format.h"
#include "format/words.h"

enum { LOOK_AHEAD = 16 /* entries of the text compared with a recipient */ };

static void
fill(struct view *to, struct view from)
{
	if (view_empty(*to))
		*to = from;
}

/* An alias in the fields, where it led in the text (Exim); a file or program
 * in the fields, the address in the text. */
static void
merge_names(struct recipient *to, const struct recipient *from)
{
	bool address = view_chr(to->recipient, '@') != VIEW_NPOS;

	if (address && from->original_recipient.n &&
	    view_ieq(from->original_recipient, to->recipient) &&
	    view_chr(from->recipient, '@') != VIEW_NPOS) {
		if (view_empty(to->original_recipient))
			to->original_recipient = to->recipient;
		to->recipient = from->recipient;
	} else if (!address && view_chr(from->original_recipient, '@') !=
	    VIEW_NPOS) {
		to->recipient = from->original_recipient;
	} else {
		fill(&to->recipient, from->recipient);
		fill(&to->original_recipient, from->original_recipient);
	}
}

static void
merge_one(struct recipient *to, const struct recipient *from)
{
	if (words_telling(from->diagnostic) && (!words_telling(to->diagnostic) ||
	    (words_farewell(to) && from->diagnostic.p[0] >= '4' &&
	    is_digit(from->diagnostic.p[0])) ||
	    (from->diagnostic.n > to->diagnostic.n &&
	    view_istarts(from->diagnostic, to->diagnostic)))) {
		to->diagnostic = from->diagnostic;
		fill(&to->diagnostic_type, from->diagnostic_type);
	}
	fill(&to->remote_mta, from->remote_mta);
	fill(&to->remote_ip, from->remote_ip);
	fill(&to->status, from->status);
	merge_names(to, from);
	if (to->command == COMMAND_NONE)
		to->command = from->command;
	if (to->reply_code == INT_NONE)
		to->reply_code = from->reply_code;
}

/* How well what the text says of a recipient suits one of the fields: 0 not
 * at all, 2 when the hosts agree too. */
static int
suits(const struct recipient *said, const struct recipient *recipient)
{
	if (!view_ieq(said->recipient, recipient->recipient) &&
	    (view_empty(said->original_recipient) ||
	    !view_ieq(said->original_recipient, recipient->recipient)) &&
	    (view_empty(recipient->original_recipient) ||
	    !view_ieq(said->recipient, recipient->original_recipient)))
		return 0;
	return view_ieq(said->remote_mta, recipient->remote_mta) ? 2 : 1;
}

/* What the text says of some recipients, of which each is taken once. */
struct said {
	const struct phrases *phrases;
	bool *taken;
	size_t start; /* all before it are taken */
};

/* Whether what is said is about the other of the recipient's two names. */
static bool
is_other_name(const struct recipient *said, const struct recipient *recipient,
    struct view name)
{
	return !view_ieq(said->recipient, name) &&
	    (view_ieq(said->recipient, recipient->recipient) ||
	    view_ieq(said->recipient, recipient->original_recipient));
}

/* Takes what suits the recipient best, or with a name given, what is about
 * its other one; NULL when nothing does.  Texts list recipients in the order
 * of the fields or nearly so: it is sought near where the last was found. */
static const struct recipient *
take(struct said *said, const struct recipient *recipient, struct view name)
{
	const struct recipient *all = said->phrases->recipients;
	size_t count = said->phrases->count, best = 0, at;
	int found = 0, suit;

	for (size_t j = 0; j < LOOK_AHEAD && j < count; j++) {
		at = (said->start + j) % count;
		suit = said->taken[at] || (!view_none(name) &&
		    !is_other_name(&all[at], recipient, name)) ? 0 :
		    suits(&all[at], recipient);
		if (suit > found) {
			found = suit;
			best = at;
		}
	}
	if (!found)
		return NULL;
	said->taken[best] = true;
	while (said->start < count && said->taken[said->start])
		said->start++;
	return &all[best];
}

/* An alias and the address it led to may both be spoken of (Courier). */
static void
merge_all(struct decoding *decoding, const struct phrases *phrases)
{
	struct said said = {phrases, ARENA_NEW(decoding->arena, bool,
	    phrases->count + 1), 0};
	const struct recipient *first, *second;
	struct recipient before;

	for (size_t i = 0; i < decoding->count; i++) {
		before = decoding->recipients[i];
		first = take(&said, &before, VIEW_NONE);
		if (!first)
			continue;
		merge_one(&decoding->recipients[i], first);
		second = take(&said, &before, first->recipient);
		if (second)
			merge_one(&decoding->recipients[i], second);
	}
}

/* A report whose fields name nobody: the text does. */
static void
take_all(struct decoding *decoding, const struct phrases *phrases)
{
	struct recipient *recipient;

	for (size_t i = 0; i < phrases->count; i++) {
		recipient = decoding_add(decoding);
		if (!recipient)
			return;
		*recipient = phrases->recipients[i];
	}
}

static bool
is_host(char c)
{
	return is_alpha(c) || is_digit(c) || c == '.' || c == '-';
}

/* Whether nothing tells at what stage the reply came. */
static bool
lacks_stage(const struct recipient *recipient)
{
	return recipient->command == COMMAND_NONE && recipient->diagnostic.n &&
	    is_digit(recipient->diagnostic.p[0]);
}

/* Refused in the greeting: sendmail shows that nothing was said before.
 * Postfix tries again after a 5xx, with a status of its own; what else it
 * says of that could also be the answer to EHLO. */
static void
greet(struct decoding *decoding)
{
	struct recipient *r = decoding->recipients;
	size_t i;

	if (decoding->count == 1 && lacks_stage(r) &&
	    command_greeted(decoding->text))
		r->command = COMMAND_CONN;
	for (i = 0; i < decoding->count; i++)
		if (lacks_stage(&r[i]) && view_starts(r[i].status, VIEW("4.")))
			break;
	if (i == decoding->count || !command_says(decoding->text,
	    VIEW("refused to talk to me")))
		return;
	for (; i < decoding->count; i++)
		if (lacks_stage(&r[i]) && view_starts(r[i].status, VIEW("4.")))
			r[i].command = COMMAND_CONN;
}

/* The remote host that a diagnostic of the reporter's own names with its
 * address: "connect to mx.example.org[192.0.2.1]:25: Connection refused". */
static void
name_remote(struct recipient *recipient)
{
	struct view text = recipient->diagnostic;
	size_t open = view_chr(text, '['), start = open;

	if (open == VIEW_NPOS)
		return;
	while (start > 0 && is_host(text.p[start - 1]))
		start--;
	recipient->remote_mta = view_sub(text, start, open - start);
	recipient->remote_ip = words_address(text, recipient->remote_mta);
	if (view_none(recipient->remote_ip))
		recipient->remote_mta = VIEW_NONE;
	else if (recipient->command == COMMAND_NONE &&
	    view_istarts(text, VIEW("connect to ")))
		recipient->command = COMMAND_CONN;
}

/* What complete fields leave out: the stage and the remote address. */
static void
complete(struct recipient *recipient, struct view said)
{
	if (recipient->command == COMMAND_NONE &&
	    !view_starts(recipient->diagnostic, VIEW("2")))
		recipient->command = command_find(said);
	if (!view_none(recipient->remote_mta)) {
		if (view_none(recipient->remote_ip))
			recipient->remote_ip = words_address(said,
			    recipient->remote_mta);
	} else if (view_ieq(recipient->diagnostic_type, VIEW("x-postfix"))) {
		name_remote(recipient);
	}
}

static void
merge_words(struct decoding *decoding)
{
	const struct phrases *phrases = decoding_phrases(decoding);

	if (decoding->count == 0)
		take_all(decoding, phrases);
	else if (decoding->count == 1 && phrases->count == 1)
		merge_one(decoding->recipients, phrases->recipients);
	else
		merge_all(decoding, phrases);
}

void
merge_phrases(struct decoding *decoding)
{
	struct view said[WORDS_MAX];

	decoding_text(decoding);
	if (words_known(decoding, said))
		for (size_t i = 0; i < decoding->count; i++)
			complete(&decoding->recipients[i], said[i]);
	else
		merge_words(decoding);
	/* RFC 3464 section 2.2.2 wants it among the fields. */
	if (view_none(decoding->report.reporting_mta))
		decoding->report.reporting_mta =
		    decoding_phrases(decoding)->reporting_mta;
	greet(decoding);
}
