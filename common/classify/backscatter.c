/* Whether the message was ours; see scene.h. */
#include "classify/scene.h"

#include <assert.h>

enum { CLAIMS_MAX = 3 /* forgeable trace fields that are shown */ };

/* Whether mail to the address ends up with us: its domain is ours, or those
 * who report brought it straight to us. */
static bool
is_our_address(const struct scene *scene, struct view address)
{
	const struct own *own = &scene->origin->own;
	const struct arrival *arrival = &scene->arrival;
	struct view domain = view_behind(address, '@');

	if (view_none(domain))
		return false;
	if (own_host(own, domain, NULL) || own_org(own, domain))
		return true;
	if (!arrival->at_ours || arrival->fetched)
		return false;
	return arrival->way == ARRIVAL_INSIDE ||
	    (arrival->way == ARRIVAL_FOREIGN && (view_none(scene->reporter) ||
	    chain_same_side(scene->reporter, arrival->entry.name)));
}

/* A bounce address under which we pass on what others wrote. */
static bool
is_relaying(const struct report *report)
{
	struct view local = view_upto(report->bounce_address,
	    view_rchr(report->bounce_address, '@'));

	return !view_empty(report->srs_sender) ||
	    !view_empty(report->verp_scheme) || !view_empty(report->list_id) ||
	    view_istarts(local, VIEW("owner-")) ||
	    view_istarts(local, VIEW("SRS0")) ||
	    view_istarts(local, VIEW("SRS1")) ||
	    view_iends(local, VIEW("-owner")) ||
	    view_iends(local, VIEW("-bounces")) ||
	    view_iends(local, VIEW("-request"));
}

/* A host that is not ours brought the message under an address of ours.  Not
 * so when it may have had it from us, and when our own hub reports: unless
 * the author is said to be one of us, the hub may have passed it on for one
 * of us (aliases, lists, redirection). */
static bool
is_spoof(const struct scene *scene)
{
	const struct report *report = scene->report;

	if (scene->entry.way != ENTRY_FOREIGN || scene->entry.forwarded ||
	    !is_our_address(scene, report->bounce_address))
		return false;
	if (scene->verdict->reporter != REPORTER_LOCAL)
		return true;
	return !is_relaying(report) &&
	    own_same_org(view_behind(report->original_from, '@'),
	    view_behind(report->bounce_address, '@'));
}

static enum tag
check_tags(struct scene *scene)
{
	const struct origin *origin = scene->origin;
	struct view address = scene->report->bounce_address;
	int64_t ts = scene->report->ts;
	enum tag tag = tag_check_batv(scene->arena, &origin->batv, address,
	    ts);

	if (tag == TAG_NONE)
		tag = tag_check_srs(scene->arena, &origin->srs, address, ts);
	if (tag == TAG_VALID)
		scene_explain(scene, VIEW("tag verifies"), address);
	else if (tag == TAG_OLD)
		scene_explain(scene, VIEW("tag is too old"), address);
	else if (tag == TAG_BAD)
		scene_explain(scene, VIEW("tag does not verify"), address);
	/* A wrong tag on an address elsewhere is not our affair. */
	if (tag == TAG_BAD && own_knows_hosts(&origin->own) &&
	    !is_our_address(scene, address))
		return TAG_NONE;
	return tag;
}

static void
explain_entry(struct scene *scene)
{
	static const struct view ways[] = {
		[ENTRY_OURS] = {"message taken in from ours", 26},
		[ENTRY_FOREIGN] = {"message taken in from", 21},
		[ENTRY_SUBMITTED] = {"message submitted by", 20},
		[ENTRY_MADE] = {"message made at", 15},
	};
	const struct entry *entry = &scene->entry;

	if (entry->way != ENTRY_NONE)
		scene_explain(scene, ways[entry->way],
		    entry->way == ENTRY_MADE ? entry->hop.by :
		    scene_client(&entry->hop));
}

/* What is worth a look although anybody could have written it. */
static void
explain_claims(struct scene *scene)
{
	const struct own *own = &scene->origin->own;
	const struct report *report = scene->report;
	size_t shown = 0;

	assert(scene->entry.below <= report->original_received.n);
	for (size_t i = scene->entry.below; i-- > 0 && shown < CLAIMS_MAX;) {
		struct view text = report->original_received.v[i];
		struct hop hop = hop_read(text);

		if (!own_host(own, hop.by, NULL) && !own_host(own, hop.name,
		    hop.has_ip ? &hop.ip : NULL))
			continue;
		scene_explain(scene, VIEW("no proof"), text);
		shown++;
	}
	if (own_org(own, view_behind(report->original_message_id, '@')))
		scene_explain(scene, VIEW("no proof, Message-ID"),
		    report->original_message_id);
	if (!view_empty(report->verp_recipient))
		scene_explain(scene, VIEW("no proof, address names"),
		    report->verp_recipient);
}

/* The proofs in the contract's order: a tag, the entry, the Message-ID. */
enum truth
backscatter_decide(struct scene *scene)
{
	const struct report *report = scene->report;
	enum tag tag = check_tags(scene);
	bool id = own_message_id(&scene->origin->own,
	    report->original_message_id), entry_ours, ours;

	explain_entry(scene);
	if (id)
		scene_explain(scene, VIEW("Message-ID is ours"),
		    report->original_message_id);
	if (scene->origin->explain)
		explain_claims(scene);
	if (tag == TAG_VALID)
		return TRUTH_FALSE;
	entry_ours = scene->entry.way == ENTRY_OURS || scene->entry.from_ours;
	ours = entry_ours || (id && scene->entry.way != ENTRY_FOREIGN);
	if (tag == TAG_BAD) /* two witnesses that contradict prove nothing */
		return ours ? TRUTH_NONE : TRUTH_TRUE;
	if (ours)
		return TRUTH_FALSE;
	return is_spoof(scene) ? TRUTH_TRUE : TRUTH_NONE;
}
