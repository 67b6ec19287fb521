/* The traces of one record; see scene.h. */
#include "classify/scene.h"

void
scene_explain(struct scene *scene, struct view what, struct view value)
{
	struct list *list = &scene->verdict->evidence;
	struct view *v, text;

	if (!scene->origin->explain)
		return;
	v = ARENA_NEW(scene->arena, struct view, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		v[i] = list->v[i];
	text = arena_concat(scene->arena, what, VIEW(": "));
	v[list->n] = arena_concat(scene->arena, text, value);
	*list = (struct list){v, list->n + 1};
}

struct view
scene_client(const struct hop *hop)
{
	return view_none(hop->name) ? hop->claim : hop->name;
}

/* Whose fields in the returned message are believed: ours where we report,
 * else those of the host that says it reports and of the one that brought
 * the report.  A report in our name that came from outside says nothing. */
static void
read_entry(struct scene *scene)
{
	const struct own *own = &scene->origin->own;
	const struct arrival *arrival = &scene->arrival;
	struct writers writers = {0};

	if (!own_knows_hosts(own))
		return;
	if (arrival->way == ARRIVAL_FOREIGN) {
		if (scene->claims_ours)
			return;
		writers.hosts[0] = scene_client(&arrival->entry);
		if (view_none(arrival->entry.name) && !own_same_org(
		    arrival->entry.claim, scene->reporter))
			writers.hosts[0] = VIEW_NONE;
	} else if (arrival->way == ARRIVAL_UNCLEAR && scene->claims_ours) {
		return;
	} else {
		writers.ours = scene->claims_ours ||
		    (view_none(scene->reporter) && arrival->at_ours);
	}
	writers.hosts[1] = scene->reporter;
	scene->entry = chain_entry(own, &writers,
	    scene->report->original_received);
	/* Ours is what was handed in here, too. */
	if (writers.ours && (scene->entry.way == ENTRY_SUBMITTED ||
	    scene->entry.way == ENTRY_MADE))
		scene->entry.from_ours = true;
}

void
scene_read(struct scene *scene)
{
	const struct own *own = &scene->origin->own;
	const struct report *report = scene->report;
	struct ip ip;

	scene->reporter = view_empty(report->reporting_mta) ? VIEW_NONE :
	    report->reporting_mta;
	scene->claims_ours = own_knows_hosts(own) &&
	    !view_none(scene->reporter) && own_host(own, scene->reporter,
	    ip_read(scene->reporter, &ip) ? &ip : NULL);
	scene->arrival = chain_arrival(own, report->report_received);
	read_entry(scene);
}
