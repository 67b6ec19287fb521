/*
 * phrase_place - where in an SMTP dialogue something was refused: the host
 * and the stage, out of the lines around a reply
 */
#ifndef FORMAT_PHRASE_PLACE_H
#define FORMAT_PHRASE_PLACE_H

#include "format/phrase_reason.h"

/* Where a reply stands in a block. */
struct place {
	size_t piece; /* number in the block; its count when there is none */
	size_t at;    /* offset in the piece */
};

/* Fills the answer's host, ip and command from the lines before the reply,
 * and from those behind it that tell nothing else. */
void phrase_place_read(const struct story *story, const struct block *block,
    struct place reply, struct answer *answer);
/* Whether a line behind a reply only tells the host: "Giving up on
 * 192.0.2.1.", "Remote system: dns;mx.example.org". */
bool phrase_place_only(const struct story *story, const struct piece *piece);
/* Whether a text is nothing but a host and its address: "host mx.example.org
 * [192.0.2.1]", "mx.example.org [192.0.2.1]:". */
bool phrase_place_alone(struct view text);

#endif
