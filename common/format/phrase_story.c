/* What a report tells, as it is collected; see phrase_story.h. */
#include "format/phrase_story.h"

#include <assert.h>
#include <string.h>

enum { FIRST_ROOM = 4 };

/* Room for one more of count objects, four times as much each time: what is
 * outgrown stays in the arena. */
static void *
grown(struct arena *arena, const void *old, size_t count, size_t *room,
    size_t size)
{
	void *more;

	*room = *room ? 4 * *room : FIRST_ROOM;
	more = arena_room(arena, *room, size);
	if (count)
		memcpy(more, old, count * size);
	return more;
}

struct mention *
phrase_story_mention(struct story *story, struct view address, size_t line)
{
	struct mention *mention;

	if (story->count == PHRASE_MAX_MENTIONS)
		return NULL;
	if (story->count == story->room)
		story->mentions = grown(story->arena, story->mentions,
		    story->count, &story->room, sizeof *story->mentions);
	mention = &story->mentions[story->count++];
	*mention = (struct mention){.recipient = recipient_none,
	    .line = line, .asides = story->aside_count,
	    .why = {story->piece_count, 0}};
	mention->recipient.recipient = address;
	mention->recipient.kind = story->kind;
	return mention;
}

struct aside *
phrase_story_aside(struct story *story)
{
	struct aside *aside;

	if (story->aside_count == PHRASE_MAX_MENTIONS)
		return NULL;
	if (story->aside_count == story->aside_room)
		story->asides = grown(story->arena, story->asides,
		    story->aside_count, &story->aside_room,
		    sizeof *story->asides);
	aside = &story->asides[story->aside_count++];
	*aside = (struct aside){.mentions = story->count,
	    .why = {story->piece_count, 0}};
	return aside;
}

void
phrase_story_piece(struct story *story, struct block *block,
    struct view text, size_t line)
{
	if (view_empty(text))
		return;
	if (block->count == 0)
		block->first = story->piece_count;
	assert(block->first + block->count == story->piece_count);
	if (story->piece_count == story->piece_room)
		story->pieces = grown(story->arena, story->pieces,
		    story->piece_count, &story->piece_room,
		    sizeof *story->pieces);
	story->pieces[story->piece_count++] = (struct piece){text, line,
	    story->text->lines[line].marks};
	block->count++;
}
