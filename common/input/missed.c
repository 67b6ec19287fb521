/* Faults named and remembered; see missed.h. */
#include "input/missed.h"

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <sysexits.h>

#include "base/plain.h"

static void
say(struct missed *missed, int status, const struct buf *text, int error)
{
	errno = error;
	warn("%.*s", (int)text->n, text->p);
	if (missed->status != EX_TEMPFAIL)
		missed->status = status;
}

void
missed_name(struct buf *out, const struct redact *redact, struct view name)
{
	struct arena arena = {0};
	struct redactor to = {redact, &arena, NULL, 0};

	if (redact)
		name = redact_text(&to, name, REDACT_NAME);
	plain_add(out, name, '?');
	arena_free(&arena);
}

void
missed_open(struct missed *missed, struct view name, int error)
{
	bool passes = error == EMFILE || error == ENFILE || error == ENOMEM ||
	    error == EIO || error == EINTR || error == ESTALE;
	struct buf text = {0};

	missed_name(&text, missed->redact, name);
	say(missed, passes ? EX_TEMPFAIL : EX_NOINPUT, &text, error);
	buf_free(&text);
}

void
missed_state(struct missed *missed, struct view name)
{
	struct buf text = {0};

	missed_name(&text, missed->redact, name);
	warnx("%.*s: neither a file nor a directory, as --state wants",
	    (int)text.n, text.p);
	if (missed->status != EX_TEMPFAIL)
		missed->status = EX_NOINPUT;
	buf_free(&text);
}

void
missed_read(struct missed *missed, struct view name, uint64_t offset, int error)
{
	struct buf text = {0};

	missed_name(&text, missed->redact, name);
	buf_printf(&text, ":%" PRIu64, offset);
	say(missed, EX_TEMPFAIL, &text, error);
	buf_free(&text);
}
