/* The file of --state: locked, read, replaced; see state.h. */
#define _GNU_SOURCE
#include "input/state.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#define STATE_MAGIC "bounce-tools state "
#define STATE_VERSION "1\n"

static const struct view magic = {STATE_MAGIC, sizeof STATE_MAGIC - 1};

/* Bytes of the first block: the text, then the two numbers. */
enum { PLACES_AT = 128, NAMES_AT = 136, HEADER = 144 };

static const char *
joined(struct arena *arena, struct view a, const char *b)
{
	return arena_concat(arena, a, (struct view){b, strlen(b) + 1}).p;
}

struct state *
state_new(const char *name)
{
	struct arena arena = {0};
	struct state *state = ARENA_NEW(&arena, struct state, 1);
	struct view whole = view_of(name);
	size_t slash = view_rchr(whole, '/');

	state->name = name;
	state->base = slash == VIEW_NPOS ? name : name + slash + 1;
	state->folder = slash == VIEW_NPOS ? "." :
	    joined(&arena, view_upto(whole, slash + 1), ".");
	state->next = joined(&arena, view_of(state->base), ".next");
	state->runs = joined(&arena, view_of(state->base), ".runs");
	state->fd = state->seen.fd = -1;
	state->arena = arena;
	return state;
}

/* Ends the program: before a lock is there, and with one. */
static noreturn void
fail(const struct state *state, int error)
{
	errno = error;
	err(EX_TEMPFAIL, "%s", state->name);
}

static noreturn void
refuse(const struct state *state, const char *reason)
{
	unlinkat(state->folder_fd, state->next, 0);
	errx(EX_TEMPFAIL, "%s: %s", state->name, reason);
}

static noreturn void
refuse_error(const struct state *state, int error)
{
	refuse(state, error == EBADMSG ? "damaged; without it, all mail is "
	    "read again" : strerror(error));
}

/* Whether a file is one of ours, begun or ended, and not somebody's mail. */
static bool
is_ours(int fd, const struct stat *st)
{
	char start[sizeof STATE_MAGIC];
	ssize_t n = pread(fd, start, magic.n, 0);

	return S_ISREG(st->st_mode) && n >= 0 &&
	    memcmp(start, magic.p, (size_t)n) == 0;
}

/* A descriptor just opened, but none that stands for a standard one that is
 * closed. */
static int
moved(int fd)
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
	int fd = moved(openat(state->folder_fd, name, O_RDWR | O_CREAT |
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
				fail(state, errno);
			errx(EX_TEMPFAIL, "%s: in use by another run",
			    state->name);
		}
		if (fstatat(state->folder_fd, state->next, &there,
		    AT_SYMLINK_NOFOLLOW) == 0 && there.st_ino == st.st_ino &&
		    there.st_dev == st.st_dev)
			return;
	}
}

