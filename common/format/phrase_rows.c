/* Finding the phrases of a set; see phrase_rows.h. */
#include "format/phrase_rows.h"

#include <string.h>

enum { FIRST_HITS = 64 };

struct finding {
	struct arena *arena;
	const struct phrase_set *set;
	struct view text;
	unsigned char number;
	struct phrase_hits *hits;
};

static void
grow(struct arena *arena, struct phrase_hits *hits, size_t room)
{
	struct phrase_hit *more = ARENA_ROOM(arena, struct phrase_hit, room);

	if (hits->n)
		memcpy(more, hits->v, hits->n * sizeof *more);
	hits->v = more;
	hits->room = room;
}

/* Adds a hit; false at the limit. */
static inline bool
add(const struct finding *f, const struct phrase_use *use, size_t at,
    size_t end)
{
	struct phrase_hits *hits = f->hits;
	struct phrase_hit *to;

	if (hits->n == hits->room) {
		if (hits->n == PHRASE_MAX_HITS)
			return false;
		grow(f->arena, hits, hits->n == 0 ? FIRST_HITS :
		    4 * hits->n < PHRASE_MAX_HITS ? 4 * hits->n :
		    PHRASE_MAX_HITS);
	}
	/* Nearly sorted: anchors lie at most a phrase's length in. */
	for (to = hits->v + hits->n++; to > hits->v && to[-1].at > at; to--)
		*to = to[-1];
	*to = (struct phrase_hit){use, at, end, f->number};
	return true;
}

/* Moves *end behind the colon that follows, maybe after a blank. */
static bool
skip_colon(struct view text, size_t *end)
{
	size_t colon = *end + (*end < text.n && text.p[*end] == ' ');

	if (colon >= text.n || text.p[colon] != ':')
		return false;
	*end = colon + 1;
	return true;
}

static size_t
found(void *context, size_t phrase, struct view where)
{
	const struct finding *f = context;
	const struct phrase_use *use;
	size_t at = (size_t)(where.p - f->text.p), end;
	unsigned short k = f->set->first[phrase];

	for (; k != PHRASE_NONE; k = use->next) {
		use = &f->set->uses[k];
		end = at + where.n;
		if ((!use->colon || skip_colon(f->text, &end)) &&
		    !add(f, use, at, end))
			return 0;
	}
	return f->set->scan.count;
}

void
phrase_rows_find(struct arena *arena, const struct phrase_set *set,
    struct view folded, unsigned char number, struct phrase_hits *hits)
{
	struct finding f = {arena, set, folded, number, hits};
	struct phrase_hits own = {0};
	size_t i, j, k;

	if (hits->n == 0) {
		scan_text(&set->scan, folded, found, &f);
		return;
	}
	/* A second set: found by itself, then merged. */
	f.hits = &own;
	scan_text(&set->scan, folded, found, &f);
	if (hits->room < hits->n + own.n)
		grow(arena, hits, hits->n + own.n);
	i = hits->n;
	j = own.n;
	hits->n = k = i + j;
	while (j > 0) {
		if (i > 0 && hits->v[i - 1].at > own.v[j - 1].at)
			hits->v[--k] = hits->v[--i];
		else
			hits->v[--k] = own.v[--j];
	}
}
