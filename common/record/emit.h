/*
 * emit - fields of a record as members of a JSON object
 *
 * Texts are escaped by record/escape, so every value is valid UTF-8 and safe
 * on a terminal.  Numbers have at most three decimals.
 */
#ifndef RECORD_EMIT_H
#define RECORD_EMIT_H

#include "base/buf.h"
#include "record/field.h"

/* Appends one field as ,"key":value, or ,"key":null when it is not given.
 * Nothing when the record has no struct of the field's scope. */
void emit_field(struct buf *out, const struct field *field,
    const struct record *record);
/* Appends all fields in the order of the table, each with a comma before it;
 * those not given only with all_keys. */
void emit_fields(struct buf *out, const struct record *record, bool all_keys);

#endif
