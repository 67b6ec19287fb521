/*
 * charset_name - the names that mail gives character sets, and what each
 * stands for
 *
 * A closed list: a name from a message never reaches iconv_open(3), only the
 * names in this table do.  Case and punctuation do not count, nor do "x-" and
 * "cs" before a name, quotes around it or a language after it (RFC 2231 "*en").
 */
#ifndef MAIL_CHARSET_NAME_H
#define MAIL_CHARSET_NAME_H

#include "base/view.h"

enum charset_kind {
	CHARSET_GUESS, /* says that it does not know: "unknown-8bit" */
	CHARSET_ASCII, CHARSET_UTF_8,
	CHARSET_WINDOWS_1252, /* ISO-8859-1 too, as every mail program does */
	CHARSET_ISO_2022_JP, CHARSET_UTF_16,
	CHARSET_ICONV
};

struct charset_name {
	const char *key;   /* the name in lower case without punctuation */
	enum charset_kind kind;
	const char *iconv; /* for CHARSET_ICONV: names to try, the best first,
	                    * each ended by NUL, the last by two */
};

enum { CHARSET_NAMES = 256 }; /* room for every row of the table */

/* The row of a name, or NULL. */
const struct charset_name *charset_name_find(struct view name);
/* Number of a row: 0 .. CHARSET_NAMES - 1. */
size_t charset_name_index(const struct charset_name *row);

#endif
