/*
 * mail - what libmailutils does for us: addresses, RFC 2047, transfer
 * decodings, dates
 *
 * The one file that includes <mailutils/...>.  Each function reads the common
 * plain form in place and gives the library whatever it does not recognise;
 * mail_plain(false) gives the library everything it can read, so that a test
 * can compare both.  What the library refuses is saved by hand as far as it
 * goes (address.c, word.c).  Results live in the arena or are views of the
 * argument.  Nothing fails: what cannot be decoded comes back as it stands.
 */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/arena.h"
#include "base/flag.h"

enum { MAIL_ADDRESS_MAX = 1000 /* bytes of an address; longer is none */ };

/* Whether plain forms are read in place (default) or all by the library, in
 * this thread; for tests. */
void mail_plain(bool on);

/* The first address of an address list (RFC 5322), as addr-spec, its domain
 * in lower case and without a final dot, comments and display name removed;
 * quoted local parts stay quoted where they need it.  Source routes and the
 * names of groups are removed, UTF-8 (RFC 6532) is kept.  "" for <>;
 * VIEW_NONE when there is none (a bare word is none). */
struct view mail_address(struct arena *arena, struct view list);
/* A header text with its encoded words (RFC 2047) decoded to UTF-8, and
 * unfolded.  Adds FLAG_BAD_CHARSET to *flags when a character set is unknown;
 * those words stay as they are.  Raw 8-bit text becomes UTF-8. */
struct view mail_words(struct arena *arena, struct view text,
    unsigned *flags);
/* Transfer decodings of RFC 2045.  Bytes that are no code are left out of
 * base64 and kept in quoted-printable; FLAG_BAD_ENCODING is then added to
 * *flags.  Missing padding, lower-case hexadecimal and blanks after a soft
 * line break are no errors. */
struct view mail_base64(struct arena *arena, struct view text,
    unsigned *flags);
struct view mail_quoted_printable(struct arena *arena, struct view text,
    unsigned *flags);
/* Epoch seconds of an RFC 5322 date-time (obsolete forms too, and what
 * date.h names), or INT64_MIN when it is none. */
int64_t mail_date(struct view date);

#endif
