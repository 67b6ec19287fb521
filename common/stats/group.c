/* The numbers of records that have a key in common; see group.h. */
#include "stats/group.h"

#include <assert.h>
#include <string.h>

#define W(word) {word, sizeof(word) - 1}
const struct view group_number_names[] = {
	W("count"), W("bounces"), W("hard"), W("soft"), W("backscattered"),
	W("no_failure"), W("rejection"), W("timeout"), W("async"), W("delay"),
	W("unproven"),
};
const size_t group_number_count =
    sizeof group_number_names / sizeof *group_number_names;

uint64_t *
group_number(struct group *group, size_t i)
{
	uint64_t *const numbers[] = {
		&group->count, &group->bounces, &group->hard, &group->soft,
		&group->backscatter, &group->failures[FAILURE_NONE],
		&group->failures[FAILURE_REJECTION],
		&group->failures[FAILURE_TIMEOUT],
		&group->failures[FAILURE_ASYNC],
		&group->failures[FAILURE_DELAY],
		&group->failures[FAILURE_UNPROVEN],
	};

	assert(i < sizeof numbers / sizeof *numbers);
	return numbers[i];
}

/* The text counts last, so that the order is the same for records that share
 * ts and id. */
static bool
is_less(const struct sample *a, const struct sample *b)
{
	int order;

	if (a->ts != b->ts) {
		if (a->ts == INT_NONE || b->ts == INT_NONE)
			return b->ts == INT_NONE;
		return a->ts < b->ts;
	}
	order = view_compare(a->id, b->id);
	return (order ? order : view_compare(a->text, b->text)) < 0;
}

void
group_sample(struct group *group, struct arena *arena,
    const struct sample *sample)
{
	struct sample *own = &group->sample;

	if (view_empty(sample->text) ||
	    (group->sample_room && !is_less(sample, own)))
		return;
	if (!group->sample_room)
		group->sample_room = arena_text(arena,
		    FACT_ID_MAX + FACT_TEXT_MAX);
	own->ts = sample->ts;
	own->id = (struct view){group->sample_room, sample->id.n};
	own->text = (struct view){group->sample_room + FACT_ID_MAX,
	    sample->text.n};
	if (sample->id.n)
		memcpy(group->sample_room, sample->id.p, sample->id.n);
	memcpy(group->sample_room + FACT_ID_MAX, sample->text.p,
	    sample->text.n);
}

static void
group_span(struct group *group, int64_t first, int64_t last)
{
	if (!group->has_time || first < group->first)
		group->first = first;
	if (!group->has_time || last > group->last)
		group->last = last;
	group->has_time = true;
}

void
group_add(struct group *group, struct arena *arena, const struct fact *fact)
{
	group->count++;
	group->bounces += fact->bounce;
	group->hard += fact->type == TYPE_HARD;
	group->soft += fact->type == TYPE_SOFT;
	group->backscatter += fact->backscatter == TRUTH_TRUE;
	group->failures[fact->failure]++;
	if (fact->ts != INT_NONE)
		group_span(group, fact->ts, fact->ts);
	if (fact->has_recipient)
		sketch_add(&group->recipients, arena, fact->recipient);
	spread_add(&group->latency, arena, fact->latency);
	spread_add(&group->queue, arena, fact->queue);
}

void
group_merge(struct group *group, struct arena *arena,
    const struct group *other)
{
	struct group numbers = *other;

	for (size_t i = 0; i < group_number_count; i++)
		*group_number(group, i) += *group_number(&numbers, i);
	if (other->has_time)
		group_span(group, other->first, other->last);
	sketch_merge(&group->recipients, arena, &other->recipients);
	spread_merge(&group->latency, arena, &other->latency);
	spread_merge(&group->queue, arena, &other->queue);
	group_sample(group, arena, &other->sample);
}
