/* Blocks read and written; see block.h. */
#define _GNU_SOURCE /* pread */
#include "input/block.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/word.h"

enum {
	CHECKED = BLOCK_SIZE - 8, /* bytes under the checksum, number too */
	HELD = 16 * BLOCK_SIZE    /* written at once */
};

/* Any will do, as long as it stays. */
static const struct hash_key key = {1, 1};

uint64_t
block_number(const char *p)
{
	return word_load(p);
}

void
block_set_number(char *p, uint64_t number)
{
	for (int i = 0; i < 8; i++, number >>= 8)
		p[i] = (char)(number & 0xff);
}

static uint64_t
checksum(const char *block)
{
	return hash_bytes(key, (struct view){block, CHECKED});
}

int
block_read(int fd, uint64_t number, struct buf *block)
{
	off_t at = (off_t)(number * BLOCK_SIZE);
	size_t have = 0;
	ssize_t n;

	buf_reset(block);
	buf_room(block, BLOCK_SIZE);
	while (have < BLOCK_SIZE) {
		n = pread(fd, block->p + have, BLOCK_SIZE - have,
		    at + (off_t)have);
		if (n < 0 && errno != EINTR)
			return errno;
		if (n == 0)
			return EBADMSG;
		if (n > 0)
			have += (size_t)n;
	}
	block->n = BLOCK_ROOM;
	if (block_number(block->p + BLOCK_ROOM) != number ||
	    block_number(block->p + CHECKED) != checksum(block->p))
		return EBADMSG;
	return 0;
}

uint64_t
block_count(uint64_t entries, size_t size)
{
	uint64_t each = BLOCK_ROOM / size;

	return entries / each + (entries % each > 0);
}

void
block_start(struct block_writer *writer, int fd, uint64_t number)
{
	*writer = (struct block_writer){.fd = fd, .number = number};
	if (lseek(fd, (off_t)(number * BLOCK_SIZE), SEEK_SET) < 0)
		writer->error = errno;
}

static void
write_held(struct block_writer *writer)
{
	struct view rest = buf_view(&writer->held);
	ssize_t n;

	while (rest.n > 0 && !writer->error) {
		n = write(writer->fd, rest.p, rest.n);
		if (n >= 0)
			rest = view_from(rest, (size_t)n);
		else if (errno != EINTR)
			writer->error = errno;
	}
	buf_reset(&writer->held);
}

void
block_fill(struct block_writer *writer)
{
	struct buf *held = &writer->held;
	char *block;

	if (writer->used == 0)
		return;
	memset(buf_room(held, BLOCK_SIZE), 0, BLOCK_SIZE - writer->used);
	held->n += BLOCK_SIZE - writer->used;
	block = held->p + held->n - BLOCK_SIZE;
	block_set_number(block + BLOCK_ROOM, writer->number++);
	block_set_number(block + CHECKED, checksum(block));
	writer->used = 0;
	if (held->n >= HELD)
		write_held(writer);
}

void
block_put(struct block_writer *writer, struct view entry)
{
	assert(entry.n <= BLOCK_ROOM);
	if (writer->used + entry.n > BLOCK_ROOM)
		block_fill(writer);
	buf_add(&writer->held, entry);
	writer->used += entry.n;
}

bool
block_end(struct block_writer *writer)
{
	block_fill(writer);
	write_held(writer);
	buf_free(&writer->held);
	errno = writer->error;
	return !writer->error;
}
