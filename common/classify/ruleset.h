/*
 * ruleset - rules: reading their text form, with errors by file and line
 *
 *	# what a line means
 *	userunknown exim-route         a rule: its reason, and a name
 *		text unrouteable address   a phrase in the diagnostic
 *		provider google yahoo      further conditions
 *		= Unrouteable address      a diagnostic that it must decide
 *
 * Conditions of one key are alternatives, different keys must all hold.
 * Keys: text status reply command format host provider kind, type (of the
 * diagnostic), exit (status of a program, where the type is x-unix), weak.
 * The first rule that holds decides, rules with text before those without.
 * A weak rule decides only where no strong code does.
 * Limits: RULES_LINE_MAX, RULES_TEXT_MAX.
 */
#ifndef CLASSIFY_RULESET_H
#define CLASSIFY_RULESET_H

#include "base/buf.h"
#include "base/scan-build.h"
#include "record/report.h"

enum {
	RULES_LINE_MAX = 2000,              /* bytes */
	RULES_TEXT_MAX = 64 * 1024 * 1024, /* bytes of a file */
	RULES_CONDITIONS_MAX = 10000        /* of a rule, without texts */
};

enum rule_key {
	RULE_STATUS, RULE_REPLY, RULE_COMMAND, RULE_FORMAT, RULE_HOST,
	RULE_PROVIDER, RULE_KIND, RULE_TYPE, RULE_EXIT, RULE_TEXT, RULE_WEAK,
	RULE_KEY_COUNT
};

/* A condition.  Status: level and subject, 0 for any in level, RULE_ANY in
 * subject, and lo-hi for the detail; reply: lo-hi; command, kind, provider,
 * exit: lo; format, host, type: a glob in the blob. */
enum { RULE_ANY = 255 };
struct rule_condition {
	uint8_t key, level, subject, unused;
	uint16_t lo, hi;
	uint32_t text; /* offset of length, bytes in the blob */
};

struct rule {
	uint32_t id;         /* offset of length, bytes in the blob */
	uint32_t conditions; /* index of the first; sorted by key */
	uint16_t condition_count;
	uint8_t reason;
	bool weak;
	uint32_t limit;      /* phrases from this on belong to later rules */
};

/* What is matched: constant after making, offsets only. */
struct ruleset {
	struct scan scan;
	const uint32_t *uses;     /* by phrase, and one more: start in used */
	const uint32_t *used;     /* rules, in order */
	const struct rule *rules;
	size_t count;
	const struct rule_condition *conditions;
	const uint32_t *textless; /* rules without text, in order */
	size_t textless_count;
	const char *blob;
};

/* A line that begins with "=". */
struct rule_example {
	uint32_t rule;
	uint32_t line;
	struct view file, text;
};

/* What is read so far; start from a zeroed struct with its arena and
 * providers. */
struct rules {
	struct arena *arena;
	unsigned (*provider)(struct view name); /* 0: unknown */
	struct scan_build scan;
	struct buf rules;      /* struct rule */
	struct buf conditions; /* struct rule_condition */
	struct buf uses;       /* phrase and rule, two uint32_t */
	struct buf examples;   /* struct rule_example */
	struct buf blob;
	unsigned numbers[REASON_COUNT]; /* for rules without a name */
};

/* Reads a file's text, which lives as long as the arena.  False when
 * something is wrong with it: fault is "file:line: what". */
bool ruleset_read(struct rules *rules, struct view file, struct view text,
    struct buf *fault);
/* The rules in the form that is matched, in the arena.  Their examples stay
 * in rules->examples. */
struct ruleset ruleset_finish(struct rules *rules);
/* The text at an offset of the blob. */
struct view ruleset_text(const struct ruleset *set, uint32_t at);

#endif
