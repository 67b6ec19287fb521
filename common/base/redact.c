/* Local parts of addresses replaced by keyed digests; see redact.h. */
#include "base/redact.h"

#include <string.h>

#include "base/digest.h"
#include "base/spot.h"

enum { DIGITS = 24 /* of a token; the others are the check */ };

static void
put_hex(char *out, const unsigned char *bytes, size_t digits)
{
	for (size_t i = 0; i < digits; i++)
		out[i] = "0123456789abcdef"[bytes[i / 2] >>
		    (i % 2 ? 0 : 4) & 15];
}

/* The digits that follow DIGITS others. */
static void
put_check(char *out, const struct redact *redact, const char *digits)
{
	unsigned char digest[DIGEST_SHA256];
	char text[DIGITS + 1] = ""; /* begins with NUL: no local part does */

	memcpy(text + 1, digits, DIGITS);
	digest_hmac_sha256(redact->key, (struct view){text, sizeof text},
	    digest);
	put_hex(out, digest, REDACT_TOKEN - DIGITS);
}

static bool
is_token(const struct redact *redact, struct view local)
{
	char check[REDACT_TOKEN - DIGITS];

	if (local.n != REDACT_TOKEN)
		return false;
	put_check(check, redact, local.p);
	return memcmp(check, local.p + DIGITS, sizeof check) == 0;
}

struct view
redact_token(const struct redactor *to, struct view local)
{
	unsigned char digest[DIGEST_SHA256];
	struct view bare = spot_local(to->arena, local);
	char *p;

	if (is_token(to->redact, bare))
		return bare;
	p = arena_text(to->arena, REDACT_TOKEN);
	digest_hmac_sha256(to->redact->key, bare, digest);
	put_hex(p, digest, DIGITS);
	put_check(p + DIGITS, to->redact, p);
	return (struct view){p, REDACT_TOKEN};
}

/* Appends the token; false when there is no room for it. */
static bool
put_token(struct buf *out, struct redactor *to, struct view local)
{
	if (to->growth + REDACT_TOKEN > REDACT_GROWTH_MAX + local.n)
		return false;
	buf_add(out, redact_token(to, local));
	to->growth = to->growth + REDACT_TOKEN > local.n ?
	    to->growth + REDACT_TOKEN - local.n : 0;
	return true;
}

/* Appends a part of the text, from part[0] to part[1], with the known words
 * in it replaced; false when the room ends. */
static bool
put_words(struct buf *out, struct redactor *to, struct view text,
    const size_t part[2], enum redact_mode mode)
{
	size_t done = part[0], i = done, n;
	bool whole_hosts = mode == REDACT_TEXT;

	while (to->known && mode != REDACT_STRICT && i < part[1]) {
		n = known_find(to->known, view_upto(text, part[1]), i,
		    whole_hosts);
		if (n == 0) {
			i++;
			continue;
		}
		buf_add(out, view_sub(text, done, i - done));
		if (!put_token(out, to, view_sub(text, i, n)))
			return false;
		done = i += n;
	}
	buf_add(out, view_sub(text, done, part[1] - done));
	return true;
}

static void
put_text(struct buf *out, struct redactor *to, struct view text,
    enum redact_mode mode)
{
	struct view local;
	struct spot spot;
	size_t at = 0, slash;

	while (spot_next(text, at, &spot)) {
		local = view_sub(text, spot.start, spot.at - spot.start);
		slash = mode == REDACT_NAME ? view_rchr(local, '/') :
		    VIEW_NPOS;
		if (slash != VIEW_NPOS) {
			local = view_from(local, slash + 1);
			spot.start += slash + 1;
		}
		if (!put_words(out, to, text, (size_t[]){at, spot.start},
		    mode) || (local.n > 0 && !put_token(out, to, local)))
			return;
		buf_add(out, view_sub(text, spot.at, spot.end - spot.at));
		at = spot.end;
	}
	put_words(out, to, text, (size_t[]){at, text.n}, mode);
}

/* The text of an encoded word, "=?charset?q?text?=", at the start of v, with
 * what is before it; VIEW_NONE when there is none. */
static struct view
encoded_text(struct view v)
{
	struct view rest = v, text;
	size_t i;

	for (;;) {
		i = view_find(rest, VIEW("=?"));
		if (i == VIEW_NPOS)
			return VIEW_NONE;
		rest = view_from(rest, i + 2);
		text = rest;
		view_cut(text, '?', &(struct view){0}, &text);
		if (text.n > 2 && text.p[1] == '?') {
			text = view_from(text, 2);
			i = view_chr(text, '?');
			if (i == VIEW_NPOS)
				return VIEW_NONE;
			if (i > 0)
				return view_upto(text, i);
		}
	}
}

/* Encoded words that could not be decoded may say anything. */
static struct view
without_encoded(struct redactor *to, struct view text)
{
	struct view rest = text, inside = encoded_text(rest), copy;
	struct buf out = {0};

	if (view_none(inside))
		return text;
	for (; !view_none(inside); inside = encoded_text(rest)) {
		buf_add(&out, view_upto(rest, (size_t)(inside.p - rest.p)));
		rest = view_from(rest, (size_t)(inside.p - rest.p) + inside.n);
		if (!put_token(&out, to, inside))
			rest = VIEW("");
	}
	buf_add(&out, rest);
	copy = arena_copy(to->arena, buf_view(&out));
	buf_free(&out);
	return copy;
}

struct view
redact_text(struct redactor *to, struct view text, enum redact_mode mode)
{
	struct buf out = {0};

	if (view_empty(text))
		return text;
	text = without_encoded(to, text);
	put_text(&out, to, text, mode);
	text = arena_copy(to->arena, buf_view(&out));
	buf_free(&out);
	return text;
}

struct view
redact_address(const struct redactor *to, struct view address)
{
	size_t at = view_rchr(address, '@');
	struct view domain = view_from(address, at);

	if (view_empty(address))
		return address;
	if (at == VIEW_NPOS || spot_domain(address, at + 1) != address.n)
		return redact_token(to, address);
	return arena_concat(to->arena,
	    redact_token(to, view_upto(address, at)), domain);
}
