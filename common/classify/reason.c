/* What follows from a reason; see reason.h. */
#include "classify/reason.h"

#include <assert.h>

#include "classify/tables.h"

static const struct reason_row *
row_of(enum reason reason)
{
	assert((unsigned)reason < REASON_COUNT);
	return tables.reasons + reason;
}

enum bounce_type
reason_type(enum reason reason)
{
	return (enum bounce_type)row_of(reason)->type;
}

struct view
reason_category(enum reason reason)
{
	return tables_text(row_of(reason)->category);
}

enum advice
reason_advice(enum reason reason, bool transient)
{
	const struct reason_row *row = row_of(reason);

	return (enum advice)(transient ? row->transient : row->permanent);
}

unsigned
reason_vocabulary(struct view name)
{
	unsigned i;

	for (i = 0; i < tables.vocabulary_count; i++)
		if (view_ieq(tables_text(tables.vocabularies[i]), name))
			return i + 1;
	return 0;
}

struct view
reason_label(unsigned vocabulary, enum reason reason)
{
	assert(vocabulary && vocabulary <= tables.vocabulary_count);
	return tables_text(tables.labels[(vocabulary - 1) * REASON_COUNT +
	    reason]);
}
