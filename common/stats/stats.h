/*
 * stats - records counted by any of their fields
 *
 * Records go in one by one, sheets come out at the end.  Memory is bounded
 * for each group (group.h), and with unique for each id (table.h); it does not
 * grow with the records.
 */
#ifndef STATS_STATS_H
#define STATS_STATS_H

#include "base/buf.h"
#include "record/report.h"

enum stats_format {
	STATS_JSONL, STATS_TABLE, STATS_TSV, STATS_PROMETHEUS, STATS_HTML
};

/* What became of a line. */
enum stats_merged {
	STATS_OTHER,   /* it is not a partial's */
	STATS_MERGED,
	STATS_LACKING, /* its keys do not tell what is asked for */
	STATS_FULL,    /* its keys are others again, and STATS_SECTIONS lists
	                * of keys there are */
	STATS_DAMAGED
};

enum { STATS_SECTIONS = 64 };

struct stats_options {
	const char *by;      /* names of keys, with commas; NULL: a report of
	                      * several sections, at a glance */
	const char *every;   /* hour, day, week or month, before those; NULL */
	const char *zone;    /* of these; NULL: UTC */
	const struct view *where; /* FIELD=VALUE (where.h) */
	size_t where_count;
	size_t top;          /* rows of a section; 0: all */
	bool unique;         /* records with one id count once */
	bool partial;        /* print what a later run adds up */
	enum stats_format format;
	size_t width;        /* of the table, in columns */
	struct view (*org_domain)(struct view host); /* of a host; or NULL */
	/* Instead of counting, list the addresses to stop mailing. */
	bool suppress;
	const char *policy;  /* file of the policy; NULL: ours */
	struct view policy_text;
	bool owned;          /* what is ours was told (contract, section 4) */
	bool trust_any;      /* records without proof count all the same */
};

struct stats;

/* Ends the program with EX_USAGE when an option is wrong.  The options' texts
 * must outlive the statistics. */
struct stats *stats_open(const struct stats_options *options);
/* Counts a record, which must have all three structs: original decides
 * whether it counts, record is what shows (the same, or redacted). */
void stats_add(struct stats *stats, const struct record *original,
    const struct record *record);
/* Adds up a line of an earlier run's partial output, if it is one.  Its keys
 * may be more than are asked for. */
enum stats_merged stats_merge(struct stats *stats, struct view line);
/* Counts what other counted, which was opened with the same options and took
 * records alone. */
void stats_absorb(struct stats *stats, const struct stats *other);
/* A line of --sent (sent.h), --delivered (an address and a time), or --except
 * (an address or a domain).  False when it is wrong. */
bool stats_sent(struct stats *stats, struct view line);
bool stats_delivered(struct stats *stats, struct view line);
bool stats_except(struct stats *stats, struct view line);
/* The policy that --suppress follows without a file of its own. */
struct view stats_policy(void);
/* Appends the result; may be called once. */
void stats_print(struct stats *stats, struct buf *out);
void stats_close(struct stats *stats);

#endif
