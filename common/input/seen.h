/*
 * seen - which files of which folders have been read, for --state
 *
 * A name is kept as 16 bytes: four of the folder's digest, eleven of the
 * name's within that folder, and whether the last run missed it.  They lie
 * sorted in the state file and are looked up there: in memory is an eighth of
 * a byte for each, the first key of each block, and at most SEEN_RUN names
 * that are new in this run; more of these wait, sorted, in a second file.
 *
 * A name that two runs in a row do not find in a folder that they list to
 * its end is dropped.  One run is not enough: directories may pass over a
 * name that changes while they are listed.
 */
#ifndef INPUT_SEEN_H
#define INPUT_SEEN_H

#include <sys/stat.h>

#include "base/digest.h"
#include "input/block.h"

enum {
	SEEN_KEY = 16, /* bytes */
	/* Names in memory, 2 MB: so many fill whole blocks. */
	SEEN_RUN = 512 * (BLOCK_ROOM / SEEN_KEY)
};

struct seen_key {
	unsigned char bytes[SEEN_KEY];
};

/* A folder, known by its path name. */
struct seen_folder {
	unsigned char digest[DIGEST_SHA256];
};

struct seen {
	int fd;              /* the state file; -1: none */
	uint64_t first;      /* block in it, */
	uint64_t count;      /* names in it, */
	uint64_t found;      /* those that were found again, */
	uint64_t missed;     /* and those that the last run missed */
	struct buf index;    /* the first key of each block */
	struct buf marks;    /* a bit for each name: found again */
	struct buf block;    /* the one looked at last, */
	uint64_t loaded;     /* and its number; 0: none */
	struct buf fresh;    /* keys that are new, */
	size_t sorted;       /* so many of them in order */
	int spill;           /* file of sorted runs of them */
	uint64_t runs;
	struct buf folders;  /* tags of those listed to the end */
	struct view path;    /* what relative names begin with, */
	struct view standard; /* and the directory on standard input */
};

/* Takes count names that begin at the block `first` of fd.  Returns 0, or an
 * errno: EBADMSG when they are damaged. */
int seen_open(struct seen *seen, int fd, uint64_t first, uint64_t count);
/* The folder of that name, as the user knows it. */
struct seen_folder seen_folder(const struct seen *seen, struct view name);
/* The key of a file: in a Maildir (st NULL) its name alone, in other folders
 * also its size and when it was last written, for there names come again. */
struct seen_key seen_key(const struct seen_folder *folder, struct view name,
    const struct stat *st);
/* Whether it was read, by an earlier run or by this one before the last
 * seen_sort(). */
bool seen_has(struct seen *seen, struct seen_key key);
/* Has all that was added found by seen_has(). */
void seen_sort(struct seen *seen);
/* It was read.  Returns false with errno set when the disk is full. */
bool seen_add(struct seen *seen, struct seen_key key);
/* The folder was listed to its end. */
void seen_listed(struct seen *seen, const struct seen_folder *folder);
/* Whether seen_write() would write something else than was read. */
bool seen_changed(struct seen *seen);
/* Writes all names that are kept, and their number.  False, errno set: a
 * fault in reading; faults in writing are the writer's. */
bool seen_write(struct seen *seen, struct block_writer *writer,
    uint64_t *count);
void seen_close(struct seen *seen);

#endif
