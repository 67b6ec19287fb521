/*
 * format - what the decoders work on, and the list of them
 *
 * A decoder looks at a message, and when it is of its kind fills the report
 * and adds the recipients it tells of.  It states what the message states:
 * what follows from several fields together is settled afterwards, once, by
 * finish_report().
 */
#ifndef FORMAT_FORMAT_H
#define FORMAT_FORMAT_H

#include "format/decode.h"
#include "format/phrase.h"
#include "mail/mime.h"

struct decoding {
	struct arena *arena;
	const struct decode_options *options;
	const struct item *item;
	struct mime mime;
	struct view from, date;  /* of its header: as it stands, unfolded */
	struct report report;
	struct recipient *recipients;
	size_t count, room;
	struct view text;        /* the readable text, UTF-8 */
	struct phrases phrases;  /* what that text says */
	bool has_phrases;        /* phrases was filled */
	struct view returned;    /* the returned message, in the text */
};

/* A recipient with nothing given, added at the end; at the limit the flag is
 * set and NULL returned. */
struct recipient *decoding_add(struct decoding *decoding);
/* The readable text of the message: its text parts but for embedded
 * messages, plain rather than HTML where both are offered. */
struct view decoding_text(struct decoding *decoding);
/* What the readable text says, read once. */
const struct phrases *decoding_phrases(struct decoding *decoding);

/* Decoders: true when the message was of their kind. */
bool dsn_decode(struct decoding *decoding);       /* RFC 3464, 6533 */
bool mdn_decode(struct decoding *decoding);       /* RFC 8098 */
bool arf_decode(struct decoding *decoding);       /* RFC 5965, 6591, 6692 */
bool certain_decode(struct decoding *decoding);   /* sure text dialects */
bool autoreply_decode(struct decoding *decoding); /* RFC 3834 */
bool plain_decode(struct decoding *decoding);     /* any other text */

/* Of the report's own header what decoders ask for: From, Subject,
 * Return-Path. */
void headline_read(struct decoding *decoding);
/* The rest of that header, where there is a record: addresses, dates,
 * Received. */
void headline_complete(struct decoding *decoding,
    const struct header *header);
/* The returned message: its header, maybe its body; VIEW_NONE without. */
struct view original_find(struct decoding *decoding);
/* Its header's fields, where there is one. */
void original_read(struct decoding *decoding);
/* Adds to the recipients of a delivery-status part what the words say. */
void merge_phrases(struct decoding *decoding);
/* Settles what several fields decide together: status, reply, kind, flags,
 * id, index and count. */
void finish_report(struct decoding *decoding);
/* Make all texts of a record's structs UTF-8: what follows sees the same as
 * whoever reads its line. */
void repair_report(struct arena *arena, struct report *report);
void repair_recipient(struct arena *arena, struct recipient *recipient);

#endif
