/* Digests without a library; see digest.h.
 *
 * MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4) share everything but the
 * start, the order of bytes and what is done with a block of 64 bytes. */
#include "base/digest.h"

#include <assert.h>
#include <string.h>

enum { BLOCK = 64, WORDS_MAX = 8 };

struct method {
	void (*mix)(uint32_t *state, const uint32_t *block);
	uint32_t start[WORDS_MAX];
	size_t words;  /* of the state, all of which is the result */
	bool little;   /* least significant byte first */
};

/* A digest that takes its data piece by piece. */
struct context {
	const struct method *method;
	uint32_t state[WORDS_MAX];
	unsigned char block[BLOCK];
	uint64_t total; /* bytes taken */
};

/* floor(2^32 * abs(sin(i + 1))) */
static const uint32_t md5_add[64] = {
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf,
	0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af,
	0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e,
	0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
	0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6,
	0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
	0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
	0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039,
	0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97,
	0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d,
	0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
	0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
static const unsigned char md5_turns[4][4] = {
	{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23},
	{6, 10, 15, 21},
};
static const uint32_t sha1_add[4] = {
	0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6,
};
static const uint32_t sha256_add[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
	0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
	0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
	0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
	0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
	0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
	0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
	0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t
rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

/* Where byte i of a number of that many bytes goes. */
static unsigned
shift_of(size_t i, size_t bytes, bool little)
{
	return (unsigned)(8 * (little ? i : bytes - 1 - i));
}

static void
mix_md5(uint32_t *state, const uint32_t *block)
{
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3];

	for (unsigned i = 0; i < 64; i++) {
		uint32_t round[4] = {
			(b & c) | (~b & d), (d & b) | (~d & c),
			b ^ c ^ d, c ^ (b | ~d),
		};
		unsigned at[4] = {i, 5 * i + 1, 3 * i + 5, 7 * i};
		uint32_t sum = a + round[i / 16] + md5_add[i] +
		    block[at[i / 16] % 16];

		a = d;
		d = c;
		c = b;
		b += rotate(sum, md5_turns[i / 16][i % 4]);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
}

static void
mix_sha1(uint32_t *state, const uint32_t *block)
{
	uint32_t w[80], v[5];

	memcpy(w, block, BLOCK);
	memcpy(v, state, sizeof v);
	for (unsigned i = 16; i < 80; i++)
		w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (unsigned i = 0; i < 80; i++) {
		uint32_t round[4] = {
			(v[1] & v[2]) | (~v[1] & v[3]), v[1] ^ v[2] ^ v[3],
			(v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]),
			v[1] ^ v[2] ^ v[3],
		};
		uint32_t sum = rotate(v[0], 5) + round[i / 20] + v[4] +
		    sha1_add[i / 20] + w[i];

		v[4] = v[3];
		v[3] = v[2];
		v[2] = rotate(v[1], 30);
		v[1] = v[0];
		v[0] = sum;
	}
	for (unsigned i = 0; i < 5; i++)
		state[i] += v[i];
}

static void
mix_sha256(uint32_t *state, const uint32_t *block)
{
	uint32_t w[64], v[8];

	memcpy(w, block, BLOCK);
	memcpy(v, state, sizeof v);
	for (unsigned i = 16; i < 64; i++) {
		uint32_t x = w[i - 15], y = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] +
		    (rotate(x, 25) ^ rotate(x, 14) ^ x >> 3) +
		    (rotate(y, 15) ^ rotate(y, 13) ^ y >> 10);
	}
	for (unsigned i = 0; i < 64; i++) {
		uint32_t a = v[0], e = v[4];
		uint32_t sum = v[7] + sha256_add[i] + w[i] +
		    (rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)) +
		    ((e & v[5]) ^ (~e & v[6]));

		memmove(v + 1, v, 7 * sizeof *v);
		v[4] += sum;
		v[0] = sum + (rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) +
		    ((a & v[2]) ^ (a & v[3]) ^ (v[2] & v[3]));
	}
	for (unsigned i = 0; i < 8; i++)
		state[i] += v[i];
}

static const struct method md5 = {
	.mix = mix_md5, .words = 4, .little = true,
	.start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476},
};
static const struct method sha1 = {
	.mix = mix_sha1, .words = 5,
	.start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
	    0xc3d2e1f0},
};
static const struct method sha256 = {
	.mix = mix_sha256, .words = 8,
	.start = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
};

static struct context
begin(const struct method *method)
{
	struct context context = {.method = method};

	assert(method->words <= WORDS_MAX);
	memcpy(context.state, method->start, sizeof context.state);
	return context;
}

static void
take_block(struct context *context)
{
	uint32_t words[BLOCK / 4] = {0};

	for (size_t i = 0; i < BLOCK; i++)
		words[i / 4] |= (uint32_t)context->block[i] <<
		    shift_of(i % 4, 4, context->method->little);
	context->method->mix(context->state, words);
}

static void
take(struct context *context, const void *data, size_t n)
{
	const unsigned char *p = data;
	size_t used, part;

	for (; n > 0; n -= part, p += part) {
		used = (size_t)(context->total % BLOCK);
		part = n < BLOCK - used ? n : BLOCK - used;
		memcpy(context->block + used, p, part);
		context->total += part;
		if (used + part == BLOCK)
			take_block(context);
	}
}

/* Padding: a one bit, zeros, and the number of bits in the last 8 bytes. */
static void
finish(struct context *context, unsigned char *out)
{
	bool little = context->method->little;
	uint64_t bits = context->total * 8;
	unsigned char tail[8];

	for (size_t i = 0; i < sizeof tail; i++)
		tail[i] = (unsigned char)(bits >> shift_of(i, 8, little));
	take(context, "\x80", 1);
	while (context->total % BLOCK != BLOCK - sizeof tail)
		take(context, "", 1);
	take(context, tail, sizeof tail);
	for (size_t i = 0; i < 4 * context->method->words; i++)
		out[i] = (unsigned char)(context->state[i / 4] >>
		    shift_of(i % 4, 4, little));
}

static void
hmac(const struct method *method, struct view key, struct view data,
    unsigned char *out)
{
	struct context context = begin(method);
	unsigned char inner[BLOCK] = {0}, outer[BLOCK];

	if (key.n > BLOCK) {
		take(&context, key.p, key.n);
		finish(&context, inner);
	} else if (key.n > 0) {
		memcpy(inner, key.p, key.n);
	}
	for (size_t i = 0; i < BLOCK; i++) {
		outer[i] = inner[i] ^ 0x5c;
		inner[i] ^= 0x36;
	}
	context = begin(method);
	take(&context, inner, BLOCK);
	take(&context, data.p, data.n);
	finish(&context, out);
	context = begin(method);
	take(&context, outer, BLOCK);
	take(&context, out, 4 * method->words);
	finish(&context, out);
}

void
digest_sha256(struct view data, unsigned char out[DIGEST_SHA256])
{
	struct context context = begin(&sha256);

	take(&context, data.p, data.n);
	finish(&context, out);
}

void
digest_hmac_sha256(struct view key, struct view data,
    unsigned char out[DIGEST_SHA256])
{
	hmac(&sha256, key, data, out);
}

void
digest_hmac_sha1(struct view key, struct view data,
    unsigned char out[DIGEST_SHA1])
{
	hmac(&sha1, key, data, out);
}

void
digest_hmac_md5(struct view key, struct view data,
    unsigned char out[DIGEST_MD5])
{
	hmac(&md5, key, data, out);
}
