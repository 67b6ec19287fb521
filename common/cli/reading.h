/*
 * reading - the options of all three programs: what is read and how records
 * are written
 *
 * An argp parser that each program has as a child; its input is a struct
 * reading.  What it collects lives as long as the program.
 */
#ifndef CLI_READING_H
#define CLI_READING_H

#include <argp.h>

#include "base/redact.h"
#include "format/decode.h"
#include "input/source.h"

#define READING_VERSION "0.1.0"

enum { READING_MAX_JOBS = 256 };

struct reading {
	struct source_options source;
	struct decode_options decode;
	bool all_keys, line_buffered, strict, no_sandbox, progress;
	int64_t since;       /* epoch seconds; INT_NONE: all */
	unsigned jobs;       /* threads */
	const char *redact_file; /* --redact, or NULL */
	struct redact redact;
	char **operands;
	size_t operand_count;
	struct arena arena;
};

extern const struct argp reading_argp;

/* Parses the command line of a program whose argp has reading_argp among its
 * children and whose input is options.  Bad usage ends the program with
 * EX_USAGE, or EX_TEMPFAIL with --delivery. */
void reading_parse(const struct argp *argp, int argc, char **argv,
    void *options);
/* Ends what reading_parse() collected. */
void reading_free(struct reading *reading);
/* An option's argument that lists words, taken apart at commas: false at the
 * end. */
bool reading_word(struct view *rest, struct view *word);

#endif
