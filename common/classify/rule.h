/*
 * rule - one rule in the form that is matched
 *
 * Offsets only, so that rules can be compiled into a program; texts are a
 * byte of length and the bytes, in the blob of the ruleset.
 */
#ifndef CLASSIFY_RULE_H
#define CLASSIFY_RULE_H

#include <stdbool.h>
#include <stdint.h>

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

#endif
