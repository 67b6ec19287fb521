/* The text form of rules; see ruleset.h. */
#include "classify/ruleset.h"

#include <assert.h>
#include <string.h>

#include "base/fold.h"
#include "base/plain.h"
#include "classify/condition.h"
#include "classify/mask.h"
#include "classify/reason.h"

static const struct view keys[RULE_KEY_COUNT] = {
	[RULE_STATUS] = {"status", 6}, [RULE_REPLY] = {"reply", 5},
	[RULE_COMMAND] = {"command", 7}, [RULE_FORMAT] = {"format", 6},
	[RULE_HOST] = {"host", 4}, [RULE_PROVIDER] = {"provider", 8},
	[RULE_KIND] = {"kind", 4}, [RULE_TYPE] = {"type", 4},
	[RULE_EXIT] = {"exit", 4}, [RULE_TEXT] = {"text", 4},
	[RULE_WEAK] = {"weak", 4},
};

enum { SHOWN = 60 /* bytes of a word that is at fault */ };

/* A file being read. */
struct reading {
	struct rules *rules;
	struct view file;
	uint32_t line;
	size_t start;  /* of the rule's conditions */
	size_t uses;   /* of phrases before the rule */
	bool in_rule;
	struct buf *fault;
};

static bool
fail(struct reading *r, const char *what, struct view word)
{
	buf_printf(r->fault, "%.*s:%lu: %s", (int)r->file.n, r->file.p,
	    (unsigned long)r->line, what);
	if (view_none(word))
		return false;
	buf_add(r->fault, VIEW(" '"));
	plain_add(r->fault, view_upto(word, SHOWN), '?');
	buf_add(r->fault, word.n > SHOWN ? VIEW("...'") : VIEW("'"));
	return false;
}

static struct rule *
last_rule(const struct rules *rules)
{
	assert(rules->rules.n >= sizeof(struct rule));
	return (struct rule *)(void *)(rules->rules.p + rules->rules.n) - 1;
}

static void
append(struct buf *buf, const void *p, size_t n)
{
	memcpy(buf_room(buf, n), p, n);
	buf->n += n;
}

/* "reason.name" or "reason.3" into the blob; false when it is too long. */
static bool
add_id(struct rules *rules, struct view reason, struct view name,
    unsigned number)
{
	size_t at = rules->blob.n;

	buf_addc(&rules->blob, 0);
	buf_add(&rules->blob, reason);
	buf_addc(&rules->blob, '.');
	if (view_empty(name))
		buf_addint(&rules->blob, number);
	else
		buf_add(&rules->blob, name);
	if (rules->blob.n - at - 1 > UINT8_MAX)
		return false;
	rules->blob.p[at] = (char)(unsigned char)(rules->blob.n - at - 1);
	return true;
}

/* Keys in order, so that alternatives stand together. */
static void
sort_conditions(struct rule_condition *c, size_t n)
{
	struct rule_condition moved;
	size_t i, j;

	for (i = 1; i < n; i++) {
		moved = c[i];
		for (j = i; j && c[j - 1].key > moved.key; j--)
			c[j] = c[j - 1];
		c[j] = moved;
	}
}

/* Completes the rule that was being read. */
static bool
end_rule(struct reading *r)
{
	struct rules *rules = r->rules;
	struct rule *rule;
	size_t n;

	if (!r->in_rule)
		return true;
	r->in_rule = false;
	rule = last_rule(rules);
	rule->limit = (uint32_t)(rules->scan.phrases.n /
	    sizeof(struct scan_phrase));
	n = rules->conditions.n / sizeof(struct rule_condition) - r->start;
	if (!n && rules->uses.n == r->uses)
		return fail(r, "no condition in the rule before this line",
		    VIEW_NONE);
	rule->condition_count = (uint16_t)n;
	if (n)
		sort_conditions((struct rule_condition *)(void *)
		    rules->conditions.p + r->start, n);
	return true;
}

static bool
start_rule(struct reading *r, struct view line)
{
	struct rules *rules = r->rules;
	struct view word, name = VIEW_NONE;
	struct rule rule = {0};
	enum reason reason;

	if (!end_rule(r))
		return false;
	view_word(&line, &word);
	reason = reason_by_name(word);
	if (reason == REASON_NONE)
		return fail(r, "unknown reason", word);
	view_word(&line, &name);
	if (!view_empty(view_trim(line)))
		return fail(r, "more than a reason and a name", VIEW_NONE);
	r->start = rules->conditions.n / sizeof(struct rule_condition);
	rule = (struct rule){.reason = (uint8_t)reason,
	    .id = (uint32_t)rules->blob.n, .conditions = (uint32_t)r->start};
	if (!add_id(rules, word, name, rules->numbers[reason] + 1))
		return fail(r, "name too long", VIEW_NONE);
	rules->numbers[reason] += view_empty(name);
	r->uses = rules->uses.n;
	append(&rules->rules, &rule, sizeof rule);
	r->in_rule = true;
	return true;
}

