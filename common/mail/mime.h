/*
 * mime - the parts of a message as a zero-copy tree (RFC 2045, 2046)
 *
 * Parts hold views of the message: the raw header, the raw body.  A
 * message/rfc822 part is a leaf here; mime_parse() on its body opens it when
 * somebody asks.  Boundaries count only at line starts.  What a broken
 * message lacks is supplied (a missing closing boundary, a missing or wrong
 * boundary parameter: the first "--" line after a blank one) and flagged.
 * Limits set a flag: MIME_MAX_DEPTH, MIME_MAX_PARTS.
 */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "base/flag.h"
#include "mail/header.h"

enum {
	MIME_MAX_DEPTH = 32,   /* multiparts inside multiparts */
	MIME_MAX_PARTS = 1000
};

enum media {
	MEDIA_OTHER, MEDIA_PLAIN, MEDIA_HTML, MEDIA_TEXT, /* other text */
	MEDIA_MULTIPART, MEDIA_REPORT, /* multipart/report */
	MEDIA_MESSAGE,          /* message/rfc822, message/global */
	MEDIA_HEADERS,          /* text/rfc822-headers, message/global-headers,
	                         * message/rfc822-headers */
	MEDIA_DELIVERY_STATUS,  /* message/delivery-status, global too */
	MEDIA_DISPOSITION,      /* message/disposition-notification */
	MEDIA_FEEDBACK,         /* message/feedback-report */
	MEDIA_PARTIAL           /* message/partial */
};

enum encoding {
	ENCODING_IDENTITY, ENCODING_BASE64, ENCODING_QUOTED_PRINTABLE
};

struct part {
	struct part *next;   /* in the order of the message, depth first */
	struct part *parent; /* the multipart it stands in, NULL for the root */
	struct header header;
	struct view type;    /* "text/plain", as stated or by default */
	struct view content_type; /* the whole field, VIEW_NONE without */
	enum media media;
	enum encoding encoding;
	struct view body;    /* raw, without the line end before a boundary */
	struct view text;    /* cache of text_of() */
	bool has_text;
	unsigned depth;
};

struct mime {
	struct part *root;   /* the message itself */
	size_t count;
	unsigned flags;      /* enum flag */
};

/* The tree of a message. */
struct mime mime_parse(struct arena *arena, struct view message);
/* The first part of that media from part on (part included), or NULL. */
struct part *mime_find(struct part *part, enum media media);

#endif
