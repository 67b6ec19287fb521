/*
 * tag - BATV and SRS tags verified with our keys
 *
 * A key file holds one secret a line; tags made with any of them verify, so
 * that keys can be changed.  The day in a tag is compared with the record's
 * time, not with the clock.
 *
 *	BATV  prvs=KDDDSSSSSS=local@domain, as Exim and draft-levine-smtp-
 *	      batv make it (HMAC-SHA1)
 *	SRS   SRS0=HHH=TT=domain=local@forwarder and SRS1, as Mail::SRS,
 *	      libsrs2 and postsrsd make it (HMAC-SHA1), and Exim (HMAC-MD5)
 */
#ifndef CLASSIFY_TAG_H
#define CLASSIFY_TAG_H

#include "base/arena.h"

enum tag {
	TAG_NONE,  /* none of this form, or no key to verify it with */
	TAG_VALID, /* made with our key, in time */
	TAG_OLD,   /* made with our key, but longer ago than it is good for */
	TAG_BAD    /* not made with our key */
};

enum {
	TAG_BATV_DAYS = 7, /* how long a tag is good */
	TAG_SRS_DAYS = 49
};

struct tag_keys {
	const struct view *keys;
	size_t count;
};

/* Reads a key file into the arena; no keys when name is NULL.  A file that
 * cannot be read ends the program with EX_NOINPUT, one that holds no key with
 * EX_DATAERR. */
struct tag_keys tag_read_keys(struct arena *arena, const char *name);
/* What the tag of an address says at that time (epoch seconds; INT_NONE: not
 * known, its day is not looked at). */
enum tag tag_check_batv(struct arena *arena, const struct tag_keys *keys,
    struct view address, int64_t ts);
enum tag tag_check_srs(struct arena *arena, const struct tag_keys *keys,
    struct view address, int64_t ts);

#endif
