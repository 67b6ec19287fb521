/* BATV and SRS tags verified; see tag.h. */
#include "classify/tag.h"

#include <assert.h>
#include <err.h>
#include <string.h>
#include <sysexits.h>

#include "base/digest.h"
#include "base/exit.h"
#include "base/file.h"
#include "record/report.h"

enum {
	DAY = 24 * 60 * 60,
	BATV_CYCLE = 1000, /* days after which a BATV day comes again */
	SRS_CYCLE = 1024,
	SRS_HASH_MIN = 4   /* characters; fewer can be found by trying */
};

struct tag_keys
tag_read_keys(struct arena *arena, const char *name)
{
	struct view text, rest, line, *keys;
	size_t lines = 0, count = 0;

	if (!name)
		return (struct tag_keys){NULL, 0};
	text = file_load(arena, name);
	for (rest = text; view_line(&rest, &line);)
		lines++;
	keys = ARENA_NEW(arena, struct view, lines);
	for (rest = text; view_line(&rest, &line);)
		if (line.n > 0)
			keys[count++] = line;
	if (count == 0)
		errx(exit_status(EX_DATAERR), "%s:1: no key", name);
	return (struct tag_keys){keys, count};
}

/* Days from the one in a tag to that of the record, in a cycle. */
static int64_t
days_since(int64_t day, int64_t ts, int64_t cycle)
{
	return ((ts / DAY - day) % cycle + cycle) % cycle;
}

/* Value of two base32 characters (RFC 4648), or -1. */
static int64_t
base32(struct view v)
{
	int64_t sum = 0;

	for (size_t i = 0; i < v.n; i++) {
		if (is_alpha(v.p[i]))
			sum = sum * 32 + (to_lower(v.p[i]) - 'a');
		else if (v.p[i] >= '2' && v.p[i] <= '7')
			sum = sum * 32 + (v.p[i] - '2' + 26);
		else
			return -1;
	}
	return v.n == 2 ? sum : -1;
}

/* Whether hash is the start of digest in hexadecimal or base64; its case is
 * not kept everywhere. */
static bool
is_hex_of(struct view hash, const unsigned char *digest)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < hash.n; i++)
		if (to_lower(hash.p[i]) !=
		    digits[digest[i / 2] >> (i % 2 ? 0 : 4) & 15])
			return false;
	return true;
}

static bool
is_base64_of(struct view hash, const unsigned char *digest)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < hash.n; i++) {
		size_t bit = 6 * i, at = bit / 8;
		unsigned pair = (unsigned)digest[at] << 8 | digest[at + 1];
		char c = digits[pair >> (10 - bit % 8) & 63];

		if (to_lower(hash.p[i]) != to_lower(c))
			return false;
	}
	return true;
}

/* The sign is over the key's number, the day and the address without tag; a
 * relay may have made letters small. */
static bool
is_signed(struct arena *arena, struct view key, struct view tag,
    struct view address)
{
	unsigned char digest[DIGEST_SHA1];
	struct view data = arena_concat(arena, view_upto(tag, 4), address);

	digest_hmac_sha1(key, data, digest);
	if (is_hex_of(view_from(tag, 4), digest))
		return true;
	digest_hmac_sha1(key, arena_lower(arena, data), digest);
	return is_hex_of(view_from(tag, 4), digest);
}

enum tag
tag_check_batv(struct arena *arena, const struct tag_keys *keys,
    struct view address, int64_t ts)
{
	struct view tag, rest, hash;
	uint64_t number;
	bool found = false;

	if (keys->count == 0 || !view_istarts(address, VIEW("prvs=")) ||
	    !view_cut(view_from(address, 5), '=', &tag, &rest) ||
	    tag.n != 10 || !view_uint(view_upto(tag, 4), &number))
		return TAG_NONE;
	hash = view_from(tag, 4);
	for (size_t i = 0; i < hash.n; i++)
		if (!is_digit(hash.p[i]) &&
		    ((hash.p[i] | 32) < 'a' || (hash.p[i] | 32) > 'f'))
			return TAG_NONE;
	for (size_t i = 0; i < keys->count && !found; i++)
		found = is_signed(arena, keys->keys[i], tag, rest);
	if (!found)
		return TAG_BAD;
	/* The tag names the last day it is good for.  A day of grace for
	 * clocks. */
	if (ts != INT_NONE && days_since((int64_t)(number % BATV_CYCLE) -
	    TAG_BATV_DAYS - 1, ts, BATV_CYCLE) > TAG_BATV_DAYS + 1)
		return TAG_OLD;
	return TAG_VALID;
}

/* The parts of an SRS local part; those of SRS1 without day. */
struct srs {
	struct view hash, day, domain, local;
	bool is_first; /* SRS0 */
};

static bool
take_part(struct view *rest, struct view *part)
{
	return view_cut(*rest, '=', part, rest) && part->n > 0;
}

static bool
read_srs(struct view address, struct srs *srs)
{
	size_t at = view_rchr(address, '@');
	struct view rest = view_upto(address, at == VIEW_NPOS ? 0 : at);

	if (rest.n < 6 || !strchr("=+-", rest.p[4]))
		return false;
	srs->is_first = view_istarts(rest, VIEW("SRS0"));
	if (!srs->is_first && !view_istarts(rest, VIEW("SRS1")))
		return false;
	rest = view_from(rest, 5);
	if (!take_part(&rest, &srs->hash) || srs->hash.n < SRS_HASH_MIN ||
	    srs->hash.n > DIGEST_MD5)
		return false;
	if (srs->is_first && (!take_part(&rest, &srs->day) ||
	    base32(srs->day) < 0))
		return false;
	/* The hash of SRS1 is over the other forwarder and what its address
	 * has behind "SRS0", the separator included. */
	return take_part(&rest, &srs->domain) && (srs->local = rest).n > 0;
}

/* Exim's hash is over the address alone. */
static bool
is_hashed(struct arena *arena, struct view key, const struct srs *srs)
{
	unsigned char digest[DIGEST_SHA1];
	struct view data = arena_concat(arena, srs->day, srs->domain);

	data = arena_lower(arena, arena_concat(arena, data, srs->local));
	digest_hmac_sha1(key, data, digest);
	if (is_base64_of(srs->hash, digest))
		return true;
	data = arena_concat(arena, srs->local, VIEW("@"));
	data = arena_lower(arena, arena_concat(arena, data, srs->domain));
	digest_hmac_md5(key, data, digest);
	return srs->is_first && is_hex_of(srs->hash, digest);
}

enum tag
tag_check_srs(struct arena *arena, const struct tag_keys *keys,
    struct view address, int64_t ts)
{
	struct srs srs = {0};
	bool found = false;

	if (keys->count == 0 || !read_srs(address, &srs))
		return TAG_NONE;
	assert(srs.hash.n * 6 / 8 + 2 <= DIGEST_SHA1);
	for (size_t i = 0; i < keys->count && !found; i++)
		found = is_hashed(arena, keys->keys[i], &srs);
	if (!found)
		return TAG_BAD;
	if (ts != INT_NONE && srs.is_first &&
	    days_since(base32(srs.day) - 1, ts, SRS_CYCLE) > TAG_SRS_DAYS + 1)
		return TAG_OLD;
	return TAG_VALID;
}
