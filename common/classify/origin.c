/* Who wrote the report, how it failed, whether it was ours; see origin.h. */
#include "classify/origin.h"

#include "base/buf.h"
#include "classify/answer.h"
#include "classify/scene.h"

struct origin *
origin_open(const struct classify_options *options)
{
	struct arena arena = {0};
	struct origin *origin = ARENA_NEW(&arena, struct origin, 1);

	own_open(&origin->own, &arena, options);
	origin->batv = tag_read_keys(&arena, options->batv_key);
	origin->srs = tag_read_keys(&arena, options->srs_secret);
	origin->explain = options->explain;
	origin->arena = arena;
	return origin;
}

void
origin_close(struct origin *origin)
{
	struct arena arena = origin->arena;

	arena_free(&arena);
}

/* How long it took: it supports what the answers say, and decides nothing. */
static void
explain_time(struct scene *scene)
{
	const struct report *report = scene->report;
	int64_t end = scene->recipient->last_attempt_ts;
	struct buf text = {0};

	if (end == INT_NONE)
		end = report->ts;
	if (!scene->origin->explain || end == INT_NONE ||
	    report->arrival_ts == INT_NONE)
		return;
	buf_addint(&text, end - report->arrival_ts);
	scene_explain(scene, VIEW("seconds tried"), buf_view(&text));
	buf_free(&text);
}

static enum failure
decide_failure(struct scene *scene)
{
	struct view why;
	enum failure failure;

	if (scene->recipient->kind == KIND_DELAY)
		return FAILURE_DELAY;
	if (scene->recipient->kind != KIND_BOUNCE)
		return FAILURE_NONE;
	if (scene->verdict->reporter == REPORTER_REMOTE)
		return FAILURE_ASYNC;
	if (scene->verdict->reporter != REPORTER_LOCAL)
		return FAILURE_UNPROVEN;
	failure = answer_failure(scene->report, scene->recipient,
	    scene->verdict, &why);
	if (!view_none(why))
		scene_explain(scene, VIEW("end"), why);
	explain_time(scene);
	return failure;
}

void
origin_decide(const struct origin *origin, struct arena *arena,
    const struct report *report, const struct recipient *recipient,
    struct verdict *verdict)
{
	struct scene scene = {
		.origin = origin, .arena = arena, .report = report,
		.recipient = recipient, .verdict = verdict,
	};

	if (recipient->kind != KIND_BOUNCE && recipient->kind != KIND_DELAY &&
	    recipient->kind != KIND_RECEIPT)
		return;
	scene_read(&scene);
	verdict->reporter = reporter_decide(&scene);
	verdict->failure = decide_failure(&scene);
	verdict->backscatter = backscatter_decide(&scene);
}
