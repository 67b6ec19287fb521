/*
 * date - the dates that mail carries, read in place
 *
 * RFC 5322 date-time with its obsolete forms, asctime(3), date(1), ISO 8601,
 * and what people made of them: the parts may stand in any order.  No clock,
 * no locale, no time zone of the host; a date without a zone is UTC.
 */
#ifndef MAIL_DATE_H
#define MAIL_DATE_H

#include "base/view.h"

/* 1: a date, in epoch seconds in *ts; -1: a date that cannot be (31 February,
 * 25:00); 0: not a form known here.  Text after a complete date is ignored. */
int date_read(struct view text, int64_t *ts);

#endif
