/*
 * classify: the reason and the type that diagnostics of many servers give,
 * and what must not be taken for a dead address.  Prints a line for each row;
 * exit status 1 when one is not as it should be.
 */
#include "classify/classify.h"

#include <stdio.h>

#include "base/fold.h"
#include "classify/mask.h"
#include "record/field.h"

static const struct {
	const char *diagnostic;
	const char *reason, *type;
} rows[] = {
	/* A name is no word of the answer. */
	{"host spamfilter.example[192.0.2.1] said: 550 5.1.1 User unknown",
	    "userunknown", "hard"},
	{"550 5.1.1 <full@example.com>: mailbox not found", "userunknown",
	    "hard"},
	{"550 <virus-detected@example.com>... no such user", "userunknown",
	    "hard"},
	{"550 \"no.such.user\"@example.com: over quota", "mailboxfull",
	    "soft"},
	{"554 5.7.1 Service unavailable; client [192.0.2.1] blocked using "
	    "user-unknown.example.org", "blocked", "soft"},
	/* The answer decides, not a status made up for it. */
	{"452 4.2.2 Mailbox full", "mailboxfull", "soft"},
	{"450 4.1.1 <a@example.com>: User unknown", "userunknown", "soft"},
	{"550 5.1.0 sender rejected", "rejected", "soft"},
	{"550 5.1.1 <a@example.com>: Sender address rejected: User unknown",
	    "rejected", "soft"},
	{"550 5.2.1 Mailbox unavailable. Your IP address 192.0.2.1 is "
	    "blacklisted using SPAMHAUS-XBL", "blocked", "soft"},
	{"556 5.1.10 <a@example.com>: Recipient address rejected: Domain "
	    "example.com does not accept mail (nullMX)", "notaccept", "hard"},
	{"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by "
	    "SMTP address lookup", "userunknown", "hard"},
	/* Codes without words that anyone understands. */
	{"550 5.1.1 zorp", "userunknown", "hard"},
	{"550 5.1.0 zorp", "userunknown", "soft"},
	{"550 5.7.1 zorp", "policyviolation", "soft"},
	{"550 5.0.0 zorp", "onhold", "soft"},
	{"550 zorp zorp", "onhold", "soft"},
	{"521 zorp", "notaccept", "hard"},
	{"", "undefined", "soft"},
	{"550", "undefined", "soft"},
	/* Case, accents, blanks, quotes, long replies. */
	{"550 USER   UNKNOWN", "userunknown", "hard"},
	{"550 La bo\xc3\xaete aux lettres est pleine", "mailboxfull", "soft"},
	{"550 LA BOI\xcc\x82TE AUX LETTRES EST PLEINE", "mailboxfull",
	    "soft"},
	{"550 user doesn\xe2\x80\x99t exist", "userunknown", "hard"},
	{"550 \xd0\x9f\xd0\x9e\xd0\xa7\xd0\xa2\xd0\x9e\xd0\x92\xd0\xab\xd0"
	    "\x99 \xd0\xaf\xd0\xa9\xd0\x98\xd0\x9a \xd0\xbf\xd0\xb5\xd1\x80"
	    "\xd0\xb5\xd0\xbf\xd0\xbe\xd0\xbb\xd0\xbd\xd0\xb5\xd0\xbd",
	    "mailboxfull", "soft"},
	{"550-5.7.1 our system has detected that this message is 550-5.7.1 "
	    "likely unsolicited mail.", "spamdetected", "soft"},
	/* A phrase is of whole words, "*" stays in its sentence. */
	{"550 casino users", "onhold", "soft"},
	{"550 mailboxes are fullness", "onhold", "soft"},
	{"550 The mailbox was tried. Today the moon is full", "mailboxfull",
	    "soft"},
	{"\xff\xfe\xc3", "onhold", "soft"},
};

static struct view
word(const struct view *names, int value)
{
	return names[value];
}

static bool
row_good(const struct classifier *classifier, size_t i)
{
	struct arena arena = {0};
	struct report report = report_none;
	struct recipient recipient = recipient_none;
	struct verdict verdict;
	bool good;

	recipient.kind = KIND_BOUNCE;
	if (*rows[i].diagnostic)
		recipient.diagnostic = view_of(rows[i].diagnostic);
	classify(classifier, &arena, &report, &recipient, &verdict);
	good = view_eq(word(names_reason, (int)verdict.reason),
	    view_of(rows[i].reason)) &&
	    view_eq(word(names_bounce_type, (int)verdict.bounce_type),
	    view_of(rows[i].type));
	printf("%s %s\n", good ? "ok" : "not ok", rows[i].diagnostic);
	if (!good)
		printf("# %.*s (%.*s) for %s\n",
		    (int)names_reason[verdict.reason].n,
		    names_reason[verdict.reason].p, (int)verdict.rule.n,
		    verdict.rule.p, rows[i].reason);
	arena_free(&arena);
	return good;
}

/* What is left of a text for phrases to be found in. */
static const struct {
	const char *text, *masked;
} masks[] = {
	{"host MX1.Example.COM[192.0.2.1]:25 said: No", "host % said: no"},
	{"<a@example.com>... Full", "@... full"},
	{"a@example.com:quota exceeded", "@:quota exceeded"},
	{"see https://example.org/spam?x=1.", "see %."},
	{"(a.b.example)", "(%)"},
	{"name=mx.example.org type=MX", "name=% type=mx"},
	{"RESOLVER.ADR.RecipNotFound; no", "resolver.adr.recipnotfound; no"},
	{"5.1.1 (#5.1.1)", "5.1.1 (#5.1.1)"},
	{"mailbox is full.It was", "mailbox is full.it was"},
	{"[2001:db8::1]", "%"},
	{"<\"no such user\"@example.com> ok", "@ ok"},
	{"550-5.1.1 a 550-5.1.1 b 550 5.1.1 c", "550-5.1.1 a b c"},
	{"words and more words up to the name of mx.example.com: no", "words "
	    "and more words up to the name of %: no"},
	{"words and more words up to here and there is no name in them", "words "
	    "and more words up to here and there is no name in them"},
	{"no name, no name; no name: no name!", "no name, no name; no name: no "
	    "name!"},
	{"100%% full", "100% full"},
	{"helo=mx.example.org. user=a@example.org=.", "helo=%. user=a@example."
	    "org=."},
	{"(=.", "(=."},
	{"a]b@example.com", "@"},
	{"<>", "<>"},
	{"<", "<"},
	{"@", "@"},
};

static bool
mask_good(size_t i)
{
	struct view text = view_of(masks[i].text);
	char folded[256], masked[256];
	size_t n = fold(folded, text);
	struct view got = {masked, mask(masked, (struct view){folded, n})};
	bool good = view_eq(got, view_of(masks[i].masked));

	printf("%s mask %s\n", good ? "ok" : "not ok", masks[i].text);
	if (!good)
		printf("# %.*s\n", (int)got.n, got.p);
	return good;
}

int
main(void)
{
	const struct classify_options options = {.explain = true};
	static const struct classifier *classifier; /* to the end */
	bool good = true;
	size_t i;

	classifier = classifier_open(&options);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		good &= row_good(classifier, i);
	for (i = 0; i < sizeof masks / sizeof masks[0]; i++)
		good &= mask_good(i);
	return good ? 0 : 1;
}
