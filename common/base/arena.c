/* Bump allocation for one message; see arena.h. */
#include "base/arena.h"

#include <assert.h>
#include <err.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* Blocks start small enough to stay in the cache and never shrink the free
 * room of a large request. */
enum { BLOCK_SIZE = 64 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	max_align_t room[];
};

/* Where there is not more room than n bytes: there is none in an arena that
 * was not used yet, and what is given is never NULL. */
static void __attribute__((cold))
grow(struct arena *arena, size_t n)
{
	struct arena_block *block;
	size_t size = n > BLOCK_SIZE ? n : BLOCK_SIZE;

	if (size > SIZE_MAX - sizeof *block)
		errx(EX_TEMPFAIL, "out of memory");
	block = malloc(sizeof *block + size);
	if (!block)
		err(EX_TEMPFAIL, "malloc");
	block->next = arena->block;
	block->size = size;
	arena->block = block;
	arena->at = (char *)block->room;
	arena->end = arena->at + size;
}

char *
arena_text(struct arena *arena, size_t n)
{
	char *p;

	if ((size_t)(arena->end - arena->at) <= n)
		grow(arena, n);
	p = arena->at;
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
	if (left <= pad || left - pad <= n) {
		grow(arena, n);
		pad = 0;
	}
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

static void
release(struct arena *arena, bool all)
{
	struct arena_block *block = arena->block, *next;

	arena->block = NULL;
	arena->at = arena->end = NULL;
	for (; block; block = next) {
		next = block->next;
		if (!next && !all && block->size == BLOCK_SIZE) {
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
