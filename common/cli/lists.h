/*
 * lists - files that options name, read line by line
 */
#ifndef CLI_LISTS_H
#define CLI_LISTS_H

#include "base/redact.h"

struct stats;

/* Where lines go to. */
struct lists {
	struct stats *stats;
	const struct redact *redact; /* addresses in them; or NULL */
};

/* Gives each line of the file that is not empty and no comment (#) to take();
 * one that it refuses is reported on standard error as "program: file:line:
 * wanted" and passed over.  A file that cannot be read ends the program with
 * EX_NOINPUT. */
void lists_read(const char *file, const char *wanted,
    bool (*take)(struct stats *stats, struct view line),
    const struct lists *to);

#endif