/* Opens the state itself: false when there is none. */
static bool
open_state(struct state *state)
{
	state->fd = moved(openat(state->folder_fd, state->base, O_RDONLY |
	    O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
	if (state->fd < 0 && errno == ENOENT)
		return false;
	if (state->fd < 0 || fstat(state->fd, &state->st) < 0)
		refuse_error(state, errno);
	if (!S_ISREG(state->st.st_mode))
		refuse(state, "not a regular file");
	return true;
}

/* Reads the first block, whose version was looked at. */
static void
read_state(struct state *state)
{
	uint64_t places, names, blocks, size = (uint64_t)state->st.st_size;
	struct buf block = {0};
	int error = block_read(state->fd, 0, &block);

	if (error)
		refuse_error(state, error);
	places = block_number(block.p + PLACES_AT);
	names = block_number(block.p + NAMES_AT);
	buf_free(&block);
	blocks = block_count(places, PLACE_SIZE) + 1;
	if (places > size || names > size ||
	    (blocks + block_count(names, SEEN_KEY)) * BLOCK_SIZE != size)
		refuse_error(state, EBADMSG);
	error = places_open(&state->places, state->fd, 1, places);
	if (!error)
		error = seen_open(&state->seen, state->fd, blocks, names);
	if (error)
		refuse_error(state, error);
}

static void
check_version(const struct state *state)
{
	char start[sizeof STATE_MAGIC STATE_VERSION - 1] = {0};

	if (pread(state->fd, start, sizeof start, 0) < 0)
		refuse_error(state, errno);
	if (memcmp(start, magic.p, magic.n) != 0)
		refuse(state, "not a state file");
	if (memcmp(start, STATE_MAGIC STATE_VERSION, sizeof start) != 0)
		refuse(state, "of another version; without it, all mail is "
		    "read again");
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
			refuse_error(state, errno);
	}
	found = arena_copy(&state->arena, view_of(path.p));
	buf_free(&path);
	return found;
}

/* What folders are called: see seen_folder().  The one on standard input has
 * no name but the one that it has when we are there. */
static void
find_paths(struct state *state)
{
	int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (back < 0)
		refuse_error(state, errno);
	state->seen.path = current(state);
	if (fchdir(STDIN_FILENO) == 0) {
		state->seen.standard = current(state);
		if (fchdir(back) < 0)
			refuse_error(state, errno);
	}
	close(back);
}

/* What is written belongs to whom the file belonged to, even when root runs
 * this once, as far as the system allows it. */
static void
keep_owner(const struct state *state)
{
	if (fchown(state->next_fd, state->st.st_uid, state->st.st_gid) < 0 &&
	    errno != EPERM)
		refuse_error(state, errno);
	if (fchmod(state->next_fd, state->st.st_mode & 07777) < 0)
		refuse_error(state, errno);
}

void
state_open(struct state *state)
{
	struct stat st;

	state->folder_fd = moved(open(state->folder,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (state->folder_fd < 0)
		fail(state, errno);
	if (!state->base[0])
		fail(state, EISDIR);
	lock(state);
	state->opened = true;
	if (ftruncate(state->next_fd, 0) < 0)
		refuse_error(state, errno);
	state->seen.spill = open_beside(state, state->runs, &st);
	if (unlinkat(state->folder_fd, state->runs, 0) < 0)
		refuse_error(state, errno);
	find_paths(state);
	if (!open_state(state))
		return;
	check_version(state);
	read_state(state);
	keep_owner(state);
}

bool
state_owns(const struct state *state, const struct stat *st)
{
	struct stat next;

	if (state->fd >= 0 && st->st_ino == state->st.st_ino &&
	    st->st_dev == state->st.st_dev)
		return true;
	return fstat(state->next_fd, &next) == 0 &&
	    st->st_ino == next.st_ino && st->st_dev == next.st_dev;
}

void
state_give_up(struct state *state)
{
	state->given_up = true;
}

static void
put_header(struct block_writer *writer, uint64_t places, uint64_t names)
{
	static const char text[] = STATE_MAGIC STATE_VERSION
	    "What --state=FILE has read.  Do not edit; without it, all mail "
	    "is read again.\n";
	char header[HEADER] = {0};

	_Static_assert(sizeof text <= PLACES_AT, "the text has room");
	memcpy(header, text, sizeof text);
	block_set_number(header + PLACES_AT, places);
	block_set_number(header + NAMES_AT, names);
	block_put(writer, (struct view){header, sizeof header});
	block_fill(writer);
}

/* Writes the new state: 0 or an errno. */
static int
write_next(struct state *state)
{
	struct block_writer writer;
	uint64_t places, names;
	int error = 0;

	block_start(&writer, state->next_fd, 0);
	put_header(&writer, 0, 0);
	places = places_write(&state->places, &writer);
	if (!seen_write(&state->seen, &writer, &names))
		error = errno;
	if (!block_end(&writer) || error)
		return error ? error : errno;
	block_start(&writer, state->next_fd, 0);
	put_header(&writer, places, names);
	if (!block_end(&writer) || fsync(state->next_fd) < 0)
		return errno;
	return 0;
}

static void
replace(struct state *state)
{
	int error = write_next(state);

	if (!error && renameat(state->folder_fd, state->next,
	    state->folder_fd, state->base) < 0)
		error = errno;
	if (error)
		refuse_error(state, error);
	/* Some file systems cannot, and do it by themselves. */
	if (fsync(state->folder_fd) < 0 && errno != EINVAL && errno != ENOTSUP)
		fail(state, errno);
}

static void
end(struct state *state)
{
	if (!state->given_up && (state->fd < 0 || state->places.changed ||
	    seen_changed(&state->seen)))
		replace(state);
	else
		unlinkat(state->folder_fd, state->next, 0);
	seen_close(&state->seen);
	places_close(&state->places);
	close(state->seen.spill);
	close(state->folder_fd);
	close(state->next_fd);
	if (state->fd >= 0)
		close(state->fd);
}

void
state_close(struct state *state)
{
	struct arena arena = state->arena;

	if (state->opened)
		end(state);
	arena_free(&arena);
}
