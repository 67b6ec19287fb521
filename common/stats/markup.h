/*
 * markup - text and numbers in HTML
 *
 * Texts are escaped for elements and attributes alike; control characters,
 * what turns the direction of writing and wrong UTF-8 come out as U+FFFD.
 */
#ifndef STATS_MARKUP_H
#define STATS_MARKUP_H

#include "base/buf.h"
#include "base/view.h"

void markup_text(struct buf *out, struct view text);
/* Appends part of whole as a percentage: 12.50% for a style, 12.5 % for
 * people. */
void markup_percent(struct buf *out, uint64_t part, uint64_t whole);
void markup_share(struct buf *out, uint64_t part, uint64_t whole);
/* Appends a time in words: "40 s", "3 min", "5 h", "2 days". */
void markup_duration(struct buf *out, int64_t seconds);
/* Appends the beginning of an element with a class and a width or height
 * that is part of whole: <i class="k3" style="width:12.50%"> */
void markup_bar(struct buf *out, unsigned colour, const char *property,
    uint64_t part, uint64_t whole);

#endif
