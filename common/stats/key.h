/*
 * key - what records are grouped and chosen by: a field of the record, or
 * something derived from fields
 *
 * Derived are: domain and orgdomain of the recipient, receiver (the provider,
 * else the orgdomain), sender_domain, hour, day, week and month of ts, list,
 * reporting_host, status_class (the status's or reply's first digit), cluster
 * (the diagnostic with its numbers, ids, addresses and hosts masked), and
 * header.NAME (what -H copied).
 * Values are cut at KEY_MAX bytes, so that a group has a bounded size.
 */
#ifndef STATS_KEY_H
#define STATS_KEY_H

#include "base/buf.h"
#include "record/field.h"
#include "stats/zone.h"

enum { KEY_MAX = 300 };

enum key_type { KEY_NONE, KEY_TEXT, KEY_NUMBER, KEY_TRUTH };

struct key_value {
	enum key_type type; /* KEY_NONE: not given */
	struct view text;   /* as JSON writes it, but texts without quotes */
};

/* What deriving needs beside the record. */
struct key_context {
	struct zone *zone;
	struct view (*org_domain)(struct view host); /* or NULL */
	struct buf scratch; /* values are built here */
};

struct derived;

struct key {
	struct view name;             /* as in the output */
	const struct field *field;    /* a field, or */
	const struct derived *derived;
	struct view header;           /* header.NAME: the NAME */
};

/* The key of that name, in which "-" is as good as "_"; false when there is
 * none.  The name must outlive the key. */
bool key_find(struct view name, struct key *key);
/* The record's value, a view of the record or of context->scratch, where it
 * is appended.  The record has all three structs. */
struct key_value key_value(const struct key *key, struct key_context *context,
    const struct record *record);
/* The number of the word that the record has, for keys that are one of the
 * words of a field: below the field's name_count.  -1: the key is none. */
int key_word(const struct key *key, const struct record *record);
/* A text as a value: KEY_NONE when it is empty.  Likewise what was appended to
 * the scratch since start. */
struct key_value key_text(struct view text);
struct key_value key_scratch(const struct key_context *context, size_t start);
/* The key is hour, day, week or month. */
bool key_is_period(const struct key *key);
/* There are only few values, all known before: an enum, true or false, or
 * status_class. */
bool key_is_closed(const struct key *key);

#endif
