/* Which hosts, domains and Message-IDs are ours; see own.h. */
#include "classify/own.h"

#include <assert.h>
#include <err.h>
#include <string.h>
#include <sysexits.h>

#include "base/exit.h"
#include "base/word.h"
#include "classify/glob.h"
#include "classify/provider.h"
#include "classify/psl.h"

static struct view
without_dot(struct view name)
{
	while (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	return name;
}

/* Host names that were looked up, by hash: a look-up in the suffix list costs
 * as much as a tenth of a message, and the same few hosts write most mail. */
enum { KEPT_BITS = 10, KEPT_NAME = 62 };

struct kept {
	unsigned char n, org; /* lengths; 0: no host, no organisation */
	char name[KEPT_NAME];
};

static size_t
hash_name(struct view name)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t hash = name.n;
	size_t i = 0;

	for (; name.n - i >= WORD_SIZE; i += WORD_SIZE)
		hash = (hash ^ word_load(name.p + i)) * odd;
	hash = (hash ^ word_load_few(name.p + i, name.n - i)) * odd;
	return (size_t)(hash >> (64 - KEPT_BITS));
}

static size_t
look_up(struct view name)
{
	char lower[PSL_MAX_HOST];

	if (name.n > sizeof lower)
		return 0;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = to_lower(name.p[i]);
	return psl_org_domain((struct view){lower, name.n}).n;
}

/* Length of the organisational domain that the name ends in. */
static size_t
org_length(struct view name)
{
	static _Thread_local struct kept all[1 << KEPT_BITS];
	struct kept *kept;

	if (name.n == 0 || name.n > KEPT_NAME)
		return look_up(name);
	kept = &all[hash_name(name)];
	if (kept->n != name.n || memcmp(kept->name, name.p, name.n) != 0) {
		kept->n = (unsigned char)name.n;
		memcpy(kept->name, name.p, name.n);
		kept->org = (unsigned char)look_up(name);
	}
	return kept->org;
}

struct view
own_org_of(struct view name)
{
	size_t n;

	name = without_dot(name);
	n = org_length(name);
	assert(n <= name.n);
	return n ? view_from(name, name.n - n) : VIEW_NONE;
}

/* Whether two names end in the same two labels: a cheap test that spares
 * most look-ups in the suffix list. */
static bool
share_labels(struct view a, struct view b)
{
	size_t dots = 0, i = 0;

	for (; i < a.n && i < b.n; i++) {
		char c = to_lower(a.p[a.n - 1 - i]);

		if (c != to_lower(b.p[b.n - 1 - i]))
			return false;
		dots += c == '.';
		if (dots == 2)
			return true;
	}
	return dots == 1 && (a.n == b.n ||
	    (a.n > i && a.p[a.n - 1 - i] == '.') ||
	    (b.n > i && b.p[b.n - 1 - i] == '.'));
}

/* name is domain or below it. */
static bool
is_below(struct view name, struct view domain)
{
	return view_iends(name, domain) && (name.n == domain.n ||
	    name.p[name.n - domain.n - 1] == '.');
}

/* A name above another is of its organisation, unless it is above that. */
bool
own_same_org(struct view a, struct view b)
{
	struct view org, above;

	a = without_dot(a);
	b = without_dot(b);
	if (!share_labels(a, b))
		return false;
	above = a.n < b.n ? a : b;
	org = own_org_of(a.n < b.n ? b : a);
	if (above.p[0] != '.' && is_below(a.n < b.n ? b : a, above))
		return !view_none(org) && org.n <= above.n;
	return !view_none(org) && view_ieq(org, own_org_of(above));
}

enum { TEXT_MAX = 998 /* bytes that are compared with a glob */ };

static bool
matches_any(const struct view *globs, size_t count, struct view text)
{
	if (text.n == 0 || text.n > TEXT_MAX)
		return false;
	for (size_t i = 0; i < count; i++)
		if (glob_match(globs[i], text))
			return true;
	return false;
}

/* The organisation that all hosts of a glob belong to: that of the labels
 * behind its last wildcard. */
static struct view
org_of_glob(struct view glob)
{
	size_t from = 0;

	for (size_t i = 0; i < glob.n; i++)
		if (glob.p[i] == '*' || glob.p[i] == '?')
			from = i + 1;
	if (from > 0) {
		glob = view_from(glob, from);
		from = view_chr(glob, '.');
		glob = view_from(glob, from == VIEW_NPOS ? glob.n : from + 1);
	}
	return own_org_of(glob);
}

