/*
 * origin - who wrote the report, how the message failed, whether it was ours
 *
 * Works on the record alone.  Every line of a report may be forged: what
 * our own hosts wrote on its arrival is believed, and of the returned
 * message's trace fields what the reporter wrote.  Where nothing is proven
 * the answer is unknown, unproven or none.  Constant after opening; safe in
 * threads.
 */
#ifndef CLASSIFY_ORIGIN_H
#define CLASSIFY_ORIGIN_H

#include "base/arena.h"
#include "classify/classify.h"

struct origin;

/* Reads the ownership settings and key files of the options, whose strings
 * must outlive it.  Faults end the program as classifier_open() says; an
 * option that cannot be meant, with EX_USAGE. */
struct origin *origin_open(const struct classify_options *options);
void origin_close(struct origin *origin);
/* Fills the verdict's reporter, failure and backscatter, and adds to its
 * evidence when the options ask to explain.  Its reason, final and permanent
 * are set; its failure is left alone where it does not apply. */
void origin_decide(const struct origin *origin, struct arena *arena,
    const struct report *report, const struct recipient *recipient,
    struct verdict *verdict);

#endif
