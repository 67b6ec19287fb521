/*
 * A mailbox of any size, made of a few samples: mailbox SIZE FILE...
 *
 * Each FILE is a message or an mbox.  Their messages are written to standard
 * output again and again until SIZE bytes (k, M, G: powers of 1000) are
 * passed, with LF line ends, each copy changed so that no two have the same
 * Message-ID, addresses, queue ids or long numbers: see marks.h.  The same
 * arguments give the same mailbox.
 */
#define _DEFAULT_SOURCE
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "marks.h"

enum { TAGLEN = 5 /* letters */, LETTERS = 26 };

/* A run of bytes that stay, then one to which something happens. */
struct piece {
	size_t at, n;
	unsigned char what;
};

struct template {
	struct text text;
	struct piece *pieces;
	size_t count;
};

struct mailbox {
	struct template *templates;
	size_t count;
};

static void *
grown(void *p, size_t count, size_t size)
{
	/* Room doubles when the count is a power of two. */
	if (count & (count - 1))
		return p;
	p = realloc(p, (count ? 2 * count : 1) * size);
	if (!p)
		err(1, "realloc");
	return p;
}

static struct template
cut(struct text t)
{
	struct template result = { .text = t };
	unsigned char *marks = calloc(t.n + 1, 1);
	size_t at = 0;

	if (!marks)
		err(1, "calloc");
	marks_make(t, marks);
	for (size_t i = 0; i < t.n; i++) {
		if (marks[i] < TAG)
			continue;
		result.pieces = grown(result.pieces, result.count,
		    sizeof *result.pieces);
		result.pieces[result.count++] = (struct piece){
			at, i - at, marks[i]
		};
		at = i + (marks[i] >= DIGIT);
	}
	result.pieces = grown(result.pieces, result.count,
	    sizeof *result.pieces);
	result.pieces[result.count++] = (struct piece){ at, t.n - at, PLAIN };
	free(marks);
	return result;
}

/* The message as it stands in an mbox: with a From_ line, none in its body,
 * without the length of what has been changed, and an empty line after it. */
static struct text
message(struct text in)
{
	struct text out = { malloc(2 * in.n + 128), 0 };
	static const char from[] =
	    "From MAILER-DAEMON Sat Nov 21 20:45:49 2026\n";
	bool header = true;
	const char *p = in.p, *end = in.p + in.n, *next;

	if (!out.p)
		err(1, "malloc");
	if (in.n < 5 || memcmp(in.p, "From ", 5) != 0) {
		memcpy(out.p, from, sizeof from - 1);
		out.n = sizeof from - 1;
	}
	for (; p < end; p = next) {
		next = memchr(p, '\n', (size_t)(end - p));
		next = next ? next + 1 : end;
		header = header && *p != '\n';
		if (header && strncasecmp(p, "Content-Length:", 15) == 0)
			continue;
		if (out.n > 0 && next - p > 5 && memcmp(p, "From ", 5) == 0)
			out.p[out.n++] = '>';
		memcpy(out.p + out.n, p, (size_t)(next - p));
		out.n += (size_t)(next - p);
	}
	while (out.n > 0 && out.p[out.n - 1] == '\n')
		out.n--;
	memcpy(out.p + out.n, "\n\n", 2);
	out.n += 2;
	return out;
}

static struct text
load(const char *name)
{
	FILE *file = fopen(name, "rb");
	struct text t = { NULL, 0 };
	size_t room = 0, got, n = 0;

	do {
		room = 2 * room + 65536;
		t.p = file ? realloc(t.p, room + 1) : NULL;
		if (!t.p)
			err(1, "%s", name);
		got = fread(t.p + t.n, 1, room - t.n, file);
		t.n += got;
	} while (got > 0);
	if (ferror(file))
		err(1, "%s", name);
	fclose(file);
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] != '\r' || i + 1 == t.n || t.p[i + 1] != '\n')
			t.p[n++] = t.p[i];
	t.n = n;
	t.p[n] = '\0';
	return t;
}

static void
add(struct mailbox *box, const char *name)
{
	struct text t = load(name), one;
	const char *next;
	bool mbox = t.n > 5 && memcmp(t.p, "From ", 5) == 0;

	while (t.n > 0) {
		next = mbox ? marks_find(t, 0, "\n\nFrom ", 7) : NULL;
		one = t;
		if (next)
			one.n = (size_t)(next - t.p) + 2;
		box->templates = grown(box->templates, box->count,
		    sizeof *box->templates);
		box->templates[box->count++] = cut(message(one));
		t.p += one.n;
		t.n -= one.n;
	}
}

/* Writes the nth copy; returns its length.  Room is for that much. */
static size_t
copy(const struct template *template, unsigned long n, char *out)
{
	char tag[TAGLEN], digits[DIGITS], *p = out, c;
	unsigned long left = n;

	for (size_t i = TAGLEN; i-- > 0; left /= LETTERS)
		tag[i] = (char)('a' + left % LETTERS);
	left = n;
	for (size_t i = 0; i < DIGITS; i++, left /= 10)
		digits[i] = (char)(left % 10);
	for (size_t i = 0; i < template->count; i++) {
		const struct piece *piece = &template->pieces[i];

		memcpy(p, template->text.p + piece->at, piece->n);
		p += piece->n;
		if (piece->what == TAG) {
			memcpy(p, tag, TAGLEN);
			p += TAGLEN;
		} else if (piece->what >= DIGIT) {
			c = template->text.p[piece->at + piece->n];
			c = (char)(c - '0' + digits[piece->what - DIGIT]);
			*p++ = (char)('0' + c % 10);
		}
	}
	return (size_t)(p - out);
}

static void
fill(const struct mailbox *box, unsigned long long size)
{
	size_t room = 0, n;
	unsigned long long written = 0;
	const struct template *t;
	char *out;

	for (size_t i = 0; i < box->count; i++) {
		t = &box->templates[i];
		n = t->text.n + t->count * TAGLEN;
		room = n > room ? n : room;
	}
	out = malloc(room);
	if (!out)
		err(1, "malloc");
	for (unsigned long i = 0; written < size; i++) {
		n = copy(&box->templates[i % box->count], i, out);
		if (fwrite(out, 1, n, stdout) != n)
			err(1, "write");
		written += n;
	}
	free(out);
}

int
main(int argc, char **argv)
{
	struct mailbox box = { NULL, 0 };
	static const char units[] = "kMG";
	unsigned long long size;
	char *end;
	const char *unit;

	if (argc < 3)
		errx(64, "usage: mailbox SIZE FILE...");
	size = strtoull(argv[1], &end, 10);
	unit = *end ? strchr(units, *end) : NULL;
	if (size == 0 || (*end && !unit))
		errx(64, "%s: no size", argv[1]);
	for (; unit && unit >= units; unit--)
		size *= 1000;
	for (int i = 2; i < argc; i++)
		add(&box, argv[i]);
	if (box.count == 0)
		errx(66, "no mail");
	fill(&box, size);
	if (fclose(stdout) != 0)
		err(1, "write");
	return 0;
}
