/* Lines of JSON without local parts of addresses; see redacted.h. */
#include "record/escape.h"
#include "record/flat.h"
#include "record/member.h"
#include "record/redacted.h"

/* What a partial's line (stats/partial.h) has of texts; its other values are
 * numbers, in whatever writing. */
static const struct view partial_texts[] = {
	{"keys", 4}, {"sample", 6}, {"address", 7}, {"receiver", 8},
};

enum { SAMPLE_CUT = 236 /* bytes: a longer sample may be cut (fact.h) */ };

/* What is done with each string of a value. */
struct pass {
	struct redacted *redacted;
	const struct field *field; /* NULL: not one of ours */
	struct view header;        /* of a copied header: its name */
	bool typed;                /* begins with a letter that is no text */
	struct buf *out;           /* NULL: learn only */
};

static struct view
text_of(const struct pass *pass, struct view raw)
{
	struct view text;

	return flat_unescape(pass->redacted->to.arena, raw, &text) ? text :
	    raw;
}

static void
take_string(const struct pass *pass, struct view raw)
{
	struct redacted *redacted = pass->redacted;
	struct arena *arena = redacted->to.arena;
	struct view text = text_of(pass, raw);
	struct view letter = view_upto(text, pass->typed);

	text = view_from(text, letter.n);
	if (!pass->out) {
		redacted_learn_text(redacted, pass->field, text);
		return;
	}
	text = view_none(pass->header) ?
	    redacted_text(redacted, pass->field, text) :
	    redacted_header(redacted, pass->header, text);
	escape_string(pass->out, arena_concat(arena, letter, text));
}

/* Keys of objects within are strings like others. */
static void
take_value(const struct pass *pass, struct view value)
{
	size_t i = 0, end;

	while (i < value.n) {
		end = i + view_chr(view_from(value, i), '"');
		if (end < i || end > value.n)
			end = value.n;
		if (pass->out)
			buf_add(pass->out, view_sub(value, i, end - i));
		if (end == value.n)
			break;
		i = member_string(value, end);
		take_string(pass, view_sub(value, end + 1, i - end - 2));
	}
}

static void
put_key(const struct pass *pass, struct view key, char before)
{
	struct redactor *to = &pass->redacted->to;

	if (!pass->out)
		return;
	buf_addc(pass->out, before);
	escape_string(pass->out, redact_text(to, text_of(pass, key),
	    REDACT_STRICT));
	buf_addc(pass->out, ':');
}

static void
take_headers(struct pass pass, struct view object)
{
	struct view rest = member_first(object);
	struct member member;
	char before = '{';

	pass.field = NULL;
	while (member_next(&rest, &member)) {
		put_key(&pass, member.key, before);
		pass.header = text_of(&pass, member.key);
		take_value(&pass, member.value);
		before = ',';
	}
	if (pass.out)
		buf_add(pass.out, before == '{' ? VIEW("{}") : VIEW("}"));
}

/* A sample that may have been cut ends in half an address. */
static struct view
whole_words(struct view value)
{
	size_t blank = view_rchr(value, ' ');

	if (value.n < SAMPLE_CUT || blank == VIEW_NPOS)
		return value;
	return view_upto(value, blank);
}

static void
take_partial(struct pass pass, const struct member *member)
{
	struct view value = member->value;

	for (size_t i = 0; i < sizeof partial_texts /
	    sizeof *partial_texts; i++) {
		if (!view_eq(member->key, partial_texts[i]))
			continue;
		pass.typed = value.n > 0 && value.p[0] == '[';
		if (!view_eq(member->key, VIEW("sample")))
			take_value(&pass, value);
		else if (view_starts(value, VIEW("\"")) && pass.out)
			take_string(&pass, whole_words(view_sub(value, 1,
			    value.n - 2)));
		return;
	}
	if (pass.out)
		buf_add(pass.out, value);
}

static void
take_member(struct pass pass, const struct member *member, bool partial)
{
	struct view key = text_of(&pass, member->key);

	pass.field = flat_field(key, 0);
	if (partial) {
		pass.field = NULL;
		take_partial(pass, member);
	} else if (pass.field && pass.field->type == FIELD_HEADERS &&
	    view_starts(member->value, VIEW("{"))) {
		take_headers(pass, member->value);
	} else {
		take_value(&pass, member->value);
	}
}

struct view
redacted_line(struct redacted *redacted, struct view line)
{
	bool partial = view_starts(line, VIEW("{\"partial\":1,"));
	struct buf out = {0};
	struct pass pass = {.redacted = redacted};
	struct member member;
	struct view rest, copy;
	char before;

	for (int i = 0; i < 2; i++, pass.out = &out) {
		before = '{';
		rest = member_first(line);
		while (member_next(&rest, &member)) {
			put_key(&pass, member.key, before);
			take_member(pass, &member, partial);
			before = ',';
		}
	}
	buf_add(&out, before == '{' ? VIEW("{}") : VIEW("}"));
	copy = arena_copy(redacted->to.arena, buf_view(&out));
	buf_free(&out);
	return copy;
}
