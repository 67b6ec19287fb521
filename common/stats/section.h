/*
 * section - records grouped by one list of keys
 *
 * With unique, records are kept apart by id until section_settle(), so that
 * of several with one id the same is counted whatever their order.
 */
#ifndef STATS_SECTION_H
#define STATS_SECTION_H

#include "base/table.h"
#include "stats/group.h"
#include "stats/tuple.h"

enum { SECTION_KEYS = 16, SECTION_WORDS = 64 };

enum section_takes {
	SECTION_ALL, SECTION_FAILING /* bounces and delays */,
	SECTION_BACKSCATTER
};

struct section {
	struct section *next;
	struct view by;             /* names of its keys, with commas */
	struct key keys[SECTION_KEYS];
	size_t key_count;
	enum section_takes takes;   /* which records */
	bool lean;                  /* no recipients, times and samples */
	size_t top;                 /* so many groups are shown; 0: all */
	struct table groups;        /* struct group by tuple */
	struct table kept;          /* struct kept by id */
	struct group *words[SECTION_WORDS]; /* where there is but one key, by
	                             * key_word(); NULL: not looked up yet */
	struct buf tuple;           /* of the current record */
	struct table sent;          /* uint64_t: messages sent, by the tuple */
	size_t sent_places[SECTION_KEYS]; /* of these keys (sent.h) */
	size_t sent_count;
	bool has_sent;
};

/* A record that waits in a section with unique. */
struct kept {
	struct fact fact;
	struct group *group; /* where it will count */
};

/* Makes a section of the keys that by names; its names are copied to the
 * arena.  VIEW_NONE, or the first name that is no key or one too many. */
struct view section_open(struct section *section, struct arena *arena,
    struct view by);
/* The group of a record, added when it is new. */
struct group *section_place(struct section *section,
    struct key_context *context, const struct record *record);
/* Puts the tuple that another is in the section's keys, which has the keys
 * that by names, into section->tuple: 1, 0 when not all keys of the section
 * are among them, -1 when the tuple is too short. */
int section_project(struct section *section, struct view by,
    struct view tuple);
/* The group of a tuple, added when it is new. */
struct group *section_group(struct section *section, struct view tuple);
/* Counts facts in a group: at once, or, when id is not empty, once for all
 * that come with this id. */
void section_add(struct section *section, struct arena *arena,
    const struct fact *fact, struct group *group, struct view id);
/* Counts what a section of the same keys counted, which is not settled. */
void section_absorb(struct section *section, struct arena *arena,
    const struct section *other);
/* Counts what was kept; to be called once, at the end. */
void section_settle(struct section *section, struct arena *arena);
void section_close(struct section *section);

#endif
