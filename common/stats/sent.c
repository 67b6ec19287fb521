/* How many messages were sent; see sent.h. */
#include "stats/sent.h"

#include "base/utf8.h"
#include "record/flat.h"

/* So many sent messages are enough to be sure that sums fit. */
#define SENT_MAX INT64_C(1000000000000000)

/* The values of a line, by the keys' places. */
struct sent_line {
	struct key_value values[SECTION_KEYS];
	bool given[SECTION_KEYS];
	int64_t sent;
};

static struct key_value
value_of(struct arena *arena, const struct value *value)
{
	struct buf digits = {0};
	struct key_value out = {KEY_NONE, VIEW_NONE};

	if (value->type == VALUE_TEXT && !view_empty(value->text))
		out = (struct key_value){KEY_TEXT, value->text};
	if (value->type == VALUE_TRUTH)
		out = (struct key_value){KEY_TRUTH,
		    value->truth ? VIEW("true") : VIEW("false")};
	if (value->type == VALUE_INT) {
		buf_addint(&digits, value->number);
		out = (struct key_value){KEY_NUMBER,
		    arena_copy(arena, buf_view(&digits))};
		buf_free(&digits);
	}
	out.text = utf8_cut(out.text, KEY_MAX);
	return out;
}

static void
take_member(struct sent_line *line, const struct section *section,
    struct view name, struct key_value value)
{
	struct key key;

	if (!key_find(name, &key))
		return;
	for (size_t i = 0; i < section->key_count; i++) {
		if (!view_eq(section->keys[i].name, key.name))
			continue;
		line->values[i] = value;
		line->given[i] = true;
	}
}

static bool
read_object(struct sent_line *line, const struct section *section,
    struct arena *arena, struct view text)
{
	struct flat flat = flat_open(arena, text);
	struct value value;
	struct view name;

	while (flat_next(&flat, &name, &value)) {
		if (!view_eq(name, VIEW("sent")))
			take_member(line, section, name,
			    value_of(arena, &value));
		else if (value.type == VALUE_INT)
			line->sent = value.number;
	}
	return flat_close(&flat);
}

static bool
next_word(struct view *rest, struct view *word)
{
	size_t i = 0;

	while (rest->n > 0 && (is_space(rest->p[0]) || rest->p[0] == ','))
		*rest = view_from(*rest, 1);
	while (i < rest->n && !is_space(rest->p[i]) && rest->p[i] != ',')
		i++;
	*word = view_upto(*rest, i);
	*rest = view_from(*rest, i);
	return i > 0;
}

/* A number has the type that the key's values have. */
static enum key_type
type_of(const struct key *key)
{
	if (key->field && key->field->type == FIELD_INT)
		return KEY_NUMBER;
	return key->field && key->field->type == FIELD_TRUTH ? KEY_TRUTH :
	    KEY_TEXT;
}

static bool
read_words(struct sent_line *line, const struct section *section,
    struct view text)
{
	struct view word, before = VIEW_NONE;
	uint64_t sent;
	size_t i = 0;

	while (next_word(&text, &word)) {
		if (!view_none(before)) {
			if (i == section->key_count)
				return false;
			line->given[i] = true;
			line->values[i] = (struct key_value){
			    type_of(&section->keys[i]),
			    utf8_cut(before, KEY_MAX)};
			i++;
		}
		before = word;
	}
	if (!view_uint(before, &sent) || sent > SENT_MAX)
		return false;
	line->sent = (int64_t)sent;
	return true;
}

/* The first line says which keys there are; the others must have the same. */
static bool
has_same_keys(struct section *section, const struct sent_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < section->key_count; i++) {
		if (!line->given[i])
			continue;
		if (!section->has_sent)
			section->sent_places[section->sent_count++] = i;
		else if (n >= section->sent_count ||
		    section->sent_places[n] != i)
			return false;
		n++;
	}
	section->has_sent = true;
	return n == section->sent_count;
}

bool
sent_take(struct section *section, struct arena *arena, struct view text)
{
	struct sent_line line = {.sent = -1};
	uint64_t *sum;
	bool good = view_starts(text, VIEW("{")) ?
	    read_object(&line, section, arena, text) :
	    read_words(&line, section, text);

	if (!good || line.sent < 0 || line.sent > SENT_MAX ||
	    !has_same_keys(section, &line))
		return false;
	section->tuple.n = 0;
	for (size_t i = 0; i < section->sent_count; i++)
		tuple_add(&section->tuple,
		    line.values[section->sent_places[i]]);
	sum = table_add(&section->sent, buf_view(&section->tuple), NULL);
	*sum += (uint64_t)line.sent;
	return *sum <= (uint64_t)SENT_MAX;
}

bool
sent_find(const struct sheet *sheet, const struct row *row, uint64_t *count)
{
	const struct section *section = sheet->section;
	struct buf tuple = {0};
	const uint64_t *found;

	/* Of others only the periods are known. */
	for (size_t i = 0; i < section->sent_count; i++) {
		if (row->others && section->sent_places[i] >=
		    sheet->lead_count)
			return false;
	}
	if (!section->has_sent)
		return false;
	for (size_t i = 0; i < section->sent_count; i++)
		tuple_add(&tuple,
		    sheet_key(sheet, row, section->sent_places[i]));
	found = table_find(&section->sent, buf_view(&tuple));
	if (found)
		*count = *found;
	buf_free(&tuple);
	return found;
}
