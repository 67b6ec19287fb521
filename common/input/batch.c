/* Names in order, a batch at a time; see batch.h. */
#include "input/batch.h"

#include <stdlib.h>
#include <string.h>

static struct batch_entry *
entries(const struct batch *batch)
{
	return (struct batch_entry *)(void *)batch->entries.p;
}

static size_t
count(const struct batch *batch)
{
	return batch->entries.n / sizeof(struct batch_entry);
}

static void
set_count(struct batch *batch, size_t n)
{
	batch->entries.n = n * sizeof(struct batch_entry);
}

static bool
is_number(const char *name)
{
	return name[strspn(name, "0123456789")] == '\0';
}

static struct batch_entry
entry_of(const char *name)
{
	return (struct batch_entry){
		.name = name,
		.n = (uint32_t)strlen(name),
		.number = is_number(name)
	};
}

static struct view
without_zeros(const struct batch_entry *entry)
{
	struct view v = {entry->name, entry->n};

	while (v.n > 1 && v.p[0] == '0')
		v = view_from(v, 1);
	return v;
}

static int
by_number(const struct batch_entry *a, const struct batch_entry *b)
{
	struct view x = without_zeros(a), y = without_zeros(b);

	if (x.n != y.n)
		return x.n < y.n ? -1 : 1;
	return memcmp(x.p, y.p, x.n);
}

static int
by_name(const void *p, const void *q)
{
	const struct batch_entry *a = p, *b = q;
	int order = 0;

	if (a->number != b->number)
		return a->number ? -1 : 1;
	if (a->number)
		order = by_number(a, b);
	return order ? order : strcmp(a->name, b->name);
}

struct view
batch_base(struct view name)
{
	return view_upto(name, view_find(name, VIEW(":2,")));
}

static int
by_base(const void *p, const void *q)
{
	const struct batch_entry *x = p, *y = q;

	return view_compare(batch_base((struct view){x->name, x->n}),
	    batch_base((struct view){y->name, y->n}));
}

static size_t
cost(const struct batch_entry *entry)
{
	return entry->n + 1 + sizeof *entry;
}

static const char *
keep_name(struct arena *arena, const struct batch_entry *entry)
{
	return arena_copy(arena, (struct view){entry->name, entry->n + 1}).p;
}

static void
append(struct batch *batch, struct batch_entry entry)
{
	entry.name = keep_name(&batch->text, &entry);
	buf_add(&batch->entries,
	    (struct view){(const char *)&entry, sizeof entry});
	batch->used += cost(&entry);
}

/* Keeps the smaller half. */
static void
prune(struct batch *batch)
{
	struct batch_entry *entry = entries(batch);
	struct arena kept = {0};
	size_t n = count(batch) / 2;

	qsort(entry, count(batch), sizeof *entry, by_name);
	batch->used = 0;
	for (size_t i = 0; i < n; i++) {
		entry[i].name = keep_name(&kept, &entry[i]);
		batch->used += cost(&entry[i]);
	}
	arena_free(&batch->text);
	batch->text = kept;
	set_count(batch, n);
	batch->bound = entry[n - 1];
	batch->pruned = true;
}

void
batch_start(struct batch *batch, size_t budget)
{
	arena_reset(&batch->text);
	buf_reset(&batch->entries);
	batch->at = batch->used = 0;
	batch->budget = budget;
	batch->pruned = batch->retried = false;
	if (batch->last.n > 0)
		batch->after = entry_of(batch->last.p);
}

bool
batch_takes(const struct batch *batch, const char *name)
{
	const struct batch_entry *after = &batch->after;
	struct batch_entry entry = entry_of(name);

	if (after->name && (by_name(&entry, after) <= 0 ||
	    by_base(&entry, after) == 0))
		return false;
	return !batch->pruned || by_name(&entry, &batch->bound) <= 0;
}

void
batch_add(struct batch *batch, const char *name, unsigned char type)
{
	struct batch_entry entry = entry_of(name);

	entry.type = type;
	append(batch, entry);
	if (batch->used > batch->budget && count(batch) > 1)
		prune(batch);
}

void
batch_sort(struct batch *batch)
{
	struct batch_entry *entry = entries(batch);
	size_t n = count(batch);

	if (n == 0)
		return;
	qsort(entry, n, sizeof *entry, by_name);
	buf_reset(&batch->last);
	buf_add(&batch->last,
	    (struct view){entry[n - 1].name, entry[n - 1].n + 1});
}

struct batch_entry *
batch_next(struct batch *batch)
{
	if (batch->at == count(batch))
		return NULL;
	return entries(batch) + batch->at++;
}

/* Drops the entries whose `lost` is not what is asked for. */
static size_t
keep_where(struct batch *batch, bool lost)
{
	struct batch_entry *entry = entries(batch);
	size_t kept = 0;

	for (size_t i = 0; i < count(batch); i++)
		if (entry[i].lost == lost)
			entry[kept++] = entry[i];
	set_count(batch, kept);
	return kept;
}

bool
batch_start_lost(struct batch *batch)
{
	size_t n = keep_where(batch, true);

	if (n > 0)
		qsort(entries(batch), n, sizeof(struct batch_entry), by_base);
	batch->at = n;
	return n > 0;
}

void
batch_found(struct batch *batch, const char *name)
{
	struct batch_entry entry = entry_of(name), *hit;

	hit = bsearch(&entry, entries(batch), count(batch), sizeof entry,
	    by_base);
	if (!hit || !hit->lost)
		return;
	hit->name = keep_name(&batch->text, &entry);
	hit->n = entry.n;
	hit->lost = false;
}

void
batch_retry(struct batch *batch)
{
	size_t n = keep_where(batch, false);

	if (n > 0)
		qsort(entries(batch), n, sizeof(struct batch_entry), by_name);
	batch->at = 0;
	batch->retried = true;
}

void
batch_free(struct batch *batch)
{
	arena_free(&batch->text);
	buf_free(&batch->entries);
	buf_free(&batch->last);
	*batch = (struct batch){0};
}
