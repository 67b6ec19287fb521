/* Bump allocation for one message; see arena.h. */
#include "base/arena.h"

#include <assert.h>
#include <err.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* Blocks start small enough to stay in the cache; a large request has one of
 * its own and leaves the others their free room. */
enum { BLOCK_SIZE = 64 * 1024, LARGE = BLOCK_SIZE / 8 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	max_align_t room[];
};

static struct arena_block *
new_block(size_t size)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof *block)
		errx(EX_TEMPFAIL, "out of memory");
	block = malloc(sizeof *block + size);
	if (!block)
		err(EX_TEMPFAIL, "malloc");
	block->size = size;
	return block;
}

/* n bytes where there is not more room than that: there is none in an arena
 * that was not used yet, and what is given is never NULL. */
static void * __attribute__((cold))
grow(struct arena *arena, size_t n)
{
	struct arena_block *block;

	if (n >= LARGE && arena->block) {
		block = new_block(n);
		block->next = arena->block->next;
		arena->block->next = block;
		return block->room;
	}
	block = new_block(n > BLOCK_SIZE ? n : BLOCK_SIZE);
	block->next = arena->block;
	arena->block = block;
	arena->at = (char *)block->room + n;
	arena->end = (char *)block->room + block->size;
	return block->room;
}

char *
arena_text(struct arena *arena, size_t n)
{
	char *p = arena->at;

	if ((size_t)(arena->end - p) <= n)
		return grow(arena, n);
	arena->at += n;
	return p;
}

void *
arena_room(struct arena *arena, size_t count, size_t size)
{
	size_t pad = (size_t)(-(uintptr_t)arena->at % alignof(max_align_t));
	size_t left = (size_t)(arena->end - arena->at), n;
	char *p;

	if (__builtin_mul_overflow(count, size, &n))
		errx(EX_TEMPFAIL, "out of memory");
	if (left <= pad || left - pad <= n)
		return grow(arena, n);
	p = arena->at + pad;
	assert((uintptr_t)p % alignof(max_align_t) == 0);
	arena->at = p + n;
	return p;
}

void *
arena_alloc(struct arena *arena, size_t count, size_t size)
{
	void *room = arena_room(arena, count, size);

	return memset(room, 0, count * size);
}

struct view
arena_lower(struct arena *arena, struct view v)
{
	char *p = arena_text(arena, v.n);

	for (size_t i = 0; i < v.n; i++)
		p[i] = to_lower(v.p[i]);
	return v.n ? (struct view){p, v.n} : v;
}

struct view
arena_concat(struct arena *arena, struct view a, struct view b)
{
	char *p;

	if (a.n > SIZE_MAX - b.n)
		errx(EX_TEMPFAIL, "out of memory");
	p = arena_text(arena, a.n + b.n);
	if (a.n)
		memcpy(p, a.p, a.n);
	if (b.n)
		memcpy(p + a.n, b.p, b.n);
	return (struct view){p, a.n + b.n};
}

void *
arena_more(struct arena *arena, const void *list, size_t count, size_t size)
{
	void *more;

	if (count & (count - 1))
		return (void *)(uintptr_t)list;
	assert(count <= SIZE_MAX / 2);
	more = arena_alloc(arena, count ? 2 * count : 1, size);
	if (count)
		memcpy(more, list, count * size);
	return more;
}

struct view
arena_copy(struct arena *arena, struct view v)
{
	return arena_concat(arena, v, VIEW_NONE);
}

/* What was outgrown, by the logarithm of its size. */
struct arena_spares {
	struct spare {
		struct spare *next;
	} *first[ARENA_LISTS];
};

static struct spare **
spares_of(struct arena *arena, size_t size)
{
	assert(size >= ARENA_LIST_MIN && (size & (size - 1)) == 0 &&
	    size < (size_t)1 << ARENA_LISTS);
	if (!arena->spares)
		arena->spares = ARENA_NEW(arena, struct arena_spares, 1);
	return &arena->spares->first[__builtin_ctzll(size)];
}

void *
arena_list(struct arena *arena, size_t size)
{
	struct spare **list = spares_of(arena, size), *spare = *list;

	if (!spare)
		return arena_alloc(arena, 1, size);
	*list = spare->next;
	return memset(spare, 0, size);
}

void
arena_spare(struct arena *arena, void *list, size_t size)
{
	struct spare **spares = spares_of(arena, size), *spare = list;

	spare->next = *spares;
	*spares = spare;
}

static void
release(struct arena *arena, bool all)
{
	struct arena_block *block = arena->block, *next;

	*arena = (struct arena){0};
	for (; block; block = next) {
		next = block->next;
		if (!arena->block && !all && block->size == BLOCK_SIZE) {
			block->next = NULL;
			arena->block = block;
			arena->at = (char *)block->room;
			arena->end = arena->at + block->size;
		} else {
			free(block);
		}
	}
}

void
arena_reset(struct arena *arena)
{
	release(arena, false);
}

void
arena_free(struct arena *arena)
{
	release(arena, true);
}