/* Files one phrase for the rule. */
static bool
add_phrase(struct reading *r, struct view phrase)
{
	struct rules *rules = r->rules;
	const char *fault;
	uint32_t use[2];
	size_t number = scan_build_add(&rules->scan, phrase, &fault);

	if (number == SIZE_MAX)
		return fail(r, fault, phrase);
	use[0] = (uint32_t)number;
	use[1] = (uint32_t)(last_rule(rules) -
	    (struct rule *)(void *)rules->rules.p);
	append(&rules->uses, use, sizeof use);
	return true;
}

/* Files a phrase with each "~" as a host and as an address: the bits of
 * choice tell which. */
static bool
add_choice(struct reading *r, struct view phrase, unsigned choice)
{
	char *p = arena_text(r->rules->arena, phrase.n);
	size_t i;

	for (i = 0; i < phrase.n; i++) {
		p[i] = phrase.p[i];
		if (p[i] != '~')
			continue;
		p[i] = choice & 1 ? MASK_HOST : MASK_ADDRESS;
		choice >>= 1;
	}
	return add_phrase(r, (struct view){p, phrase.n});
}

/* Folded, and found to hold nothing that is never there to be found. */
static bool
add_text(struct reading *r, struct view value)
{
	struct arena *arena = r->rules->arena;
	struct view folded, masked;
	unsigned names = 0, choice;
	size_t i;
	char *p;

	p = arena_text(arena, value.n + 1);
	folded = (struct view){p, fold(p, value)};
	p = arena_text(arena, folded.n + 1);
	masked = (struct view){p, mask(p, folded)};
	if (!view_eq(folded, masked))
		return fail(r, "a host name or address in text is never "
		    "seen: write ~ for it", value);
	for (i = 0; i < folded.n; i++)
		names += folded.p[i] == '~';
	if (names > RULES_NAMES_MAX)
		return fail(r, "too many ~", value);
	for (choice = 0; choice < 1u << names; choice++)
		if (!add_choice(r, folded, choice))
			return false;
	return true;
}

static bool
add_example(struct reading *r, struct view text)
{
	struct rules *rules = r->rules;
	struct rule_example example = {.line = r->line, .file = r->file,
	    .text = view_trim(text)};
	struct view folded, masked;
	char *p;

	example.rule = (uint32_t)(last_rule(rules) -
	    (struct rule *)(void *)rules->rules.p);
	append(&rules->examples, &example, sizeof example);
	p = arena_text(rules->arena, text.n + 1);
	folded = (struct view){p, fold(p, text)};
	p = arena_text(rules->arena, folded.n + 1);
	masked = (struct view){p, mask(p, folded)};
	scan_build_learn(&rules->scan, masked);
	return true;
}

/* A line of a rule: a key and its values, or an example. */
static bool
add_line(struct reading *r, struct view line)
{
	struct rule_condition condition;
	struct view key, word;
	const char *fault;
	size_t k;

	if (!r->in_rule)
		return fail(r, "no rule before this line", VIEW_NONE);
	if (line.p[0] == '=')
		return add_example(r, view_from(line, 1));
	view_word(&line, &key);
	for (k = 0; k < RULE_KEY_COUNT && !view_ieq(key, keys[k]); k++)
		;
	if (k == RULE_KEY_COUNT)
		return fail(r, "unknown condition", key);
	if (k == RULE_WEAK)
		last_rule(r->rules)->weak = true;
	if (view_empty(view_trim(line)))
		return k == RULE_WEAK || fail(r, "no value for", key);
	if (k == RULE_TEXT)
		return add_text(r, view_trim(line));
	while (view_word(&line, &word)) {
		fault = k == RULE_WEAK ? "weak takes no value, not" :
		    condition_read(r->rules, (enum rule_key)k, word,
		    &condition);
		if (!fault && r->rules->conditions.n / sizeof condition -
		    r->start >= RULES_CONDITIONS_MAX)
			fault = "too many conditions at";
		if (fault)
			return fail(r, fault, word);
		append(&r->rules->conditions, &condition, sizeof condition);
	}
	return true;
}

bool
ruleset_read(struct rules *rules, struct view file, struct view text,
    struct buf *fault)
{
	struct reading r = {.rules = rules, .file = file, .fault = fault};
	struct view line, bare;
	bool good = true;

	rules->scan.arena = rules->arena;
	rules->scan.inside = true; /* the examples tell what is rare */
	while (good && view_line(&text, &line)) {
		r.line++;
		bare = view_trim(line);
		if (view_empty(bare) || bare.p[0] == '#')
			continue;
		if (line.n > RULES_LINE_MAX)
			return fail(&r, "line too long", VIEW_NONE);
		if (is_blank(line.p[0]) || line.p[0] == '=')
			good = add_line(&r, bare);
		else
			good = start_rule(&r, bare);
	}
	return good && end_rule(&r);
}
