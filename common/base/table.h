/*
 * table - a map from texts to blocks of a fixed size
 *
 * Entries keep their place in memory and their order, which is that of
 * adding until they are sorted; the hash is keyed at random for each table, so
 * that nobody can choose keys that collide, and the order never depends on it.
 * Nothing is ever taken out.  Keys are copied.  Costs 48 bytes an entry on 64
 * bits, more while it grows, beside key and block.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdalign.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

struct table_entry {
	struct table_entry *next; /* in the table's order */
	struct view key;
	uint64_t hash;
	alignas(max_align_t) char value[]; /* the block */
};

struct table {
	struct table_entry *first, *last;
	size_t count;
	size_t value_size;
	struct hash_key key;
	struct arena arena; /* entries, with their keys and blocks */
	struct arena *in;   /* that they are in instead, or NULL */
	struct buf slots;   /* pointers to them by hash, NULL where free; none
	                     * while they are few */
};

typedef int table_order(const struct table_entry *a,
    const struct table_entry *b, const void *context);

/* Makes *table empty, for blocks of value_size bytes (0: a set). */
void table_open(struct table *table, size_t value_size);
/* The same; what is added goes into the arena and stays there. */
void table_open_in(struct table *table, size_t value_size,
    struct arena *arena);
/* The block of that key, or NULL. */
void *table_find(const struct table *table, struct view key);
/* The block of that key, added with all bytes zero when it is not there:
 * then *fresh, which may be NULL, is true. */
void *table_add(struct table *table, struct view key, bool *fresh);
/* The key of a block that table_find() or table_add() returned. */
struct view table_key(const void *block);
/* Changes the order of the entries to that of compare(), which is called with
 * context and returns less than 0, 0 or more as for qsort(3).  Takes n log n
 * steps and no memory; what is equal keeps its order. */
void table_sort(struct table *table, table_order *compare,
    const void *context);
/* For that: by the bytes of the keys. */
int table_by_key(const struct table_entry *a, const struct table_entry *b,
    const void *context);
/* Gives the memory back. */
void table_close(struct table *table);

#endif
