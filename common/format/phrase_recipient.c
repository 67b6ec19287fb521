/* Whom a report is about; see phrase_recipient.h. */
#include "format/phrase_recipient.h"

#include <string.h>

#include "base/table.h"
#include "format/phrase_address.h"
#include "format/phrase_listed.h"
#include "mail/reply.h"

#define MARK(key) (1u << (key))

enum {
	ASIDES = 16,   /* asides tried for a recipient */
	LISTED = 100,  /* addresses of the header tried for a local name */
	DIAGNOSTIC_MAX = 4096, /* bytes */
	SAME_START = 16, /* bytes in which longer forms of a reply agree */
	LONG_LINE = 60  /* bytes of a sentence */
};

/* A recipient being settled. */
struct party {
	struct recipient recipient;
	struct answer best, line; /* line: of a mention itself */
	size_t asides;  /* before its first mention */
};

/* An aside, read when somebody may need it. */
struct heard {
	struct answer answer;
	struct party *about;     /* whom it names, or NULL */
	bool read;
};

struct settling {
	struct story *story;
	const struct header *header;
	struct table parties;    /* struct party, by address in lower case */
	struct heard *asides;
	struct view *listed;     /* in the header, once that was asked for */
	size_t listed_count;
	bool listed_read;
	struct block block;      /* the one read last, and what it says: many */
	struct answer answer;    /* recipients may share a reply */
};

static const struct answer no_answer = {.code = INT_NONE};

/* A better answer: of higher rank, or the same reply in full. */
static bool
is_better(const struct answer *a, const struct answer *b)
{
	if (a->rank != b->rank)
		return a->rank > b->rank;
	return a->rank == RANK_REPLY && a->text.n > b->text.n &&
	    b->text.n > SAME_START && memcmp(a->text.p, b->text.p,
	    SAME_START) == 0 && (b->text.p[3] == '-' ||
	    view_find(b->text, VIEW("...")) != VIEW_NPOS);
}

static void
fill(struct view *to, struct view from)
{
	if (view_none(*to))
		*to = from;
}

static void
take_place(struct party *party, const struct answer *answer)
{
	struct recipient *r = &party->recipient;

	if (view_none(r->remote_mta) && view_none(r->remote_ip)) {
		r->remote_mta = answer->host;
		r->remote_ip = answer->ip;
	}
	if (r->command == COMMAND_NONE)
		r->command = answer->command;
}

static void
take(struct party *party, const struct answer *answer)
{
	if (is_better(answer, &party->best))
		party->best = *answer;
	take_place(party, answer);
}

static void
read_listed(struct settling *s)
{
	if (!s->listed_read)
		s->listed_count = phrase_listed_read(s->story->arena,
		    s->header, &s->listed);
	s->listed_read = true;
}

/* A local name stands for the address that led to it, or for the one that
 * the header lists. */
static struct view
named_address(struct settling *s, const struct mention *mention)
{
	struct view name = mention->recipient.recipient, listed;
	size_t i, at;

	if (mention->full || phrase_address_is(name))
		return phrase_listed_tidy(s->story->arena, name);
	if (phrase_address_is(mention->recipient.original_recipient))
		return phrase_listed_tidy(s->story->arena,
		    mention->recipient.original_recipient);
	read_listed(s);
	for (i = 0; i < s->listed_count && i < LISTED; i++) {
		listed = s->listed[i];
		at = view_rchr(listed, '@');
		if (view_ieq(view_upto(listed, at), name) ||
		    s->listed_count == 1)
			return listed;
	}
	return name;
}

/* What the line of a mention says itself: "Unknown user: a@b". */
static struct answer
own_line(const struct story *story, const struct mention *mention)
{
	const struct text_line *line = &story->text->lines[mention->line];
	const struct phrase_hit *hit;
	struct answer answer = no_answer;

	answer.text = line->text;
	hit = phrase_text_hit(story->text, mention->line, PHRASE_REASON);
	if (hit && line->marks & MARK(PHRASE_REASON))
		answer.text = phrase_text_after(story->text, mention->line,
		    hit);
	if (mention->weak && line->marks & MARK(PHRASE_CAUSE) &&
	    answer.text.n)
		answer.rank = RANK_CAUSE;
	return answer;
}

static struct answer
read_block(struct settling *s, const struct block *block)
{
	if (block->count != s->block.count || block->first != s->block.first) {
		s->block = *block;
		s->answer = phrase_reason_read(s->story, block);
	}
	return block->count ? s->answer : no_answer;
}

