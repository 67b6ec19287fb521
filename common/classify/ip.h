/*
 * ip - addresses of hosts and networks as trace fields and --own-host
 * write them
 */
#ifndef CLASSIFY_IP_H
#define CLASSIFY_IP_H

#include "base/view.h"

/* An IPv6 address, or an IPv4 one in its mapped form (RFC 4291, 2.5.5.2). */
struct ip {
	unsigned char b[16];
};

/* All addresses whose first bits are those of ip. */
struct ip_net {
	struct ip ip;
	unsigned bits; /* of 128 */
};

/* Reads 192.0.2.1, 2001:db8::1, IPv6:2001:db8::1 or ::ffff:192.0.2.1; false
 * when v is none of these. */
bool ip_read(struct view v, struct ip *out);
/* Reads an address, or one with "/bits" behind it. */
bool ip_read_net(struct view v, struct ip_net *out);
bool ip_is_in(const struct ip *ip, const struct ip_net *net);
/* The host itself. */
bool ip_is_loopback(const struct ip *ip);
/* An address that no host of another organisation can have: private, link
 * local or shared by a carrier (RFC 1918, 3927, 4193, 4291, 6598). */
bool ip_is_private(const struct ip *ip);

#endif
