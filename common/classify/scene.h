/*
 * scene - one record while its origin is decided: what is known so far
 */
#ifndef CLASSIFY_SCENE_H
#define CLASSIFY_SCENE_H

#include "classify/chain.h"
#include "classify/tag.h"

struct origin {
	struct arena arena; /* holds the struct itself, too */
	struct own own;
	struct tag_keys batv, srs;
	bool explain;
};

/* What is known of one record. */
struct scene {
	const struct origin *origin;
	struct arena *arena;
	const struct report *report;
	const struct recipient *recipient;
	struct verdict *verdict;
	struct view reporter; /* as it names itself */
	bool claims_ours;     /* and that is a host of ours */
	struct arrival arrival;
	struct entry entry;
};

/* Reads the record's traces: everything but the verdict. */
void scene_read(struct scene *scene);
/* Adds "what: value" to the verdict's evidence, when that is asked for. */
void scene_explain(struct scene *scene, struct view what, struct view value);
/* Name, else what the client called itself, of a trace field's client. */
struct view scene_client(const struct hop *hop);
/* reporter.c: who wrote the report. */
enum reporter reporter_decide(struct scene *scene);
/* backscatter.c: whether the message was ours; the reporter is decided. */
enum truth backscatter_decide(struct scene *scene);

#endif
