/* Which service a host or an address belongs to; see provider.h. */
#include "classify/provider.h"

#include "classify/tables.h"

/* The row of that name for one of those uses, by its hash; NULL: none, and
 * *known is whether it has another row. */
static const struct provider_row *
row_of(struct view name, uint32_t hash, unsigned uses, bool *known)
{
	const struct provider_row *row;
	size_t i = hash;

	for (*known = false;; i++) {
		row = tables.providers + (i & (tables.provider_slots - 1));
		if (!row->name)
			return NULL;
		if (!view_ieq(tables_text(row->name), name))
			continue;
		*known = true;
		if (row->uses & uses)
			return row;
	}
}

/* The row of the longest name that is name or above it. */
static const struct provider_row *
find(struct view name, unsigned uses)
{
	const struct provider_row *best = NULL, *row;
	bool known = true;
	uint32_t hash = 0;
	size_t i;

	if (name.n && name.p[name.n - 1] == '.')
		name.n--;
	for (i = name.n; known && i-- > 0;) {
		hash = provider_hash(hash, to_lower(name.p[i]));
		if (i && name.p[i - 1] != '.')
			continue;
		row = row_of(view_from(name, i), hash, uses, &known);
		best = row ? row : best;
	}
	return best;
}

struct view
provider_name(unsigned number)
{
	if (!number || number > tables.provider_count)
		return VIEW_NONE;
	return tables_text(tables.provider_names[number]);
}

unsigned
provider_of_host(struct view host)
{
	const struct provider_row *row = find(host, PROVIDER_HOST);

	return row ? row->provider : 0;
}

unsigned
provider_of_domain(struct view domain)
{
	const struct provider_row *row = find(domain, PROVIDER_DOMAIN);

	return row ? row->provider : 0;
}

bool
provider_shared(struct view domain)
{
	return find(domain, PROVIDER_SHARED) != NULL;
}

bool
provider_listed(struct view name)
{
	return find(name, PROVIDER_HOST | PROVIDER_DOMAIN) != NULL;
}

unsigned
provider_number(struct view name)
{
	unsigned i;

	for (i = 1; i <= tables.provider_count; i++)
		if (view_ieq(provider_name(i), name))
			return i;
	return 0;
}
