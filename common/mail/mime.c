/* The parts of a message; see mime.h. */
#include "mail/mime.h"

#include <assert.h>

enum {
	GUESS_BYTES = 16 * 1024, /* where a boundary is guessed from */
	GUESS_LINES = 200,       /* the same, at the start of a body */
	MAX_PROBES = 8           /* multiparts whose boundary is looked for */
};

static const struct {
	struct view type;
	enum media media;
} media_types[] = {
	{{"text/plain", 10}, MEDIA_PLAIN},
	{{"text/html", 9}, MEDIA_HTML},
	{{"multipart/report", 16}, MEDIA_REPORT},
	{{"message/rfc822", 14}, MEDIA_MESSAGE},
	{{"message/global", 14}, MEDIA_MESSAGE},
	{{"message/delivery-status", 23}, MEDIA_DELIVERY_STATUS},
	{{"message/global-delivery-status", 30}, MEDIA_DELIVERY_STATUS},
	{{"text/rfc822-headers", 19}, MEDIA_HEADERS},
	{{"message/rfc822-headers", 22}, MEDIA_HEADERS},
	{{"text/rfc822-header", 18}, MEDIA_HEADERS},
	{{"text/rfc822", 11}, MEDIA_MESSAGE},
	{{"message/global-headers", 22}, MEDIA_HEADERS},
	{{"message/disposition-notification", 32}, MEDIA_DISPOSITION},
	{{"message/global-disposition-notification", 39}, MEDIA_DISPOSITION},
	{{"message/feedback-report", 23}, MEDIA_FEEDBACK},
	{{"message/partial", 15}, MEDIA_PARTIAL},
	{{"text", 4}, MEDIA_PLAIN}, /* RFC 1049, still written by some */
};

/* A multipart whose boundary lines are looked for. */
struct open {
	struct part *part;
	struct view boundary;
	size_t children;
	bool closed;
};

struct parser {
	struct arena *arena;
	struct mime mime;
	struct part *last;     /* in document order */
	struct part *leaf;     /* the part whose body is being read */
	struct open stack[MIME_MAX_DEPTH];
	size_t depth;
	size_t probes;
};

static enum media
media_of(struct view type)
{
	size_t count = sizeof media_types / sizeof *media_types;

	for (size_t i = 0; i < count; i++)
		if (view_ieq(media_types[i].type, type))
			return media_types[i].media;
	if (view_istarts(type, VIEW("multipart/")))
		return MEDIA_MULTIPART;
	return view_istarts(type, VIEW("text/")) ? MEDIA_TEXT : MEDIA_OTHER;
}

static enum encoding
encoding_of(struct arena *arena, const struct header *header)
{
	struct view value = header_get(header,
	    VIEW("Content-Transfer-Encoding"));

	if (!view_may_start(value, VIEW_LETTER('b') | VIEW_LETTER('q') |
	    VIEW_LETTER('('))) /* before a comment nothing is known */
		return ENCODING_IDENTITY;
	value = header_token(arena, value);
	if (view_istarts(value, VIEW("base64")))
		return ENCODING_BASE64;
	if (view_istarts(value, VIEW("quoted-printable")))
		return ENCODING_QUOTED_PRINTABLE;
	return ENCODING_IDENTITY;
}

/* The line of a boundary without its dashes, where the body looks like one
 * whose boundary is unknown: a "--" line followed by a Content- field. */
static struct view
guess_boundary(struct view body)
{
	struct view rest = view_upto(body, GUESS_BYTES), line;

	while (view_line(&rest, &line))
		if (view_starts(line, VIEW("--")) && line.n >= 4 &&
		    view_istarts(rest, VIEW("Content-")))
			return view_from(view_rtrim(line), 2);
	return VIEW_NONE;
}

static bool
has_boundary(struct view body, struct view boundary)
{
	size_t at = 0, found;
	struct view rest = body;

	while ((found = view_find(rest, boundary)) != VIEW_NPOS) {
		at += found;
		if (at >= 2 && body.p[at - 1] == '-' && body.p[at - 2] == '-' &&
		    (at == 2 || body.p[at - 3] == '\n'))
			return true;
		at += 1;
		rest = view_from(body, at);
	}
	return false;
}

/* The boundary of a multipart: as stated, or guessed where none is stated or
 * the stated one does not occur. */
static struct view
boundary_of(struct parser *parser, struct part *part)
{
	struct view boundary = VIEW_NONE;

	if (part->media == MEDIA_MULTIPART || part->media == MEDIA_REPORT) {
		boundary = header_param(parser->arena, part->content_type,
		    VIEW("boundary"));
		if (boundary.n && (parser->probes++ >= MAX_PROBES ||
		    has_boundary(part->body, boundary)))
			return boundary;
		parser->mime.flags |= FLAG_BAD_MIME;
		return guess_boundary(part->body);
	}
	/* a header without MIME fields over a body that begins with a part */
	if (!part->parent && view_none(part->content_type) &&
	    view_starts(view_ltrim(part->body), VIEW("--")))
		boundary = guess_boundary(view_upto(view_ltrim(part->body),
		    GUESS_LINES));
	return boundary;
}

/* Pushes the part when it holds others; else it is a leaf. */
static void
open_part(struct parser *parser, struct part *part)
{
	struct view boundary = boundary_of(parser, part);

	parser->leaf = part;
	if (view_empty(boundary)) {
		if (part->media == MEDIA_MULTIPART ||
		    part->media == MEDIA_REPORT)
			part->media = MEDIA_PLAIN;
		return;
	}
	if (parser->depth == MIME_MAX_DEPTH) {
		parser->mime.flags |= FLAG_DEPTH_LIMIT;
		return;
	}
	if (part->media != MEDIA_REPORT)
		part->media = MEDIA_MULTIPART;
	parser->leaf = NULL;
	parser->stack[parser->depth++] = (struct open){
		.part = part, .boundary = boundary,
	};
}

