/* Which way a message came; see chain.h. */
#include "classify/chain.h"

#include <assert.h>

#include "classify/provider.h"

/* A host name under which organisations can be told apart; unqualified names
 * and addresses are not. */
static bool
is_qualified(struct view host)
{
	return !view_none(own_org_of(host));
}

bool
chain_same_side(struct view a, struct view b)
{
	unsigned provider;

	if (own_same_org(a, b))
		return true;
	provider = provider_of_host(a);
	return provider && provider == provider_of_host(b);
}

/* What a peer's name and address say of it. */
enum peer { PEER_INSIDE, PEER_FOREIGN, PEER_UNCLEAR };

/* Whether that name is of the receiving side. */
static bool
is_inside(const struct own *own, const struct arrival *arrival,
    struct view name)
{
	return chain_same_side(name, arrival->side) || own_org(own, name);
}

/* The client of a field that the receiving side wrote. */
static enum peer
arrival_peer(const struct own *own, const struct arrival *arrival,
    const struct hop *hop)
{
	bool claims_side;

	if (own_host(own, hop->name, hop->has_ip ? &hop->ip : NULL))
		return PEER_INSIDE;
	if (!view_none(hop->name))
		return is_inside(own, arrival, hop->name) ? PEER_INSIDE :
		    PEER_FOREIGN;
	if (!hop->has_ip)
		return PEER_UNCLEAR;
	claims_side = is_inside(own, arrival, hop->claim);
	if (ip_is_private(&hop->ip))
		return claims_side || !is_qualified(hop->claim) ?
		    PEER_INSIDE : PEER_UNCLEAR;
	/* No name: one of ours whose name could not be looked up, or one
	 * that only says so. */
	return claims_side ? PEER_UNCLEAR : PEER_FOREIGN;
}

/* Whether the receiving side wrote the field. */
static bool
is_of_side(const struct own *own, const struct arrival *arrival,
    struct view by)
{
	return own_host(own, by, NULL) || is_inside(own, arrival, by) ||
	    !is_qualified(by);
}

/* Reads one more field; false when there is nothing to be learned from those
 * below. */
static bool
arrive(const struct own *own, struct arrival *arrival, const struct hop *hop)
{
	enum peer peer;

	switch (hop->way) {
	case HOP_NONE:
	case HOP_LOCAL:
		return true;
	case HOP_FETCHED:
		arrival->fetched = true;
		arrival->at_ours = false;
		arrival->side = hop->claim;
		return true;
	case HOP_NETWORK:
	case HOP_SUBMITTED:
		break;
	}
	assert(arrival->way == ARRIVAL_INSIDE);
	peer = arrival_peer(own, arrival, hop);
	if (hop->way == HOP_SUBMITTED && peer != PEER_INSIDE)
		return false; /* its author's side is ours */
	if (peer == PEER_FOREIGN) {
		arrival->way = ARRIVAL_FOREIGN;
		arrival->entry = *hop;
	} else if (peer == PEER_UNCLEAR) {
		arrival->way = ARRIVAL_UNCLEAR;
	} else if (own_knows_hosts(own) && !view_none(hop->name) &&
	    !own_host(own, hop->name, &hop->ip)) {
		arrival->from_unlisted = true;
	}
	return peer == PEER_INSIDE;
}

/* The topmost field was written where the report was found, whoever that is:
 * nobody else comes after. */
struct arrival
chain_arrival(const struct own *own, struct list received)
{
	struct arrival arrival = {0};
	bool first = true;

	for (size_t i = received.n; i-- > 0;) {
		struct hop hop = hop_read(received.v[i]);

		if (hop.way == HOP_NONE)
			continue;
		if (first) {
			arrival.side = hop.by;
			arrival.way = ARRIVAL_INSIDE;
		} else if (!is_of_side(own, &arrival, hop.by)) {
			arrival.way = ARRIVAL_UNCLEAR;
			break;
		}
		arrival.at_ours |= own_host(own, hop.by, NULL) ||
		    own_org(own, hop.by);
		first = false;
		if (!arrive(own, &arrival, &hop))
			break;
	}
	return arrival;
}

