/* Any bytes as a message to each decoder by itself: in the programs one that
 * comes earlier often takes what a later one should withstand too. */
#include "check.h"
#include "format/envelope.h"
#include "format/format.h"
#include "record/json.h"

static bool (*const decoders[])(struct decoding *decoding) = {
	dsn_decode, arf_decode, mdn_decode, certain_decode, autoreply_decode,
	plain_decode,
};

static void
write_all(struct decoding *decoding)
{
	struct arena *arena = decoding->arena;
	struct buf line = {0};
	struct json_line read;

	original_read(decoding);
	envelope_decode(arena, &decoding->report);
	finish_report(decoding);
	check(decoding->count <= DECODE_MAX_RECIPIENTS);
	for (size_t i = 0; i < decoding->count; i++) {
		struct record record = {&decoding->report,
		    &decoding->recipients[i], NULL};

		buf_reset(&line);
		json_write(&line, &record, true);
		check_line(buf_view(&line));
		check(json_read(arena, view_upto(buf_view(&line),
		    line.n - 1), &read));
		check(read.recipient.kind != KIND_NONE);
	}
	buf_free(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct decode_options options = {.all = true};
	struct item item = {.bytes = input(data, size), .size = size,
	    .source = VIEW("-"), .envelope = VIEW_NONE};
	struct arena arena = {0};
	struct decoding decoding;

	for (size_t i = 0; i < sizeof decoders / sizeof *decoders; i++) {
		arena_reset(&arena);
		decoding = (struct decoding){.arena = &arena,
		    .options = &options, .item = &item,
		    .report = report_none};
		decoding.mime = mime_parse(&arena, item.bytes);
		headline_read(&decoding);
		if (decoders[i](&decoding))
			write_all(&decoding);
	}
	arena_free(&arena);
	return 0;
}
