/*
 * cluster - a diagnostic without what differs from message to message
 *
 * Numbers, ids, addresses, hosts, IP addresses and URLs become N, ID,
 * ADDRESS, HOST, IP and URL; reply codes and enhanced status codes stay.  So
 * texts that say the same are the same.
 */
#ifndef STATS_CLUSTER_H
#define STATS_CLUSTER_H

#include "base/buf.h"
#include "base/view.h"

enum { CLUSTER_MAX = 200 /* bytes of a cluster's text */ };

/* Appends the diagnostic masked, CLUSTER_MAX bytes at most. */
void cluster_print(struct buf *out, struct view diagnostic);

#endif
