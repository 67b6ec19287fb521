/* Who wrote the report; see scene.h. */
#include "classify/provider.h"
#include "classify/scene.h"

/* A name that proves nothing: a provider runs it for all its customers, or
 * gives addresses in it to anybody. */
static bool
is_shared(struct view name)
{
	return provider_listed(name);
}

static bool
is_recipients_host(const struct scene *scene, struct view host)
{
	const struct recipient *recipient = scene->recipient;

	return own_same_org(host, view_behind(recipient->recipient, '@')) ||
	    own_same_org(host, view_behind(recipient->original_recipient, '@'));
}

/* By names alone: the chain never left one organisation, which is not the
 * one that should have had the message. */
static bool
is_local_by_names(const struct scene *scene)
{
	struct view side = scene->arrival.side;

	return scene->arrival.way == ARRIVAL_INSIDE &&
	    (view_none(scene->reporter) ? !view_none(own_org_of(side)) :
	    own_same_org(scene->reporter, side)) &&
	    !view_none(view_behind(scene->recipient->recipient, '@')) &&
	    !is_recipients_host(scene, side) &&
	    !own_same_org(side, scene->recipient->remote_mta) &&
	    !is_shared(side);
}

/* By names alone: the recipient's organisation says so, to somebody else. */
static bool
is_remote_by_names(const struct scene *scene)
{
	struct view home = view_behind(scene->report->bounce_address, '@');
	struct view reporter = scene->reporter;

	if (view_none(reporter))
		reporter = scene->arrival.entry.name;
	return scene->arrival.way == ARRIVAL_FOREIGN &&
	    is_recipients_host(scene, reporter) && !is_shared(reporter) &&
	    !own_same_org(reporter, scene->arrival.side) &&
	    !own_same_org(reporter, home);
}

/* Where it is known which hosts are ours; REPORTER_NONE when that does not
 * decide. */
static enum reporter
reporter_by_hosts(const struct scene *scene)
{
	const struct arrival *arrival = &scene->arrival;
	bool outside = arrival->way == ARRIVAL_FOREIGN;

	if (scene->claims_ours) /* forged, or it went round by others */
		return outside || arrival->way == ARRIVAL_UNCLEAR ?
		    REPORTER_UNKNOWN : REPORTER_LOCAL;
	if (view_none(scene->reporter)) {
		if (outside)
			return REPORTER_REMOTE;
		return arrival->way == ARRIVAL_INSIDE && arrival->at_ours &&
		    !arrival->from_unlisted ? REPORTER_LOCAL : REPORTER_NONE;
	}
	/* Who took the message by submission is on the sender's side, though
	 * not listed; so may be one who made it. */
	if (scene->entry.way == ENTRY_SUBMITTED)
		return REPORTER_UNKNOWN;
	if (outside && scene->entry.way == ENTRY_MADE &&
	    is_shared(scene->reporter))
		return REPORTER_UNKNOWN;
	/* Not listed, but of our organisation: remote to a list that tells
	 * its hosts apart, if it speaks of its own users. */
	if (own_org(&scene->origin->own, scene->reporter))
		outside = (outside || arrival->from_unlisted) &&
		    is_recipients_host(scene, scene->reporter);
	return outside ? REPORTER_REMOTE : REPORTER_NONE;
}

static enum reporter
decide(const struct scene *scene)
{
	enum reporter reporter = REPORTER_NONE;

	if (own_knows_hosts(&scene->origin->own))
		reporter = reporter_by_hosts(scene);
	if (reporter != REPORTER_NONE)
		return reporter;
	if (is_local_by_names(scene))
		return REPORTER_LOCAL;
	return is_remote_by_names(scene) ? REPORTER_REMOTE : REPORTER_UNKNOWN;
}

static void
explain_reporter(struct scene *scene)
{
	static const struct view ways[] = {
		[ARRIVAL_NONE] = {"no trace", 8},
		[ARRIVAL_INSIDE] = {"inside one organisation", 23},
		[ARRIVAL_UNCLEAR] = {"unclear", 7},
	};
	const struct arrival *arrival = &scene->arrival;

	if (view_none(scene->reporter))
		scene_explain(scene, VIEW("report is from"),
		    scene->report->from);
	else
		scene_explain(scene, scene->claims_ours ?
		    VIEW("reporter says it is ours") : VIEW("reporter"),
		    scene->reporter);
	if (arrival->way == ARRIVAL_FOREIGN)
		scene_explain(scene, VIEW("report came in from"),
		    scene_client(&arrival->entry));
	else
		scene_explain(scene, VIEW("report's way"), ways[arrival->way]);
}

enum reporter
reporter_decide(struct scene *scene)
{
	explain_reporter(scene);
	return decide(scene);
}
