/* Addresses of hosts and networks; see ip.h. */
#define _POSIX_C_SOURCE 200809L /* inet_pton */
#include "classify/ip.h"

#include <arpa/inet.h>
#include <assert.h>
#include <string.h>

enum { BITS = 128, BITS_MAPPED = 96 /* before an IPv4 address */ };

static const struct ip_net loopback[] = {
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127}}, 104},
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}, BITS},
};

static const struct ip_net private[] = {
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10}}, 104},
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 100, 64}}, 106},
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 169, 254}}, 112},
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 172, 16}}, 108},
	{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 168}}, 112},
	{{{0xfc}}, 7},
	{{{0xfe, 0x80}}, 10},
};

/* IPv6:2001:db8::1 of RFC 5321 is what inet_pton calls 2001:db8::1; a zone
 * (fe80::1%eth0) says nothing elsewhere. */
bool
ip_read(struct view v, struct ip *out)
{
	static const unsigned char mapped[] =
	    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
	char text[INET6_ADDRSTRLEN];
	bool old;

	if (view_istarts(v, VIEW("IPv6:")))
		v = view_from(v, strlen("IPv6:"));
	v = view_upto(v, view_chr(v, '%'));
	if (v.n < 2 || v.n >= sizeof text)
		return false;
	old = view_chr(v, ':') == VIEW_NPOS;
	if (old && !is_digit(v.p[0])) /* most names */
		return false;
	memcpy(text, v.p, v.n);
	text[v.n] = '\0';
	if (!old)
		return inet_pton(AF_INET6, text, out->b) == 1;
	memcpy(out->b, mapped, sizeof mapped);
	return inet_pton(AF_INET, text, out->b + sizeof mapped) == 1;
}

bool
ip_read_net(struct view v, struct ip_net *out)
{
	struct view address, width;
	bool given = view_cut(v, '/', &address, &width);
	bool old = view_chr(address, ':') == VIEW_NPOS;
	uint64_t bits = old ? BITS - BITS_MAPPED : BITS;

	if (!ip_read(address, &out->ip))
		return false;
	if (given && (!view_uint(width, &bits) ||
	    bits > (old ? BITS - BITS_MAPPED : BITS)))
		return false;
	out->bits = (unsigned)bits + (old ? BITS_MAPPED : 0);
	return true;
}

bool
ip_is_in(const struct ip *ip, const struct ip_net *net)
{
	size_t bytes = net->bits / 8;
	unsigned mask = 0xffu << (8 - net->bits % 8) & 0xffu;

	assert(net->bits <= BITS);
	if (memcmp(ip->b, net->ip.b, bytes) != 0)
		return false;
	return mask == 0 || ((ip->b[bytes] ^ net->ip.b[bytes]) & mask) == 0;
}

static bool
is_in_any(const struct ip *ip, const struct ip_net *nets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ip_is_in(ip, &nets[i]))
			return true;
	return false;
}

bool
ip_is_loopback(const struct ip *ip)
{
	return is_in_any(ip, loopback, sizeof loopback / sizeof *loopback);
}

bool
ip_is_private(const struct ip *ip)
{
	return is_in_any(ip, private, sizeof private / sizeof *private);
}
