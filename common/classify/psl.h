/*
 * psl - the organisation behind a host name
 *
 * The organisational domain is the part that somebody registered: one label
 * more than the public suffix it stands under.  psl-libpsl.c asks libpsl for
 * it (the data built into the library, no file is read); where libpsl is
 * missing psl-builtin.c knows the common suffixes of two labels and takes
 * the last two labels otherwise.  Both are safe in threads and keep nothing.
 */
#ifndef CLASSIFY_PSL_H
#define CLASSIFY_PSL_H

#include "base/view.h"

enum { PSL_MAX_HOST = 253 /* longest host name, RFC 1035 */ };

/* The end of host that is its organisational domain: example.co.uk of
 * mx.example.co.uk.  host is in lower case; a dot at its end is passed over.
 * VIEW_NONE for a public suffix, a single label, an address, and whatever is
 * too long to be a name. */
struct view psl_org_domain(struct view host);

#endif
