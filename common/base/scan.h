/*
 * scan - many phrases looked for in one pass over a text
 *
 * A phrase is literals with "*" between them.  Each phrase is filed under
 * ten bytes of one of its literals, or four of short ones: the anchor, the
 * rarest there are.  Anchors start where words or characters beyond ASCII do,
 * and only there one bit of a table tells whether any anchor may stand, so
 * that the cost depends neither on the number of phrases nor on each byte.
 * Where one stands, the literals of its phrases are compared around it.  When
 * a phrase has no such place, or the builder asks for it, the anchors of all
 * are four bytes anywhere, and each byte of the text is looked at.
 *
 * "*" stands for anything within a sentence, of at most SCAN_GAP bytes;
 * literals are the nearest ones.  A literal's edge that touches no "*" (a "*"
 * with a blank between does not touch) must not lie inside a word, so "no
 * user" is not found in "casino users".  The caller folds text and phrases.
 *
 * The tables hold offsets only, so that they can be compiled into a program;
 * scan_build makes them.  Numbers of phrases are in the order of use: a
 * lower one was filed first.
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include "base/view.h"

enum {
	SCAN_GAP = 120,     /* bytes a "*" may stand for */
	SCAN_LITERALS = 12, /* in a phrase */
	SCAN_LITERAL_MAX = 250,
	SCAN_ANCHOR = 4,    /* bytes */
	SCAN_WIDE = 10      /* bytes, where there are as many */
};

/* In the blob a phrase is its literals: flags, length, bytes.  Flags are set
 * where a letter or digit is at that edge. */
enum { SCAN_WORD_START = 1, SCAN_WORD_END = 2 };

struct scan_phrase {
	uint32_t text;    /* offset of its literals in the blob */
	uint16_t anchor;  /* offset of the anchor's literal from there */
	uint8_t literals; /* how many */
	uint8_t skip;     /* of the anchor in its literal */
};

struct scan_slot {
	uint32_t key;     /* of the anchor: scan_short() or scan_wide() */
	uint32_t end;     /* the last four bytes of its literal */
	uint32_t literal; /* offset of that in the blob */
	uint32_t phrase;
	uint8_t skip;     /* of the anchor in its literal */
	uint8_t to_end;   /* from the anchor to the last four bytes */
	bool alone;       /* the phrase has no other literal */
};

struct scan {
	const char *blob;
	const struct scan_phrase *phrases;
	size_t count;
	const uint32_t *bits;    /* 1 << bit_log bits: keys of anchors */
	const uint32_t *buckets; /* (1 << bucket_log) + 1 starts in slots */
	const struct scan_slot *slots;
	unsigned bit_log, bucket_log;
	bool inside; /* anchors start anywhere, not only where words do */
};

/* Called for each phrase found, with where it stands; returns the number of
 * phrases still of interest: those from it on are not tried any more. */
typedef size_t scan_found(void *context, size_t phrase, struct view where);

void scan_text(const struct scan *scan, struct view text, scan_found *found,
    void *context);
/* Four bytes as one number, the first one lowest. */
static inline uint32_t
scan_gram(const char *p)
{
	const unsigned char *byte = (const unsigned char *)p;

	return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 |
	    (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

/* Knuth's multiplicative hash, of which users take the highest bits. */
static inline uint32_t
scan_hash(uint32_t gram)
{
	return gram * UINT32_C(2654435761);
}

/* The key of the anchor of four bytes at p, and of the one of ten bytes that
 * begins with it. */
static inline uint32_t
scan_short(const char *p)
{
	return scan_hash(scan_gram(p));
}

static inline uint32_t
scan_wide(const char *p)
{
	uint32_t hash = scan_hash(scan_short(p) ^ scan_gram(p + SCAN_ANCHOR));

	return scan_hash(hash ^ scan_gram(p + SCAN_WIDE - SCAN_ANCHOR));
}

/* Whether c is a letter or digit of ASCII: 1 or 0. */
static inline unsigned char
scan_inner(char c)
{
	unsigned char letter = (unsigned char)((c | 0x20) - 'a') < 26;
	unsigned char digit = (unsigned char)(c - '0') < 10;

	return letter | digit;
}

/* Whether a word starts with c, or a character beyond ASCII, given what
 * scan_inner() says of it and of the byte before it. */
static inline unsigned char
scan_start(char c, unsigned char inner, unsigned char before)
{
	unsigned char lead = (unsigned char)c >= 0xc0;
	unsigned char start = inner & (before ^ 1);

	return lead | start;
}

#endif
