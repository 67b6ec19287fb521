/*
 * cell - text in columns of a terminal
 *
 * Control characters, what turns the direction of writing and wrong UTF-8
 * come out as U+FFFD.
 */
#ifndef STATS_CELL_H
#define STATS_CELL_H

#include "base/buf.h"
#include "base/view.h"

/* Takes the next character off *text, which must not be empty, as it is
 * printed. */
uint32_t cell_character(struct view *text);
/* Columns that text takes. */
size_t cell_width(struct view text);
/* Appends text in just so many columns: filled with blanks, or cut with an
 * ellipsis. */
void cell_print(struct buf *out, struct view text, size_t width);
/* Takes so much off *text as fits into width columns, to a blank if there is
 * one, and without blanks at the end; width is 2 at least. */
struct view cell_wrap(struct view *text, size_t width);
/* Appends blanks and text that is in ASCII: in so many columns, or more. */
void cell_print_right(struct buf *out, struct view text, size_t width);
/* Appends a number with a comma at each thousand. */
void cell_print_count(struct buf *out, uint64_t value);
/* Appends a bar as long as part of width columns is of whole, in eighths of a
 * column; nothing is shown for 0 only. */
void cell_print_bar(struct buf *out, uint64_t part, uint64_t whole,
    size_t width);

#endif
