/*
 * redact - local parts of addresses replaced by keyed digests
 *
 * A token is REDACT_TOKEN small hexadecimal digits: the first 96 bits of
 * HMAC-SHA256 over the local part (without quotes, ASCII letters in lower
 * case), and 32 bits of another HMAC over these digits.  By the latter a
 * token is known for one where it is met again, and stays; nobody makes such
 * a text without the key.  Domains stay.
 */
#ifndef BASE_REDACT_H
#define BASE_REDACT_H

#include "base/buf.h"
#include "base/known.h"

enum {
	REDACT_TOKEN = 32,
	REDACT_GROWTH_MAX = 128 * 1024 /* bytes that tokens make texts longer:
	                    * then a text ends where a token would stand */
};

struct redact {
	struct view key; /* VIEW_NONE: everything stays as it is */
};

/* How a text is read. */
enum redact_mode {
	REDACT_TEXT,   /* known words are replaced, but not in hosts' names */
	REDACT_NAME,   /* a file's name: known words are replaced anywhere */
	REDACT_STRICT  /* addresses only */
};

/* What is replaced, with which key, and where results live. */
struct redactor {
	const struct redact *redact;
	struct arena *arena;
	struct known *known; /* or NULL */
	size_t growth;       /* bytes that texts have grown */
};

/* The token of a local part; what is a token stays. */
struct view redact_token(const struct redactor *to, struct view local);
/* The text with all local parts in it replaced, and what is left of encoded
 * words, which nobody can read: itself when there are none. */
struct view redact_text(struct redactor *to, struct view text,
    enum redact_mode mode);
/* An address with its local part replaced, or all of it when it has no "@" or
 * more than a domain behind the last one.  Empty and missing ones stay. */
struct view redact_address(const struct redactor *to, struct view address);

#endif
