/*
 * jis - ISO-2022-JP (RFC 1468) as EUC-JP
 *
 * Mail in ISO-2022-JP carries more than RFC 1468 allows: half-width katakana
 * (ISO-2022-JP-3, CP50221), JIS X 0212 and the vendors' row 13.  No iconv(3)
 * reads them all under that name, but the same codes shifted into EUC-JP are
 * read everywhere.
 */
#ifndef MAIL_JIS_H
#define MAIL_JIS_H

#include "base/arena.h"

/* The escape sequences of ISO-2022-JP occur in text. */
bool jis_has_escapes(struct view text);
/* text in EUC-JP; bytes that are no code are passed on as they are. */
struct view jis_to_euc(struct arena *arena, struct view text);

#endif
