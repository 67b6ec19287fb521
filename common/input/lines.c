/* Lines of a stream; see lines.h. */
#include "input/lines.h"

size_t
lines_next(struct stream *stream, uint64_t *number, struct item *item)
{
	struct view line;
	size_t end, next;

	for (;; stream_pass(stream, next)) {
		end = stream_until(stream, '\n', SOURCE_MAX_LINE, &next);
		if (next == 0)
			return 0;
		++*number;
		line = view_upto(stream_window(stream), end);
		if (line.n > SOURCE_MAX_LINE)
			line.n = SOURCE_MAX_LINE;
		else
			line = view_rtrim(line);
		if (!view_empty(line))
			break;
	}
	*item = (struct item){
		.type = ITEM_LINE,
		.bytes = line,
		.offset = stream->offset,
		.size = end + stream->cut,
		.line = *number,
		.truncated = end > SOURCE_MAX_LINE || stream->error
	};
	return next;
}
