/*
 * level - one open directory: which of its entries are mail, in which order
 *
 * What kind of folder it is decides; see folder.h for the rules.
 */
#ifndef INPUT_LEVEL_H
#define INPUT_LEVEL_H

#include <dirent.h>

#include "input/batch.h"
#include "input/seen.h"

enum level_kind {
	LEVEL_PLAIN, LEVEL_MH, LEVEL_MAILDIR,
	LEVEL_PART,  /* new/ or cur/ of a Maildir */
	LEVEL_BRANCH /* in a Maildir, none itself: has folders, no mail */
};

enum level_type { LEVEL_OTHER, LEVEL_FILE, LEVEL_FOLDER };

struct level {
	DIR *dir;
	uint64_t device, inode; /* which one it is */
	enum level_kind kind;
	bool recursive;     /* subdirectories count */
	bool listed;        /* at least once */
	int error;          /* errno of a listing that failed, or 0 */
	unsigned parts;     /* of a Maildir: how many were gone into */
	size_t path;        /* bytes of its name; folder.c's */
	struct seen *seen;  /* what has been read is left out; NULL: nothing */
	struct seen_folder folder; /* as it is known there */
	bool partial;       /* not all of it was listed; folder.c's */
	struct batch batch;
};

/* The key of a file of that name, by the status of the file where names alone
 * do not tell. */
struct seen_key level_key(const struct level *level, struct view name,
    const struct stat *st);
/* What kind of directory fd is, inside one of the kind `above`. */
enum level_kind level_kind(int fd, enum level_kind above);
/* The next entry that may be of use, or NULL; names take at most `budget`
 * bytes.  It lives until the next call. */
struct batch_entry *level_next(struct level *level, size_t budget);
/* What an entry is: mail to be opened, a directory to go into, or neither.
 * What has vanished is marked lost and comes again if it is found. */
enum level_type level_type(struct level *level, struct batch_entry *entry);
/* Closes the directory. */
void level_close(struct level *level);

#endif
