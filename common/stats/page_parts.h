/*
 * page_parts - the tables of the page; see page.h
 */
#ifndef STATS_PAGE_PARTS_H
#define STATS_PAGE_PARTS_H

#include "stats/page.h"

struct page_making {
	struct buf *out;
	struct arena *arena;
	const struct page *page;
};

/* Each appends the part of its name; its sheet is there. */
void page_parts_receivers(const struct page_making *making);
void page_parts_latency(const struct page_making *making);
void page_parts_clusters(const struct page_making *making);
void page_parts_backscatter(const struct page_making *making);
void page_parts_groups(const struct page_making *making);

#endif
