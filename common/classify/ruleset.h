/*
 * ruleset - rules: reading their text form, with errors by file and line
 *
 *	# what a line means
 *	userunknown exim-route         a rule: its reason, and a name
 *		text unrouteable address   a phrase in the diagnostic
 *		provider google yahoo      further conditions
 *		= Unrouteable address      a diagnostic that it must decide
 *
 * In text "*" stands for any words of a sentence, "@" for an address, "%" for
 * a host name, an IP address or a URL, "~" for either.
 * Conditions of one key are alternatives, different keys must all hold.
 * Keys: text status reply command format host provider kind, type (of the
 * diagnostic), exit (status of a program, where the type is x-unix), weak.
 * The first rule that holds decides, rules with text before those without.
 * A weak rule decides only where no strong code does.
 * Limits: RULES_LINE_MAX, RULES_CONDITIONS_MAX.
 */
#ifndef CLASSIFY_RULESET_H
#define CLASSIFY_RULESET_H

#include "base/buf.h"
#include "base/scan-build.h"
#include "classify/rule.h"
#include "record/report.h"

enum {
	RULES_LINE_MAX = 2000,       /* bytes */
	RULES_NAMES_MAX = 4,         /* "~" in a text */
	RULES_CONDITIONS_MAX = 10000 /* of a rule, without texts */
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
