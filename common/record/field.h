/*
 * field - the record's fields as one table
 *
 * Made from fields.def, so that the writer, the reader, the statistics and
 * the documents agree.  The table and its words are constant.
 */
#ifndef RECORD_FIELD_H
#define RECORD_FIELD_H

#include "record/report.h"

enum field_type {
	FIELD_TEXT,    /* struct view */
	FIELD_INT,     /* int64_t */
	FIELD_ENUM,    /* an enum of report.h (int-sized), words in names */
	FIELD_TRUTH,   /* enum truth: false, true */
	FIELD_LIST,    /* struct list */
	FIELD_NUMBER,  /* double; negative: not given */
	FIELD_FLAGS,   /* unsigned: the report's and the recipient's, united */
	FIELD_VERSION, /* the constant 1 */
	FIELD_TIME,    /* int64_t seconds written as RFC 3339 */
	FIELD_HEADERS  /* struct copied_list */
};

enum field_scope { SCOPE_REPORT, SCOPE_RECIPIENT, SCOPE_VERDICT };

struct field {
	struct view key;
	enum field_type type;
	enum field_scope scope;
	size_t offset;            /* of the member in its struct */
	const struct view *names; /* FIELD_ENUM, FIELD_FLAGS: the words */
	size_t name_count;
};

/* FIELD_NO_reason and so on: index of a field in fields[]. */
enum field_number {
#define FIELD(key, type, scope, member, words, meaning) FIELD_NO_##key,
#include "record/fields.def"
#undef FIELD
	FIELD_COUNT
};

extern const struct field fields[FIELD_COUNT];

/* Words of the closed sets, by value; index 0 is empty. */
extern const struct view names_kind[KIND_COUNT];
extern const struct view names_action[ACTION_COUNT];
extern const struct view names_command[COMMAND_COUNT];
extern const struct view names_autoreply[AUTOREPLY_COUNT];
extern const struct view names_bounce_type[TYPE_COUNT];
extern const struct view names_advice[ADVICE_COUNT];
extern const struct view names_failure[FAILURE_COUNT];
extern const struct view names_reporter[REPORTER_COUNT];
extern const struct view names_reason[REASON_COUNT];
extern const struct view names_flag[FLAG_COUNT]; /* by bit number */

/* Where the field's value is in the record; NULL when the record has no
 * struct of its scope. */
void *field_value(const struct field *field, const struct record *record);
/* Value of a word in a table of names, case-blind; 0 when it is none. */
int field_name(const struct view *names, size_t count, struct view word);

#endif
