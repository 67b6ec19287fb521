/*
 * digest - SHA-256 and keyed digests of short texts
 *
 * For record ids, --redact, and the tags that BATV and SRS put into
 * addresses.  Two files offer it: digest-nettle.c where libnettle is
 * found, digest-own.c elsewhere; both give the same bytes.  Nothing is kept
 * between calls, nothing can fail, and keys may have any length.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/view.h"

/* Bytes of the results. */
enum { DIGEST_MD5 = 16, DIGEST_SHA1 = 20, DIGEST_SHA256 = 32 };

/* SHA-256 (FIPS 180-4) of data. */
void digest_sha256(struct view data, unsigned char out[DIGEST_SHA256]);
/* HMAC (RFC 2104) of data with the digest of that name. */
void digest_hmac_sha256(struct view key, struct view data,
    unsigned char out[DIGEST_SHA256]);
void digest_hmac_sha1(struct view key, struct view data,
    unsigned char out[DIGEST_SHA1]);
/* Only for the SRS tags of Exim, which are made with it. */
void digest_hmac_md5(struct view key, struct view data,
    unsigned char out[DIGEST_MD5]);

#endif
