/* The facts about a recipient; see classifier.h. */
#include "base/fold.h"
#include "classify/classifier.h"
#include "classify/hint.h"
#include "classify/mask.h"
#include "classify/provider.h"

/* The receiving service: by the host that answered, by the address, and where
 * a server was quoted, by what it says of itself. */
static unsigned
provider_for(const struct facts *facts, const struct hints *hints)
{
	const struct recipient *r = facts->recipient;
	unsigned provider = provider_of_host(r->remote_mta);

	if (!provider)
		provider = provider_of_domain(view_behind(r->recipient, '@'));
	if (!provider && !view_ieq(r->original_recipient, r->recipient))
		provider = provider_of_domain(view_behind(
		    r->original_recipient, '@'));
	if (!provider && facts->codes.reply)
		provider = hints->provider;
	return provider;
}

/* Exit status of a program: the whole diagnostic, where its type tells. */
static unsigned
program_status(const struct recipient *recipient)
{
	uint64_t value;

	if (!view_ieq(recipient->diagnostic_type, VIEW("x-unix")) ||
	    !view_uint(view_trim(recipient->diagnostic), &value))
		return 0;
	return value <= UINT8_MAX ? (unsigned)value : 0;
}

/* Text that names only hosts and codes says nothing: "host ~ ~". */
static struct view
telling(struct view masked)
{
	struct view rest = masked, word;

	while (view_word(&rest, &word))
		if (word.n > 2 && !is_digit(*word.p) && *word.p != MASK_HOST &&
		    *word.p != MASK_ADDRESS &&
		    !view_eq(word, VIEW("host")))
			return masked;
	return VIEW_NONE;
}

void
classifier_facts(struct arena *arena, const struct report *report,
    const struct recipient *recipient, struct facts *facts,
    struct verdict *verdict)
{
	struct view text = view_upto(recipient->diagnostic, DECIDE_TEXT_MAX);
	char *p = arena_text(arena, text.n * 2 + 1);
	struct view folded = {p, fold(p, text)};
	struct hints hints = hint_find(folded);

	*facts = (struct facts){.report = report, .recipient = recipient,
	    .codes = code_read(recipient), .exit = program_status(recipient)};
	facts->text = telling((struct view){p + text.n,
	    mask(p + text.n, folded)});
	facts->provider = provider_for(facts, &hints);
	facts->listed = !view_none(hints.blocklist);
	facts->doubt = hints.doubt;
	verdict->provider = provider_name(facts->provider);
	verdict->blocklist = hints.blocklist;
	verdict->retry_after = hints.wait;
}
