/*
 * stats/sketch and stats/spread: right, and the same however they are merged.
 * Prints a line for each test; exit status 1 when one fails.
 */
#include "stats/sketch.h"

#include <stdio.h>
#include <string.h>

#include "stats/spread.h"
#include "check.h"

static uint64_t
hash_of(unsigned i)
{
	char text[24];
	int n = snprintf(text, sizeof text, "user%u@example.org", i);

	return sketch_hash((struct view){text, (size_t)n});
}

static void
fill(struct sketch *sketch, struct arena *arena, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++)
		sketch_add(sketch, arena, hash_of(i));
}

/* Numbers 0 to n - 1 in three overlapping pieces, the last two as text. */
static void
check_merging(struct arena *arena, unsigned n)
{
	struct sketch whole = {0}, a = {0}, b = {0}, c = {0}, again = {0};
	struct buf text = {0}, other = {0};
	bool good;

	fill(&whole, arena, 0, n);
	fill(&a, arena, 0, n / 2);
	fill(&b, arena, n / 3, n - n / 5);
	fill(&c, arena, n / 2, n);
	sketch_merge(&c, arena, &a);
	sketch_print(&b, &text);
	good = sketch_read(&c, arena, buf_view(&text));
	buf_reset(&text);
	sketch_print(&whole, &text);
	sketch_print(&c, &other);
	check("merged sketches are the sketch of all", good &&
	    view_eq(buf_view(&text), buf_view(&other)));
	check("a sketch survives its text",
	    sketch_read(&again, arena, buf_view(&text)) &&
	    sketch_count(&again) == sketch_count(&whole));
	printf("# %u: %lu, %zu bytes\n", n,
	    (unsigned long)sketch_count(&whole), text.n);
	buf_free(&text);
	buf_free(&other);
}

static void
check_counts(struct arena *arena)
{
	static const unsigned sizes[] = {0, 1, 2, 10, 100, 1000, 6000, 7000,
	    10000, 30000, 65536, 100000, 200000, 1000000};
	struct sketch sketch;
	int64_t n, error;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		sketch = (struct sketch){0};
		n = sizes[i];
		fill(&sketch, arena, 0, sizes[i]);
		fill(&sketch, arena, 0, sizes[i]);
		error = (int64_t)sketch_count(&sketch) - n;
		error = error < 0 ? -error : error;
		/* Three times the standard error; few are counted exactly. */
		check("distinct texts are counted", n <= 1000 ? error == 0 :
		    error * 1000 <= n * 15);
		check_merging(arena, sizes[i]);
		arena_reset(arena);
	}
}

/* Many grow one after the other in hardly more room than they end with. */
static void
check_room(struct arena *arena)
{
	enum { MANY = 64, ROOM = 4096 * sizeof(uint32_t) };
	char *last = arena_list(arena, ROOM), *list = last;
	size_t fresh = 0;
	struct sketch sketch;

	memset(list, 'x', ROOM);
	arena_spare(arena, list, ROOM);
	list = arena_list(arena, ROOM);
	check("what was outgrown is given again, zeroed", list == last &&
	    list[0] == 0 && memcmp(list, list + 1, ROOM - 1) == 0);
	check("once", arena_list(arena, ROOM) != last);
	arena_spare(arena, last, ROOM);
	for (unsigned i = 0; i < MANY; i++) {
		sketch = (struct sketch){0};
		fill(&sketch, arena, 0, 10000);
		list = arena_list(arena, ROOM);
		fresh += list != last;
		last = list;
		arena_spare(arena, list, ROOM);
	}
	check("a sketch takes what another has outgrown", fresh == 0);
	arena_reset(arena);
}

static void
check_bad_text(struct arena *arena)
{
	static const char *const texts[] = {"x", "s!", "sf", "sgggggggg",
	    "s_____", "d-!", "dAf", "dA", "sAA", "d\n",
	    "dAgggB", "dAAC-BBBB"};
	struct sketch sketch = {0};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		sketch_read(&sketch, arena, view_of(texts[i]));
	check("bad text does no harm", sketch_count(&sketch) < 100);
	check("letters are refused that are none",
	    !sketch_read(&sketch, arena, VIEW("s!")));
	check("too many registers are refused",
	    !sketch_read(&sketch, arena, VIEW("dA____B")));
}

static void
check_spread(struct arena *arena)
{
	struct spread all = {0}, odd = {0}, even = {0}, again = {0};
	struct buf text = {0}, other = {0};
	bool good = true;
	int64_t got;

	for (int i = 1; i <= 100000; i++) {
		spread_add(&all, arena, i);
		spread_add(i % 2 ? &odd : &even, arena, i);
	}
	for (unsigned percent = 1; percent <= 100; percent++) {
		got = spread_percentile(&all, percent) - (int)percent * 1000;
		good &= (got < 0 ? -got : got) <= (int)percent * 70;
	}
	check("percentiles are right within 7 %", good);
	spread_merge(&even, arena, &odd);
	spread_print(&all, &text);
	spread_print(&even, &other);
	check("merged spreads are the spread of all",
	    view_eq(buf_view(&text), buf_view(&other)));
	check("a spread survives its text",
	    spread_read(&again, arena, buf_view(&text)) &&
	    again.count == 100000);
	again = (struct spread){0};
	spread_add(&again, arena, -1);
	spread_add(&again, arena, INT64_MAX);
	check("what is no latency is passed over", again.count == 0);
	spread_add(&again, arena, 7);
	check("few seconds are exact", spread_percentile(&again, 50) == 7 &&
	    spread_percentile(&again, 1) == 7);
	check("bad text is refused",
	    !spread_read(&again, arena, VIEW("1:2 300000:1")) &&
	    !spread_read(&again, arena, VIEW("1:")) &&
	    !spread_read(&again, arena, VIEW("1:-1")));
	buf_free(&text);
	buf_free(&other);
}

int
main(void)
{
	struct arena arena = {0};

	check_counts(&arena);
	check_room(&arena);
	check_bad_text(&arena);
	check_spread(&arena);
	arena_free(&arena);
	return check_end();
}
