/* The files of --state made ours; see claim.h. */
#define _GNU_SOURCE
#include "input/claim.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

noreturn void
claim_fail(const struct state *state, int error)
{
	errno = error;
	err(EX_TEMPFAIL, "%s", state->name);
}

noreturn void
claim_refuse(const struct state *state, const char *reason)
{
	unlinkat(state->folder_fd, state->next, 0);
	errx(EX_TEMPFAIL, "%s: %s", state->name, reason);
}

noreturn void
claim_error(const struct state *state, int error)
{
	claim_refuse(state, error == EBADMSG ? "damaged; without it, all mail is "
	    "read again" : strerror(error));
}

/* Whether a file is one of ours, begun or ended, and not somebody's mail. */
static bool
is_ours(int fd, const struct stat *st)
{
	char start[sizeof CLAIM_MAGIC - 1];
	ssize_t n = pread(fd, start, sizeof start, 0);

	return S_ISREG(st->st_mode) && n >= 0 &&
	    memcmp(start, CLAIM_MAGIC, (size_t)n) == 0;
}

int
claim_moved(int fd)
{
	int other;

	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	other = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(fd);
	return other;
}

/* Makes or opens a file beside the state, which nothing else may be called. */
static int
open_beside(const struct state *state, const char *name, struct stat *st)
{
	const char *suffix = name + strlen(state->base);
	int fd = claim_moved(openat(state->folder_fd, name, O_RDWR | O_CREAT |
	    O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0600));

	if (fd < 0 || fstat(fd, st) < 0)
		err(EX_TEMPFAIL, "%s%s", state->name, suffix);
	if (!is_ours(fd, st))
		errx(EX_TEMPFAIL, "%s%s: in the way", state->name, suffix);
	return fd;
}

/* Makes the file of that name ours alone: a run that ends meanwhile takes it
 * away from under us, and we take the next one. */
static void
lock(struct state *state)
{
	struct stat st, there;

	for (;; close(state->next_fd)) {
		state->next_fd = open_beside(state, state->next, &st);
		if (flock(state->next_fd, LOCK_EX | LOCK_NB) < 0) {
			if (errno != EWOULDBLOCK)
				claim_fail(state, errno);
			errx(EX_TEMPFAIL, "%s: in use by another run",
			    state->name);
		}
		if (fstatat(state->folder_fd, state->next, &there,
		    AT_SYMLINK_NOFOLLOW) == 0 && there.st_ino == st.st_ino &&
		    there.st_dev == st.st_dev)
			return;
	}
}

void
claim_take(struct state *state)
{
	struct stat st;

	state->folder_fd = claim_moved(open(state->folder,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (state->folder_fd < 0)
		claim_fail(state, errno);
	if (!state->base[0])
		claim_fail(state, EISDIR);
	lock(state);
	if (ftruncate(state->next_fd, 0) < 0)
		claim_error(state, errno);
	state->seen.spill = open_beside(state, state->runs, &st);
	if (unlinkat(state->folder_fd, state->runs, 0) < 0)
		claim_error(state, errno);
}

/* The directory that is current, in the arena. */
static struct view
current(struct state *state)
{
	struct buf path = {0};
	struct view found;

	for (;;) {
		buf_room(&path, path.room + 1);
		if (getcwd(path.p, path.room))
			break;
		if (errno != ERANGE)
			claim_error(state, errno);
	}
	found = arena_copy(&state->arena, view_of(path.p));
	buf_free(&path);
	return found;
}

/* The directory on standard input has no name but the one that it has when we
 * are there. */
void
claim_paths(struct state *state)
{
	int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (back < 0)
		claim_error(state, errno);
	state->seen.path = current(state);
	if (fchdir(STDIN_FILENO) == 0) {
		state->seen.standard = current(state);
		if (fchdir(back) < 0)
			claim_error(state, errno);
	}
	close(back);
}

void
claim_owner(const struct state *state)
{
	if (fchown(state->next_fd, state->st.st_uid, state->st.st_gid) == 0 ||
	    state->st.st_uid == geteuid())
		(void)fchmod(state->next_fd, state->st.st_mode & 0777);
}
