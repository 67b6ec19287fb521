/*
 * A mailbox of any size, made of a few samples: mailbox SIZE FILE...
 *
 * Each FILE is a message or an mbox.  Their messages are written to standard
 * output again and again until SIZE bytes (k, M, G: powers of 1000) are
 * passed, with LF line ends, each copy changed so that no two have the same
 * Message-ID, addresses, queue ids or long numbers.  What stands for the same
 * thing in one message is changed alike wherever it stands.  The same
 * arguments give the same mailbox.
 *
 * What is changed are the ends of local parts, which get five letters, and
 * single digits of queue ids and of free-standing numbers of five digits or
 * more.  So codes, dates, addresses of hosts, versions and encoded bodies stay
 * as they are, and so do MIME boundaries, whatever they contain.
 */
#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct text {
	char *p;
	size_t n;
};

/* What happens to a byte: KEEP also shields it; DIGIT + i has the copy's
   number's ith decimal digit added to it, modulo ten. */
enum mark { PLAIN, KEEP, TAG, DIGIT };
enum { DIGITS = 6, TAGLEN = 5, LETTERS = 26 };

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

/* Whoever reads mail knows these as senders of reports. */
static const char *const roles[] = {
	"mailer-daemon", "postmaster", "bounce_and_mail_handler", "noreply",
	"no-reply", "mdaemon", "abuse", "staff"
};

/* What the software of mailing lists puts behind a list's name. */
static const char *const endings[] = {
	"-bounces", "-owner", "+owner", "-request", "-admin", "+bounces-help"
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

static const char *
find(struct text t, size_t from, const char *what, size_t n)
{
	const char *p = t.p + from, *end = t.p + t.n;

	while ((size_t)(end - p) >= n) {
		p = memchr(p, what[0], (size_t)(end - p) - n + 1);
		if (!p || memcmp(p, what, n) == 0)
			return p;
		p++;
	}
	return NULL;
}

/* A character that may stand at the end of a local part. */
static bool
atom(unsigned char c)
{
	return c > ' ' && c < 127 && !strchr("<>()[],;:@\\=/", c);
}

static bool
word(struct text t, size_t i)
{
	return i < t.n && isalnum((unsigned char)t.p[i]);
}

/* True when the byte before i is no end of a local part but of an encoded
   byte, =8F: the second half of a character of two. */
static bool
encoded(struct text t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p + i;

	return i >= 3 && p[-3] == '=' && isxdigit(p[-2]) && isxdigit(p[-1]) &&
	    !islower(p[-2]) && !islower(p[-1]);
}

static bool
role(const char *local, size_t n)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (n == strlen(roles[i]) && strncasecmp(local, roles[i], n) == 0)
			return true;
	return false;
}

/* Where the local part that ends at end does so without such an ending. */
static size_t
name_end(struct text t, size_t end)
{
	size_t n;

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		n = strlen(endings[i]);
		if (n < end && strncasecmp(t.p + end - n, endings[i], n) == 0 &&
		    atom((unsigned char)t.p[end - n - 1]))
			return end - n;
	}
	return end;
}

/* Where the tag of the local part that ends at end goes: at its end, but in
   list-bounces+user=example.org before the "=". */
static size_t
tag_place(struct text t, size_t end)
{
	size_t start = end, equals = 0;
	bool dot = false;

	while (start > 0 && (atom((unsigned char)t.p[start - 1]) ||
	    t.p[start - 1] == '=')) {
		start--;
		if (t.p[start] == '=' && !equals)
			equals = start;
		dot = dot || (t.p[start] == '.' && !equals);
	}
	if (end - start > 4 && (strncasecmp(t.p + start, "prvs", 4) == 0 ||
	    strncasecmp(t.p + start, "btv1", 4) == 0 ||
	    strncasecmp(t.p + start, "srs", 3) == 0))
		return end;
	if (equals > start && dot && (memchr(t.p + start, '+', equals - start) ||
	    memchr(t.p + start, '-', equals - start)))
		return equals;
	return name_end(t, end);
}

/* Marks the local part before the "@" or "=40" at i. */
static void
mark_address(struct text t, size_t i, size_t after, unsigned char *marks)
{
	size_t start = i, end = i;

	if (!word(t, after) && !(after < t.n && t.p[after] == '['))
		return;
	if (end > 0 && t.p[end - 1] == '"')
		end--;
	/* A soft line break of quoted-printable text. */
	if (end > 2 && t.p[end - 1] == '\n' && t.p[end - 2] == '=')
		end -= 2;
	if (end == 0 || !atom((unsigned char)t.p[end - 1]) || encoded(t, end))
		return;
	for (start = end; start > 0 && atom((unsigned char)t.p[start - 1]); )
		start--;
	if (role(t.p + start, end - start))
		return;
	end = tag_place(t, end);
	if (marks[end] == PLAIN)
		marks[end] = TAG;
}