static void
add_mention(struct settling *s, const struct mention *mention)
{
	const struct recipient *said = &mention->recipient;
	struct view address = named_address(s, mention);
	struct answer answer;
	struct party *party;
	bool fresh;

	if (said->kind == KIND_RECEIPT || view_empty(address))
		return;
	party = table_add(&s->parties, arena_lower(s->story->arena, address),
	    &fresh);
	if (fresh) {
		party->recipient = *said;
		party->recipient.recipient = address;
		party->asides = mention->asides;
		party->best = party->line = no_answer;
	} else {
		fill(&party->recipient.status, said->status);
		fill(&party->recipient.remote_mta, said->remote_mta);
		fill(&party->recipient.remote_ip, said->remote_ip);
		fill(&party->recipient.original_recipient,
		    said->original_recipient);
		if (party->recipient.command == COMMAND_NONE)
			party->recipient.command = said->command;
	}
	if (phrase_address_is(said->original_recipient))
		party->recipient.original_recipient = view_ieq(address,
		    said->original_recipient) ? VIEW_NONE :
		    phrase_listed_tidy(s->story->arena,
		    said->original_recipient);
	/* "Unknown user: a@b" tells more than what follows; a sentence that
	 * only names the address is the last resort. */
	answer = own_line(s->story, mention);
	if (mention->label)
		take(party, &answer);
	else if (party->line.rank == RANK_NONE)
		party->line = answer;
	answer = read_block(s, &mention->why);
	take(party, &answer);
}

/* The party whose address stands in the text, or NULL. */
static struct party *
party_in(struct settling *s, struct view text)
{
	static const struct view stops = {" <>()[]\"',;:", 12};
	size_t at = view_chr(text, '@'), from, to;
	struct view address;

	if (at == VIEW_NPOS)
		return NULL;
	for (from = at; from && view_chr(stops, text.p[from - 1]) ==
	    VIEW_NPOS; from--)
		;
	for (to = at; to < text.n && view_chr(stops, text.p[to]) ==
	    VIEW_NPOS; to++)
		;
	while (to > at && text.p[to - 1] == '.')
		to--;
	address = view_sub(text, from, to - from);
	return table_find(&s->parties, arena_lower(s->story->arena,
	    phrase_listed_tidy(s->story->arena, address)));
}

static const struct heard *
hear(struct settling *s, size_t i)
{
	const struct aside *aside = &s->story->asides[i];
	struct heard *heard = &s->asides[i];
	struct answer *answer = &heard->answer;

	if (heard->read)
		return heard;
	*answer = phrase_reason_read(s->story, &aside->why);
	fill(&answer->host, aside->host);
	fill(&answer->ip, aside->ip);
	if (answer->command == COMMAND_NONE)
		answer->command = aside->command;
	heard->about = party_in(s, answer->text);
	heard->read = true;
	return heard;
}

/* What was said before the recipients: a reason where nothing better is
 * known, a heading where nothing is. */
static void
take_earlier(struct settling *s, struct party *party)
{
	size_t i = party->asides, stop = i > ASIDES ? i - ASIDES : 0;
	const struct heard *heard;
	enum rank enough;

	while (i-- > stop) {
		enough = s->story->asides[i].heading ? RANK_WORDS :
		    RANK_CAUSE;
		if (party->best.rank >= enough)
			continue;
		heard = hear(s, i);
		if (!heard->about || heard->about == party)
			take(party, &heard->answer);
	}
}

/* Whether what is said beside a recipient tells more than what is said of it
 * already.  A passing fault within a transcript does not outdo the reason
 * that is given for a failure. */
static bool
outdoes(const struct answer *answer, const struct party *party)
{
	return answer->rank >= RANK_STATUS &&
	    !(party->recipient.kind == KIND_BOUNCE &&
	    party->best.rank == RANK_CAUSE && answer->code >= 400 &&
	    answer->code < 500);
}

/* What is said beside the recipients: after this one, else before. */
static void
take_asides(struct settling *s, struct party *party)
{
	bool silent = party->best.rank == RANK_NONE;
	size_t i, n = s->story->aside_count, from = party->asides;
	const struct heard *heard;

	if (s->story->options & PHRASE_ABOVE && from > 0) {
		take(party, &hear(s, from - 1)->answer);
		return;
	}
	for (i = from; i < n && i < from + ASIDES; i++) {
		heard = hear(s, i);
		if (heard->about && heard->about != party && n > 1)
			continue;
		if (silent || outdoes(&heard->answer, party))
			take(party, &heard->answer);
	}
	if (party->best.rank < RANK_CAUSE)
		take(party, &party->line);
	take_earlier(s, party);
}

