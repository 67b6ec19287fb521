/*
 * length - the Content-Length of mboxcl and mboxcl2
 *
 * Programs that edit mail leave it behind wrong, and senders may write what
 * they like.  So it is asked only where a From_ line has been found, and
 * believed only when it ends the message later, within what is kept of it,
 * and just before another From_ line (blank lines between) or the end of the
 * input.
 */
#ifndef INPUT_LENGTH_H
#define INPUT_LENGTH_H

#include "input/stream.h"

/* For a message that starts at `body` in the window, of which max bytes are
 * kept, when stream->at stands at a From_ line: whether the message is proved
 * to go on behind that line.  Then *end is where it ends in the window and
 * *next where the next From_ line starts. */
bool length_end(struct stream *stream, size_t body, size_t max, size_t *end,
    size_t *next);

#endif
