/* What a message looks like before it is read; see phrase_detect.h. */
#include "format/phrase_detect.h"

#include "base/fold.h"
#include "base/word.h"
#include "mail/mail.h"

enum {
	HEAD_LINES = 60, /* in which a dialect must be recognised */
	FIRST_LINES = 6  /* in which it must be where the header tells little */
};

static struct view
folded(struct arena *arena, struct view text)
{
	char *p = arena_text(arena, text.n);

	return (struct view){p, fold(p, text)};
}

/* "Re: ", "Fwd: " and their translations: a person wrote the subject. */
static bool
is_answer(struct view subject)
{
	static const struct view words[] = {
		{"re:", 3}, {"re :", 4}, {"fwd:", 4}, {"fw:", 3},
		{"aw:", 3}, {"wg:", 3}, {"sv:", 3}, {"vs:", 3},
		{"antw:", 5}, {"tr:", 3}, {"rv:", 3}, {"enc:", 4},
		{"odp:", 4}, {"ynt:", 4}, {"re[", 3}, {"doorst:", 7},
		{"[fwd:", 5}, {"re\xef\xbc\x9a", 5},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (view_istarts(subject, words[i]))
			return true;
	return false;
}

/* Notes the rows' conditions that the text meets; the keys of the general
 * words in it. */
static unsigned
meet(struct arena *arena, struct evidence *evidence, struct view text,
    const struct phrase_set *const sets[2], unsigned keys)
{
	struct phrase_hits hits = {0};
	const struct phrase_use *use;
	unsigned general = 0, bit;
	unsigned char i;
	size_t j;

	text = folded(arena, text);
	for (i = 0; i < 2; i++)
		if (sets[i])
			phrase_rows_find(arena, sets[i], text, i, &hits);
	for (j = 0; j < hits.n; j++) {
		use = hits.v[j].use;
		bit = 1u << use->key & keys;
		evidence->met[hits.v[j].set][use->row] |= (unsigned char)bit;
		if (sets[hits.v[j].set]->rows[use->row].options &
		    PHRASE_GENERAL)
			general |= bit;
	}
	return general;
}

static void
meet_fields(struct arena *arena, unsigned char *met,
    const struct header *header, const struct phrase_set *set)
{
	const struct phrase_field *field;
	struct view value;
	size_t i;

	for (i = 0; i < set->field_count; i++) {
		field = &set->fields[i];
		if (!header_may_have(header, field->mark))
			continue;
		value = header_get(header, field->name);
		if (!view_none(value) && (field->text.n == 0 ||
		    view_find(folded(arena, value), field->text) !=
		    VIEW_NPOS))
			met[field->row] |= 1u << PHRASE_HEADER;
	}
}

static bool
has(const struct header *header, struct view name)
{
	return !view_none(header_get(header, name));
}

static void
read_signs(struct evidence *e, const struct phrase_input *input)
{
	const struct header *h = input->header;
	struct view path = header_get(h, VIEW("Return-Path"));

	e->null_sender = view_eq(path, VIEW("<>")) ||
	    view_ifind(path, VIEW("mailer-daemon")) != VIEW_NPOS;
	e->listed = has(h, VIEW("X-Failed-Recipients")) ||
	    has(h, VIEW("X-Mailer-Daemon-Recipients"));
	e->machine = !e->daemon && view_ifind(input->from,
	    VIEW("postmaster")) != VIEW_NPOS;
	e->reply = (is_answer(input->subject) && !e->daemon) ||
	    (!e->null_sender && !e->machine && !e->daemon &&
	    (has(h, VIEW("In-Reply-To")) || has(h, VIEW("References"))));
	e->list = has(h, VIEW("List-Id")) || has(h, VIEW("List-Post")) ||
	    has(h, VIEW("List-Unsubscribe"));
}

/* From as it stands, for the name has its meaning, too. */
static struct view
sender(struct arena *arena, const struct phrase_input *input)
{
	struct view from = header_get(input->header, VIEW("From"));
	unsigned flags = 0;

	return view_none(from) ? input->from :
	    mail_words(arena, from, &flags);
}

void
phrase_detect_header(struct arena *arena, struct evidence *evidence,
    const struct phrase_input *input, const struct phrase_set *const sets[2])
{
	unsigned general;

	*evidence = (struct evidence){.before = FIRST_LINES};
	for (size_t i = 0; i < 2; i++) {
		if (!sets[i])
			continue;
		evidence->met[i] = ARENA_NEW(arena, unsigned char,
		    sets[i]->row_count + WORD_SIZE);
		meet_fields(arena, evidence->met[i], input->header, sets[i]);
	}
	evidence->daemon = meet(arena, evidence, sender(arena, input), sets,
	    1u << PHRASE_FROM) != 0;
	general = meet(arena, evidence, input->subject, sets,
	    1u << PHRASE_SUBJECT | 1u << PHRASE_DELAY);
	evidence->subject = general != 0;
	evidence->delay = (general & 1u << PHRASE_DELAY) != 0;
	read_signs(evidence, input);
}

/* The dialects of which nothing is missing. */
static void
choose(struct evidence *evidence, const struct phrase_set *set,
    const unsigned char *met)
{
	const struct phrase_row *row;

	evidence->options |= set->options;
	for (size_t i = 0; i < set->row_count; i++) {
		/* Nothing of most rows is met. */
		if (word_load((const char *)met + i) == 0) {
			i += WORD_SIZE - 1;
			continue;
		}
		row = &set->rows[i];
		if (!met[i] || row->options & PHRASE_GENERAL ||
		    !phrase_row_on(row, met[i]))
			continue;
		evidence->options |= row->options;
		if (!evidence->row && row->needs)
			evidence->row = row;
	}
}

/* How many lines that are not blank stand before that one; FIRST_LINES or
 * more are not counted. */
static unsigned
lines_before(const struct phrase_text *text, size_t line)
{
	unsigned n = 0;

	while (line-- > 0 && n < FIRST_LINES)
		n += text->lines[line].text.n > 0;
	return n;
}

void
phrase_detect_text(struct evidence *evidence,
    const struct phrase_text *text, const struct phrase_set *const sets[2])
{
	size_t head = text->count < HEAD_LINES ? text->count : HEAD_LINES;
	const struct phrase_hit *hit;
	size_t i, line = 0, end = text->lines[head].at;
	unsigned before;

	for (i = 0; i < text->hits.n && text->hits.v[i].at < end; i++) {
		hit = &text->hits.v[i];
		if (hit->use->key != PHRASE_TEXT)
			continue;
		line = phrase_text_line(text, line, hit->at);
		if (!phrase_text_begins(text, line, hit))
			continue;
		evidence->met[hit->set][hit->use->row] |= 1u << PHRASE_TEXT;
		before = lines_before(text, line);
		if (before < evidence->before)
			evidence->before = before;
	}
	for (i = 0; i < 2; i++)
		if (sets[i])
			choose(evidence, sets[i], evidence->met[i]);
}

bool
phrase_detect_certain(const struct evidence *evidence)
{
	const struct evidence *e = evidence;

	if (!e->row || !(e->row->options & PHRASE_CERTAIN) || e->reply)
		return false;
	if (e->daemon || e->null_sender || e->listed)
		return true;
	/* Without a sign in the header the words must come first, and not
	 * from a list. */
	return e->before < (e->machine ? FIRST_LINES : 1) && !e->list;
}

int
phrase_detect_score(const struct evidence *evidence)
{
	const struct evidence *e = evidence;
	int score = 0;

	score += e->daemon ? 3 : e->machine ? 2 : 0;
	score += e->null_sender ? 2 : 0;
	score += e->listed ? 4 : 0;
	score += e->subject ? 2 : 0;
	score += e->subject && e->null_sender ? 1 : 0;
	score += e->row ? 3 : 0;
	score -= e->reply ? 4 : 0;
	score -= e->list ? 3 : 0;
	return score;
}
