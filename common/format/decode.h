/*
 * decode - one message into the records it stands for
 *
 * Order of certainty: a delivery-status, feedback or disposition structure
 * decides first, then unmistakable forms of bounce, then automatic replies,
 * then general text.  Results are views of the message or in the arena.
 * Limits set flags: DECODE_MAX_RECIPIENTS and those of the lower layers.
 */
#ifndef FORMAT_DECODE_H
#define FORMAT_DECODE_H

#include "base/arena.h"
#include "input/source.h"
#include "record/report.h"

enum { DECODE_MAX_RECIPIENTS = 10000 };

struct phrase_set;

struct decode_options {
	bool all;                    /* a record for ordinary mail too */
	const struct view *headers;  /* -H: copied from the returned message */
	size_t header_count;
	const struct phrase_set *formats; /* --formats, or NULL */
};

struct decoded {
	struct report *report;        /* in the arena, too */
	struct recipient *recipients; /* one a record */
	size_t count;                 /* 0: ordinary mail */
};

/* Decodes one message. */
void decode_message(struct arena *arena, const struct decode_options *options,
    const struct item *item, struct decoded *out);

#endif
