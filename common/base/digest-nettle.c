/* Digests by libnettle; see digest.h. */
#include "base/digest.h"

#include <nettle/hmac.h>

/* nettle takes no null pointer, even for no bytes. */
static const uint8_t *
bytes(struct view v)
{
	return (const uint8_t *)(v.n ? v.p : "");
}

void
digest_sha256(struct view data, unsigned char out[DIGEST_SHA256])
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, data.n, bytes(data));
	sha256_digest(&context, DIGEST_SHA256, out);
}

void
digest_hmac_sha256(struct view key, struct view data,
    unsigned char out[DIGEST_SHA256])
{
	struct hmac_sha256_ctx context;

	hmac_sha256_set_key(&context, key.n, bytes(key));
	hmac_sha256_update(&context, data.n, bytes(data));
	hmac_sha256_digest(&context, DIGEST_SHA256, out);
}

void
digest_hmac_sha1(struct view key, struct view data,
    unsigned char out[DIGEST_SHA1])
{
	struct hmac_sha1_ctx context;

	hmac_sha1_set_key(&context, key.n, bytes(key));
	hmac_sha1_update(&context, data.n, bytes(data));
	hmac_sha1_digest(&context, DIGEST_SHA1, out);
}

void
digest_hmac_md5(struct view key, struct view data,
    unsigned char out[DIGEST_MD5])
{
	struct hmac_md5_ctx context;

	hmac_md5_set_key(&context, key.n, bytes(key));
	hmac_md5_update(&context, data.n, bytes(data));
	hmac_md5_digest(&context, DIGEST_MD5, out);
}
