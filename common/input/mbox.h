/*
 * mbox - the messages of an mbox, split at its From_ lines
 *
 * All dialects: mboxo, mboxrd, mboxcl, mboxcl2.  A line ends the message
 * before it when from.h takes it for a From_ line and a blank line stands
 * before it or something like a header after it.  A Content-Length decides
 * otherwise only where it is proved: it ends within max bytes, at a From_
 * line or the end of the input.  What is too long is searched for its end
 * only.  ">From " quoting is left as it is: dialects differ.
 */
#ifndef INPUT_MBOX_H
#define INPUT_MBOX_H

#include "input/source.h"
#include "input/stream.h"

enum {
	/* Room in the stream's window for what is not the message: From_
	 * lines before and behind it, the start of the next header. */
	MBOX_ROOM = 64 * 1024
};

/* What is known of the From_ line that the window begins with, from when the
 * message before it was ended there: its sender, in bytes of the window. */
struct mbox {
	bool known, given;
	size_t at, n;
};

/* Whether the window begins with a From_ line. */
bool mbox_starts(struct stream *stream);
/* The message at the start of the window, which begins with a From_ line; of
 * it at most max bytes.  Returns how many bytes of the window to pass before
 * the next one; 0 when the window is empty and stays so.  mbox is all zero
 * before the first message and is kept for the next one. */
size_t mbox_next(struct mbox *mbox, struct stream *stream, size_t max,
    struct item *item);
/* The same for input that is one message, whatever lines are in it.  A line
 * "From " or ">From " before its header is no part of it. */
size_t mbox_single(struct stream *stream, size_t max, struct item *item);

#endif
