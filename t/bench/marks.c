/* Which bytes of a message are changed; see marks.h. */
#define _DEFAULT_SOURCE
#include "marks.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Whoever reads mail knows these as senders of reports. */
static const char *const roles[] = {
	"mailer-daemon", "postmaster", "bounce_and_mail_handler", "noreply",
	"no-reply", "mdaemon", "abuse", "staff"
};

/* What the software of mailing lists puts behind a list's name. */
static const char *const endings[] = {
	"-bounces", "-owner", "+owner", "-request", "-admin", "+bounces-help"
};

const char *
marks_find(struct text t, size_t from, const char *what, size_t n)
{
	const char *p = t.p + from, *end = t.p + t.n;

	if (from > t.n)
		return NULL;
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
 * byte, =8F: the second half of a character of two. */
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
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (strlen(roles[i]) == n && strncasecmp(local, roles[i],
		    n) == 0)
			return true;
	return false;
}

/* Where the local part that ends at end does so without such an ending. */
static size_t
name_end(struct text t, size_t end)
{
	size_t n;

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		n = strlen(endings[i]);
		if (n < end && strncasecmp(t.p + end - n, endings[i], n) == 0 &&
		    atom((unsigned char)t.p[end - n - 1]))
			return end - n;
	}
	return end;
}

/* Where the tag of the local part that ends at end goes: at its end, but in
 * list-bounces+user=example.org before the "=". */
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
	if (equals > start && dot &&
	    (memchr(t.p + start, '+', equals - start) ||
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

	for (size_t i = 0; (p = marks_find(t, i, w.p, w.n)); i++) {
		i = (size_t)(p - t.p);
		if (keep)
			memset(marks + i, KEEP, w.n);
		else if (!(i > 0 && word(t, i - 1)) && !word(t, i + w.n))
			mark_digits(t, i, i + w.n, marks);
	}
}

/* Marks what follows the name wherever that stands: a boundary's value, which
 * is kept, or a queue id. */
static void
mark_named(struct text t, const char *name, bool keep, unsigned char *marks)
{
	const char *ends = keep ? "\"\n;" : " .;,<>()\n\t";
	size_t n = strlen(name), start, end;
	bool digit;

	for (size_t i = 0; i + n < t.n; i++) {
		if (tolower((unsigned char)t.p[i]) != name[0] ||
		    strncasecmp(t.p + i, name, n) != 0)
			continue;
		start = i + n + (keep && t.p[i + n] == '"');
		digit = keep;
		for (end = start; end < t.n && !strchr(ends, t.p[end]); end++)
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

	for (size_t i = 0; (p = marks_find(t, i, "\033$", 2)); i++) {
		i = (size_t)(p - t.p);
		end = marks_find(t, i, "\033(", 2);
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
		    memcmp(t.p + i, "19", 2) != 0 &&
		    memcmp(t.p + i, "20", 2) != 0)
			mark_digits(t, i, end, marks);
		i = end;
	}
}

void
marks_make(struct text t, unsigned char *marks)
{
	static const char *const ids[] = {
		" id ", "queue-id: ", "queued as ", "queued mail id "
	};

	mark_japanese(t, marks);
	mark_named(t, "boundary=", true, marks);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
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

