/* How a number of seconds is spread; see spread.h. */
#include "stats/spread.h"

#include <assert.h>
#include <string.h>

enum {
	STEP_BITS = 3, STEPS = 1 << STEP_BITS, /* bins for each doubling */
	TOP_BIT = 29,                          /* seconds below 2^30 */
	BINS = (TOP_BIT - STEP_BITS + 2) * STEPS
};

/* Most that one bin may say to hold in text. */
#define COUNT_MAX INT64_C(1000000000000000)

struct spread_bin {
	uint32_t number;
	uint64_t count;
};

/* Below 8 a bin a second; then 8 bins for 8-15, 8 for 16-31, ... */
static uint32_t
bin_of(uint32_t seconds)
{
	uint32_t top;

	if (seconds < STEPS)
		return seconds;
	top = 31 - (uint32_t)__builtin_clz(seconds);
	return (top - STEP_BITS + 1) * STEPS +
	    (seconds >> (top - STEP_BITS) & (STEPS - 1));
}

/* The middle of a bin. */
static int64_t
seconds_of(uint32_t bin)
{
	uint32_t shift = bin / STEPS - 1;

	if (bin < STEPS)
		return bin;
	return ((int64_t)(STEPS + bin % STEPS) << shift) +
	    (((int64_t)1 << shift) - 1) / 2;
}

static void
make_room(struct spread *spread, struct arena *arena)
{
	struct spread_bin *old = spread->bins;

	if (spread->used < spread->room)
		return;
	spread->room = spread->room ? spread->room * 2 : 4;
	spread->bins = ARENA_NEW(arena, struct spread_bin, spread->room);
	if (old)
		memcpy(spread->bins, old, spread->used * sizeof *old);
}

/* Where the bin is among those there are, or where it would be. */
static uint32_t
place_of(const struct spread *spread, uint32_t number)
{
	uint32_t low = 0, high = spread->used, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (spread->bins[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
add_to_bin(struct spread *spread, struct arena *arena, uint32_t number,
    uint64_t count)
{
	uint32_t i = place_of(spread, number);

	assert(number < BINS);
	spread->count += count;
	if (i < spread->used && spread->bins[i].number == number) {
		spread->bins[i].count += count;
		return;
	}
	make_room(spread, arena);
	memmove(spread->bins + i + 1, spread->bins + i,
	    (spread->used - i) * sizeof *spread->bins);
	spread->bins[i] = (struct spread_bin){number, count};
	spread->used++;
}

void
spread_add(struct spread *spread, struct arena *arena, int64_t seconds)
{
	if (seconds >= 0 && seconds < (int64_t)1 << (TOP_BIT + 1))
		add_to_bin(spread, arena, bin_of((uint32_t)seconds), 1);
}

void
spread_merge(struct spread *spread, struct arena *arena,
    const struct spread *other)
{
	for (uint32_t i = 0; i < other->used; i++)
		add_to_bin(spread, arena, other->bins[i].number,
		    other->bins[i].count);
}

int64_t
spread_percentile(const struct spread *spread, unsigned percent)
{
	uint64_t below = 0;
	uint32_t i;

	assert(spread->used > 0);
	for (i = 0; i + 1 < spread->used; i++) {
		below += spread->bins[i].count;
		if (below >= spread->count / 100 * percent +
		    (spread->count % 100 * percent + 99) / 100)
			break;
	}
	return seconds_of(spread->bins[i].number);
}

unsigned
spread_place(int64_t seconds)
{
	const int64_t year = 31536000;

	if (seconds >= year)
		return 1000;
	if (seconds < 1)
		return 0;
	return 1000 * (bin_of((uint32_t)seconds) - 1) /
	    (bin_of((uint32_t)year) - 1);
}

void
spread_print(const struct spread *spread, struct buf *out)
{
	for (uint32_t i = 0; i < spread->used; i++) {
		if (i > 0)
			buf_addc(out, ' ');
		buf_addint(out, spread->bins[i].number);
		buf_addc(out, ':');
		buf_addint(out, (int64_t)spread->bins[i].count);
	}
}

bool
spread_read(struct spread *spread, struct arena *arena, struct view text)
{
	struct view word, number, count;
	uint64_t bin, n;

	while (view_word(&text, &word)) {
		if (!view_cut(word, ':', &number, &count) ||
		    !view_uint(number, &bin) || bin >= BINS ||
		    !view_uint(count, &n) || n == 0 || n > COUNT_MAX)
			return false;
		add_to_bin(spread, arena, (uint32_t)bin, n);
	}
	return true;
}