static struct view
with_expiry(const struct story *story, struct view text)
{
	if (view_none(story->expired) || story->expired.n > DIAGNOSTIC_MAX ||
	    view_find(text, story->expired) != VIEW_NPOS)
		return text;
	if (view_empty(text))
		return story->expired;
	return arena_concat(story->arena, arena_concat(story->arena, text,
	    VIEW(" ")), story->expired);
}

/* The text up to the limit, at the end of a character. */
static struct view
shortened(struct view text)
{
	size_t n = DIAGNOSTIC_MAX;

	if (text.n <= n)
		return text;
	while (n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
		n--;
	return view_upto(text, n);
}

/* Whether reply_find() reads a code in the text. */
static bool
is_plain(const struct answer *answer, struct view text)
{
	if (text.p == answer->text.p && text.n == answer->text.n)
		return answer->plain;
	return reply_find(text).code != 0;
}

static void
finish(const struct story *story, struct party *party)
{
	struct recipient *r = &party->recipient;
	const struct answer *best = &party->best;

	r->diagnostic = best->rank == RANK_NONE ? VIEW_NONE :
	    shortened(best->text);
	if (r->kind != KIND_DELAY)
		r->diagnostic = with_expiry(story, r->diagnostic);
	if (view_empty(r->diagnostic))
		r->diagnostic = VIEW_NONE;
	/* What reply_find() reads is left to whoever settles the record, unless
	 * nothing else is said. */
	if (!is_plain(best, r->diagnostic) || r->diagnostic.n == 3) {
		r->reply_code = best->code;
		fill(&r->status, best->status);
	}
	if (best->rank == RANK_REPLY)
		fill(&r->diagnostic_type, VIEW("smtp"));
}

/* The first paragraph that says something: with words of failure, else of
 * some length. */
static struct block
first_paragraph(struct story *story)
{
	const struct phrase_text *text = story->text;
	struct block block = {0, 0};
	size_t i, long_one = text->count;

	for (i = 0; i < text->count; i++) {
		if (text->lines[i].marks & MARK(PHRASE_SKIP))
			continue;
		if (text->lines[i].marks & (MARK(PHRASE_BOUNCE) |
		    MARK(PHRASE_DELAY)))
			break;
		if (long_one == text->count && text->lines[i].text.n >
		    LONG_LINE)
			long_one = i;
	}
	if (i == text->count)
		i = long_one;
	for (; i < text->count && text->lines[i].text.n; i++)
		phrase_story_piece(story, &block, text->lines[i].text, i);
	return block;
}

/* Recipients that only the header names: the words are for all. */
static void
add_listed(struct settling *s)
{
	struct mention mention = {.recipient = recipient_none};

	if (s->story->aside_count == 0)
		mention.why = first_paragraph(s->story);

	read_listed(s);
	mention.recipient.kind = s->story->kind;
	for (size_t i = 0; i < s->listed_count; i++) {
		mention.recipient.recipient = s->listed[i];
		add_mention(s, &mention);
	}
}

enum rank
phrase_recipient_settle(struct story *story,
    const struct header *header, struct phrases *out)
{
	struct settling s = {.story = story, .header = header};
	struct table_entry *entry;
	struct party *party;
	enum rank best = RANK_NONE;
	size_t i;

	table_open_in(&s.parties, sizeof *party, story->arena);
	for (i = 0; i < story->count; i++)
		add_mention(&s, &story->mentions[i]);
	if (s.parties.count == 0)
		add_listed(&s);
	if (story->aside_count)
		s.asides = ARENA_NEW(story->arena, struct heard,
		    story->aside_count);
	out->count = 0;
	out->recipients = ARENA_ROOM(story->arena, struct recipient,
	    s.parties.count + 1);
	for (entry = s.parties.first; entry; entry = entry->next) {
		party = (struct party *)(void *)entry->value;
		take_asides(&s, party);
		finish(story, party);
		out->recipients[out->count++] = party->recipient;
		if (party->best.rank > best)
			best = party->best.rank;
	}
	table_close(&s.parties);
	return best;
}
