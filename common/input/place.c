/* Places looked up and kept; see place.h. */
#define _GNU_SOURCE /* pread */
#include "input/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	DIGEST_KEPT = 16, /* bytes */
	FORM_BITS = 8     /* of the last number: the rest is unused */
};

static struct place *
all(const struct buf *places)
{
	return (struct place *)(void *)places->p;
}

static size_t
count(const struct buf *places)
{
	return places->n / sizeof(struct place);
}

static int
by_file(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->inode != y->inode)
		return x->inode < y->inode ? -1 : 1;
	return (x->device > y->device) - (x->device < y->device);
}

static struct place
unpack(const char *p)
{
	struct place place = {
		.inode = block_number(p), .device = block_number(p + 8),
		.size = block_number(p + 16), .offset = block_number(p + 24),
		.last = block_number(p + 32), .end = block_number(p + 40),
		.line = block_number(p + 48),
		.form = (unsigned char)p[56],
		.unused = (block_number(p + 56) >> FORM_BITS) + 1
	};

	memcpy(place.digest, p + 64, DIGEST_KEPT);
	return place;
}

static void
pack(char *p, const struct place *place)
{
	block_set_number(p, place->inode);
	block_set_number(p + 8, place->device);
	block_set_number(p + 16, place->size);
	block_set_number(p + 24, place->offset);
	block_set_number(p + 32, place->last);
	block_set_number(p + 40, place->end);
	block_set_number(p + 48, place->line);
	block_set_number(p + 56, place->unused << FORM_BITS | place->form);
	memcpy(p + 64, place->digest, DIGEST_KEPT);
}

int
places_open(struct places *places, int fd, uint64_t first, uint64_t n)
{
	uint64_t blocks = block_count(n, PLACE_SIZE);
	size_t each = BLOCK_ROOM / PLACE_SIZE;
	struct buf block = {0};
	struct place place;
	int error = 0;

	for (uint64_t i = 0; i < blocks && !error; i++) {
		error = block_read(fd, first + i, &block);
		for (size_t k = 0; !error && k < each && n > 0; k++, n--) {
			place = unpack(block.p + k * PLACE_SIZE);
			if (place.last > place.end || place.end > place.offset)
				error = EBADMSG;
			buf_add(&places->known, (struct view){
			    (char *)&place, sizeof place});
		}
	}
	buf_free(&block);
	return error;
}

/* The digest of what stands before place->offset. */
static bool
digest(int fd, const struct place *place, unsigned char out[DIGEST_SHA256])
{
	size_t n = place->offset < PLACE_TAIL ? (size_t)place->offset :
	    PLACE_TAIL;
	struct buf tail = {0};
	ssize_t got = 0;

	buf_room(&tail, PLACE_TAIL);
	while (tail.n < n) {
		got = pread(fd, tail.p + tail.n, n - tail.n,
		    (off_t)(place->offset - n + tail.n));
		if (got == 0 || (got < 0 && errno != EINTR))
			break;
		tail.n += got > 0 ? (size_t)got : 0;
	}
	digest_sha256(buf_view(&tail), out);
	got = tail.n == n;
	buf_free(&tail);
	return got;
}

/* Whether all that was read is still there. */
static bool
stands(int fd, const struct stat *st, const struct place *place)
{
	unsigned char now[DIGEST_SHA256];

	return (uint64_t)st->st_size >= place->size && digest(fd, place, now) &&
	    memcmp(now, place->digest, DIGEST_KEPT) == 0;
}

/* The known place of a file, or NULL. */
static struct place *
of_file(const struct places *places, const struct stat *st)
{
	struct place file = {
		.inode = (uint64_t)st->st_ino, .device = (uint64_t)st->st_dev
	};
	size_t n = count(&places->known);

	return n == 0 ? NULL :
	    bsearch(&file, places->known.p, n, sizeof file, by_file);
}

const struct place *
places_find(struct places *places, int fd, const struct stat *st)
{
	struct place *place = of_file(places, st);

	if (!place)
		return NULL;
	place->unused = 0;
	return stands(fd, st, place) ? place : NULL;
}

void
places_add(struct places *places, int fd, struct place place)
{
	struct place *known;
	struct stat st;

	if (fstat(fd, &st) < 0 || (uint64_t)st.st_size < place.offset ||
	    !digest(fd, &place, place.digest))
		return;
	place.inode = (uint64_t)st.st_ino;
	place.device = (uint64_t)st.st_dev;
	place.size = (uint64_t)st.st_size;
	place.unused = 0;
	place.turn = count(&places->fresh) + 1;
	places->changed = true;
	known = of_file(places, &st);
	if (known)
		*known = place;
	else
		buf_add(&places->fresh,
		    (struct view){(char *)&place, sizeof place});
}

static int
by_use(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->unused > y->unused) - (x->unused < y->unused);
}

/* Of one file, the latest place comes first. */
static int
by_file_and_turn(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = by_file(a, b);

	return order ? order : (x->turn < y->turn) - (x->turn > y->turn);
}

/* Brings those that are kept to the front, by file, and returns how many. */
static size_t
choose(struct place *places, size_t n)
{
	size_t used = 0;

	if (n == 0)
		return 0;
	qsort(places, n, sizeof *places, by_use);
	while (used < n && places[used].unused == 0)
		used++;
	if (n - used > PLACE_UNUSED)
		n = used + PLACE_UNUSED;
	qsort(places, n, sizeof *places, by_file_and_turn);
	return n;
}

uint64_t
places_write(struct places *places, struct block_writer *writer)
{
	struct buf *known = &places->known;
	char entry[PLACE_SIZE];
	const struct place *place;
	uint64_t written = 0;
	size_t n;

	buf_add(known, buf_view(&places->fresh));
	n = choose(all(known), count(known));
	place = all(known);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && by_file(&place[i - 1], &place[i]) == 0)
			continue;
		pack(entry, &place[i]);
		block_put(writer, (struct view){entry, sizeof entry});
		written++;
	}
	block_fill(writer);
	return written;
}

void
places_close(struct places *places)
{
	buf_free(&places->known);
	buf_free(&places->fresh);
}
