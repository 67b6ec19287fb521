/* Names looked up and added; see seen.h. */
#include "input/seen.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "input/seen_merge.h"

static const struct seen_key *
block_keys(const struct seen *seen)
{
	return (const struct seen_key *)(const void *)seen->block.p;
}

/* How many keys a block of the names has, counted from 0. */
static size_t
keys_in(const struct seen *seen, uint64_t block)
{
	uint64_t rest = seen->count - block * SEEN_EACH;

	return rest < SEEN_EACH ? (size_t)rest : SEEN_EACH;
}

static int
load(struct seen *seen, uint64_t block)
{
	int error = 0;

	if (seen->loaded == seen->first + block)
		return 0;
	error = block_read(seen->fd, seen->first + block, &seen->block);
	seen->loaded = error ? 0 : seen->first + block;
	return error;
}

/* Whether the keys of the block at hand ascend; counts those missed. */
static bool
ascend(struct seen *seen, size_t n)
{
	const struct seen_key *key = block_keys(seen);
	struct seen_key before = {{0}};
	size_t blocks = seen->index.n / sizeof before;

	if (blocks > 0)
		memcpy(&before, seen->index.p + (blocks - 1) * sizeof before,
		    sizeof before);
	for (size_t i = 0; i < n; i++) {
		if ((blocks > 0 || i > 0) && seen_order(&before, &key[i]) >= 0)
			return false;
		before = key[i];
		seen->missed += key[i].bytes[SEEN_MISSED] > 0;
	}
	return true;
}

int
seen_open(struct seen *seen, int fd, uint64_t first, uint64_t count)
{
	uint64_t blocks = block_count(count, SEEN_KEY);
	size_t marks = (size_t)(count / 8 + 1);
	int error;

	assert(first > 0);
	if (count / 8 >= SIZE_MAX / 8)
		return EBADMSG;
	seen->fd = fd;
	seen->first = first;
	seen->count = count;
	for (uint64_t i = 0; i < blocks; i++) {
		error = load(seen, i);
		if (error)
			return error;
		if (!ascend(seen, keys_in(seen, i)))
			return EBADMSG;
		buf_add(&seen->index,
		    (struct view){seen->block.p, SEEN_KEY});
	}
	memset(buf_room(&seen->marks, marks), 0, marks);
	seen->marks.n = marks;
	return 0;
}

int
seen_order(const void *a, const void *b)
{
	const struct seen_key *x = a, *y = b;

	return memcmp(x->bytes, y->bytes, SEEN_MISSED);
}

/* How many of n sorted keys are not greater than key. */
static size_t
upto(const struct seen_key *keys, size_t n, const struct seen_key *key)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (seen_order(&keys[middle], key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_fresh(const struct seen *seen, const struct seen_key *key)
{
	const struct seen_key *keys = (const void *)seen->fresh.p;
	size_t n = upto(keys, seen->sorted, key);

	return n > 0 && seen_order(&keys[n - 1], key) == 0;
}

/* The number of a name in the state file; UINT64_MAX when it is not there, or
 * when its block cannot be read any more: then it is read again. */
static uint64_t
place_of(struct seen *seen, const struct seen_key *key)
{
	size_t n = upto((const void *)seen->index.p,
	    seen->index.n / SEEN_KEY, key);
	uint64_t block = n - 1;

	if (n == 0 || load(seen, block))
		return UINT64_MAX;
	n = upto(block_keys(seen), keys_in(seen, block), key);
	if (n == 0 || seen_order(&block_keys(seen)[n - 1], key) != 0)
		return UINT64_MAX;
	return block * SEEN_EACH + n - 1;
}

bool
seen_has(struct seen *seen, struct seen_key key)
{
	uint64_t place = place_of(seen, &key);
	char bit = (char)(1 << place % 8);

	if (place == UINT64_MAX)
		return is_fresh(seen, &key);
	if (!(seen->marks.p[place / 8] & bit))
		seen->found++;
	seen->marks.p[place / 8] = (char)(seen->marks.p[place / 8] | bit);
	return true;
}

void
seen_sort(struct seen *seen)
{
	size_t n = seen->fresh.n / SEEN_KEY;

	if (seen->sorted != n)
		qsort(seen->fresh.p, n, SEEN_KEY, seen_order);
	seen->sorted = n;
}

/* Moves the new keys to the file of runs. */
static bool
spill(struct seen *seen)
{
	struct block_writer writer;
	uint64_t blocks = SEEN_RUN / SEEN_EACH;

	seen_sort(seen);
	block_start(&writer, seen->spill, seen->runs * blocks);
	for (size_t i = 0; i < seen->sorted; i++)
		block_put(&writer, (struct view){
		    seen->fresh.p + i * SEEN_KEY, SEEN_KEY});
	seen->runs++;
	seen->fresh.n = seen->sorted = 0;
	return block_end(&writer);
}

bool
seen_add(struct seen *seen, struct seen_key key)
{
	buf_add(&seen->fresh, (struct view){(char *)&key, sizeof key});
	return seen->fresh.n < SEEN_RUN * SEEN_KEY || spill(seen);
}

void
seen_listed(struct seen *seen, const struct seen_folder *folder)
{
	buf_add(&seen->folders, (struct view){
	    (const char *)folder->digest, SEEN_TAG});
}

void
seen_close(struct seen *seen)
{
	buf_free(&seen->index);
	buf_free(&seen->marks);
	buf_free(&seen->block);
	buf_free(&seen->fresh);
	buf_free(&seen->folders);
}
