/*
 * judging - the options that decide verdicts, for bounce-classify and for
 * bounce-stats on input not yet classified
 *
 * An argp parser whose input is a struct judging.
 */
#ifndef CLI_JUDGING_H
#define CLI_JUDGING_H

#include <argp.h>

#include "base/arena.h"
#include "classify/classify.h"

struct judging {
	struct classify_options options;
	struct arena arena; /* for its lists */
};

extern const struct argp judging_argp;

#endif
