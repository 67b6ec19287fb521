/* Reading rows of phrases; the language is told in share/formats. */
#include <stdalign.h>

#include "base/fold.h"
#include "format/phrase_read.h"
#include "mail/header.h"
#include "record/field.h"

#define ROWS(r) ((r)->rows.n / sizeof(struct phrase_row))
#define USES(r) ((r)->uses.n / sizeof(struct phrase_use))
#define FIRSTS(r) ((r)->first.n / sizeof(unsigned short))

static const struct view keys[PHRASE_KEYS] = {
	[PHRASE_FROM] = {"from", 4},
	[PHRASE_SUBJECT] = {"subject", 7},
	[PHRASE_HEADER] = {"header", 6},
	[PHRASE_TEXT] = {"text", 4},
	[PHRASE_BOUNCE] = {"bounce", 6},
	[PHRASE_DELAY] = {"delay", 5},
	[PHRASE_TO] = {"to", 2},
	[PHRASE_ORIGIN] = {"origin", 6},
	[PHRASE_REASON] = {"reason", 6},
	[PHRASE_HOST] = {"host", 4},
	[PHRASE_REPORTER] = {"reporter", 8},
	[PHRASE_STAGE] = {"stage", 5},
	[PHRASE_DIALOG] = {"dialog", 6},
	[PHRASE_EXPIRED] = {"expired", 7},
	[PHRASE_CAUSE] = {"cause", 5},
	[PHRASE_SKIP] = {"skip", 4},
	[PHRASE_END] = {"end", 3},
};

static const struct {
	struct view word;
	unsigned bit;
} options[] = {
	{{"certain", 7}, PHRASE_CERTAIN},
	{{"names", 5}, PHRASE_NAMES},
	{{"above", 5}, PHRASE_ABOVE},
	{{"general", 7}, PHRASE_GENERAL},
};

/* The keys that recognise a row; the others only tell what lines mean. */
enum {
	NEEDS = 1 << PHRASE_FROM | 1 << PHRASE_SUBJECT | 1 << PHRASE_HEADER |
	    1 << PHRASE_TEXT
};

static struct view
folded(struct arena *arena, struct view text)
{
	char *p = arena_text(arena, text.n);

	return (struct view){p, fold(p, text)};
}

static void
add(struct buf *buf, const void *object, size_t size)
{
	buf_add(buf, (struct view){object, size});
}

/* "format NAME [OPTION]..." */
static void
read_row(struct phrase_reading *r, struct view rest)
{
	struct phrase_row row = {.name = VIEW_NONE};
	struct view word;
	size_t i;

	if (ROWS(r) == PHRASE_MAX_ROWS)
		r->fault = "too many formats";
	if (!view_word(&rest, &row.name))
		r->fault = "a format needs a name";
	while (view_word(&rest, &word)) {
		for (i = 0; i < sizeof options / sizeof *options; i++)
			if (view_eq(word, options[i].word))
				break;
		if (i == sizeof options / sizeof *options)
			r->fault = "unknown option";
		else
			row.options |= options[i].bit;
	}
	add(&r->rows, &row, sizeof row);
}

/* Appends the use to its phrase's. */
static void
chain(struct phrase_reading *r, size_t phrase, struct phrase_use use)
{
	struct phrase_use *uses;
	unsigned short none = PHRASE_NONE, *first, number;

	while (FIRSTS(r) <= phrase)
		add(&r->first, &none, sizeof none);
	number = (unsigned short)USES(r);
	use.next = PHRASE_NONE;
	add(&r->uses, &use, sizeof use);
	uses = (struct phrase_use *)(void *)r->uses.p;
	first = (unsigned short *)(void *)r->first.p + phrase;
	while (*first != PHRASE_NONE)
		first = &uses[*first].next;
	*first = number;
}

static void
read_phrase(struct phrase_reading *r, struct phrase_use use, struct view text)
{
	size_t phrase;

	if (USES(r) == PHRASE_MAX_USES) {
		r->fault = "too many phrases";
		return;
	}
	text = folded(r->arena, text);
	use.colon = view_iends(text, VIEW(":"));
	if (use.colon)
		text = view_rtrim(view_upto(text, text.n - 1));
	phrase = scan_build_add(&r->scan, text, &r->fault);
	if (phrase != SIZE_MAX)
		chain(r, phrase, use);
}

static void
read_field(struct phrase_reading *r, struct view rest)
{
	struct phrase_field field = {.row = ROWS(r) - 1};

	if (!view_word(&rest, &field.name))
		r->fault = "a name of a field is missing";
	field.mark = header_mark(field.name);
	field.text = folded(r->arena, rest);
	add(&r->fields, &field, sizeof field);
}

/* The phrases of one line: "A | B | C". */
static void
read_phrases(struct phrase_reading *r, enum phrase_key key, struct view rest)
{
	struct phrase_use use = {.row = (unsigned short)(ROWS(r) - 1),
	    .key = (unsigned char)key};
	struct view word, one;

	if (key == PHRASE_STAGE) {
		if (!view_word(&rest, &word))
			word = VIEW("");
		use.value = (unsigned char)field_name(names_command,
		    COMMAND_COUNT, word);
		if (!use.value)
			r->fault = "unknown stage of SMTP";
	}
	do {
		view_cut(rest, '|', &one, &rest);
		read_phrase(r, use, one);
	} while (!r->fault && rest.n);
}

static void
read_line(struct phrase_reading *r, struct view line)
{
	struct view word;
	size_t key;

	if (!view_word(&line, &word) || word.p[0] == '#')
		return;
	if (view_eq(word, VIEW("format"))) {
		read_row(r, line);
		return;
	}
	for (key = 0; key < PHRASE_KEYS; key++)
		if (view_eq(word, keys[key]))
			break;
	if (key == PHRASE_KEYS || ROWS(r) == 0) {
		r->fault = key == PHRASE_KEYS ? "unknown key" :
		    "a phrase before the first format";
		return;
	}
	if ((1u << key) & NEEDS)
		((struct phrase_row *)(void *)r->rows.p)[ROWS(r) - 1].needs |=
		    1u << key;
	if (key == PHRASE_HEADER)
		read_field(r, line);
	else
		read_phrases(r, (enum phrase_key)key, line);
}

bool
phrase_read_rows(struct phrase_reading *reading, struct view text)
{
	struct view line;

	reading->scan.arena = reading->arena;
	reading->fault = NULL;
	reading->line = 0;
	while (!reading->fault && view_line(&text, &line)) {
		reading->line++;
		read_line(reading, line);
	}
	return !reading->fault;
}

struct phrase_set
phrase_read_finish(struct phrase_reading *reading)
{
	struct phrase_set set = {
		.row_count = ROWS(reading), .use_count = USES(reading),
		.field_count = reading->fields.n / sizeof *set.fields,
	};

	for (size_t i = 0; i < set.row_count; i++) {
		const struct phrase_row *row =
		    (const struct phrase_row *)(void *)reading->rows.p + i;

		if (!row->needs && !(row->options & PHRASE_GENERAL))
			set.options |= row->options;
	}
	set.scan = scan_build_finish(&reading->scan);
	set.first = buf_keep(&reading->first, reading->arena);
	set.uses = buf_keep(&reading->uses, reading->arena);
	set.rows = buf_keep(&reading->rows, reading->arena);
	set.fields = buf_keep(&reading->fields, reading->arena);
	return set;
}
