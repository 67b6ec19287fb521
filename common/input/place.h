/*
 * place - how far files that grow have been read, for --state
 *
 * A mailbox, a file of JSON lines, or a message named by an operand is known
 * by device and inode.  It goes on where it was left as long as it has not
 * become shorter and the last PLACE_TAIL bytes before that place are the
 * same; else it is read from its start.
 */
#ifndef INPUT_PLACE_H
#define INPUT_PLACE_H

#include <sys/stat.h>

#include "base/digest.h"
#include "input/block.h"

enum {
	PLACE_TAIL = 4096,  /* bytes that are compared */
	PLACE_SIZE = 80,    /* bytes of one in the state file */
	/* Those that no run has asked for since: as many as this are kept, the
	 * latest ones. */
	PLACE_UNUSED = 1000
};

struct place {
	uint64_t inode, device;
	uint64_t size;      /* the file's */
	uint64_t offset;    /* of what has not been read */
	uint64_t last, end; /* the last message or line, its line end left out */
	uint64_t line;      /* number of lines before it */
	uint64_t unused;    /* 0: asked for in this run; else how many state
	                     * files have been written since */
	size_t turn;        /* that it was added at in this run, from 1 */
	unsigned char form; /* what the file holds: enum reader_form */
	unsigned char digest[DIGEST_SHA256]; /* of the bytes before offset;
	                     * the first half is kept */
};

struct places {
	struct buf known;   /* struct place, by inode and device */
	struct buf fresh;   /* those of this run, in any order */
	bool changed;       /* places_write() would write something new */
};

/* Takes count places that begin at the block `first` of fd.  Returns 0, or an
 * errno: EBADMSG when they are damaged. */
int places_open(struct places *places, int fd, uint64_t first,
    uint64_t count);
/* The place of an open file, which is as it was up to there; NULL: there is
 * none. */
const struct place *places_find(struct places *places, int fd,
    const struct stat *st);
/* Keeps a place, of which all is set but size, device, inode and digest.
 * Nothing is kept when the bytes before it cannot be read any more. */
void places_add(struct places *places, int fd, struct place place);
/* Writes all that are kept; returns their number. */
uint64_t places_write(struct places *places, struct block_writer *writer);
void places_close(struct places *places);

#endif
