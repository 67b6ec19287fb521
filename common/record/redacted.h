/*
 * redacted - records and their lines without local parts of addresses
 *
 * What to do with a key's value stands in one table (redacted.c); texts of
 * keys that are not in it, and of keys that are not ours, are searched for
 * addresses, and for the local parts of all addresses of the record where
 * they stand alone.  A record is learned, with its message, before it is
 * redacted.  Nothing of the original is written to; copies are in the arena.
 */
#ifndef RECORD_REDACTED_H
#define RECORD_REDACTED_H

#include "base/redact.h"
#include "record/field.h"

struct redacted {
	struct redactor to;
	struct known known;
	const struct report *original; /* what report is a copy of */
	struct report report;
};

/* Begins with a message or a line; the arena must outlive it. */
void redacted_open(struct redacted *redacted, const struct redact *redact,
    struct arena *arena);
/* Learns the addresses of those structs of the record that are not NULL. */
void redacted_learn(struct redacted *redacted, const struct record *record);
/* Learns the addresses that stand anywhere in a message as it came. */
void redacted_learn_mail(struct redacted *redacted, struct view mail);
/* Replaces the record's structs by redacted copies. */
void redacted_record(struct redacted *redacted, struct record *record);
/* Learns the addresses in a line of JSON, a record's or a partial's, and
 * returns it redacted, without blanks between its tokens. */
struct view redacted_line(struct redacted *redacted, struct view line);

/* One text of a field, or of a key that is none of ours (NULL). */
struct view redacted_text(struct redacted *redacted, const struct field *field,
    struct view text);
/* One value of a header that was copied: of those that hold addresses, the
 * addresses alone, as names beside them are as good. */
struct view redacted_header(struct redacted *redacted, struct view name,
    struct view text);
/* Learns what such a text tells. */
void redacted_learn_text(struct redacted *redacted, const struct field *field,
    struct view text);

#endif
