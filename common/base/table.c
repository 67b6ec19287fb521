/* A map from texts to blocks; see table.h. */
#include "base/table.h"

#include <err.h>
#include <string.h>
#include <sysexits.h>

enum {
	FEW = 8,         /* entries that are walked, not hashed */
	FIRST_SLOTS = 64 /* always a power of two */
};

static size_t
slot_count(const struct table *table)
{
	return table->slots.n / sizeof(struct table_entry *);
}

void
table_open(struct table *table, size_t value_size)
{
	*table = (struct table){.value_size = value_size};
	table->key = hash_random_key();
}

void
table_open_in(struct table *table, size_t value_size, struct arena *arena)
{
	table_open(table, value_size);
	table->in = arena;
}

static struct table_entry *
find_few(const struct table *table, struct view key)
{
	struct table_entry *entry = table->first;

	while (entry && !view_eq(entry->key, key))
		entry = entry->next;
	return entry;
}

/* The slot that holds the key or, when there is none, the free one where it
 * belongs.  There is always a free one. */
static struct table_entry **
find_slot(const struct table *table, struct view key, uint64_t hash)
{
	struct table_entry **slots = (struct table_entry **)table->slots.p;
	size_t mask = slot_count(table) - 1, i = (size_t)hash & mask;

	while (slots[i] &&
	    (slots[i]->hash != hash || !view_eq(slots[i]->key, key)))
		i = (i + 1) & mask;
	return &slots[i];
}

/* The slot where an entry that is nowhere yet belongs. */
static struct table_entry **
free_slot(const struct table *table, uint64_t hash)
{
	struct table_entry **slots = (struct table_entry **)table->slots.p;
	size_t mask = slot_count(table) - 1, i = (size_t)hash & mask;

	while (slots[i])
		i = (i + 1) & mask;
	return &slots[i];
}

static void
grow(struct table *table)
{
	size_t n = table->slots.n ? 2 * table->slots.n :
	    FIRST_SLOTS * sizeof(struct table_entry *);
	struct table_entry *entry;

	buf_free(&table->slots);
	memset(buf_room(&table->slots, n), 0, n);
	table->slots.n = n;
	for (entry = table->first; entry; entry = entry->next) {
		if (table->count == FEW)
			entry->hash = hash_bytes(table->key, entry->key);
		*free_slot(table, entry->hash) = entry;
	}
}

static struct table_entry *
new_entry(struct table *table, struct view key, uint64_t hash)
{
	struct table_entry *entry;
	size_t n = offsetof(struct table_entry, value) + table->value_size;

	if (key.n > SIZE_MAX - n)
		errx(EX_TEMPFAIL, "out of memory");
	entry = arena_alloc(table->in ? table->in : &table->arena, 1,
	    n + key.n);
	entry->hash = hash;
	entry->key = (struct view){(char *)entry + n, key.n};
	if (key.n)
		memcpy((char *)entry + n, key.p, key.n);
	if (table->last)
		table->last->next = entry;
	else
		table->first = entry;
	table->last = entry;
	table->count++;
	return entry;
}

void *
table_find(const struct table *table, struct view key)
{
	struct table_entry *entry;

	entry = slot_count(table) == 0 ? find_few(table, key) :
	    *find_slot(table, key, hash_bytes(table->key, key));
	return entry ? entry->value : NULL;
}

void *
table_add(struct table *table, struct view key, bool *fresh)
{
	struct table_entry **slot, *entry;
	uint64_t hash;

	if (table->count < FEW) {
		entry = find_few(table, key);
		if (fresh)
			*fresh = !entry;
		return (entry ? entry : new_entry(table, key, 0))->value;
	}
	hash = hash_bytes(table->key, key);
	/* Three quarters full at most. */
	if (4 * (table->count + 1) > 3 * slot_count(table))
		grow(table);
	slot = find_slot(table, key, hash);
	if (fresh)
		*fresh = !*slot;
	if (!*slot)
		*slot = new_entry(table, key, hash);
	return (*slot)->value;
}

struct view
table_key(const void *block)
{
	const struct table_entry *entry = (const struct table_entry *)
	    ((const char *)block - offsetof(struct table_entry, value));

	return entry->key;
}

int
table_by_key(const struct table_entry *a, const struct table_entry *b,
    const void *context)
{
	(void)context;
	return view_compare(a->key, b->key);
}

/* Takes up to n entries off the list and returns what is left of it. */
static struct table_entry *
cut(struct table_entry *list, size_t n)
{
	struct table_entry *rest;

	while (list && --n > 0)
		list = list->next;
	if (!list)
		return NULL;
	rest = list->next;
	list->next = NULL;
	return rest;
}

/* Appends two sorted lists as one where *end is; returns its end. */
static struct table_entry **
merge(struct table_entry **end, struct table_entry *a, struct table_entry *b,
    table_order *compare, const void *context)
{
	struct table_entry **less;

	for (; a || b; end = &(*end)->next) {
		less = !b || (a && compare(a, b, context) <= 0) ? &a : &b;
		*end = *less;
		*less = (*less)->next;
	}
	return end;
}

/* Runs of n entries are sorted, which pairs of make runs of 2 n. */
void
table_sort(struct table *table, table_order *compare, const void *context)
{
	struct table_entry *rest, *a, *b, **end;

	for (size_t n = 1; n < table->count; n *= 2) {
		rest = table->first;
		for (end = &table->first; (a = rest); ) {
			b = cut(a, n);
			rest = cut(b, n);
			end = merge(end, a, b, compare, context);
		}
		*end = NULL;
	}
	for (a = table->first; a; a = a->next)
		table->last = a;
}

void
table_close(struct table *table)
{
	arena_free(&table->arena);
	buf_free(&table->slots);
	*table = (struct table){0};
}
