/*
 * sandbox_filter - which system calls are allowed, as the kernel takes it
 *
 * Made by common/embed/sandbox for the machine that it is built on; empty
 * where libseccomp was not found.
 */
#ifndef BASE_SANDBOX_FILTER_H
#define BASE_SANDBOX_FILTER_H

#include <linux/filter.h>

/* Where this number stands the process puts its own: it may end itself by a
 * signal, but send none to others. */
#define SANDBOX_FILTER_SELF 0x7ffffe5fu

/* One more element than the count, so that an empty one is an array too. */
extern const struct sock_filter sandbox_filter[];
extern const unsigned short sandbox_filter_count;
/* The same, but renameat(2) and unlinkat(2) are allowed. */
extern const struct sock_filter sandbox_filter_names[];
extern const unsigned short sandbox_filter_names_count;

#endif
