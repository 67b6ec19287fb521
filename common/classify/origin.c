/* Who wrote the report, how it failed, whether it was ours; see origin.h. */
#include "classify/origin.h"

#include "classify/answer.h"
#include "classify/chain.h"
#include "classify/provider.h"
#include "classify/tag.h"

struct origin {
	struct arena arena; /* holds the struct itself, too */
	struct own own;
	struct tag_keys batv, srs;
	bool explain;
};

/* What is known of one record. */
struct scene {
	const struct origin *origin;
	struct arena *arena;
	const struct report *report;
	const struct recipient *recipient;
	struct verdict *verdict;
	struct view reporter; /* as it names itself */
	bool claims_ours;     /* and that is a host of ours */
	struct arrival arrival;
	struct entry entry;
};

struct origin *
origin_open(const struct classify_options *options)
{
	struct arena arena = {0};
	struct origin *origin = ARENA_NEW(&arena, struct origin, 1);

	own_open(&origin->own, &arena, options);
	origin->batv = tag_read_keys(&arena, options->batv_key);
	origin->srs = tag_read_keys(&arena, options->srs_secret);
	origin->explain = options->explain;
	origin->arena = arena;
	return origin;
}

/* Adds "what: value" to the evidence. */
static void
explain(struct scene *scene, struct view what, struct view value)
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

/* Name, else what the client called itself, of a trace field's client. */
static struct view
client_name(const struct hop *hop)
{
	return view_none(hop->name) ? hop->claim : hop->name;
}

static struct view
domain_of(struct view address)
{
	size_t at = view_rchr(address, '@');

	return at == VIEW_NPOS ? VIEW_NONE : view_from(address, at + 1);
}

/* A name that proves nothing: a provider runs it for all its customers, or
 * gives addresses in it to anybody. */
static bool
is_shared(struct view name)
{
	return provider_shared(name) || !view_none(provider_of_host(name)) ||
	    !view_none(provider_of_domain(name));
}

static bool
is_recipients_host(const struct scene *scene, struct view host)
{
	const struct recipient *recipient = scene->recipient;

	return own_same_org(host, domain_of(recipient->recipient)) ||
	    own_same_org(host, domain_of(recipient->original_recipient));
}

/* By names alone: the chain never left one organisation, which is not the
 * one that should have had the message. */
static bool
is_local_by_names(const struct scene *scene)
{
	struct view side = scene->arrival.side;

	return scene->arrival.way == ARRIVAL_INSIDE &&
	    !view_none(own_org_of(side)) && !is_shared(side) &&
	    (view_none(scene->reporter) ||
	    own_same_org(scene->reporter, side)) &&
	    !view_none(domain_of(scene->recipient->recipient)) &&
	    !is_recipients_host(scene, side) &&
	    !own_same_org(side, scene->recipient->remote_mta);
}

/* By names alone: the recipient's organisation says so, to somebody else. */
static bool
is_remote_by_names(const struct scene *scene)
{
	struct view reporter = scene->reporter;

	return scene->arrival.way == ARRIVAL_FOREIGN &&
	    is_recipients_host(scene, reporter) && !is_shared(reporter) &&
	    !own_same_org(reporter, scene->arrival.side) &&
	    !own_same_org(reporter, domain_of(scene->report->bounce_address));
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
decide_reporter(const struct scene *scene)
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

	if (!view_none(scene->reporter))
		explain(scene, scene->claims_ours ?
		    VIEW("reporter says it is ours") : VIEW("reporter"),
		    scene->reporter);
	if (arrival->way == ARRIVAL_FOREIGN)
		explain(scene, VIEW("report came in from"),
		    client_name(&arrival->entry));
	else
		explain(scene, VIEW("report's way"), ways[arrival->way]);
}

static enum failure
decide_failure(struct scene *scene)
{
	struct view why;
	enum failure failure;

	if (scene->recipient->kind == KIND_DELAY)
		return FAILURE_DELAY;
	if (scene->recipient->kind != KIND_BOUNCE)
		return FAILURE_NONE;
	if (scene->verdict->reporter == REPORTER_REMOTE)
		return FAILURE_ASYNC;
	if (scene->verdict->reporter != REPORTER_LOCAL)
		return FAILURE_UNPROVEN;
	failure = answer_failure(scene->report, scene->recipient,
	    scene->verdict, &why);
	if (!view_none(why))
		explain(scene, VIEW("end"), why);
	return failure;
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
		writers.hosts[0] = client_name(&arrival->entry);
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

/* Whether mail to the address ends up with us: its domain is ours, or those
 * who report brought it straight to us. */
static bool
is_our_address(const struct scene *scene, struct view address)
{
	const struct own *own = &scene->origin->own;
	const struct arrival *arrival = &scene->arrival;
	struct view domain = domain_of(address);

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
	    own_same_org(domain_of(report->original_from),
	    domain_of(report->bounce_address));
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
		explain(scene, VIEW("tag verifies"), address);
	else if (tag == TAG_OLD)
		explain(scene, VIEW("tag is too old"), address);
	else if (tag == TAG_BAD)
		explain(scene, VIEW("tag does not verify"), address);
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
		explain(scene, ways[entry->way], entry->way == ENTRY_MADE ?
		    entry->hop.by : client_name(&entry->hop));
	if (entry->forwarded)
		explain(scene, VIEW("not proven"),
		    VIEW("others say they had it from ours"));
}

/* The proofs in the contract's order: a tag, the entry, the Message-ID. */
static enum truth
decide_backscatter(struct scene *scene)
{
	const struct report *report = scene->report;
	enum tag tag = check_tags(scene);
	bool id = own_message_id(&scene->origin->own,
	    report->original_message_id), entry_ours, ours;

	explain_entry(scene);
	if (id)
		explain(scene, VIEW("Message-ID is ours"),
		    report->original_message_id);
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

void
origin_decide(const struct origin *origin, struct arena *arena,
    const struct report *report, const struct recipient *recipient,
    struct verdict *verdict)
{
	struct scene scene = {
		.origin = origin, .arena = arena, .report = report,
		.recipient = recipient, .verdict = verdict,
		.reporter = report->reporting_mta,
	};
	struct ip ip;

	if (recipient->kind != KIND_BOUNCE && recipient->kind != KIND_DELAY &&
	    recipient->kind != KIND_RECEIPT)
		return;
	if (view_empty(scene.reporter))
		scene.reporter = VIEW_NONE;
	scene.claims_ours = !view_none(scene.reporter) &&
	    own_host(&origin->own, scene.reporter,
	    ip_read(scene.reporter, &ip) ? &ip : NULL);
	scene.arrival = chain_arrival(&origin->own, report->report_received);
	read_entry(&scene);
	verdict->reporter = decide_reporter(&scene);
	explain_reporter(&scene);
	verdict->failure = decide_failure(&scene);
	verdict->backscatter = decide_backscatter(&scene);
}
