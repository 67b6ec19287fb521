/* An mbox taken apart; see mbox.h. */
#include "input/mbox.h"

#include <assert.h>

#include "input/from.h"
#include "input/length.h"

enum {
	FIELD_NAME_MAX = 200,  /* bytes of a field's name */
	MAX_QUOTED = 30        /* ">From " lines before a header */
};

/* One message on its way. */
struct split {
	struct stream *stream;
	size_t body; /* in the window, behind the From_ lines */
	size_t max;
	size_t end;  /* behind the message, */
	size_t next; /* and where the next From_ line starts */
	struct mbox line, behind; /* what is known of the From_ lines */
};

/* Where w[start..end) ends without the blank line that it may end with. */
static size_t
before_blank(struct view w, size_t start, size_t end)
{
	size_t at = end;

	if (at <= start || w.p[at - 1] != '\n')
		return end;
	at--;
	while (at > start && w.p[at - 1] == '\r' && end - at <= STREAM_CR_RUN)
		at--;
	return at == start || w.p[at - 1] == '\n' ? at : end;
}

/* Whether a header field starts `from` bytes behind the place. */
static bool
field_starts(struct stream *stream, size_t from)
{
	struct view rest;

	for (size_t i = 0; i < FIELD_NAME_MAX; i++) {
		rest = view_from(stream_rest(stream), from);
		if (i == rest.n && !stream_more(stream))
			return false;
		rest = view_from(stream_rest(stream), from);
		if (rest.p[i] == ':')
			return i > 0;
		if (rest.p[i] <= ' ' || rest.p[i] > '~')
			return false;
	}
	return false;
}

/* Where the line after a From_ line `from` bytes behind the place starts; 0
 * when there is no such line. */
static size_t
from_line(struct stream *stream, size_t from, struct view *sender)
{
	struct view line;
	size_t next;

	if (!stream_starts(stream, from, VIEW("From ")))
		return 0;
	next = stream_line(stream, from, FROM_MAX, &line);
	return next && from_parse(line, sender) ? next : 0;
}

bool
mbox_starts(struct stream *stream)
{
	struct view sender;

	return from_line(stream, 0, &sender) > 0;
}

/* Whether something that looks like a message starts there. */
static bool
header_starts(struct stream *stream, size_t from)
{
	struct view sender;

	return field_starts(stream, from) ||
	    stream_starts(stream, from, VIEW(">From ")) ||
	    from_line(stream, from, &sender) > 0;
}

/* Whether the From_ line at the place, behind an LF, ends the message. */
static bool
is_end(struct split *s)
{
	struct stream *stream = s->stream;
	struct view sender;
	size_t next = from_line(stream, 0, &sender);

	if (next == 0)
		return false;
	s->behind = (struct mbox){.known = true};
	if (!view_none(sender)) {
		s->behind.given = true;
		s->behind.at = (size_t)(sender.p - stream_rest(stream).p);
		s->behind.n = sender.n;
	}
	return before_blank(stream_window(stream), s->body, stream->at) !=
	    stream->at || header_starts(stream, next);
}

/* Finds where the message ends. */
static void
find_end(struct split *s)
{
	struct stream *stream = s->stream;
	size_t hit, back = sizeof "\nFrom" - 1;
	struct view rest;

	stream->at = s->body - 1; /* the LF that ends the From_ line */
	for (;;) {
		rest = stream_rest(stream);
		hit = view_find(rest, VIEW("\nFrom "));
		if (hit != VIEW_NPOS) {
			stream->at += hit + 1;
			if (is_end(s))
				break;
			continue;
		}
		stream->at += rest.n > back ? rest.n - back : 0;
		if (!stream_more(stream)) {
			stream->at = stream_window(stream).n;
			s->behind.known = false;
			break;
		}
	}
	if (stream_rest(stream).n &&
	    length_end(stream, s->body, s->max, &s->end, &s->next)) {
		s->behind.known = false;
		return;
	}
	s->next = stream->at;
	s->end = before_blank(stream_window(stream), s->body, s->next);
}

/* Where the lines ">From " end that start there. */
static size_t
skip_quoted(struct stream *stream, size_t from)
{
	struct view line, sender;
	size_t next;

	for (int i = 0; i < MAX_QUOTED; i++) {
		if (!stream_starts(stream, from, VIEW(">From ")))
			break;
		next = stream_line(stream, from, FROM_MAX + 1, &line);
		if (next == 0 || !from_parse(view_from(line, 1), &sender))
			break;
		from = next;
	}
	return from;
}

/* The sender in the line before the header, the first in window w. */
static struct view
envelope(const struct mbox *known, struct view w)
{
	struct view line, sender, word;

	if (known->known)
		return known->given ? view_sub(w, known->at, known->n) :
		    VIEW_NONE;
	if (!view_line(&w, &line))
		return VIEW_NONE;
	if (line.p[0] == '>')
		line = view_from(line, 1);
	if (from_parse(line, &sender))
		return sender;
	line = view_from(line, sizeof "From" - 1); /* no date, or a bad one */
	return view_word(&line, &word) ? from_sender(word) : VIEW_NONE;
}

static void
deliver(const struct split *s, struct item *item)
{
	struct view w = stream_window(s->stream);
	struct view bytes = view_sub(w, s->body, s->end - s->body);

	item->type = ITEM_MESSAGE;
	item->bytes = view_upto(bytes, s->max);
	item->truncated = s->stream->cut > 0 || bytes.n > s->max ||
	    s->stream->error;
	item->offset = s->stream->offset;
	item->size = s->end + s->stream->cut;
	item->line = 0;
	item->envelope = s->body > 0 ? envelope(&s->line, w) : VIEW_NONE;
}

size_t
mbox_next(struct mbox *mbox, struct stream *stream, size_t max,
    struct item *item)
{
	struct split s = {.stream = stream, .max = max, .line = *mbox};
	struct view line;

	assert(stream->at == 0);
	s.body = stream_line(stream, 0, FROM_MAX, &line);
	if (s.body == 0)
		return 0;
	s.body = skip_quoted(stream, s.body);
	stream->head = s.body + max;
	find_end(&s);
	deliver(&s, item);
	*mbox = s.behind;
	return s.next;
}

size_t
mbox_single(struct stream *stream, size_t max, struct item *item)
{
	struct split s = {.stream = stream, .max = max};
	struct view line;
	size_t next = 0;

	assert(stream->at == 0);
	s.body = skip_quoted(stream, 0);
	if (s.body == 0 && stream_starts(stream, 0, VIEW("From ")))
		next = stream_line(stream, 0, FROM_MAX, &line);
	if (next && header_starts(stream, next))
		s.body = next;
	stream->head = s.body + max;
	do
		stream->at = stream_window(stream).n;
	while (stream_more(stream));
	s.end = stream_window(stream).n;
	if (s.end)
		deliver(&s, item);
	return s.end;
}
