/*
 * block - a file of blocks, each with a checksum: what --state keeps
 *
 * A block holds whole entries of one size, zeros behind the last of them, its
 * own number and a checksum, so that a block that is damaged, or that is not
 * the one asked for, is told from a good one.  Numbers are stored lowest byte
 * first: a file may move to another machine.
 */
#ifndef INPUT_BLOCK_H
#define INPUT_BLOCK_H

#include "base/buf.h"

enum {
	BLOCK_SIZE = 4096,
	BLOCK_ROOM = BLOCK_SIZE - 16 /* bytes of it that are entries */
};

/* Entries on their way to a file.  After a fault nothing more is written. */
struct block_writer {
	int fd;
	uint64_t number;  /* of the block being filled */
	struct buf held;  /* whole blocks, and the one being filled */
	size_t used;      /* bytes of entries in that one */
	int error;        /* errno of the write that failed, or 0 */
};

/* Reads a block into *block, whose entries then begin at block->p.  Returns 0,
 * an errno, or EBADMSG when it is damaged or missing. */
int block_read(int fd, uint64_t number, struct buf *block);
/* How many blocks so many entries of that size take. */
uint64_t block_count(uint64_t entries, size_t size);
/* Starts writing at the block of that number. */
void block_start(struct block_writer *writer, int fd, uint64_t number);
/* Appends an entry, which a block must have room for. */
void block_put(struct block_writer *writer, struct view entry);
/* Completes the block that is being filled: the next entry begins another. */
void block_fill(struct block_writer *writer);
/* Completes and writes what is left and gives the memory back: false after a
 * fault. */
bool block_end(struct block_writer *writer);
/* A number as it stands in an entry. */
uint64_t block_number(const char *p);
void block_set_number(char *p, uint64_t number);

#endif
