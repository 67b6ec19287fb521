/* A report's text as marked lines; see phrase_text.h. */
#include "format/phrase_text.h"

#include <assert.h>
#include <string.h>

#include "base/fold.h"

enum {
	FIRST_LINES = 64, /* room for them */
	SHORT_END = 20, /* an "end" phrase that must fill its line */
	LONG_HIT = 500, /* bytes of a phrase with its gaps */
	LONG_LINE = 16 * 1024 /* bytes of a line that are read */
};

/* "> " before a line, but not the ">>> RCPT To" of a transcript. */
static bool
is_quoted(struct view line)
{
	if (view_starts(line, VIEW(">>>")) && line.n > 4 && line.p[3] == ' ')
		return false;
	return line.n && line.p[0] == '>';
}

/* Looks for what most lines lack: a colon near the start, and a field's name
 * before it. */
static void
note_colon(struct text_line *line)
{
	size_t at = view_chr(view_upto(line->text, PHRASE_NEAR), ':');

	line->colon = at != VIEW_NPOS;
	line->field = line->colon &&
	    view_chr(view_upto(line->text, at), ' ') == VIEW_NPOS;
}

/* Fields with which a returned message begins when nothing announces it. */
static bool
begins_message(struct view raw)
{
	static const struct view fields[] = {
		{"Received: from ", 15}, {"Received: by ", 13},
		{"Received: (", 11}, {"Received:from ", 14},
		{"Return-Path: <", 14}, {"DKIM-Signature: v=", 18},
		{"X-Received: by ", 15}, {"ARC-Seal: i=", 12},
		{"X-Google-Smtp-Source:", 21},
		{"Content-Type: message/rfc822", 28},
		{"Content-Type: text/rfc822-headers", 33},
	};

	return raw.n >= 11 && view_istarts_any(raw, fields,
	    sizeof fields / sizeof *fields, VIEW_LETTER('R') |
	    VIEW_LETTER('D') | VIEW_LETTER('X') | VIEW_LETTER('A') |
	    VIEW_LETTER('C'));
}

/* Adds a line, and room for what ends it; returns it. */
static struct text_line *
add_line(struct arena *arena, struct phrase_text *text, struct view raw)
{
	struct text_line *more, *line;

	if (++text->count >= text->room) {
		text->room *= 4; /* what is outgrown stays in the arena */
		more = ARENA_ROOM(arena, struct text_line, text->room);
		memcpy(more, text->lines, text->count * sizeof *more);
		text->lines = more;
	}
	line = &text->lines[text->count - 1];
	line->text = view_upto(view_trim(raw), LONG_LINE);
	line->indent = raw.n ? (size_t)(line->text.p - raw.p) : 0;
	line->marks = 0;
	line->quoted = is_quoted(line->text);
	note_colon(line);
	return line;
}

/* Appends the line's folded form to n bytes at out; returns their number. */
static size_t
fold_line(struct text_line *line, char *out, size_t n)
{
	line->at = n;
	if (!line->quoted && line->text.n)
		n += fold(out + n, line->text);
	line->even = n - line->at == line->text.n;
	out[n++] = line->text.n && !line->quoted ? ' ' : '\n';
	return n;
}

void
phrase_text_read(struct arena *arena, struct phrase_text *text,
    struct view from, size_t limit, const struct phrase_set *const sets[2])
{
	struct view rest = view_upto(from, limit), raw;
	size_t n = 0, longest = 0;
	char *out = arena_text(arena, rest.n + 1);
	struct text_line *line;

	*text = (struct phrase_text){.original = VIEW_NONE,
	    .room = FIRST_LINES};
	text->lines = ARENA_ROOM(arena, struct text_line, text->room);
	while (text->count < PHRASE_MAX_LINES && view_line(&rest, &raw)) {
		line = add_line(arena, text, raw);
		if (line->field && begins_message(raw)) {
			text->original = view_from(from,
			    (size_t)(raw.p - from.p));
			text->count--;
			break;
		}
		if (line->text.n > longest)
			longest = line->text.n;
		n = fold_line(line, out, n);
	}
	text->lines[text->count].at = n;
	text->folded = (struct view){out, n};
	text->scratch = arena_text(arena, longest);
	for (unsigned char i = 0; i < 2; i++)
		if (sets[i])
			phrase_rows_find(arena, sets[i], text->folded, i,
			    &text->hits);
}

size_t
phrase_text_line(const struct phrase_text *text, size_t line, size_t at)
{
	/* The line behind the last begins where the text ends. */
	while (text->lines[line + 1].at <= at)
		line++;
	return line;
}

