/* Files that were read before; see recall.h. */
#define _GNU_SOURCE /* off_t */
#include "input/recall.h"

#include <err.h>
#include <sysexits.h>
#include <unistd.h>

/* Keeps the name: of what has been read, or of what has nothing new. */
static void
add_name(const struct recall *recall)
{
	struct state *state = recall->state;

	if (recall->way != RECALL_PLACE &&
	    !seen_add(&state->seen, recall->key))
		err(EX_TEMPFAIL, "%s", state->name);
}

/* Goes on at the last message or line that was read, unless fd stands behind
 * it: standard input may have been read from by others.  One message that has
 * become longer is read from the start: it may turn out to be a mailbox, whose
 * first line was not yet complete. */
static void
resume(struct reader *reader, int fd, const struct place *place)
{
	off_t at = lseek(fd, 0, SEEK_CUR);
	bool go_on = place && (uint64_t)at <= place->last &&
	    (place->form == READER_MBOX ||
	    (place->form == READER_LINES && reader->json));

	if (go_on && lseek(fd, (off_t)place->last, SEEK_SET) < 0)
		go_on = false;
	reader_open(reader, fd, false);
	reader->stream.offset = go_on ? place->last : (uint64_t)at;
	if (!go_on)
		return;
	reader->form = place->form;
	reader->line = place->line;
	reader->known_end = place->end;
}

bool
recall_open(struct recall *recall, struct reader *reader, int fd)
{
	struct state *state = recall->state;
	const struct place *place = NULL;
	struct stat st;

	if (fstat(fd, &st) < 0 || state_owns(state, &st)) {
		close(fd);
		return false;
	}
	if (recall->way != RECALL_NAME)
		place = places_find(&state->places, fd, &st);
	if (place && (uint64_t)st.st_size == place->offset) {
		add_name(recall);
		close(fd);
		return false;
	}
	resume(reader, fd, place);
	return true;
}

void
recall_end(const struct recall *recall, const struct reader *reader)
{
	struct place place = {
		.offset = reader->stream.offset, .last = reader->last,
		.end = reader->end, .line = reader->last_line,
		.form = (unsigned char)reader->form
	};
	bool grows = reader->form == READER_MBOX ||
	    reader->form == READER_LINES || recall->way == RECALL_PLACE;

	if (grows && recall->way != RECALL_NAME && reader->form != READER_NEW)
		places_add(&recall->state->places, reader->stream.fd, place);
	add_name(recall);
}
