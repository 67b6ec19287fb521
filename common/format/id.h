/*
 * id - the identifier of a record, the same for every copy of a report
 *
 * SHA-256 over the report's Message-ID, Date and From, unfolded (without a
 * Message-ID also over its readable text), and over the recipient and how
 * many times it was named before.  Trace fields, mbox quoting and line ends
 * do not enter.
 */
#ifndef FORMAT_ID_H
#define FORMAT_ID_H

#include "format/format.h"

/* Sets the id of every recipient. */
void id_assign(struct decoding *decoding);
/* The id of a line that is no record: over its bytes.  In the arena. */
struct view id_of_line(struct arena *arena, struct view line);

#endif
