/*
 * arena - bump allocation for one message
 *
 * Whatever a message needs is allocated here and gone with the next
 * arena_reset(): there is no free.  Running out of memory ends the program
 * with EX_TEMPFAIL inside the allocator, so no caller tests for it.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/view.h"

struct arena_block;
struct arena_spares;

struct arena {
	struct arena_block *block; /* newest first */
	char *at, *end;            /* free room in the newest block */
	struct arena_spares *spares; /* NULL: none yet */
};

/* Zeroed room for count objects of type. */
#define ARENA_NEW(arena, type, count) \
	((type *)arena_alloc((arena), (count), sizeof(type)))

/* The same, not zeroed: for what is written before it is read. */
#define ARENA_ROOM(arena, type, count) \
	((type *)arena_room((arena), (count), sizeof(type)))

/* count * size zeroed bytes, aligned for any type; the product is checked
 * for overflow. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
void *arena_room(struct arena *arena, size_t count, size_t size);
/* Room for one more behind the count elements of a list, each of size bytes:
 * the list itself, or a larger copy when count is 0 or a power of two.  Only
 * for lists that grow by this alone. */
void *arena_more(struct arena *arena, const void *list, size_t count,
    size_t size);
/* Lists that double their size, among many of which those that one has
 * outgrown serve another: size bytes, zeroed; a power of two, from
 * ARENA_LIST_MIN on. */
enum { ARENA_LIST_MIN = 16, ARENA_LISTS = 24 };
void *arena_list(struct arena *arena, size_t size);
/* Takes back what arena_list() gave, as many bytes. */
void arena_spare(struct arena *arena, void *list, size_t size);
/* n bytes, not zeroed and not aligned, for text. */
char *arena_text(struct arena *arena, size_t n);
/* A copy of v. */
struct view arena_copy(struct arena *arena, struct view v);
/* A copy of v with small letters, ASCII ones. */
struct view arena_lower(struct arena *arena, struct view v);
/* a and b, one after the other. */
struct view arena_concat(struct arena *arena, struct view a, struct view b);
/* All that was allocated is gone; one block's memory is kept. */
void arena_reset(struct arena *arena);
/* Gives the memory back; the arena may be used again. */
void arena_free(struct arena *arena);

#endif
