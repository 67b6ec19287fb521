/*
 * pool - items spread over threads, their output put back in order
 *
 * The calling thread reads and writes; some POOL_BATCH bytes of items go to a
 * worker at once, in the buffer that they were read into.  Memory is bounded:
 * each worker has at most four batches on their way.
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
