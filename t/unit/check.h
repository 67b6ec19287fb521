/*
 * check - a line of TAP for each test
 */
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static int failed, count;

static void
check(const char *name, bool good)
{
	count++;
	failed += !good;
	printf("%sok %d - %s\n", good ? "" : "not ", count, name);
}

/* The same numbers in every run. */
static inline size_t
random_below(size_t limit)
{
	static uint64_t state = 1;

	state = state * UINT64_C(6364136223846793005) + 1;
	return (size_t)(state >> 33) % limit;
}

/* How many there were; the exit status due. */
static int
check_end(void)
{
	printf("1..%d\n", count);
	return failed > 0;
}

#endif
