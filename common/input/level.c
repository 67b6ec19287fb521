/* The entries of one directory; see level.h. */
#define _GNU_SOURCE /* d_type */
#include "input/level.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static bool
is_folder(int dir, const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_number(const char *name)
{
	return name[0] && name[strspn(name, "0123456789")] == '\0';
}

/* Whether a file of that name is mail. */
static bool
wants_file(const struct level *level, const char *name)
{
	switch (level->kind) {
	case LEVEL_MAILDIR:
	case LEVEL_BRANCH:
		return false;
	case LEVEL_MH:
		return is_number(name);
	case LEVEL_PLAIN:
		if (strchr(",#", name[0]) && is_number(name + 1))
			return false;
		return name[0] != '.';
	case LEVEL_PART:
		break;
	}
	return name[0] != '.';
}

static bool
wants_folder(const struct level *level, const char *name)
{
	if (!level->recursive || level->kind == LEVEL_PART ||
	    strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	return level->kind != LEVEL_MAILDIR || (strcmp(name, "new") != 0 &&
	    strcmp(name, "cur") != 0 && strcmp(name, "tmp") != 0);
}

/* Whether to remember an entry; those of unknown type are looked at later. */
static bool
wants(const struct level *level, const struct dirent *entry)
{
	bool file = wants_file(level, entry->d_name);
	bool folder = wants_folder(level, entry->d_name);

	switch (entry->d_type) {
	case DT_REG:
	case DT_LNK:
		return file;
	case DT_DIR:
		return folder;
	case DT_UNKNOWN:
		return file || folder;
	default:
		return false;
	}
}

/* The next entry of the directory that is wanted, or NULL. */
static const struct dirent *
list(struct level *level)
{
	const struct dirent *entry;

	errno = 0;
	while ((entry = readdir(level->dir)))
		if (wants(level, entry))
			return entry;
	if (errno)
		level->error = errno;
	return NULL;
}

struct seen_key
level_key(const struct level *level, struct view name, const struct stat *st)
{
	if (level->kind == LEVEL_PART)
		return seen_key(&level->folder, batch_base(name), NULL);
	return seen_key(&level->folder, name, st);
}

/* Whether an entry is a file that has been read already. */
static bool
was_read(struct level *level, const struct dirent *entry)
{
	struct stat st;

	if (!level->seen || entry->d_type == DT_DIR ||
	    !wants_file(level, entry->d_name))
		return false;
	if (level->kind != LEVEL_PART && fstatat(dirfd(level->dir),
	    entry->d_name, &st, 0) < 0)
		return false;
	return seen_has(level->seen,
	    level_key(level, view_of(entry->d_name), &st));
}

static void
fill(struct level *level, size_t budget)
{
	const struct dirent *entry;

	rewinddir(level->dir);
	batch_start(&level->batch, budget);
	if (level->seen)
		seen_sort(level->seen);
	while ((entry = list(level)))
		if (batch_takes(&level->batch, entry->d_name) &&
		    !was_read(level, entry))
			batch_add(&level->batch, entry->d_name, entry->d_type);
	batch_sort(&level->batch);
	level->listed = true;
}

/* Looks for what was lost under new names. */
static void
retry(struct level *level)
{
	const struct dirent *entry;

	if (batch_start_lost(&level->batch)) {
		rewinddir(level->dir);
		while ((entry = list(level)))
			batch_found(&level->batch, entry->d_name);
	}
	batch_retry(&level->batch);
}

struct batch_entry *
level_next(struct level *level, size_t budget)
{
	struct batch *batch = &level->batch;
	struct batch_entry *entry;

	while (!(entry = batch_next(batch))) {
		if (level->listed && !batch->retried)
			retry(level);
		else if (!level->listed || batch->pruned)
			fill(level, budget);
		else
			return NULL;
	}
	return entry;
}

/* An entry's type as in struct dirent; a link's is its target's, but links to
 * directories are not followed. */
static unsigned char
resolve(int dir, const struct batch_entry *entry)
{
	struct stat st;

	if (entry->type == DT_UNKNOWN) {
		if (fstatat(dir, entry->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			return DT_UNKNOWN;
		if (S_ISDIR(st.st_mode))
			return DT_DIR;
	} else if (entry->type != DT_LNK) {
		return entry->type;
	}
	if (fstatat(dir, entry->name, &st, 0) < 0)
		return DT_UNKNOWN;
	return S_ISREG(st.st_mode) ? DT_REG : DT_FIFO;
}

enum level_type
level_type(struct level *level, struct batch_entry *entry)
{
	switch (resolve(dirfd(level->dir), entry)) {
	case DT_REG:
		return wants_file(level, entry->name) ? LEVEL_FILE :
		    LEVEL_OTHER;
	case DT_DIR:
		return wants_folder(level, entry->name) ? LEVEL_FOLDER :
		    LEVEL_OTHER;
	case DT_UNKNOWN:
		entry->lost = true;
		return LEVEL_OTHER;
	default:
		return LEVEL_OTHER;
	}
}

enum level_kind
level_kind(int fd, enum level_kind above)
{
	struct stat st;

	if (is_folder(fd, "new") || is_folder(fd, "cur"))
		return LEVEL_MAILDIR;
	if (above == LEVEL_MAILDIR || above == LEVEL_BRANCH)
		return LEVEL_BRANCH;
	if (fstatat(fd, ".mh_sequences", &st, 0) == 0)
		return LEVEL_MH;
	return LEVEL_PLAIN;
}

void
level_close(struct level *level)
{
	closedir(level->dir);
	batch_free(&level->batch);
	*level = (struct level){0};
}
