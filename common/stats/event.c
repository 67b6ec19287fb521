/* What records say about an address; see event.h. */
#include "stats/event.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(a, b, member) (((a)->member > (b)->member) - \
    ((a)->member < (b)->member))

static int
compare(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	const int order[] = {
		COMPARE(x, y, id), COMPARE(x, y, ts), COMPARE(x, y, rules),
		COMPARE(x, y, reason), COMPARE(x, y, flags),
		COMPARE(x, y, receiver),
	};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (order[i] != 0)
			return order[i];
	return 0;
}

int64_t
event_day(const struct event *event)
{
	const int64_t day = 86400;

	return event->ts / day - (event->ts % day < 0);
}

void
event_settle(struct events *events)
{
	uint32_t n = 0;

	if (events->used == 0)
		return;
	qsort(events->v, events->used, sizeof *events->v, compare);
	for (uint32_t i = 1; i < events->used; i++)
		if (compare(&events->v[n], &events->v[i]) != 0)
			events->v[++n] = events->v[i];
	events->used = n + 1;
}

void
event_add(struct events *events, struct arena *arena,
    const struct event *event)
{
	struct event *more;
	uint32_t room = 2 * events->room + 1;

	if (events->used == events->room) {
		event_settle(events);
		/* Only different events make it grow.  Half of it is left
		 * free, so that settling is rare. */
		if (events->used >= events->room / 2) {
			more = ARENA_NEW(arena, struct event, room);
			if (events->used)
				memcpy(more, events->v,
				    events->used * sizeof *more);
			events->v = more;
			events->room = room;
		}
	}
	events->v[events->used++] = *event;
}