static bool
in_digest(const struct part *parent)
{
	return parent && view_ieq(parent->type, VIEW("multipart/digest"));
}

/* A part whose header begins at bytes, which run to the end of the message:
 * its body's end is known later. */
static struct part *
take_part(struct parser *parser, struct view bytes)
{
	struct part *part = ARENA_NEW(parser->arena, struct part, 1);
	struct part *parent = parser->depth ?
	    parser->stack[parser->depth - 1].part : NULL;

	header_retake(parser->arena, &part->header, &bytes);
	part->body = bytes;
	part->parent = parent;
	part->depth = parent ? parent->depth + 1 : 0;
	part->content_type = header_get(&part->header, VIEW("Content-Type"));
	part->type = header_token(parser->arena, part->content_type);
	if (view_empty(part->type))
		part->type = in_digest(parent) ? VIEW("message/rfc822") :
		    VIEW("text/plain");
	part->media = media_of(part->type);
	part->encoding = encoding_of(parser->arena, &part->header);
	if (part->header.limited)
		parser->mime.flags |= FLAG_HEADER_LIMIT;
	if (parser->last)
		parser->last->next = part;
	parser->last = part;
	parser->mime.count++;
	return part;
}

/* Ends the part whose body runs up to at: without the line end before it. */
static void
end_body(struct part *part, const char *at)
{
	struct view body = part->body;

	assert(at >= body.p || body.n == 0);
	body.n = at > body.p ? (size_t)(at - body.p) : 0;
	if (body.n && body.p[body.n - 1] == '\n')
		body.n--;
	if (body.n && body.p[body.n - 1] == '\r')
		body.n--;
	part->body = body;
}

enum delimiter { DELIMITER_NONE, DELIMITER_PART, DELIMITER_CLOSE };

/* What a line that begins with "--" is to that boundary (RFC 2046 section
 * 5.1.1): blanks may follow, nothing else. */
static enum delimiter
delimiter_of(struct view line, struct view boundary)
{
	struct view after;

	line = view_from(line, 2);
	if (!view_starts(line, boundary))
		return DELIMITER_NONE;
	after = view_rtrim(view_from(line, boundary.n));
	if (after.n == 0)
		return DELIMITER_PART;
	return view_starts(after, VIEW("--")) ? DELIMITER_CLOSE :
	    DELIMITER_NONE;
}

/* A boundary line of the multipart at that level: what is open inside it ends
 * here. */
static void
close_down_to(struct parser *parser, size_t level, const char *at)
{
	if (parser->leaf)
		end_body(parser->leaf, at);
	parser->leaf = NULL;
	while (parser->depth > level + 1) {
		if (!parser->stack[--parser->depth].closed)
			parser->mime.flags |= FLAG_BAD_MIME;
		end_body(parser->stack[parser->depth].part, at);
	}
}

/* Handles one line that begins with "--"; *rest is what follows it. */
static void
take_delimiter(struct parser *parser, struct view line, struct view *rest)
{
	enum delimiter found = DELIMITER_NONE;
	size_t level = parser->depth;
	struct open *open;

	while (level > 0 && found == DELIMITER_NONE)
		found = delimiter_of(line, parser->stack[--level].boundary);
	if (found == DELIMITER_NONE)
		return;
	close_down_to(parser, level, line.p);
	open = &parser->stack[level];
	if (found == DELIMITER_CLOSE) {
		open->closed = true;
		return;
	}
	if (parser->mime.count == MIME_MAX_PARTS) {
		parser->mime.flags |= FLAG_PART_LIMIT;
		return;
	}
	open->children++;
	open->closed = false;
	open_part(parser, take_part(parser, *rest));
	*rest = parser->last->body;
}

static void
read_body(struct parser *parser, struct view message)
{
	struct view rest = parser->mime.root->body, line;
	size_t at;

	while (rest.n && parser->depth) {
		if (view_starts(rest, VIEW("--"))) {
			view_line(&rest, &line);
			take_delimiter(parser, line, &rest);
			continue;
		}
		at = view_find(rest, VIEW("\n--"));
		rest = view_from(rest, at == VIEW_NPOS ? rest.n : at + 1);
	}
	for (size_t i = 0; i < parser->depth; i++)
		if (!parser->stack[i].closed)
			parser->mime.flags |= FLAG_BAD_MIME;
	if (parser->leaf)
		end_body(parser->leaf, message.p + message.n);
}

/* A multipart in which no part was found is text. */
static void
settle(struct parser *parser)
{
	struct part *root = parser->mime.root;

	if (!root->next && (root->media == MEDIA_MULTIPART ||
	    root->media == MEDIA_REPORT)) {
		root->media = MEDIA_PLAIN;
		root->encoding = ENCODING_IDENTITY;
	}
	if (root->header.broken)
		parser->mime.flags |= FLAG_BAD_HEADER;
}

struct mime
mime_parse(struct arena *arena, struct view message)
{
	struct parser parser;

	parser.arena = arena; /* the stack is not worth clearing */
	parser.mime = (struct mime){0};
	parser.last = parser.leaf = NULL;
	parser.depth = parser.probes = 0;
	message = view_ltrim(message); /* blank lines above the header */
	parser.mime.root = take_part(&parser, message);
	open_part(&parser, parser.mime.root);
	read_body(&parser, message);
	settle(&parser);
	return parser.mime;
}

struct part *
mime_find(struct part *part, enum media media)
{
	while (part && part->media != media)
		part = part->next;
	return part;
}
