/* The file of --state: locked, read, replaced; see state.h. */
#define _GNU_SOURCE
#include "input/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "input/claim.h"

#define STATE_VERSION "1\n"

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

/* Opens the state itself: false when there is none. */
static bool
open_state(struct state *state)
{
	state->fd = claim_moved(openat(state->folder_fd, state->base, O_RDONLY |
	    O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
	if (state->fd < 0 && errno == ENOENT)
		return false;
	if (state->fd < 0 || fstat(state->fd, &state->st) < 0)
		claim_error(state, errno);
	if (!S_ISREG(state->st.st_mode))
		claim_refuse(state, "not a regular file");
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
		claim_error(state, error);
	places = block_number(block.p + PLACES_AT);
	names = block_number(block.p + NAMES_AT);
	buf_free(&block);
	blocks = block_count(places, PLACE_SIZE) + 1;
	if (places > size || names > size ||
	    (blocks + block_count(names, SEEN_KEY)) * BLOCK_SIZE != size)
		claim_error(state, EBADMSG);
	error = places_open(&state->places, state->fd, 1, places);
	if (!error)
		error = seen_open(&state->seen, state->fd, blocks, names);
	if (error)
		claim_error(state, error);
}

static void
check_version(const struct state *state)
{
	char start[sizeof CLAIM_MAGIC STATE_VERSION - 1] = {0};

	if (pread(state->fd, start, sizeof start, 0) < 0)
		claim_error(state, errno);
	if (memcmp(start, CLAIM_MAGIC, sizeof CLAIM_MAGIC - 1) != 0)
		claim_refuse(state, "not a state file");
	if (memcmp(start, CLAIM_MAGIC STATE_VERSION, sizeof start) != 0)
		claim_refuse(state, "of another version; without it, all mail is "
		    "read again");
}

void
state_open(struct state *state)
{
	claim_take(state);
	state->opened = true;
	claim_paths(state);
	if (!open_state(state))
		return;
	check_version(state);
	read_state(state);
	claim_owner(state);
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
	static const char text[] = CLAIM_MAGIC STATE_VERSION
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
		claim_error(state, error);
	/* Some file systems cannot, and do it by themselves. */
	if (fsync(state->folder_fd) < 0 && errno != EINVAL && errno != ENOTSUP)
		claim_fail(state, errno);
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
