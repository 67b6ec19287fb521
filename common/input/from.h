/*
 * from - is this line one that starts a message in an mbox?
 *
 * There is no standard: c-client, elm, mutt and RFC 4155 each know some of
 * the forms in use.  A line is taken for what it looks like: "From ", words
 * of a sender, and to the line's end a date with month, day, time and year
 * in any of these orders:
 *
 *	From MAILER-DAEMON Thu Apr 29 23:34:45 2009
 *	From a@b.example Wed Dec  2 05:53 PST 1992 remote from host
 *	From - Mon, 01 Jan 2001 00:00:00 +0100 (CET)
 *	From ???@??? Mon Jan 01 00:00:00 2001
 *	From () 2020-03-03 07:50:45 +0000
 */
#ifndef INPUT_FROM_H
#define INPUT_FROM_H

#include "base/view.h"

enum { FROM_MAX = 1000 /* bytes of such a line; a longer one is none */ };

/* Whether line (its end removed) is one.  *sender is what stands before the
 * date, "" for <>, VIEW_NONE for the stand-ins "-", "()" and "???@???" and
 * when there is nothing. */
bool from_parse(struct view line, struct view *sender);
/* The sender as from_parse gives it of text that is a sender only. */
struct view from_sender(struct view text);

#endif
