/*
 * classify - the verdict on one record: why, how, what to do
 *
 * Built-in rules are compiled into the program; a classifier only refers to
 * them, so opening one without files costs nothing.  A classifier is
 * constant after opening and may be shared by threads.
 */
#ifndef CLASSIFY_CLASSIFY_H
#define CLASSIFY_CLASSIFY_H

#include "base/arena.h"
#include "record/report.h"

struct classify_options {
	const char *const *rules; /* --rules: files, before the built-in */
	size_t rule_count;
	bool no_builtin;          /* --no-builtin-rules */
	bool explain;             /* fill verdict.evidence */
	const char *vocabulary;   /* --vocabulary, or NULL */
	/* Ownership (contract, section 4): globs or CIDR, domains, globs. */
	const char *const *own_host;
	size_t own_host_count;
	const char *const *own_domain;
	size_t own_domain_count;
	const char *const *own_message_id;
	size_t own_message_id_count;
	const char *batv_key;     /* file, or NULL */
	const char *srs_secret;   /* file, or NULL */
};

struct classifier;

/* Reads the options' files.  A fault in one ends the program with EX_DATAERR
 * and "program: file:line: text", one that cannot be read with EX_NOINPUT. */
struct classifier *classifier_open(const struct classify_options *options);
void classifier_close(struct classifier *classifier);
/* The verdict on one recipient of a report.  Texts of *verdict are constant,
 * views of the record or in the arena. */
void classify(const struct classifier *classifier, struct arena *arena,
    const struct report *report, const struct recipient *recipient,
    struct verdict *verdict);

#endif
