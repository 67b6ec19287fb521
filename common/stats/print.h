/*
 * print - sheets for programs and people
 */
#ifndef STATS_PRINT_H
#define STATS_PRINT_H

#include "stats/sheet.h"

/* A JSON object a row: "by", the keys, the measures. */
void print_jsonl(struct buf *out, const struct sheet *sheet);
/* A line of names, then a line a row, with tabs.  A text that a spreadsheet
 * would take for a formula has a ' before it. */
void print_tsv(struct buf *out, const struct sheet *sheet);
/* Appends one text as print_tsv() does; tabs and other characters that a
 * terminal or a spreadsheet obeys become blanks. */
void print_tsv_cell(struct buf *out, struct view text);
/* For Prometheus' textfile collector: records and recipients of each row.
 * The keys must be closed sets (key_is_closed()). */
void print_prometheus(struct buf *out, const struct sheet *sheet);
/* A table with bars for a terminal of so many columns; its heading is the
 * names of the keys. */
void print_table(struct buf *out, const struct sheet *sheet, size_t width);
/* What stands above the tables: how many records, of which time. */
void print_summary(struct buf *out, const struct group *sum);

#endif
