/* The keys of this run and of those before, in order; see seen.h. */
#include "input/seen_merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Sorted keys on their way: the state file's, a run's, or those in memory. */
struct cursor {
	int fd;           /* -1: block holds them all */
	uint64_t first, at, count;
	struct buf block;
	bool ready;       /* head() is the next one */
	int error;
};

static struct seen_key *
head(const struct cursor *cursor)
{
	size_t i = (size_t)(cursor->fd < 0 ? cursor->at :
	    cursor->at % SEEN_EACH);

	return (struct seen_key *)(void *)cursor->block.p + i;
}

/* Whether there is one more key: head() is it then. */
static bool
more(struct cursor *cursor)
{
	if (cursor->ready)
		return true;
	if (cursor->at == cursor->count || cursor->error)
		return false;
	if (cursor->fd >= 0 && cursor->at % SEEN_EACH == 0)
		cursor->error = block_read(cursor->fd,
		    cursor->first + cursor->at / SEEN_EACH, &cursor->block);
	cursor->ready = !cursor->error;
	return cursor->ready;
}

static void
pass(struct cursor *cursor)
{
	cursor->at++;
	cursor->ready = false;
}

static int
by_tag(const void *a, const void *b)
{
	return memcmp(a, b, SEEN_TAG);
}

static bool
was_listed(const struct seen *seen, const struct seen_key *key)
{
	const struct buf *folders = &seen->folders;

	return folders->n > 0 && bsearch(key->bytes, folders->p,
	    folders->n / SEEN_TAG, SEEN_TAG, by_tag);
}

static bool
is_marked(const struct seen *seen, uint64_t place)
{
	return seen->marks.p[place / 8] >> place % 8 & 1;
}

/* Moves the cursor of the state file on to a key that is kept, and says in
 * that key whether it was missed.  *changed: something is not as it was. */
static bool
more_kept(const struct seen *seen, struct cursor *old, bool *changed)
{
	unsigned char *missed;

	if (old->ready)
		return true;
	for (; more(old); pass(old)) {
		missed = &head(old)->bytes[SEEN_MISSED];
		if (is_marked(seen, old->at)) {
			*changed |= *missed > 0;
			*missed = 0;
			return true;
		}
		if (!was_listed(seen, head(old)))
			return true;
		*changed = true;
		if ((*missed)++ == 0)
			return true;
	}
	return false;
}

static struct cursor
old_keys(const struct seen *seen)
{
	return (struct cursor){
		.fd = seen->fd, .first = seen->first, .count = seen->count
	};
}

static void
sort_folders(struct seen *seen)
{
	struct buf *folders = &seen->folders;

	if (folders->n > 0)
		qsort(folders->p, folders->n / SEEN_TAG, SEEN_TAG, by_tag);
}

bool
seen_changed(struct seen *seen)
{
	struct cursor old = old_keys(seen);
	bool changed = seen->runs > 0 || seen->fresh.n > 0;

	if (changed || (seen->found == seen->count && seen->missed == 0))
		return changed;
	sort_folders(seen);
	while (!changed && more_kept(seen, &old, &changed))
		pass(&old);
	buf_free(&old.block);
	return changed || old.error;
}

/* All cursors, the state file's first. */
static struct cursor *
open_cursors(struct seen *seen, struct buf *room)
{
	uint64_t blocks = SEEN_RUN / SEEN_EACH;
	struct cursor cursor = old_keys(seen);

	seen_sort(seen);
	buf_add(room, (struct view){(char *)&cursor, sizeof cursor});
	for (uint64_t i = 0; i < seen->runs; i++) {
		cursor = (struct cursor){
			.fd = seen->spill, .first = i * blocks,
			.count = SEEN_RUN
		};
		buf_add(room, (struct view){(char *)&cursor, sizeof cursor});
	}
	cursor = (struct cursor){
		.fd = -1, .block = seen->fresh, .count = seen->sorted
	};
	buf_add(room, (struct view){(char *)&cursor, sizeof cursor});
	return (struct cursor *)(void *)room->p;
}

/* The cursor with the least key, or NULL at the end.  There is one for each
 * SEEN_RUN new names, so few that looking at all is no work. */
static struct cursor *
least(struct seen *seen, struct cursor *cursors, size_t n)
{
	struct cursor *found = NULL;
	bool changed = false;

	for (struct cursor *c = cursors; c < cursors + n; c++) {
		if (c == cursors ? !more_kept(seen, c, &changed) : !more(c))
			continue;
		if (!found || seen_order(head(c), head(found)) < 0)
			found = c;
	}
	return found;
}

static int
close_cursors(struct cursor *cursors, size_t n)
{
	int error = 0;

	for (size_t i = 0; i < n; i++) {
		if (cursors[i].error)
			error = cursors[i].error;
		if (cursors[i].fd >= 0)
			buf_free(&cursors[i].block);
	}
	return error;
}

bool
seen_write(struct seen *seen, struct block_writer *writer, uint64_t *count)
{
	struct buf room = {0};
	struct cursor *cursors = open_cursors(seen, &room), *from;
	size_t n = room.n / sizeof *cursors;
	struct seen_key last;

	sort_folders(seen);
	for (*count = 0; (from = least(seen, cursors, n)); pass(from)) {
		if (*count > 0 && seen_order(&last, head(from)) == 0)
			continue;
		last = *head(from);
		block_put(writer, (struct view){(char *)&last, sizeof last});
		++*count;
	}
	block_fill(writer);
	errno = close_cursors(cursors, n);
	buf_free(&room);
	return errno == 0;
}
