/*
 * rows - groups of fields into members of a report, by a table
 *
 * The standards' machine-readable parts (RFC 3464, 8098, 5965) are fields
 * with a type each; a decoder is a table of them.
 */
#ifndef FORMAT_ROWS_H
#define FORMAT_ROWS_H

#include "format/format.h"

/* One group of fields being read. */
struct group {
	struct decoding *decoding;
	struct recipient *recipient; /* NULL until a field of one was read */
	bool named;                  /* a field said who the recipient is */
};

/* Reads a value into its member of struct report or struct recipient. */
typedef void row_reader(struct group *group, struct view value,
    void *member);

struct row {
	struct view name;
	row_reader *read;
	bool of_recipient;
	bool names;    /* says who the recipient is */
	size_t offset; /* of the member */
};

#define ROW_REPORT(name, read, member) \
	{{name, sizeof(name) - 1}, read, false, false, \
	    offsetof(struct report, member)}
#define ROW_RECIPIENT(name, read, member) \
	{{name, sizeof(name) - 1}, read, true, false, \
	    offsetof(struct recipient, member)}
#define ROW_NAMES(name, read, member) \
	{{name, sizeof(name) - 1}, read, true, true, \
	    offsetof(struct recipient, member)}

/* The recipient that a field of one belongs to; NULL: leave the group. */
typedef struct recipient *row_recipient(struct group *group,
    const struct row *row);

/* Reads the fields of one group; the last of a name wins. */
void rows_read(struct decoding *decoding, const struct header *header,
    const struct row *rows, row_recipient *recipient_for);

/* Readers: text unfolded and decoded; the same after "type;"; a message
 * identifier without angle brackets; seconds; a number; an address, typed or
 * not; a host name; a host name with the recipient's remote address. */
row_reader row_text, row_typed, row_id, row_date, row_int, row_address,
    row_host, row_remote;

#endif
