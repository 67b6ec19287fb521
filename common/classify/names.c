/* Names of reasons, old ones too; see reason.h.  Apart from reason.c because
 * the program that makes that file's tables needs them first. */
#include "classify/reason.h"
#include "record/field.h"

/* Sisimai folded these into others in 5.6. */
static const struct {
	struct view name;
	enum reason reason;
} former[] = {
	{{"speeding", 8}, REASON_RATELIMITED},
	{{"toomanyconn", 11}, REASON_RATELIMITED},
	{{"mesgtoobig", 10}, REASON_EMAILTOOLARGE},
	{{"exceedlimit", 11}, REASON_EMAILTOOLARGE},
};

enum reason
reason_by_name(struct view name)
{
	size_t i;

	for (i = 0; i < sizeof former / sizeof former[0]; i++)
		if (view_ieq(name, former[i].name))
			return former[i].reason;
	return (enum reason)field_name(names_reason, REASON_COUNT, name);
}
