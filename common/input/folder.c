/* Directories of mail walked through; see folder.h. */
#define _GNU_SOURCE /* openat */
#include "input/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The parts of a Maildir in the order they are read; tmp/ is not mail. */
static const char *const parts[] = {"new", "cur"};
enum { PARTS = sizeof parts / sizeof *parts };

/* Nothing here waits: a FIFO put in a file's place gives no data. */
enum {
	OPEN_FILE = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY,
	OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC
};

static struct level *
top(struct folder *folder)
{
	return &folder->levels[folder->depth - 1];
}

/* Makes folder->path the name of what is in the level. */
static void
set_path(struct folder *folder, const struct level *level,
    const char *name)
{
	struct buf *path = &folder->path;

	path->n = level->path;
	if (path->n > 0 && path->p[path->n - 1] != '/')
		buf_addc(path, '/');
	buf_add(path, view_of(name));
	buf_addc(path, '\0');
	path->n--;
}

static void
complain(struct folder *folder, int error)
{
	if (error != ENOENT && error != ENOTDIR)
		missed_open(folder->missed, buf_view(&folder->path), error);
}

/* What the top level's names may take: all that is left, unless levels below
 * it need some. */
static size_t
budget(const struct folder *folder)
{
	const struct level *level = folder->levels;
	size_t used = 0;

	for (; level < folder->levels + folder->depth - 1; level++)
		used += level->batch.used;
	if (used + 2 * FOLDER_BATCH > FOLDER_BUDGET)
		return FOLDER_BATCH;
	if (!folder->recursive || level->kind == LEVEL_PART)
		return FOLDER_BUDGET - used;
	return (FOLDER_BUDGET - used) / 2;
}

/* A Maildir has been listed when its parts have. */
static void
tell_listed(struct folder *folder, const struct level *level)
{
	bool partial = level->error || level->partial;

	if (level->kind == LEVEL_PART && partial)
		folder->levels[folder->depth - 2].partial = true;
	else if (level->kind != LEVEL_PART && !partial)
		seen_listed(folder->seen, &level->folder);
}

static void
leave(struct folder *folder)
{
	struct level *level = top(folder);

	set_path(folder, level, "");
	if (level->error)
		complain(folder, level->error);
	if (folder->seen)
		tell_listed(folder, level);
	level_close(level);
	folder->depth--;
}

/* Whether a directory is one that we are inside of. */
static bool
is_loop(const struct folder *folder, const struct stat *st)
{
	for (size_t i = 0; i < folder->depth; i++)
		if (folder->levels[i].device == (uint64_t)st->st_dev &&
		    folder->levels[i].inode == (uint64_t)st->st_ino)
			return true;
	return false;
}

/* Goes into a directory, named by folder->path. */
static void
enter(struct folder *folder, int fd, enum level_kind kind)
{
	struct level *level;
	struct stat st;
	DIR *dir;

	if (fstat(fd, &st) < 0 || is_loop(folder, &st)) {
		close(fd);
		return;
	}
	dir = folder->depth < FOLDER_DEPTH ? fdopendir(fd) : NULL;
	if (!dir) {
		complain(folder, folder->depth < FOLDER_DEPTH ? errno : ELOOP);
		close(fd);
		return;
	}
	folder->depth++;
	level = top(folder);
	level->dir = dir;
	level->device = (uint64_t)st.st_dev;
	level->inode = (uint64_t)st.st_ino;
	level->kind = kind;
	level->recursive = folder->recursive;
	level->path = folder->path.n;
	level->seen = folder->seen;
	if (!level->seen)
		return;
	level->folder = kind == LEVEL_PART ?
	    folder->levels[folder->depth - 2].folder :
	    seen_folder(level->seen, buf_view(&folder->path));
}

static void
enter_part(struct folder *folder, struct level *level)
{
	const char *name = parts[level->parts++];
	int fd;

	set_path(folder, level, name);
	fd = openat(dirfd(level->dir), name, OPEN_FOLDER);
	if (fd >= 0) {
		enter(folder, fd, LEVEL_PART);
		return;
	}
	level->partial |= errno != ENOENT;
	complain(folder, errno);
}

/* A subdirectory; a hidden one is gone into when it is a Maildir. */
static void
enter_folder(struct folder *folder, struct level *level,
    const char *name)
{
	int fd = openat(dirfd(level->dir), name, OPEN_FOLDER | O_NOFOLLOW);
	enum level_kind kind;

	if (fd < 0) {
		complain(folder, errno);
		return;
	}
	kind = level_kind(fd, level->kind);
	if (name[0] == '.' && kind != LEVEL_MAILDIR)
		close(fd);
	else
		enter(folder, fd, kind);
}

/* Opens a file: -1 when it is none or cannot be. */
static int
open_file(struct folder *folder, struct level *level,
    struct batch_entry *entry)
{
	int fd = openat(dirfd(level->dir), entry->name, OPEN_FILE);
	struct stat st;

	if (fd >= 0 && !folder->seen)
		return fd;
	if (fd >= 0 && fstat(fd, &st) == 0) {
		folder->part = level->kind == LEVEL_PART;
		folder->key = level_key(level, view_of(entry->name), &st);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	entry->lost = errno == ENOENT;
	complain(folder, errno);
	return -1;
}

void
folder_open(struct folder *folder, int fd, struct view name)
{
	folder->path.n = 0;
	buf_add(&folder->path, name);
	enter(folder, fd, level_kind(fd, LEVEL_PLAIN));
}

int
folder_next(struct folder *folder)
{
	struct batch_entry *entry;
	enum level_type type;
	struct level *level;
	int fd = -1;

	while (fd < 0 && folder->depth > 0) {
		level = top(folder);
		if (level->kind == LEVEL_MAILDIR && level->parts < PARTS) {
			enter_part(folder, level);
			continue;
		}
		entry = level_next(level, budget(folder));
		if (!entry) {
			leave(folder);
			continue;
		}
		set_path(folder, level, entry->name);
		type = level_type(level, entry);
		if (type == LEVEL_FOLDER)
			enter_folder(folder, level, entry->name);
		else if (type == LEVEL_FILE)
			fd = open_file(folder, level, entry);
	}
	return fd;
}

void
folder_free(struct folder *folder)
{
	while (folder->depth > 0)
		leave(folder);
	buf_free(&folder->path);
}
