/*
 * tables - share/ as it is compiled in
 *
 * common/embed makes the one definition of these from the files in share/.
 * Texts are offsets into one blob: a byte of length, then the bytes.
 */
#ifndef CLASSIFY_TABLES_H
#define CLASSIFY_TABLES_H

#include "classify/ruleset.h"

/* share/reasons, by enum reason. */
struct reason_row {
	uint8_t type;           /* enum bounce_type */
	uint8_t permanent;      /* enum advice for a final class 5 */
	uint8_t transient;      /* for class 4 */
	uint32_t category;
};

/* share/status, in order. */
struct status_row {
	struct rule_condition code; /* as for RULE_STATUS or RULE_REPLY */
	uint8_t provider;           /* 0: any */
	uint8_t command;            /* enum command; 0: any */
	uint8_t permanent, transient; /* enum reason */
	bool weak;
};

/* share/providers: names of hosts and domains, open addressing by the hash
 * of provider_hash().  What stands above a name has a row, too, of no use when
 * that is all it is. */
enum { PROVIDER_HOST = 1, PROVIDER_DOMAIN = 2, PROVIDER_SHARED = 4 };
struct provider_row {
	uint32_t name;     /* 0: free slot */
	uint8_t provider;
	uint8_t uses;
};

/* What a phrase in the unmasked text tells. */
struct hint_row {
	uint8_t provider;   /* 0: none */
	bool wait;          /* a time to wait follows */
	bool doubt;         /* beside it no address is dead */
	uint32_t blocklist; /* its name, lower for those that count first;
	                     * 0: none */
};

struct share_file {
	const char *name; /* "share/rules/..." */
	const char *text;
	size_t size;
};

struct tables {
	struct ruleset rules;
	struct scan hints;
	const struct hint_row *hint_rows; /* by phrase */
	const struct reason_row *reasons;
	const struct status_row *status;
	size_t status_count;
	const struct provider_row *providers;
	size_t provider_slots;            /* a power of two */
	const uint32_t *provider_names;   /* from 1 */
	size_t provider_count;
	const uint32_t *vocabularies;     /* names */
	const uint32_t *labels;           /* by vocabulary and reason */
	size_t vocabulary_count;
	const struct share_file *files;   /* of rules */
	size_t file_count;
	const char *blob;
};

extern const struct tables tables;

/* Hash of a name read from its end, one byte at a time. */
static inline uint32_t
provider_hash(uint32_t hash, char c)
{
	return (hash ^ (unsigned char)c) * UINT32_C(16777619);
}

static inline struct view
tables_text(uint32_t at)
{
	const char *p = tables.blob + at;

	return (struct view){p + 1, (unsigned char)*p};
}

#endif
