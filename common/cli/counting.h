/*
 * counting - the options that say what bounce-stats counts and how it prints
 *
 * An argp parser whose input is a struct counting.
 */
#ifndef CLI_COUNTING_H
#define CLI_COUNTING_H

#include <argp.h>

#include "base/arena.h"
#include "stats/stats.h"

struct counting {
	struct stats_options options;
	bool has_format;     /* else by where the output goes */
	const char *sent, *delivered, *except; /* files, or NULL */
	const struct redact *redact; /* those files' addresses too; or NULL */
	struct arena arena;  /* for its lists */
};

extern const struct argp counting_argp;

/* The statistics that the options ask for, with the files that they name.
 * What they leave open goes by the terminal: the format and the width.  owned:
 * the options say what is ours. */
struct stats *counting_open(struct counting *counting, bool owned);

#endif
