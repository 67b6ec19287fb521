/* BATV and SRS tags, made by other implementations of the same formats. */
#include "classify/tag.h"

#include <stdio.h>

#include "record/report.h"

static const struct view secrets[] = {
	{"topsecret", 9}, {"newer", 5}, {"srssecret", 9},
};
static const struct tag_keys keys = {secrets, 3}, none = {NULL, 0};

/* 2026-11-21, day 20778. */
static const int64_t today = INT64_C(20778) * 86400 + 4000;
enum { DAY = 86400 };

static const struct {
	const char *address;
	int days; /* from then */
	enum tag batv, srs;
} cases[] = {
	{"prvs=0785d9e746=bob@sender.example", 0, TAG_VALID, TAG_NONE},
	{"prvs=0785d9e746=bob@sender.example", 7, TAG_VALID, TAG_NONE},
	{"prvs=0785d9e746=bob@sender.example", 8, TAG_OLD, TAG_NONE},
	{"prvs=0785d9e746=bob@sender.example", 500, TAG_OLD, TAG_NONE},
	{"prvs=0785d9e746=bob@sender.example", -1, TAG_VALID, TAG_NONE},
	{"prvs=0785d9e746=bob@sender.example", -2, TAG_OLD, TAG_NONE},
	{"PRVS=0785D9E746=BOB@sender.example", 0, TAG_VALID, TAG_NONE},
	{"prvs=3785ac6a96=Bob@Sender.example", 0, TAG_VALID, TAG_NONE},
	{"prvs=07481ce3f8=bob@sender.example", 0, TAG_OLD, TAG_NONE},
	{"prvs=0785d9e747=bob@sender.example", 0, TAG_BAD, TAG_NONE},
	{"prvs=0785d9e746=bob2@sender.example", 0, TAG_BAD, TAG_NONE},
	{"prvs=1785d9e746=bob@sender.example", 0, TAG_BAD, TAG_NONE},
	{"prvs=785d9e746=bob@sender.example", 0, TAG_NONE, TAG_NONE},
	{"prvs=0785d9e74g=bob@sender.example", 0, TAG_NONE, TAG_NONE},
	{"bob@sender.example", 0, TAG_NONE, TAG_NONE},
	{"", 0, TAG_NONE, TAG_NONE},
	{"SRS0=G7/g=JI=other.example=linda@sender.example", 0, TAG_NONE,
	    TAG_VALID},
	{"srs0=g7/g=ji=other.example=linda@sender.example", 0, TAG_NONE,
	    TAG_VALID},
	{"SRS0=G7/g=JI=other.example=linda@sender.example", 48, TAG_NONE,
	    TAG_OLD},
	{"SRS0=McEL=GG=other.example=linda@sender.example", 0, TAG_NONE,
	    TAG_OLD},
	{"SRS0=G7/h=JI=other.example=linda@sender.example", 0, TAG_NONE,
	    TAG_BAD},
	{"SRS0=G7/g=JI=other.example=lindo@sender.example", 0, TAG_NONE,
	    TAG_BAD},
	{"SRS1=2SX7=fwd.example==AbCd=JI=other.example=linda@sender.example",
	    0, TAG_NONE, TAG_VALID},
	{"SRS1=2SX8=fwd.example==AbCd=JI=other.example=linda@sender.example",
	    0, TAG_NONE, TAG_BAD},
	/* Exim's */
	{"SRS0=54d5=JI=other.example=Linda@sender.example", 0, TAG_NONE,
	    TAG_VALID},
	{"SRS0=54d6=JI=other.example=Linda@sender.example", 0, TAG_NONE,
	    TAG_BAD},
	{"SRS0=G7=JI=other.example=linda@sender.example", 0, TAG_NONE,
	    TAG_NONE},
	{"SRS0=G7/g=J=other.example=linda@sender.example", 0, TAG_NONE,
	    TAG_NONE},
	{"SRS0@sender.example", 0, TAG_NONE, TAG_NONE},
};

int
main(void)
{
	struct arena arena = {0};
	int bad = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct view address = view_of(cases[i].address);
		int64_t ts = today + INT64_C(1) * cases[i].days * DAY;
		enum tag batv = tag_check_batv(&arena, &keys, address, ts);
		enum tag srs = tag_check_srs(&arena, &keys, address, ts);
		bool ok = batv == cases[i].batv && srs == cases[i].srs &&
		    tag_check_batv(&arena, &none, address, ts) == TAG_NONE &&
		    tag_check_srs(&arena, &none, address, ts) == TAG_NONE;

		printf("%s %zu - %s after %d days\n", ok ? "ok" : "not ok",
		    i + 1, cases[i].address, cases[i].days);
		if (!ok)
			printf("# batv %d, srs %d\n", (int)batv, (int)srs);
		bad |= !ok;
		arena_reset(&arena);
	}
	arena_free(&arena);
	return bad;
}
