/* The identifier of a record; see id.h. */
#include "format/id.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"

enum {
	ID_BYTES = 8,
	ID_DIRECT = 1024, /* longer texts enter as their digest */
	ID_PIECES = 5     /* texts that are hashed, at most */
};

/* A longer text's digest. */
static void
append_digest(struct buf *sum, struct view text)
{
	digest_sha256(text, (unsigned char *)buf_room(sum, DIGEST_SHA256));
	sum->n += DIGEST_SHA256;
}

/* A piece of what is hashed, closed by a NUL. */
static void
append(struct buf *sum, struct view piece)
{
	if (piece.n > ID_DIRECT)
		append_digest(sum, piece);
	else
		buf_add(sum, piece);
	buf_addc(sum, '\0');
}

/* The text without what a copy may change: CRs, and '>' before "From ". */
static struct view
plain_lines(struct arena *arena, struct view text)
{
	char *out = arena_text(arena, text.n + 1), *to = out;
	struct view line, bare;

	while (view_line(&text, &line)) {
		bare = line;
		while (bare.n && bare.p[0] == '>')
			bare = view_from(bare, 1);
		if (view_starts(bare, VIEW("From ")))
			line = bare;
		line = view_rtrim(line);
		if (line.n)
			memcpy(to, line.p, line.n);
		to += line.n;
		*to++ = '\n';
	}
	return view_rtrim((struct view){out, (size_t)(to - out)});
}

static void
append_common(struct buf *sum, struct decoding *decoding)
{
	append(sum, decoding->report.message_id);
	append(sum, decoding->date);
	append(sum, header_unfold(decoding->arena, decoding->from));
	if (view_empty(decoding->report.message_id))
		append(sum, plain_lines(decoding->arena,
		    decoding_text(decoding)));
}

static struct view
hex_id(struct arena *arena, struct view data)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[DIGEST_SHA256];
	char *out = arena_text(arena, 2 * ID_BYTES);

	digest_sha256(data, digest);
	for (size_t i = 0; i < ID_BYTES; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	return (struct view){out, 2 * ID_BYTES};
}

/* By recipient, then in the order of the report. */
static int
compare(const void *a, const void *b)
{
	const struct recipient *x = *(struct recipient *const *)a;
	const struct recipient *y = *(struct recipient *const *)b;
	int order = view_compare(x->recipient, y->recipient);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

void
id_assign(struct decoding *decoding)
{
	const size_t room = ID_PIECES * (ID_DIRECT + 1) + BUF_INT;
	char *start = arena_text(decoding->arena, room);
	struct buf sum = {.p = start, .room = room}; /* never grows */
	struct recipient **sorted;
	int64_t nth = 0;
	size_t common;

	append_common(&sum, decoding);
	common = sum.n;
	sorted = ARENA_ROOM(decoding->arena, struct recipient *,
	    decoding->count);
	for (size_t i = 0; i < decoding->count; i++)
		sorted[i] = &decoding->recipients[i];
	if (decoding->count > 1)
		qsort(sorted, decoding->count, sizeof *sorted, compare);
	for (size_t i = 0; i < decoding->count; i++) {
		struct recipient *recipient = sorted[i];

		nth = i && view_eq(sorted[i - 1]->recipient,
		    recipient->recipient) ? nth + 1 : 1;
		sum.n = common;
		append(&sum, recipient->recipient);
		buf_addint(&sum, nth);
		recipient->id = hex_id(decoding->arena, buf_view(&sum));
	}
	assert(sum.p == start);
}

struct view
id_of_line(struct arena *arena, struct view line)
{
	return hex_id(arena, line);
}
