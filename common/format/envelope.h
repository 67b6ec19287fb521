/*
 * envelope - what the address a report was sent to carries: BATV, SRS, VERP
 *
 * Decoding only: tags are verified in classify, with keys.
 */
#ifndef FORMAT_ENVELOPE_H
#define FORMAT_ENVELOPE_H

#include "base/arena.h"
#include "record/report.h"

/* Fills report->batv, srs_sender, verp_recipient, verp_scheme and
 * envelope_token from report->bounce_address: BATV taken off first, then SRS,
 * then VERP.  Nothing is guessed: what has no known form fills nothing. */
void envelope_decode(struct arena *arena, struct report *report);

#endif
