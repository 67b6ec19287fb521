/*
 * flag - the bits of a record's "flags": what was odd about a message or
 * its reading
 *
 * Every layer adds to an unsigned of its caller and never clears a bit.  The
 * words for them stand in record/field.c, in this order.
 */
#ifndef BASE_FLAG_H
#define BASE_FLAG_H

enum flag {
	FLAG_TRUNCATED = 1 << 0,       /* longer than --max-message */
	FLAG_DEPTH_LIMIT = 1 << 1,     /* parts nested too deep */
	FLAG_PART_LIMIT = 1 << 2,      /* too many parts */
	FLAG_HEADER_LIMIT = 1 << 3,    /* too many header fields or bytes */
	FLAG_RECIPIENT_LIMIT = 1 << 4, /* too many recipients */
	FLAG_TEXT_LIMIT = 1 << 5,      /* a text part too long */
	FLAG_BAD_CHARSET = 1 << 6,     /* unknown or wrong character set */
	FLAG_BAD_ENCODING = 1 << 7,    /* broken base64 or quoted-printable */
	FLAG_BAD_MIME = 1 << 8,        /* missing or wrong boundary, ... */
	FLAG_BAD_HEADER = 1 << 9,      /* lines that are no field */
	FLAG_MBOX_QUOTED = 1 << 10,    /* ">From " quoting in the message */
	FLAG_DATE = 1 << 11,           /* ts is not the Date field's */
	FLAG_KIND_INFERRED = 1 << 12,  /* kind contradicts the form */
	FLAG_DERIVED = 1 << 13,        /* read from the returned message */
	FLAG_LINE_LIMIT = 1 << 14,     /* a JSON line too long */
	FLAG_COUNT = 15
};

#endif
