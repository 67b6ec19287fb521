/*
 * status - what a code alone says: RFC 3463 and its registry, reply codes,
 * and the codes that single services made up (share/status, compiled in)
 */
#ifndef CLASSIFY_STATUS_H
#define CLASSIFY_STATUS_H

#include "classify/condition.h"

struct status_reason {
	enum reason reason;  /* REASON_NONE: the codes say nothing */
	bool weak;           /* known to be misused: never beats a text, never
	                      * makes an address dead */
	bool vendor;         /* from a row of the provider's own */
	bool reply;          /* from the reply code, not the status */
};

/* What the enhanced status says, the provider's own rows first. */
struct status_reason status_of_code(const struct facts *facts);
/* What the reply code says at its stage of the dialogue. */
struct status_reason status_of_reply(const struct facts *facts);

#endif
