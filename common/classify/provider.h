/*
 * provider - which service a host or an address belongs to
 *
 * From share/providers, compiled in.  Host names are compared label by
 * label from the right: mx1.mail.google.com is under google.com,
 * notgoogle.com is not.  Case-blind; a final dot is taken off.
 */
#ifndef CLASSIFY_PROVIDER_H
#define CLASSIFY_PROVIDER_H

#include "base/view.h"

/* The service ("google", ...) that runs this host; VIEW_NONE: not known.
 * Texts are constant. */
struct view provider_of_host(struct view host);
/* The service that takes mail for addresses in this domain. */
struct view provider_of_domain(struct view domain);
/* Addresses in this domain (or in the domain above this host) are given to
 * anybody, so that two of them prove nothing about each other. */
bool provider_shared(struct view domain);
/* The row of a service's name, from 1; 0: there is none. */
unsigned provider_number(struct view name);
struct view provider_name(unsigned number);

#endif
