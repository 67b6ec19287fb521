/*
 * The record as a line of JSON; see json.h.  The one user of jansson, which
 * takes the lines that flat.c does not.
 */
#include "record/json.h"

#include <assert.h>
#include <err.h>
#include <jansson.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "record/emit.h"
#include "record/escape.h"
#include "record/flat.h"
#include "record/member.h"
#include "record/value.h"

/* Makes an object of the members appended since start, each with a comma
 * before it, and ends the line. */
static void
close_object(struct buf *out, size_t start)
{
	if (out->n == start)
		buf_addc(out, '{');
	else
		out->p[start] = '{';
	buf_add(out, VIEW("}\n"));
}

void
json_write(struct buf *out, const struct record *record, bool all_keys)
{
	size_t start = out->n;

	emit_fields(out, record, all_keys);
	close_object(out, start);
}

static struct view
copy_string(struct arena *arena, const json_t *string)
{
	return arena_copy(arena, (struct view){json_string_value(string),
	    json_string_length(string)});
}

/* False when not all of the array are strings. */
static bool
copy_list(struct arena *arena, const json_t *array, struct list *list)
{
	size_t n = json_array_size(array);
	struct view *v = ARENA_NEW(arena, struct view, n);

	*list = (struct list){v, n};
	for (size_t i = 0; i < n; i++) {
		if (!json_is_string(json_array_get(array, i)))
			return false;
		v[i] = copy_string(arena, json_array_get(array, i));
	}
	return json_is_array(array);
}

/* False when not all of the object are arrays of strings. */
static bool
copy_headers(struct arena *arena, json_t *object, struct copied_list *headers)
{
	size_t n = json_object_size(object), i = 0;
	struct copied *v = ARENA_NEW(arena, struct copied, n);
	const char *key;
	json_t *array;

	*headers = (struct copied_list){v, n};
	json_object_foreach(object, key, array) {
		v[i].name = arena_copy(arena, view_of(key));
		if (!copy_list(arena, array, &v[i++].values))
			return false;
	}
	return true;
}

static struct value
copy_value(struct arena *arena, json_t *json)
{
	struct value value = {.type = VALUE_NONE};

	if (json_is_string(json)) {
		value.type = VALUE_TEXT;
		value.text = copy_string(arena, json);
	} else if (json_is_integer(json)) {
		value.type = VALUE_INT;
		value.number = json_integer_value(json);
	} else if (json_is_real(json)) {
		value.type = VALUE_NUMBER;
		value.real = json_real_value(json);
	} else if (json_is_boolean(json)) {
		value.type = VALUE_TRUTH;
		value.truth = json_is_true(json);
	} else if (json_is_array(json)) {
		if (copy_list(arena, json, &value.list))
			value.type = VALUE_LIST;
	} else if (json_is_object(json)) {
		if (copy_headers(arena, json, &value.headers))
			value.type = VALUE_HEADERS;
	}
	return value;
}

static const char *
fault_of(const json_error_t *error)
{
	static const char *const texts[] = {
		[json_error_stack_overflow] = "nested too deep",
		[json_error_premature_end_of_input] = "line ends too early",
		[json_error_end_of_input_expected] = "text after the object",
		[json_error_invalid_utf8] = "wrong UTF-8",
		[json_error_numeric_overflow] = "number out of range",
	};
	enum json_error_code code = json_error_code(error);

	if (code == json_error_out_of_memory)
		errx(EX_TEMPFAIL, "out of memory");
	if ((size_t)code < sizeof texts / sizeof *texts && texts[code])
		return texts[code];
	return "not JSON";
}

/* jansson refuses a line with an integer beyond 64 bits; we only pass that
 * value over, so the line is read again with all integers as doubles. */
static json_t *
load(struct view line, json_error_t *error)
{
	const size_t flags = JSON_ALLOW_NUL | JSON_DECODE_ANY;
	json_t *root = json_loadb(line.p, line.n, flags, error);

	if (!root && json_error_code(error) == json_error_numeric_overflow)
		root = json_loadb(line.p, line.n,
		    flags | JSON_DECODE_INT_AS_REAL, error);
	return root;
}

