/* share/reasons, share/vocabularies and share/status; see share.h. */
#include <string.h>

#include "classify/condition.h"
#include "classify/reason.h"
#include "embed/share.h"
#include "record/field.h"

static enum reason
reason_word(const struct share_line *line, struct view word)
{
	enum reason reason = reason_by_name(word);

	if (reason == REASON_NONE)
		share_fail(line, "unknown reason", word);
	return reason;
}

static uint8_t
advice_word(const struct share_line *line, struct view word)
{
	int advice = field_name(names_advice, ADVICE_COUNT, word);

	if (!advice)
		share_fail(line, "unknown advice", word);
	return (uint8_t)advice;
}

void
share_reasons(struct share *share, const char *path)
{
	struct view rest = file_load(&share->arena, path), text, word;
	struct share_line line = {.file = view_of(path)};
	struct reason_row *row;

	while (share_next(&rest, &line)) {
		text = line.text;
		word = share_word(&line, &text);
		row = &share->reasons[reason_word(&line, word)];
		word = share_word(&line, &text);
		row->type = (uint8_t)field_name(names_bounce_type, TYPE_COUNT,
		    word);
		if (!row->type && !view_eq(word, VIEW("none")))
			share_fail(&line, "unknown type", word);
		row->category = share_text(share, share_word(&line, &text));
		row->permanent = advice_word(&line, share_word(&line, &text));
		row->transient = advice_word(&line, share_word(&line, &text));
		/* What it means is for people. */
		share_word(&line, &text);
	}
}

/* A line's cells, between "|"; their number. */
static size_t
cells(struct view text, struct view *cell, size_t max)
{
	size_t n = 0;
	bool more = true;

	while (more && n < max) {
		more = view_cut(text, '|', &cell[n], &text);
		cell[n] = view_trim(cell[n]);
		n++;
	}
	return n;
}

static void
add_number(struct buf *buf, uint32_t number)
{
	memcpy(buf_room(buf, sizeof number), &number, sizeof number);
	buf->n += sizeof number;
}

void
share_vocabularies(struct share *share, const char *path)
{
	enum { CELLS = 20 };
	struct view rest = file_load(&share->arena, path), cell[CELLS];
	struct share_line line = {.file = view_of(path)};
	uint32_t *label;
	size_t n, i;

	if (!share_next(&rest, &line))
		return;
	n = cells(line.text, cell, CELLS);
	for (i = 1; i < n; i++)
		add_number(&share->vocabularies, share_text(share, cell[i]));
	label = ARENA_NEW(&share->arena, uint32_t, (n - 1) * REASON_COUNT);
	while (share_next(&rest, &line)) {
		if (cells(line.text, cell, CELLS) != n)
			share_fail(&line, "wrong number of cells in",
			    cell[0]);
		for (i = 1; i < n; i++)
			label[(i - 1) * REASON_COUNT +
			    reason_word(&line, cell[0])] =
			    share_text(share, cell[i]);
	}
	for (i = 0; i < (n - 1) * REASON_COUNT; i++)
		add_number(&share->labels, label[i]);
}

/* "421", "50x" or "5.7.1" as a condition. */
static void
code_word(const struct share_line *line, struct view word,
    struct status_row *row)
{
	row->code.key = RULE_STATUS;
	if (condition_status(word, &row->code))
		return;
	row->code.key = RULE_REPLY;
	if (!condition_reply(word, &row->code))
		share_fail(line, "bad code", word);
}

void
share_status(struct share *share, const char *path)
{
	struct view rest = file_load(&share->arena, path), text, word;
	struct share_line line = {.file = view_of(path)};
	struct status_row row;

	while (share_next(&rest, &line)) {
		row = (struct status_row){.weak = false};
		text = line.text;
		code_word(&line, share_word(&line, &text), &row);
		word = share_word(&line, &text);
		row.provider = (uint8_t)share_provider(share, word);
		row.command = (uint8_t)field_name(names_command,
		    COMMAND_COUNT, word);
		if (!row.provider && !row.command &&
		    !view_eq(word, VIEW("-")))
			share_fail(&line, "unknown provider or command", word);
		word = share_word(&line, &text);
		if (!view_eq(word, VIEW("-")))
			row.permanent = (uint8_t)reason_word(&line, word);
		word = share_word(&line, &text);
		if (!view_eq(word, VIEW("-")))
			row.transient = (uint8_t)reason_word(&line, word);
		if (view_word(&text, &word)) {
			if (!view_eq(word, VIEW("weak")))
				share_fail(&line, "not weak but", word);
			row.weak = true;
		}
		memcpy(buf_room(&share->status, sizeof row), &row, sizeof row);
		share->status.n += sizeof row;
	}
}