/* Has the last digits of the word change, first ones excepted. */
static void
mark_digits(struct text t, size_t from, size_t to, unsigned char *marks)
{
	unsigned char place = 0;

	for (size_t i = to; i > from + 1 && place < DIGITS; i--)
		if (isdigit((unsigned char)t.p[i - 1]) && marks[i - 1] == PLAIN)
			marks[i - 1] = (unsigned char)(DIGIT + place++);
}

/* Marks every occurrence of a word of the message. */
static void
mark_word(struct text t, struct text w, bool keep, unsigned char *marks)
{
	const char *p;

	for (size_t i = 0; (p = find(t, i, w.p, w.n)); i++) {
		i = (size_t)(p - t.p);
		if (keep)
			memset(marks + i, KEEP, w.n);
		else if (!(i > 0 && word(t, i - 1)) && !word(t, i + w.n))
			mark_digits(t, i, i + w.n, marks);
	}
}

/* Marks what follows the name wherever that stands: a boundary's value, which
   is kept, or a queue id. */
static void
mark_named(struct text t, const char *name, bool keep, unsigned char *marks)
{
	size_t n = strlen(name), start, end;
	bool digit;

	for (size_t i = 0; i + n < t.n; i++) {
		if (tolower((unsigned char)t.p[i]) != name[0] ||
		    strncasecmp(t.p + i, name, n) != 0)
			continue;
		start = i + n + (keep && t.p[i + n] == '"');
		digit = keep;
		for (end = start; end < t.n && !strchr(keep ? "\"\n;" : " .;,<>()\n\t",
		    t.p[end]); end++)
			digit = digit || isdigit((unsigned char)t.p[end]);
		if (digit && end - start >= (keep ? 1 : 6))
			mark_word(t, (struct text){ t.p + start, end - start },
			    keep, marks);
		i = end;
	}
}

/* Shields Japanese text of seven bits, whose letters look like ASCII. */
static void
mark_japanese(struct text t, unsigned char *marks)
{
	const char *p, *end;

	for (size_t i = 0; (p = find(t, i, "\033$", 2)); i++) {
		i = (size_t)(p - t.p);
		end = find(t, i, "\033(", 2);
		end = end ? end : t.p + t.n;
		memset(marks + i, KEEP, (size_t)(end - p));
		i = (size_t)(end - t.p);
	}
}

/* Marks numbers of five digits and more, dates excepted. */
static void
mark_numbers(struct text t, unsigned char *marks)
{
	size_t end;

	for (size_t i = 1; i < t.n; i++) {
		if (!isdigit((unsigned char)t.p[i]))
			continue;
		for (end = i; end < t.n && isdigit((unsigned char)t.p[end]); )
			end++;
		if (end - i >= 5 && strchr(" \t\n(<[\"':", t.p[i - 1]) &&
		    (end == t.n || strchr(" \t\n)>]\"',;:", t.p[end])) &&
		    memcmp(t.p + i, "19", 2) != 0 && memcmp(t.p + i, "20", 2) != 0)
			mark_digits(t, i, end, marks);
		i = end;
	}
}

static void
mark_all(struct text t, unsigned char *marks)
{
	static const char *const ids[] = {
		" id ", "queue-id: ", "queued as ", "queued mail id "
	};

	mark_japanese(t, marks);
	mark_named(t, "boundary=", true, marks);
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		mark_named(t, ids[i], false, marks);
	mark_numbers(t, marks);
	for (size_t i = 0; i < t.n; i++) {
		if (marks[i] == KEEP)
			continue;
		if (t.p[i] == '@')
			mark_address(t, i, i + 1, marks);
		else if (i + 3 < t.n && memcmp(t.p + i, "=40", 3) == 0)
			mark_address(t, i, i + 3, marks);
	}
}

static struct template
cut(struct text t)
{
	struct template result = { .text = t };
	unsigned char *marks = calloc(t.n + 1, 1);
	size_t at = 0;

	if (!marks)
		err(1, "calloc");
	mark_all(t, marks);
	for (size_t i = 0; i < t.n; i++) {
		if (marks[i] < TAG)
			continue;
		result.pieces = grown(result.pieces, result.count,
		    sizeof(*result.pieces));
		result.pieces[result.count++] = (struct piece){
			at, i - at, marks[i]
		};
		at = i + (marks[i] >= DIGIT);
	}
	result.pieces = grown(result.pieces, result.count,
	    sizeof(*result.pieces));
	result.pieces[result.count++] = (struct piece){ at, t.n - at, PLAIN };
	free(marks);
	return result;
}

/* The message as it stands in an mbox: with a From_ line, none in its body,
   without the length of what has been changed, and an empty line after it. */
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
		memcpy(out.p, from, sizeof(from) - 1);
		out.n = sizeof(from) - 1;
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
		next = mbox ? find(t, 0, "\n\nFrom ", 7) : NULL;
		one = (struct text){ t.p, next ? (size_t)(next - t.p) + 2 : t.n };
		box->templates = grown(box->templates, box->count,
		    sizeof(*box->templates));
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
			*p++ = (char)('0' + (c - '0' + digits[piece->what - DIGIT])
			    % 10);
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
