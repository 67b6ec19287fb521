/* One message all the way: MIME, decoders, verdict, a line, and back. */
#include "check.h"
#include "classify/classify.h"
#include "format/decode.h"
#include "record/json.h"

static const struct view headers[] = {{"subject", 7}, {"X-A", 3}};
static const char *const own[] = {"*.example.net", "192.0.2.0/24"};

/* What was written is read as it was, and classified again it is the same. */
static void
read_back(struct arena *arena, struct classifier *classifier, struct view line)
{
	struct buf again = {0};
	struct json_line read;
	struct verdict verdict;

	check(json_read(arena, view_upto(line, line.n - 1), &read));
	classify(classifier, arena, &read.report, &read.recipient, &verdict);
	json_rewrite(arena, &again, &read, &verdict, false);
	check(view_eq(line, buf_view(&again)));
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct classifier *classifier;
	struct classify_options judging = {.explain = true, .own_host = own,
	    .own_host_count = 2, .own_domain = own, .own_domain_count = 0};
	struct decode_options options = {true, headers, 2, NULL};
	struct item item = {.bytes = input(data, size), .size = size,
	    .source = VIEW("-"), .envelope = VIEW_NONE};
	struct arena arena = {0};
	struct buf line = {0};
	struct decoded out;
	struct verdict verdict;

	if (!classifier)
		classifier = classifier_open(&judging);
	decode_message(&arena, &options, &item, &out);
	check(out.count > 0);
	for (size_t i = 0; i < out.count; i++) {
		struct record record = {out.report, &out.recipients[i],
		    &verdict};

		classify(classifier, &arena, record.report, record.recipient,
		    &verdict);
		buf_reset(&line);
		json_write(&line, &record, false);
		check_line(buf_view(&line));
		read_back(&arena, classifier, buf_view(&line));
	}
	buf_free(&line);
	arena_free(&arena);
	return 0;
}
