/*
 * charset - text in any character set to UTF-8
 *
 * US-ASCII, UTF-8, ISO-8859-1 and windows-1252 are converted here; others go
 * through iconv(3), opened when first needed and kept for the thread.  Which
 * names there are stands in charset_name.c.
 */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include "base/arena.h"
#include "base/flag.h"

/* text as valid UTF-8 without NUL bytes.  name is as a header states it
 * (VIEW_NONE: UTF-8 where it is valid, else ISO-2022-JP where it has its
 * escapes, else windows-1252).  Wrong bytes become U+FFFD and add
 * FLAG_BAD_CHARSET to *flags, as does an unknown name, whose text is read
 * like VIEW_NONE.  A view of text itself where nothing has to change. */
struct view charset_to_utf8(struct arena *arena, struct view text,
    struct view name, unsigned *flags);
/* Whether text in the character set of that name can be converted. */
bool charset_known(struct view name);
/* Gives back what this thread keeps; a thread that ends calls it. */
void charset_end(void);
/* The character of a byte in windows-1252; U+FFFD for the five that it does
 * not define. */
uint32_t charset_windows_1252(unsigned char byte);

#endif
