/*
 * value - one value of a record, as it crosses between its field and text
 *
 * Readers make a struct value and store it; it then lands in the member its
 * field names.  Texts and arrays are not copied.
 */
#ifndef RECORD_VALUE_H
#define RECORD_VALUE_H

#include "record/field.h"

enum value_type {
	VALUE_NONE, /* null, or what no field holds */
	VALUE_TEXT,
	VALUE_INT,
	VALUE_NUMBER,
	VALUE_TRUTH,
	VALUE_LIST,
	VALUE_HEADERS
};

struct value {
	enum value_type type;
	struct view text;
	int64_t number;
	double real;
	bool truth;
	struct list list;
	struct copied_list headers;
};

/* Greatest FIELD_NUMBER that is read or written. */
#define VALUE_NUMBER_MAX 1e9

/* Stores the value in its member of the record; one that does not suit the
 * field is passed over.  The record must have all three structs. */
void value_store(const struct field *field, const struct record *record,
    const struct value *value);

#endif
