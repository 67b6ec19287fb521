/*
 * verp - addresses that carry another: variable envelope return paths
 *
 * Every list server and sending service has its own form; those known stand
 * in a table of patterns.  Works on views of the address, allocates nothing.
 */
#ifndef FORMAT_VERP_H
#define FORMAT_VERP_H

#include "base/view.h"

struct verp_address {
	struct view local, domain;
};

/* What a local part was found to carry; VIEW_NONE for what it does not. */
struct verp {
	struct view scheme;  /* whose form it is; constant */
	struct view token;
	struct verp_address recipient;
};

/* Reads a local part without BATV tag and SRS.  False when it has none of
 * the forms, which ordinary addresses do not have. */
bool verp_read(struct view local, struct verp *out);
/* Whether v can be the domain of a mail address: a host name of at least two
 * labels, the last of letters or an IDNA one. */
bool verp_is_domain(struct view v);

#endif