static void
read_tree(struct arena *arena, json_t *root, struct json_line *out)
{
	struct record record = {&out->report, &out->recipient, &out->verdict};
	struct value value;
	json_t *json;

	for (size_t i = 0; i < FIELD_COUNT; i++) {
		json = json_object_get(root, fields[i].key.p);
		if (!json)
			continue;
		value = copy_value(arena, json);
		value_store(&fields[i], &record, &value);
		out->classified |= fields[i].scope == SCOPE_VERDICT;
	}
}

static void
clear(struct json_line *out, struct view line)
{
	out->report = report_none;
	out->recipient = recipient_none;
	out->verdict = verdict_none;
	out->classified = false;
	out->head = 0;
	out->text = line;
	out->fault = NULL;
}

bool
json_read(struct arena *arena, struct view line, struct json_line *out)
{
	json_error_t error;
	json_t *root;

	line = utf8_repair(arena, line);
	clear(out, line);
	if (flat_read(arena, line, out))
		return true;
	clear(out, line);
	if (view_chr(line, '\0') != VIEW_NPOS) { /* jansson overlooks some */
		out->fault = "not JSON";
		return false;
	}
	root = load(line, &error);
	if (!root)
		out->fault = fault_of(&error);
	else if (!json_is_object(root))
		out->fault = "not a JSON object";
	else
		read_tree(arena, root, out);
	json_decref(root);
	return !out->fault;
}

static const struct field *
field_of(struct arena *arena, const struct member *member, size_t expected)
{
	struct view key;

	if (!flat_unescape(arena, member->key, &key))
		return NULL;
	return flat_field(key, expected);
}

static void
put_member(struct buf *out, const struct member *member)
{
	buf_add(out, VIEW(",\""));
	escape_json(out, member->key);
	buf_add(out, VIEW("\":"));
	member_print(out, member->value);
}

/* Fields of the table before until that the line lacks, from *next on. */
static void
put_missing(struct buf *out, struct json_line *line, const bool *there,
    size_t *next, size_t until)
{
	struct record record = {&line->report, &line->recipient, NULL};

	for (; *next < until; ++*next)
		if (!there[*next])
			emit_field(out, &fields[*next], &record);
}

/* The members but the verdict's, and between them, in the order of the
 * table, the keys that are missing. */
static void
put_all_members(struct arena *arena, struct buf *out,
    const struct json_line *given)
{
	struct json_line line = *given; /* a record's structs are not const */
	bool there[FIELD_COUNT] = {false};
	struct view rest = member_first(line.text);
	const struct field *field;
	struct member member;
	size_t next = 0;

	while (member_next(&rest, &member)) {
		field = field_of(arena, &member, 0);
		if (field)
			there[field - fields] = true;
	}
	rest = member_first(line.text);
	while (member_next(&rest, &member)) {
		field = field_of(arena, &member, next);
		if (field && field->scope == SCOPE_VERDICT)
			continue;
		if (field)
			put_missing(out, &line, there, &next,
			    (size_t)(field - fields));
		put_member(out, &member);
	}
	put_missing(out, &line, there, &next, FIELD_COUNT);
}

static void
put_members(struct arena *arena, struct buf *out, const struct json_line *line)
{
	struct view rest = member_first(line->text);
	const struct field *field;
	struct member member;

	if (line->head > 0) {
		escape_json(out, view_upto(line->text, line->head));
		rest = view_from(line->text, line->head);
	}
	while (member_next(&rest, &member)) {
		field = field_of(arena, &member, FIELD_NO_reason);
		if (!field || field->scope != SCOPE_VERDICT)
			put_member(out, &member);
	}
}

void
json_rewrite(struct arena *arena, struct buf *out,
    const struct json_line *line, const struct verdict *verdict,
    bool all_keys)
{
	struct verdict ours = *verdict;
	struct record record = {NULL, NULL, &ours};
	size_t start = out->n;

	assert(!line->fault);
	if (all_keys)
		put_all_members(arena, out, line);
	else
		put_members(arena, out, line);
	emit_fields(out, &record, all_keys);
	close_object(out, start);
}
