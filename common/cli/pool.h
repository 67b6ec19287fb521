/*
 * pool - items spread over threads, their output put back in order
 *
 * The calling thread is one of them: it reads, writes, and works on what waits
 * meanwhile.  Some POOL_BATCH bytes of items go to a thread at once, in the
 * buffer that they were read into.  Memory is bounded: there are at most two
 * batches on their way for each thread.
 */
#ifndef CLI_POOL_H
#define CLI_POOL_H

#include "cli/feed.h"

enum { POOL_BATCH = 256 * 1024 };

/* Does what feed_run() does, with reading->jobs threads.  Sets *malformed when
 * a bad line was met; returns what source_close() does. */
int pool_run(const struct reading *reading, const struct feed_user *user,
    struct source_options *options, struct out *out, bool *malformed);

#endif
