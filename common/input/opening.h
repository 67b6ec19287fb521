/*
 * opening - files opened by the names that users give
 */
#ifndef INPUT_OPENING_H
#define INPUT_OPENING_H

#include <sys/stat.h>

/* Opens a file, directory or device for reading and looks at it.  Returns the
 * caller's descriptor, or -1 with errno set. */
int opening_file(const char *name, struct stat *st);
/* The same for standard input: another descriptor of it, so that closing it
 * leaves 0 in use. */
int opening_stdin(struct stat *st);

#endif
