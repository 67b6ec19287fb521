/*
 * own - which hosts, domains and Message-IDs are ours
 *
 * From --own-host (globs and networks), --own-domain (a domain and every
 * host below) and --own-message-id (globs).  In globs '*' stands for any
 * bytes and '?' for one; case does not matter.  `*.example.com` is not
 * `example.com`.  The options' strings must outlive the struct.
 */
#ifndef CLASSIFY_OWN_H
#define CLASSIFY_OWN_H

#include "base/arena.h"
#include "classify/classify.h"
#include "classify/ip.h"

struct own {
	const struct view *hosts, *domains, *message_ids;
	const struct ip_net *nets;  /* the --own-host that are networks */
	const struct view *orgs;    /* the organisations that are ours */
	size_t host_count, domain_count, message_id_count, net_count;
	size_t org_count;
};

/* Reads the options; one that is no glob, network or domain ends the program
 * with EX_USAGE. */
void own_open(struct own *own, struct arena *arena,
    const struct classify_options *options);
/* Whether anything says which hosts are ours. */
bool own_knows_hosts(const struct own *own);
/* Whether a host of that name (VIEW_NONE: not known) or that address (NULL:
 * not known) is listed. */
bool own_host(const struct own *own, struct view name, const struct ip *ip);
/* Whether host or domain, listed or not, belongs to an organisation of which
 * hosts or domains are listed.  Names that a provider gives to anybody belong
 * to none. */
bool own_org(const struct own *own, struct view name);
bool own_message_id(const struct own *own, struct view id);

/* The organisational domain of a host or domain in any case, without final
 * dot: a view of name, or VIEW_NONE. */
struct view own_org_of(struct view name);
/* Whether two names belong to one organisation, as far as names tell. */
bool own_same_org(struct view a, struct view b);

#endif
