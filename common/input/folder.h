/*
 * folder - the mail files of a directory, one after the other
 *
 * A Maildir (it has new/ or cur/): new/, then cur/, never tmp/; with
 * `recursive` its subdirectories too, .Name folders (Maildir++) among them.
 * An MH folder (it has .mh_sequences): the files named by a number.  Any
 * other directory: all files, numbers first and in numeric order, but none
 * that begins with "." and no MH backups (",3" "#3"); with `recursive` its
 * subdirectories too, hidden ones only when they are Maildirs.
 *
 * Only regular files are opened, and symbolic links to them; links to
 * directories are followed for new/ and cur/ only.  What vanishes meanwhile
 * is passed over, a Maildir file with new flags found again.  Directories may
 * hold any number of files: see batch.h.
 */
#ifndef INPUT_FOLDER_H
#define INPUT_FOLDER_H

#include "input/level.h"
#include "input/missed.h"

enum {
	FOLDER_DEPTH = 32, /* directories inside each other */
	FOLDER_BUDGET = 2 * 1024 * 1024, /* bytes of names */
	FOLDER_BATCH = 32 * 1024 /* of these, at least so many a level */
};

struct folder {
	struct missed *missed;
	bool recursive;
	struct seen *seen; /* what has been read is left out; NULL: nothing */
	struct seen_key key; /* of the file last opened, */
	bool part;         /* and whether it is a Maildir's */
	struct buf path; /* of the file last opened, NUL-terminated */
	size_t depth;    /* levels in use */
	struct level levels[FOLDER_DEPTH];
};

/* Starts with the open directory fd, which is its own from now on, known to
 * the user as name. */
void folder_open(struct folder *folder, int fd, struct view name);
/* Opens the next file: its descriptor, the caller's to close, or -1 at the
 * end.  folder->path holds its name. */
int folder_next(struct folder *folder);
void folder_free(struct folder *folder);

#endif
