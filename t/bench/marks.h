/*
 * marks - which bytes of a message are changed in a copy of it
 *
 * What is changed are the ends of local parts, which get letters, and single
 * digits of queue ids and of free-standing numbers of five digits or more; what
 * stands for one thing is changed alike wherever it stands.  So codes, dates,
 * addresses of hosts, versions and encoded bodies stay as they are, and so do
 * MIME boundaries, whatever they contain.
 */
#ifndef BENCH_MARKS_H
#define BENCH_MARKS_H

#include <stddef.h>

struct text {
	char *p;
	size_t n;
};

/* What happens to a byte.  KEEP shields it, too; before TAG letters come; to
 * the digit at DIGIT + i the copy's number's ith digit is added, modulo ten. */
enum mark { PLAIN, KEEP, TAG, DIGIT };
enum { DIGITS = 6 };

/* Sets the mark of each byte; marks has room for them, all PLAIN. */
void marks_make(struct text message, unsigned char *marks);
/* The first place at or after from where the n bytes stand, or NULL. */
const char *marks_find(struct text t, size_t from, const char *what, size_t n);

#endif