/* Whether one of the writers wrote a field.  Below the newest one a name
 * that could be anybody's does not count. */
static bool
is_writer(const struct own *own, const struct writers *writers,
    struct view by, bool newest)
{
	if (writers->ours && (own_host(own, by, NULL) || own_org(own, by)))
		return true;
	for (size_t i = 0; i < 2; i++)
		if (!view_none(writers->hosts[i]) &&
		    chain_same_side(by, writers->hosts[i]))
			return true;
	return newest && !is_qualified(by);
}

/* A client of the writers. */
struct client {
	enum entry_way way;
	bool inside; /* one of the writers itself */
};

static struct client
client_of(const struct own *own, const struct writers *writers,
    const struct hop *hop)
{
	if (own_host(own, hop->name, hop->has_ip ? &hop->ip : NULL))
		return (struct client){ENTRY_OURS, writers->ours};
	if (!view_none(hop->name))
		/* Ours, but left out of the list: not known. */
		return (struct client){own_org(own, hop->name) ? ENTRY_NONE :
		    ENTRY_FOREIGN, is_writer(own, writers, hop->name, false)};
	if (hop->has_ip && ip_is_private(&hop->ip))
		return (struct client){ENTRY_NONE, !is_qualified(hop->claim) ||
		    is_writer(own, writers, hop->claim, false)};
	/* Without a name it may be one of ours, or of the writers, whose name
	 * was not looked up: when it says so, and when what it says could be
	 * anybody's. */
	if (!hop->has_ip || own_host(own, hop->claim, NULL) ||
	    own_org(own, hop->claim) || !is_qualified(hop->claim) ||
	    is_writer(own, writers, hop->claim, false))
		return (struct client){ENTRY_NONE, false};
	return (struct client){ENTRY_FOREIGN, false};
}

/* Whether a host that is not ours says in fields 0 to n - 1 that it had the
 * message from ours. */
static bool
is_forwarded(const struct own *own, struct list received, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct hop hop = hop_read(received.v[i]);

		if (hop.way == HOP_NETWORK && is_qualified(hop.by) &&
		    !own_host(own, hop.by, NULL) && !own_org(own, hop.by) &&
		    own_host(own, hop.name, hop.has_ip ? &hop.ip : NULL))
			return true;
	}
	return false;
}

/* Our own hosts pass messages on to each other: where we are the writers a
 * client of ours is not the end, but it counts when no field below tells. */
struct entry
chain_entry(const struct own *own, const struct writers *writers,
    struct list received)
{
	struct entry entry = {0};
	struct client client = {ENTRY_NONE, true};
	bool newest = true, network = false;

	for (size_t i = received.n; i-- > 0 && client.inside;) {
		struct hop hop = hop_read(received.v[i]);

		if (hop.way == HOP_NONE)
			continue;
		if (hop.way == HOP_FETCHED ||
		    !is_writer(own, writers, hop.by, newest))
			break;
		newest = false;
		client = hop.way == HOP_LOCAL ?
		    (struct client){ENTRY_MADE, true} :
		    client_of(own, writers, &hop);
		if (hop.way == HOP_SUBMITTED) {
			entry.from_ours = client.way == ENTRY_OURS;
			client = (struct client){ENTRY_SUBMITTED, false};
		} else if (client.way == ENTRY_FOREIGN && client.inside) {
			client.way = ENTRY_NONE;
		} else if (client.way == ENTRY_FOREIGN) {
			entry.forwarded = is_forwarded(own, received, i);
		}
		if (client.way >= ENTRY_OURS || !network) {
			entry.way = client.way;
			entry.hop = hop;
			entry.below = i;
		}
		network |= hop.way != HOP_LOCAL;
	}
	return entry;
}
