/* Content-Length put to the proof; see length.h. */
#include "input/length.h"

#include "input/from.h"

enum { MAX_BLANK = 4 /* blank lines between a message and a From_ line */ };

/* The Content-Length in a header, and where the header ends; 0: none. */
static size_t
content_length(struct view text, uint64_t *length)
{
	struct view rest = text, line, name, value;
	bool found = false;

	while (view_line(&rest, &line)) {
		if (line.n == 0)
			return found ? (size_t)(rest.p - text.p) : 0;
		if (found || (line.p[0] | ' ') != 'c' ||
		    !view_cut(line, ':', &name, &value))
			continue;
		found = view_ieq(view_rtrim(name), VIEW("content-length")) &&
		    view_uint(view_trim(value), length);
	}
	return 0;
}

/* Whether the message may end at `end`: the input does, or a From_ line
 * follows, at *next. */
static bool
proved(struct stream *stream, size_t end, size_t *next)
{
	size_t from = end - stream->at, after;
	struct view line, sender;
	bool fresh; /* at the start of a line */

	while (stream_rest(stream).n < from)
		if (!stream_more(stream))
			return false;
	fresh = stream_rest(stream).p[from - 1] == '\n';
	for (int i = 0; i <= MAX_BLANK; i++) {
		*next = stream->at + from;
		after = stream_line(stream, from, FROM_MAX, &line);
		if (after == 0)
			return stream_rest(stream).n == from;
		if (line.n > 0)
			return fresh && from_parse(line, &sender);
		from = after;
		fresh = true;
	}
	return false;
}

bool
length_end(struct stream *stream, size_t body, size_t max, size_t *end,
    size_t *next)
{
	struct view so_far = view_sub(stream_window(stream), body,
	    stream->at - body);
	uint64_t length;
	size_t header = content_length(view_upto(so_far, max), &length);

	if (header == 0 || length > max - header ||
	    header + length <= so_far.n)
		return false;
	*end = body + header + (size_t)length;
	return proved(stream, *end, next);
}
