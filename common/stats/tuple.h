/*
 * tuple - the values of several keys as one text, by which groups are told
 * apart
 */
#ifndef STATS_TUPLE_H
#define STATS_TUPLE_H

#include "stats/key.h"

/* Appends a value, whose text has at most KEY_MAX bytes. */
void tuple_add(struct buf *tuple, struct key_value value);
/* Takes the next value off *rest, which must be what tuple_add() made: false
 * at the end. */
bool tuple_next(struct view *rest, struct key_value *value);
/* Below, equal to or above 0 as a stands before b: value by value, numbers by
 * size, "not given" last. */
int tuple_compare(struct view a, struct view b);

#endif
