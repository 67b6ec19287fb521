/* How many different texts there were; see sketch.h. */
#include "stats/sketch.h"

#include <stdlib.h>

#include "base/hash.h"

enum {
	REGISTER_BITS = 16, REGISTERS = 1 << REGISTER_BITS,
	MOST_ZEROS = 64 - REGISTER_BITS + 1, /* greatest value of a register */
	/* While small: so many bits of the hash, in 4 bytes an entry. */
	INDEX_BITS = 26, EXTRA_BITS = INDEX_BITS - REGISTER_BITS,
	RANK_BITS = 6, INDEX_COUNT = 1 << INDEX_BITS,
	FIRST_ROOM = 8, MOST_ROOM = 8192
};

uint64_t
sketch_hash(struct view text)
{
	/* Any constants do, but these for ever. */
	const struct hash_key key = {UINT64_C(0x626f756e63652d74),
	    UINT64_C(0x6f6f6c7320636f75)};

	return hash_bytes(key, text);
}

void
sketch_hash_print(uint64_t hash, struct buf *out)
{
	buf_printf(out, "%016llx", (unsigned long long)hash);
}

bool
sketch_hash_read(struct view text, uint64_t *hash)
{
	*hash = 0;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		*hash = *hash << 4 |
		    (uint64_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return text.n == 16;
}

/* Number of leading zeros of the top bits of x, plus one. */
static unsigned
rank_of(uint64_t x, unsigned bits)
{
	unsigned zeros = x ? (unsigned)__builtin_clzll(x) : 64;

	return (zeros < bits ? zeros : bits) + 1;
}

/* An entry is the index and, where the bits of it that no register has are
 * all zero, the rank of the rest: all that a register needs.  Never 0. */
static uint32_t
entry_of(uint64_t hash)
{
	uint32_t index = (uint32_t)(hash >> (64 - INDEX_BITS));
	unsigned rank = 1;

	if ((index & ((1U << EXTRA_BITS) - 1)) == 0)
		rank = rank_of(hash << INDEX_BITS, 64 - INDEX_BITS);
	return index << RANK_BITS | rank;
}

static void
raise_register(struct sketch *sketch, uint32_t at, unsigned rank)
{
	if (sketch->registers[at] < rank)
		sketch->registers[at] = (unsigned char)rank;
}

static void
raise_by_entry(struct sketch *sketch, uint32_t entry)
{
	uint32_t index = entry >> RANK_BITS;
	uint64_t extra = (uint64_t)index << (64 - EXTRA_BITS);
	unsigned rank = extra ? rank_of(extra, EXTRA_BITS) :
	    EXTRA_BITS + (entry & ((1U << RANK_BITS) - 1));

	raise_register(sketch, index >> EXTRA_BITS, rank);
}

/* The slot of an index, or the free one for it. */
static uint32_t *
slot_of(const struct sketch *sketch, uint32_t entry)
{
	uint32_t mask = sketch->room - 1, i = entry >> RANK_BITS & mask;

	while (sketch->entries[i] &&
	    (sketch->entries[i] ^ entry) >> RANK_BITS != 0)
		i = (i + 1) & mask;
	return &sketch->entries[i];
}

static void
drop_entries(const struct sketch *sketch, struct arena *arena)
{
	if (sketch->room)
		arena_spare(arena, sketch->entries,
		    sketch->room * sizeof *sketch->entries);
}

static void
make_registers(struct sketch *sketch, struct arena *arena)
{
	sketch->registers = arena_list(arena, REGISTERS);
	for (uint32_t i = 0; i < sketch->room; i++)
		if (sketch->entries[i])
			raise_by_entry(sketch, sketch->entries[i]);
	drop_entries(sketch, arena);
	sketch->entries = NULL;
	sketch->used = sketch->room = 0;
}

static void
grow(struct sketch *sketch, struct arena *arena)
{
	struct sketch old = *sketch;

	if (old.room == MOST_ROOM) {
		make_registers(sketch, arena);
		return;
	}
	sketch->room = old.room ? old.room * 2 : FIRST_ROOM;
	sketch->entries = arena_list(arena,
	    sketch->room * sizeof *sketch->entries);
	for (uint32_t i = 0; i < old.room; i++)
		if (old.entries[i])
			*slot_of(sketch, old.entries[i]) = old.entries[i];
	drop_entries(&old, arena);
}

/* Growing waits until an entry does not fit, so that the form depends on the
 * entries alone. */
static void
add_entry(struct sketch *sketch, struct arena *arena, uint32_t entry)
{
	uint32_t *slot = sketch->room ? slot_of(sketch, entry) : NULL;

	if (slot && *slot) {
		if (*slot < entry) /* the same index: the greater rank */
			*slot = entry;
		return;
	}
	if (4 * (sketch->used + 1) > 3 * sketch->room)
		grow(sketch, arena);
	if (sketch->registers) {
		raise_by_entry(sketch, entry);
		return;
	}
	*slot_of(sketch, entry) = entry;
	sketch->used++;
}

void
sketch_add(struct sketch *sketch, struct arena *arena, uint64_t hash)
{
	if (sketch->registers)
		raise_register(sketch,
		    (uint32_t)(hash >> (64 - REGISTER_BITS)),
		    rank_of(hash << REGISTER_BITS, 64 - REGISTER_BITS));
	else
		add_entry(sketch, arena, entry_of(hash));
}

static void
take_entry(struct sketch *sketch, struct arena *arena, uint32_t entry)
{
	if (sketch->registers)
		raise_by_entry(sketch, entry);
	else
		add_entry(sketch, arena, entry);
}

/* By itself, so that the compiler does many registers at once. */
static void
raise_all(unsigned char *registers, const unsigned char *other)
{
	for (uint32_t i = 0; i < REGISTERS; i++)
		registers[i] = registers[i] < other[i] ? other[i] :
		    registers[i];
}

void
sketch_merge(struct sketch *sketch, struct arena *arena,
    const struct sketch *other)
{
	for (uint32_t i = 0; i < other->room; i++)
		if (other->entries[i])
			take_entry(sketch, arena, other->entries[i]);
	if (!other->registers)
		return;
	if (!sketch->registers)
		make_registers(sketch, arena);
	raise_all(sketch->registers, other->registers);
}

/* sigma() of Ertl's paper, for x < 1. */
static double
sigma(double x)
{
	double y = 1, z = x, before;

	do {
		x *= x;
		before = z;
		z += x * y;
		y += y;
	} while (z > before);
	return z;
}

uint64_t
sketch_count(const struct sketch *sketch)
{
	const double m = REGISTERS, alpha = 0.72134752044448170368; /* 1/2ln2 */
	uint32_t counts[MOST_ZEROS + 1] = {0};
	uint64_t used = sketch->used;
	double z = 0;

	if (!sketch->registers) /* plus those whose index was there already */
		return used + used * used / (2 * (uint64_t)INDEX_COUNT);
	for (uint32_t i = 0; i < REGISTERS; i++)
		counts[sketch->registers[i]]++;
	for (int k = MOST_ZEROS; k >= 1; k--)
		z = (z + counts[k]) / 2;
	if (counts[0] < REGISTERS)
		z += m * sigma(counts[0] / m);
	z = alpha * m * m / z + 0.5;
	return z < (double)(INT64_MAX / 2) ? (uint64_t)z : INT64_MAX / 2;
}

/*
 * As text.  Small: "s", then for each entry in order its distance from the
 * one before, five bits a letter, and its rank where the register's bits do
 * not tell it.  Else "d", then the registers in order, a letter each; a run of
 * zeros is one letter, or a letter and its length when it is long.
 */
enum {
	LONG_RUN = 0, FIRST_RUN = MOST_ZEROS + 1,
	MOST_RUN = 63 - FIRST_RUN + 1 /* zeros that one letter stands for */
};

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void
put_number(struct buf *out, uint32_t n)
{
	for (; n >= 32; n >>= 5)
		buf_addc(out, letters[32 | (n & 31)]);
	buf_addc(out, letters[n]);
}

static int
compare_entries(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
has_rank(uint32_t index)
{
	return (index & ((1U << EXTRA_BITS) - 1)) == 0;
}

static void
print_entries(const struct sketch *sketch, struct buf *out)
{
	uint32_t sorted[MOST_ROOM], n = 0, before = 0, index;

	for (uint32_t i = 0; i < sketch->room; i++)
		if (sketch->entries[i])
			sorted[n++] = sketch->entries[i];
	qsort(sorted, n, sizeof *sorted, compare_entries);
	buf_addc(out, 's');
	for (uint32_t i = 0; i < n; i++) {
		index = sorted[i] >> RANK_BITS;
		put_number(out, index - before);
		if (has_rank(index))
			buf_addc(out, letters[sorted[i] &
			    ((1U << RANK_BITS) - 1)]);
		before = index;
	}
}

static void
put_zeros(struct buf *out, uint32_t n)
{
	if (n > MOST_RUN) {
		buf_addc(out, letters[LONG_RUN]);
		put_number(out, n);
	} else if (n > 0) {
		buf_addc(out, letters[FIRST_RUN + n - 1]);
	}
}

void
sketch_print(const struct sketch *sketch, struct buf *out)
{
	uint32_t zeros = 0;

	if (!sketch->registers) {
		if (sketch->used)
			print_entries(sketch, out);
		return;
	}
	buf_addc(out, 'd');
	for (uint32_t i = 0; i < REGISTERS; i++) {
		if (sketch->registers[i] == 0) {
			zeros++;
			continue;
		}
		put_zeros(out, zeros);
		zeros = 0;
		buf_addc(out, letters[sketch->registers[i]]);
	}
}

/* The value of a letter; 64 for what is none. */
static uint32_t
value_of(char c)
{
	if (c >= 'a' && c <= 'z')
		return (uint32_t)(c - 'a' + 26);
	if (c >= 'A' && c <= 'Z')
		return (uint32_t)(c - 'A');
	if (is_digit(c))
		return (uint32_t)(c - '0' + 52);
	return c == '-' ? 62 : c == '_' ? 63 : 64;
}

static bool
take_letter(struct view *text, uint32_t *value)
{
	if (text->n == 0)
		return false;
	*value = value_of(*text->p++);
	text->n--;
	return *value < 64;
}

static bool
take_number(struct view *text, uint32_t *value)
{
	uint32_t part = 32;

	*value = 0;
	for (unsigned shift = 0; part & 32; shift += 5) {
		if (shift > INDEX_BITS || !take_letter(text, &part))
			return false;
		*value |= (part & 31) << shift;
	}
	return *value < INDEX_COUNT;
}

static bool
read_entries(struct sketch *sketch, struct arena *arena, struct view text)
{
	uint32_t index = 0, distance, rank;

	while (text.n > 0) {
		if (!take_number(&text, &distance) ||
		    distance >= INDEX_COUNT - index)
			return false;
		index += distance;
		rank = 1;
		if (has_rank(index) && (!take_letter(&text, &rank) ||
		    rank < 1 || rank > 64 - INDEX_BITS + 1))
			return false;
		take_entry(sketch, arena, index << RANK_BITS | rank);
	}
	return true;
}

static bool
read_registers(struct sketch *sketch, struct arena *arena, struct view text)
{
	uint32_t at = 0, letter, zeros;

	if (!sketch->registers)
		make_registers(sketch, arena);
	while (text.n > 0) {
		if (!take_letter(&text, &letter))
			return false;
		if (letter > LONG_RUN && letter < FIRST_RUN) {
			if (at == REGISTERS)
				return false;
			raise_register(sketch, at++, letter);
			continue;
		}
		zeros = letter - FIRST_RUN + 1;
		if (letter == LONG_RUN && !take_number(&text, &zeros))
			return false;
		if (zeros > REGISTERS - at)
			return false;
		at += zeros;
	}
	return true;
}

bool
sketch_read(struct sketch *sketch, struct arena *arena, struct view text)
{
	if (view_starts(text, VIEW("s")))
		return read_entries(sketch, arena, view_from(text, 1));
	if (view_starts(text, VIEW("d")))
		return read_registers(sketch, arena, view_from(text, 1));
	return view_empty(text);
}
