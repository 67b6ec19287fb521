/* Finding the phrases of a set; see phrase_rows.h. */
#include "format/phrase_rows.h"

#include <string.h>

struct finding {
	struct arena *arena;
	const struct phrase_set *set;
	struct view text;
	unsigned char number;
	struct phrase_hits *hits;
};

static void
grow(struct arena *arena, struct phrase_hits *hits)
{
	struct phrase_hit *more;

	hits->room = hits->room ? 2 * hits->room : 64;
	more = ARENA_NEW(arena, struct phrase_hit, hits->room);
	if (hits->n)
		memcpy(more, hits->v, hits->n * sizeof *more);
	hits->v = more;
}

static size_t
found(void *context, size_t phrase, struct view where)
{
	struct finding *f = context;
	size_t at = (size_t)(where.p - f->text.p), i;
	unsigned short k = f->set->first[phrase];

	for (; k != PHRASE_NONE; k = f->set->uses[k].next) {
		if (f->hits->n == PHRASE_MAX_HITS)
			return 0;
		if (f->hits->n == f->hits->room)
			grow(f->arena, f->hits);
		/* Nearly sorted: anchors lie at most a phrase's length in. */
		for (i = f->hits->n++; i && f->hits->v[i - 1].at > at; i--)
			f->hits->v[i] = f->hits->v[i - 1];
		f->hits->v[i] = (struct phrase_hit){ &f->set->uses[k], at,
		    at + where.n, f->number };
	}
	return f->set->scan.count;
}

void
phrase_rows_find(struct arena *arena, const struct phrase_set *set,
    struct view folded, unsigned char number, struct phrase_hits *hits)
{
	struct finding f = { arena, set, folded, number, hits };
	struct phrase_hits own = { 0 };
	size_t i, j, k;

	if (hits->n == 0) {
		scan_text(&set->scan, folded, found, &f);
		return;
	}
	/* A second set: found by itself, then merged. */
	f.hits = &own;
	scan_text(&set->scan, folded, found, &f);
	while (hits->room < hits->n + own.n)
		grow(arena, hits);
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
