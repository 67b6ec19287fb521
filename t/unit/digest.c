/* Digests against the vectors of FIPS 180-4, RFC 2202 and RFC 4231. */
#include "base/digest.h"

#include <stdio.h>
#include <string.h>

enum call { SHA256, HMAC_SHA256, HMAC_SHA1, HMAC_MD5 };

static const struct vector {
	const char *name;
	enum call method;
	struct view key;   /* one byte and key_times: that byte repeated */
	size_t key_times;
	struct view data;
	size_t data_times;
	const char *hex;
} vectors[] = {
	{"SHA-256 of nothing", SHA256, {0}, 0, {0}, 0,
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"SHA-256 of abc", SHA256, {0}, 0, {"abc", 3}, 1,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"SHA-256 of 448 bits", SHA256, {0}, 0,
	    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56},
	    1,
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"SHA-256 of 1000 times a", SHA256, {0}, 0, {"a", 1}, 1000,
	    "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"},
	{"RFC 4231 case 1", HMAC_SHA256, {"\x0b", 1}, 20, {"Hi There", 8}, 1,
	    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
	{"RFC 4231 case 2", HMAC_SHA256, {"Jefe", 4}, 1,
	    {"what do ya want for nothing?", 28}, 1,
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
	{"RFC 4231 case 3", HMAC_SHA256, {"\xaa", 1}, 20, {"\xdd", 1}, 50,
	    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
	{"RFC 4231 case 6", HMAC_SHA256, {"\xaa", 1}, 131,
	    {"Test Using Larger Than Block-Size Key - Hash Key First", 54}, 1,
	    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
	{"RFC 2202 SHA-1 case 1", HMAC_SHA1, {"\x0b", 1}, 20,
	    {"Hi There", 8}, 1, "b617318655057264e28bc0b6fb378c8ef146be00"},
	{"RFC 2202 SHA-1 case 2", HMAC_SHA1, {"Jefe", 4}, 1,
	    {"what do ya want for nothing?", 28}, 1,
	    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
	{"RFC 2202 SHA-1 case 3", HMAC_SHA1, {"\xaa", 1}, 20, {"\xdd", 1}, 50,
	    "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
	{"RFC 2202 SHA-1 case 6", HMAC_SHA1, {"\xaa", 1}, 80,
	    {"Test Using Larger Than Block-Size Key - Hash Key First", 54}, 1,
	    "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
	{"RFC 2202 MD5 case 1", HMAC_MD5, {"\x0b", 1}, 16, {"Hi There", 8}, 1,
	    "9294727a3638bb1c13f48ef8158bfc9d"},
	{"RFC 2202 MD5 case 2", HMAC_MD5, {"Jefe", 4}, 1,
	    {"what do ya want for nothing?", 28}, 1,
	    "750c783e6ab0b503eaa86e310a5db738"},
	{"RFC 2202 MD5 case 6", HMAC_MD5, {"\xaa", 1}, 80,
	    {"Test Using Larger Than Block-Size Key - Hash Key First", 54}, 1,
	    "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"},
};

static struct view
repeat(char *room, struct view piece, size_t times)
{
	for (size_t i = 0; i < times; i++)
		memcpy(room + i * piece.n, piece.p, piece.n);
	return (struct view){times ? room : NULL, times * piece.n};
}

static bool
agrees(const struct vector *vector)
{
	char key[256], data[1024], hex[2 * DIGEST_SHA256 + 1];
	unsigned char out[DIGEST_SHA256];
	struct view k = repeat(key, vector->key, vector->key_times);
	struct view d = repeat(data, vector->data, vector->data_times);
	size_t n = strlen(vector->hex) / 2;

	switch (vector->method) {
	case SHA256:
		digest_sha256(d, out);
		break;
	case HMAC_SHA256:
		digest_hmac_sha256(k, d, out);
		break;
	case HMAC_SHA1:
		digest_hmac_sha1(k, d, out);
		break;
	case HMAC_MD5:
		digest_hmac_md5(k, d, out);
		break;
	}
	for (size_t i = 0; i < n; i++)
		snprintf(hex + 2 * i, 3, "%02x", out[i]);
	return strcmp(hex, vector->hex) == 0;
}

int
main(void)
{
	int bad = 0;

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		bool ok = agrees(&vectors[i]);

		printf("%s %zu - %s\n", ok ? "ok" : "not ok", i + 1,
		    vectors[i].name);
		bad |= !ok;
	}
	return bad;
}
