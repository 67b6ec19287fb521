/* Receivers' records that say "user unknown"; see receiver.h. */
#include "stats/receiver.h"

#include <string.h>

void
receivers_open(struct receivers *receivers)
{
	*receivers = (struct receivers){.by_number = NULL};
	table_open(&receivers->names, sizeof(uint32_t));
	table_open(&receivers->days, sizeof(struct receiver_day));
}

uint32_t
receivers_number(struct receivers *receivers, struct arena *arena,
    struct view name)
{
	bool fresh;
	uint32_t *number = table_add(&receivers->names, name, &fresh);

	if (!fresh)
		return *number;
	*number = (uint32_t)receivers->names.count - 1;
	receivers->by_number = arena_more(arena, receivers->by_number,
	    *number, sizeof *receivers->by_number);
	receivers->by_number[*number] = table_key(number);
	return *number;
}

struct receiver_day *
receivers_day(struct receivers *receivers, uint32_t number, int64_t day,
    bool add)
{
	struct receiver_day *found;
	char key[sizeof number + sizeof day];
	struct view v = {key, sizeof key};
	bool fresh;

	memcpy(key, &number, sizeof number);
	memcpy(key + sizeof number, &day, sizeof day);
	if (!add)
		return table_find(&receivers->days, v);
	found = table_add(&receivers->days, v, &fresh);
	if (fresh) {
		found->receiver = number;
		found->day = day;
	}
	return found;
}

struct sums {
	uint64_t unknown, all;
};

/* Shares are compared as products, so that nothing is divided by zero. */
static bool
is_incident(const struct receiver_day *day, int64_t least, int64_t times)
{
	double unknown = (double)day->unknown_count;
	double all = (double)day->all_count;
	double usual = (double)day->usual_unknown;
	double usual_all = (double)day->usual_all;

	/* As few records as that are no usual share. */
	if (least == 0 || unknown < (double)least ||
	    usual_all < (double)least)
		return false;
	return unknown * usual_all >= (double)times * usual * all ||
	    unknown / all - usual / usual_all > 0.5;
}

void
receivers_judge(struct receivers *receivers, bool proven, int64_t least,
    int64_t times)
{
	struct table_entry *entry;
	struct receiver_day *day;
	struct arena arena = {0};
	struct sums *sums = ARENA_NEW(&arena, struct sums,
	    receivers->names.count);

	for (entry = receivers->days.first; entry; entry = entry->next) {
		day = (struct receiver_day *)entry->value;
		day->unknown_count = sketch_count(&day->unknown[proven]);
		day->all_count = sketch_count(&day->all[proven]);
		sums[day->receiver].unknown += day->unknown_count;
		sums[day->receiver].all += day->all_count;
	}
	for (entry = receivers->days.first; entry; entry = entry->next) {
		day = (struct receiver_day *)entry->value;
		day->usual_unknown = sums[day->receiver].unknown -
		    day->unknown_count;
		day->usual_all = sums[day->receiver].all - day->all_count;
		day->incident = is_incident(day, least, times);
	}
	arena_free(&arena);
}

void
receivers_close(struct receivers *receivers)
{
	table_close(&receivers->names);
	table_close(&receivers->days);
}
