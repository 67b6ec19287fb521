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

/* The service that runs this host, by its number; 0: not known. */
unsigned provider_of_host(struct view host);
/* The service that takes mail for addresses in this domain. */
unsigned provider_of_domain(struct view domain);
/* Addresses in this domain (or in the domain above this host) are given to
 * anybody, so that two of them prove nothing about each other. */
bool provider_shared(struct view domain);
/* A service runs this host, or takes mail for addresses in this domain. */
bool provider_listed(struct view name);
/* The number of a service's name, from 1; 0: there is none. */
unsigned provider_number(struct view name);
/* The name of a service ("google", ...), which is constant; VIEW_NONE for 0. */
struct view provider_name(unsigned number);

#endif