bool
phrase_text_begins(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit)
{
	while (line && text->lines[line].at > hit->at)
		line--;
	for (size_t i = text->lines[line].at; i < hit->at; i++)
		if (is_alpha(text->folded.p[i]) ||
		    is_digit(text->folded.p[i]) || text->folded.p[i] < 0)
			return false;
	return true;
}

/* Whether nothing but signs stands behind the hit on its line. */
static bool
fills_line(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit)
{
	size_t i;

	line = phrase_text_line(text, line, hit->end - 1);
	for (i = hit->end; i < text->lines[line + 1].at; i++)
		if (is_alpha(text->folded.p[i]) || text->folded.p[i] < 0)
			return false;
	return true;
}

static bool
is_end(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit)
{
	return phrase_text_begins(text, line, hit) &&
	    (hit->end - hit->at >= SHORT_END || fills_line(text, line, hit));
}

/* Ends the text after line: the message begins below it. */
static void
cut(struct phrase_text *text, size_t line, struct view from)
{
	struct view last = text->lines[line].text, rest, blank, next;

	rest = view_from(from, (size_t)(last.p + last.n - from.p));
	view_line(&rest, &blank);
	for (next = rest; view_line(&next, &blank) &&
	    view_empty(view_trim(blank)); )
		rest = next;
	text->original = rest;
	text->count = line;
	text->lines[line].at = text->lines[line + 1].at;
}

void
phrase_text_mark(struct phrase_text *text,
    const struct phrase_set *const sets[2], unsigned char *const met[2],
    struct view from)
{
	const struct phrase_hit *hit;
	size_t i, n = 0, line = 0, next, row;

	for (i = 0; i < text->hits.n; i++) {
		hit = &text->hits.v[i];
		row = hit->use->row;
		if (!phrase_row_on(&sets[hit->set]->rows[row],
		    met[hit->set][row]))
			continue;
		line = phrase_text_line(text, line, hit->at);
		if (hit->use->key == PHRASE_SKIP &&
		    !phrase_text_begins(text, line, hit))
			continue;
		if (hit->use->key == PHRASE_END) {
			if (!is_end(text, line, hit))
				continue;
			cut(text, line, from);
			break;
		}
		for (next = line; text->lines[next].at < hit->end; next++)
			text->lines[next].marks |= 1u << hit->use->key;
		text->hits.v[n++] = *hit;
	}
	text->hits.n = n;
}

const struct phrase_hit *
phrase_text_marked(const struct phrase_text *text, size_t line,
    enum phrase_key key)
{
	const struct phrase_hit *hit, *last = NULL;
	size_t low = 0, high = text->hits.n, mid;
	size_t from = text->lines[line].at, to = text->lines[line + 1].at;

	/* Phrases that span more lines than that are not looked for. */
	from -= from < LONG_HIT ? from : LONG_HIT;
	while (low < high) {
		mid = (low + high) / 2;
		if (text->hits.v[mid].at < from)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < text->hits.n && text->hits.v[low].at < to; low++) {
		hit = &text->hits.v[low];
		if (hit->use->key == key && hit->end <= to &&
		    hit->end > text->lines[line].at &&
		    (!last || hit->end >= last->end))
			last = hit;
	}
	return last;
}

/* Bytes of the line's start whose folded form is n bytes long. */
static size_t
unfold(const struct phrase_text *text, const struct text_line *l, size_t n)
{
	struct view line = l->text;
	size_t low = n < line.n ? n : line.n, high = line.n, mid;

	/* No form is longer than what it stands for; most are as long. */
	if (l->even || fold(text->scratch, view_upto(line, low)) == n)
		high = low;
	while (low < high) {
		mid = (low + high) / 2;
		if (fold(text->scratch, view_upto(line, mid)) < n)
			low = mid + 1;
		else
			high = mid;
	}
	/* Half a character folds to other bytes than all of it. */
	while (low < line.n && ((unsigned char)line.p[low] & 0xc0) == 0x80)
		low++;
	return low;
}

struct view
phrase_text_after(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit)
{
	const struct text_line *l = &text->lines[line];

	assert(hit->end >= l->at);
	return view_trim(view_from(l->text,
	    unfold(text, l, hit->end - l->at)));
}

struct view
phrase_text_before(const struct phrase_text *text, size_t line,
    const struct phrase_hit *hit)
{
	const struct text_line *l = &text->lines[line];
	size_t at = hit->at;

	while (at > l->at && text->folded.p[at - 1] == ' ')
		at--;
	return at <= l->at ? VIEW("") : view_upto(l->text,
	    unfold(text, l, at - l->at));
}
