/*
 * page - the statistics as one HTML page
 *
 * The page's frame is share/report.html, compiled in; what stands between
 * its <!--if NAME--> and <!--end--> is there when there is something to show,
 * and <!--put NAME--> is where it goes.  The page has no script and asks for
 * nothing; texts of mail are escaped.
 */
#ifndef STATS_PAGE_H
#define STATS_PAGE_H

#include "stats/sheet.h"

/* What the page is made of; show.c says by which keys. */
enum page_part {
	PAGE_KINDS, PAGE_FAILURES, PAGE_REASONS, PAGE_RECEIVERS, PAGE_LATENCY,
	PAGE_CLUSTERS, PAGE_BACKSCATTER, PAGE_PARTS
};

struct page {
	const struct sheet *parts[PAGE_PARTS]; /* NULL: nothing to show */
	const struct sheet *groups;            /* with --by; or NULL */
	struct group sum;                      /* of all records */
};

void page_print(struct buf *out, struct arena *arena,
    const struct page *page);

#endif