static void
add_org(struct own *own, struct view *orgs, struct view org)
{
	if (!view_none(org) && !provider_shared(org) &&
	    !provider_of_host(org))
		orgs[own->org_count++] = org;
}

static struct view
read_option(const char *option, const char *value)
{
	struct view v = view_trim(view_of(value));

	for (size_t i = 0; i < v.n; i++)
		if (is_space(v.p[i]) || v.p[i] == ',')
			v.n = 0;
	if (v.n == 0)
		errx(exit_status(EX_USAGE), "--%s=%s: one name each",
		    option, value);
	return v;
}

/* A glob for addresses: there are networks for that. */
static bool
is_numeric(struct view glob)
{
	for (size_t i = 0; i < glob.n; i++)
		if (!is_digit(glob.p[i]) && !strchr(".*?", glob.p[i]))
			return false;
	return view_chr(glob, '.') != VIEW_NPOS;
}

static void
read_hosts(struct own *own, struct arena *arena,
    const struct classify_options *options)
{
	size_t n = options->own_host_count;
	struct view *hosts = ARENA_NEW(arena, struct view, n), host;
	struct ip_net *nets = ARENA_NEW(arena, struct ip_net, n);

	for (size_t i = 0; i < n; i++) {
		host = read_option("own-host", options->own_host[i]);
		if (ip_read_net(host, &nets[own->net_count]))
			own->net_count++;
		else if (view_chr(host, '/') == VIEW_NPOS && !is_numeric(host))
			hosts[own->host_count++] = host;
		else
			errx(exit_status(EX_USAGE), "--own-host=%s: networks "
			    "are written 192.0.2.0/24", options->own_host[i]);
	}
	own->hosts = hosts;
	own->nets = nets;
}

static void
read_domains(struct own *own, struct arena *arena,
    const struct classify_options *options)
{
	size_t n = options->own_domain_count;
	struct view *domains = ARENA_NEW(arena, struct view, n);

	for (size_t i = 0; i < n; i++) {
		domains[i] = read_option("own-domain", options->own_domain[i]);
		while (domains[i].n > 1 && (domains[i].p[0] == '@' ||
		    domains[i].p[0] == '.'))
			domains[i] = view_from(domains[i], 1);
	}
	own->domains = domains;
	own->domain_count = n;
}

void
own_open(struct own *own, struct arena *arena,
    const struct classify_options *options)
{
	size_t n = options->own_message_id_count;
	struct view *ids = ARENA_NEW(arena, struct view, n), *orgs;

	*own = (struct own){0};
	read_hosts(own, arena, options);
	read_domains(own, arena, options);
	for (size_t i = 0; i < n; i++)
		ids[i] = read_option("own-message-id",
		    options->own_message_id[i]);
	own->message_ids = ids;
	own->message_id_count = n;
	orgs = ARENA_NEW(arena, struct view,
	    own->host_count + own->domain_count);
	for (size_t i = 0; i < own->host_count; i++)
		add_org(own, orgs, org_of_glob(own->hosts[i]));
	for (size_t i = 0; i < own->domain_count; i++)
		add_org(own, orgs, own_org_of(own->domains[i]));
	own->orgs = orgs;
}

bool
own_knows_hosts(const struct own *own)
{
	return own->host_count + own->net_count + own->domain_count > 0;
}

bool
own_host(const struct own *own, struct view name, const struct ip *ip)
{
	if (!own_knows_hosts(own))
		return false;
	name = without_dot(name);
	if (matches_any(own->hosts, own->host_count, name))
		return true;
	for (size_t i = 0; i < own->domain_count; i++)
		if (is_below(name, own->domains[i]))
			return true;
	for (size_t i = 0; ip && i < own->net_count; i++)
		if (ip_is_in(ip, &own->nets[i]))
			return true;
	return false;
}

bool
own_org(const struct own *own, struct view name)
{
	for (size_t i = 0; i < own->org_count; i++)
		if (own_same_org(name, own->orgs[i]))
			return true;
	return false;
}

bool
own_message_id(const struct own *own, struct view id)
{
	return matches_any(own->message_ids, own->message_id_count, id);
}
