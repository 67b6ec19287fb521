/* Organisational domains by libpsl; see psl.h. */
#include "classify/psl.h"

#include <libpsl.h>
#include <string.h>

struct view
psl_org_domain(struct view host)
{
	char name[PSL_MAX_HOST + 1];
	const char *found;

	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	if (host.n < 3 || host.n > PSL_MAX_HOST ||
	    is_digit(host.p[host.n - 1]) || host.p[host.n - 1] == ']' ||
	    memchr(host.p, '\0', host.n))
		return VIEW_NONE;
	memcpy(name, host.p, host.n);
	name[host.n] = '\0';
	/* The library's default rule takes an unknown last label for a
	 * public suffix, as the list demands. */
	found = psl_registrable_domain(psl_builtin(), name);
	return found ? view_from(host, (size_t)(found - name)) : VIEW_NONE;
}
