/*
 * fact - what a record adds to its group
 */
#ifndef STATS_FACT_H
#define STATS_FACT_H

#include "record/report.h"

enum {
	FACT_ID_MAX = 32,   /* bytes of an id that count */
	FACT_TEXT_MAX = 240 /* bytes of a sample's text */
};

struct fact {
	int64_t ts;              /* INT_NONE: not given, likewise below */
	bool bounce;             /* of that kind */
	enum bounce_type type;
	enum failure failure;
	enum truth backscatter;
	uint64_t recipient;      /* sketch_hash() of it */
	bool has_recipient;
	int64_t latency;         /* seconds from the message to the report */
	int64_t queue;           /* from its arrival in the queue */
};

/* A diagnostic, and when and in which record it stood. */
struct sample {
	int64_t ts;
	struct view id, text; /* FACT_ID_MAX and FACT_TEXT_MAX at most */
};

/* The facts of a record that has all three structs. */
struct fact fact_of(const struct record *record);
/* Its sample: views of it. */
struct sample fact_sample(const struct record *record);

#endif
