/* Rejection or timeout; see answer.h. */
#include "classify/answer.h"

#include "classify/glob.h"

enum { TEXT_MAX = 4096 /* bytes of a diagnostic that are searched */ };

/* Whether text has a word of that sort in it. */
static bool
has_word(struct view text, enum answer_sort sort)
{
	const struct answer_word *word = answer_words;

	text = view_upto(text, TEXT_MAX);
	for (; word->sort != ANSWER_END; word++)
		if (word->sort == sort &&
		    view_ifind(text, word->text) != VIEW_NPOS)
			return true;
	return false;
}

/* Whether the reporter is one that always says when it gave up waiting. */
static bool
tells_of_waiting(const struct report *report)
{
	const struct answer_word *word = answer_words;
	struct view id = report->message_id;

	for (; word->sort != ANSWER_END; word++)
		if ((word->sort == ANSWER_FORMAT &&
		    view_ieq(report->format, word->text)) ||
		    (word->sort == ANSWER_ID && id.n <= TEXT_MAX &&
		    glob_match(word->text, id)))
			return true;
	return false;
}

/* The class of a status code; 0 without one, or where it is X.0.0, which
 * servers write that have no codes of their own. */
static char
class_of(struct view status)
{
	if (status.n < 5 || view_eq(view_from(status, 1), VIEW(".0.0")))
		return 0;
	return status.p[0];
}

/* X.4.7, delivery time expired (RFC 3463). */
static bool
is_expired(struct view status)
{
	return view_eq(view_from(status, 1), VIEW(".4.7"));
}

/* Whether the words have to be read, although the other side seems to have
 * answered: some servers dress their own giving up as a reply ("550 5.4.316
 * Message expired, connection refused"). */
static bool
may_have_expired(const struct recipient *recipient, enum reason reason)
{
	return recipient->reply_code < 400 || recipient->reply_code > 599 ||
	    reason == REASON_EXPIRED || reason == REASON_NETWORKERROR ||
	    view_starts(view_from(recipient->status, 1), VIEW(".4."));
}

/* What a mail server decides by itself without trying again. */
static bool
is_local_decision(enum reason reason)
{
	switch (reason) {
	case REASON_NONE:
	case REASON_UNDEFINED:
	case REASON_ONHOLD:
	case REASON_EXPIRED:
	case REASON_NETWORKERROR:
	case REASON_SYSTEMERROR:
	case REASON_SYSTEMFULL:
	case REASON_RATELIMITED:
	case REASON_FEEDBACK:
	case REASON_VACATION:
	case REASON_DELIVERED:
		return false;
	default:
		return true;
	}
}

/* A 5xx in the greeting is no answer to the message: servers try again, and
 * say so with a 4.X.X of their own. */
static bool
is_greeting(const struct recipient *recipient)
{
	return recipient->status.n > 0 && recipient->status.p[0] == '4' &&
	    (recipient->command == COMMAND_CONN ||
	    recipient->command == COMMAND_EHLO ||
	    view_ifind(recipient->diagnostic,
	    VIEW("refused to talk to me")) != VIEW_NPOS);
}

/* Without a reply of the other side. */
static enum failure
own_failure(const struct report *report, const struct recipient *recipient,
    const struct verdict *verdict, struct view *why)
{
	char class = class_of(recipient->status);

	if (recipient->status.n > 0 && recipient->status.p[0] == '4') {
		*why = VIEW("gave up on a temporary fault");
		return FAILURE_TIMEOUT;
	}
	if (has_word(recipient->diagnostic, ANSWER_RETRIED)) {
		*why = VIEW("gave up on a connection");
		return FAILURE_TIMEOUT;
	}
	*why = VIEW("decided by itself");
	if (class == '5' || is_local_decision(verdict->reason) ||
	    has_word(recipient->diagnostic, ANSWER_DECIDED) ||
	    tells_of_waiting(report))
		return FAILURE_REJECTION;
	*why = VIEW_NONE;
	return FAILURE_UNPROVEN;
}

enum failure
answer_failure(const struct report *report, const struct recipient *recipient,
    const struct verdict *verdict, struct view *why)
{
	int64_t code = recipient->reply_code;

	*why = VIEW("queue lifetime");
	if (is_expired(recipient->status))
		return FAILURE_TIMEOUT;
	if (may_have_expired(recipient, verdict->reason) &&
	    has_word(recipient->diagnostic, ANSWER_EXPIRED))
		return FAILURE_TIMEOUT;
	if (code >= 400 && code <= 499) {
		*why = VIEW("gave up on a 4xx");
		return FAILURE_TIMEOUT;
	}
	if (code >= 500 && code <= 599) {
		*why = is_greeting(recipient) ?
		    VIEW("gave up on a greeting") : VIEW("refused with a 5xx");
		return is_greeting(recipient) ? FAILURE_TIMEOUT :
		    FAILURE_REJECTION;
	}
	if (verdict->reason == REASON_EXPIRED)
		return FAILURE_TIMEOUT;
	return own_failure(report, recipient, verdict, why);
}
