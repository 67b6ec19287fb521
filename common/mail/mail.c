/* What libmailutils does for us; see mail.h. */
#include "mail/mail.h"

#include <assert.h>
#include <err.h>
#include <mailutils/address.h>
#include <mailutils/datetime.h>
#include <mailutils/filter.h>
#include <mailutils/mime.h>
#include <mailutils/parse822.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/buf.h"
#include "base/civil.h"
#include "base/lanes.h"
#include "base/utf8.h"
#include "mail/address.h"
#include "mail/base64.h"
#include "mail/charset.h"
#include "mail/date.h"
#include "mail/header.h"
#include "mail/quoted.h"
#include "mail/word.h"

enum {
	/* The library's address parser costs up to a microsecond a byte. */
	ADDRESS_TRIES = 16, ADDRESS_BYTES = 1500,
	DATE_BYTES = 200,
	LIBRARY_ROOM = 32 * 1024, /* bytes it may want, */
	LIBRARY_EACH = 8          /* and so many for a byte of text */
};

/* A test's switch, not state: no result depends on a call before it. */
static _Thread_local bool library_first;

void
mail_plain(bool on)
{
	library_first = !on;
}

/* The library follows null pointers when it gets no memory (3.15), so more
 * than it can want is asked for first. */
static void
need_memory(size_t n)
{
	void *volatile room = malloc(LIBRARY_ROOM + n * LIBRARY_EACH);

	if (!room)
		err(EX_TEMPFAIL, "malloc");
	free(room);
}

/* v for the library, which ends at a NUL. */
static const char *
string_of(struct arena *arena, struct view v)
{
	need_memory(v.n);
	assert(view_chr(v, '\0') == VIEW_NPOS);
	return arena_concat(arena, v, (struct view){"", 1}).p;
}

/* What the library reads in one element of an address list.  It gives no
 * address for "bare", whose domain the host would have to supply, and none
 * for ""@domain. */
static struct view
library_address(struct arena *arena, struct view element)
{
	mu_address_t parsed;
	struct view found = VIEW_NONE;

	if (mu_address_create_hint(&parsed, string_of(arena, element), NULL, 0))
		return VIEW_NONE;
	if (parsed->email && parsed->domain)
		found = address_tidy(arena, arena_copy(arena,
		    view_of(parsed->email)));
	else if (parsed->email && !*parsed->email)
		found = VIEW("");
	mu_address_destroy(&parsed);
	return found;
}

static bool
is_for_library(struct view element)
{
	return element.n <= ADDRESS_BYTES &&
	    view_chr(element, '\0') == VIEW_NPOS &&
	    (view_chr(element, '@') != VIEW_NPOS ||
	    view_find(element, VIEW("<>")) != VIEW_NPOS);
}

/* Whether there is a '@' or a <> in it: <MAILER-DAEMON> is common. */
static bool
may_be_address(struct view list)
{
	size_t at;

	if (view_chr(list, '@') != VIEW_NPOS)
		return true;
	while ((at = view_chr(list, '<')) != VIEW_NPOS) {
		list = view_ltrim(view_from(list, at + 1));
		if (view_starts(list, VIEW(">")))
			return true;
	}
	return false;
}

struct view
mail_address(struct arena *arena, struct view list)
{
	struct view element, found, all = list;
	int tries = 0;
	unsigned flags = 0;

	if (!library_first && address_plain(arena, list, &found))
		return found;
	if (!may_be_address(list))
		list = VIEW_NONE;
	while (address_next(&list, &element)) {
		found = VIEW_NONE;
		if (is_for_library(element) && tries++ < ADDRESS_TRIES)
			found = library_address(arena, element);
		if (view_none(found))
			found = address_salvage(arena, element);
		if (!view_none(found))
			return found;
	}
	if (view_find(all, VIEW("=?")) == VIEW_NPOS)
		return VIEW_NONE;
	/* An address that a mailer hid in an encoded word. */
	return address_salvage(arena, mail_words(arena, all, &flags));
}

/* Where a decoder of the library writes to. */
struct decoding {
	mu_filter_record_t filter;
	void *state;
	char *to, *end;
};

/* The filters are called directly: a stream around them costs more than
 * most texts. */
static struct decoding
open_decoding(struct arena *arena, mu_filter_record_t filter, size_t room)
{
	struct decoding decoding = {.filter = filter};
	struct mu_filter_io io = {0};

	need_memory(0);
	if (filter->newdata)
		filter->newdata(&decoding.state, MU_FILTER_DECODE, 0, NULL);
	filter->decoder(decoding.state, mu_filter_init, &io);
	decoding.to = arena_text(arena, room);
	decoding.end = decoding.to + room;
	return decoding;
}

static void
close_decoding(struct decoding *decoding)
{
	struct mu_filter_io io = {0};

	decoding->filter->decoder(decoding->state, mu_filter_done, &io);
	free(decoding->state);
}

/* Decodes as much of in as makes whole characters; returns how much. */
static size_t
decode(struct decoding *decoding, struct view in)
{
	size_t start = in.n;
	enum mu_filter_result result;
	struct mu_filter_io io;

	while (in.n > 0) {
		io = (struct mu_filter_io){
			.input = in.p, .isize = in.n,
			.output = decoding->to,
			.osize = (size_t)(decoding->end - decoding->to),
		};
		result = decoding->filter->decoder(decoding->state,
		    mu_filter_xcode, &io);
		if ((result != mu_filter_ok && result != mu_filter_again) ||
		    io.isize == 0)
			break;
		assert(io.isize <= in.n);
		assert(io.osize <= (size_t)(decoding->end - decoding->to));
		decoding->to += io.osize;
		in = view_from(in, io.isize);
	}
	return start - in.n;
}

static void
copy_raw(struct decoding *decoding, struct view v)
{
	assert(v.n <= (size_t)(decoding->end - decoding->to));
	if (v.n)
		memcpy(decoding->to, v.p, v.n);
	decoding->to += v.n;
}

/* Decodes the last characters before padding, which may be missing. */
static void
end_base64(struct decoding *decoding, char quantum[4], size_t *held)
{
	if (*held >= 2) {
		memset(quantum + *held, '=', 4 - *held);
		decode(decoding, (struct view){quantum, 4});
	}
	*held = 0;
}

/* The groups of four code characters at the start of text, with the line ends
 * between them.  The library loses characters of a group that is cut off. */
static struct view
whole_groups(struct view text)
{
	size_t codes = 0, end = 0;

	for (size_t i = 0; i < text.n; i++)
		if (base64_is(text.p[i])) {
			if (++codes % 4 == 0)
				end = i + 1;
		} else if (!is_space(text.p[i])) {
			break;
		}
	return view_upto(text, end);
}

/* The same by the library, for comparison.  It gets whole groups; what does not
 * fill one is held here until it does, or padding comes, after which another
 * stream may follow. */
static struct view
library_base64(struct arena *arena, struct view text, unsigned *flags)
{
	struct decoding decoding = open_decoding(arena, mu_base64_filter,
	    text.n / 4 * 3 + 4);
	char quantum[4], *out = decoding.to;
	size_t held = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (held == 0 && base64_is(text.p[i])) {
			i += decode(&decoding, whole_groups(view_from(text,
			    i)));
			if (i == text.n)
				break;
		}
		if (base64_is(text.p[i]))
			quantum[held++] = text.p[i];
		else if (text.p[i] == '=')
			end_base64(&decoding, quantum, &held);
		else if (!is_space(text.p[i]))
			*flags |= FLAG_BAD_ENCODING;
		if (held == 4)
			end_base64(&decoding, quantum, &held);
	}
	end_base64(&decoding, quantum, &held);
	close_decoding(&decoding);
	return (struct view){out, (size_t)(decoding.to - out)};
}

struct view
mail_base64(struct arena *arena, struct view text, unsigned *flags)
{
	return library_first ? library_base64(arena, text, flags) :
	    base64_decode(arena, text, flags);
}

/* Decodes text before an escape that is dealt with here.  The library would
 * take blanks at its end for those at a line's end, which do not count. */
static void
decode_before(struct decoding *decoding, struct view text)
{
	struct view blanks;
	size_t n = text.n;

	while (n > 0 && is_blank(text.p[n - 1]))
		n--;
	blanks = view_from(text, n);
	decode(decoding, view_upto(text, n));
	copy_raw(decoding, blanks);
}

/* The library gets what is a code, and what needs none. */
static struct view
library_quoted(struct arena *arena, struct view text, unsigned *flags)
{
	struct decoding decoding = open_decoding(arena, mu_qp_filter, text.n);
	char *out = decoding.to;
	size_t at, length, done = 0, from = 0;
	enum quoted is;

	while ((at = view_chr(view_from(text, from), '=')) != VIEW_NPOS) {
		at += from;
		is = quoted_at(text, at, &length);
		from = at + length;
		if (is == QUOTED_CODE)
			continue;
		decode_before(&decoding, view_sub(text, done, at - done));
		if (is == QUOTED_WRONG) {
			copy_raw(&decoding, view_sub(text, at, length));
			*flags |= FLAG_BAD_ENCODING;
		}
		done = from;
	}
	decode(&decoding, view_from(text, done));
	close_decoding(&decoding);
	return (struct view){out, (size_t)(decoding.to - out)};
}

struct view
mail_quoted_printable(struct arena *arena, struct view text,
    unsigned *flags)
{
	struct view found = VIEW_NONE;

	if (!library_first)
		found = quoted_decode(arena, text, flags);
	return view_none(found) ? library_quoted(arena, text, flags) : found;
}

/* What the library's own function makes of a whole text, for comparison (see
 * word.h); VIEW_NONE where it gives up. */
static struct view
library_words(struct arena *arena, struct view text)
{
	struct view found = VIEW_NONE;
	char *decoded = NULL;

	if (view_chr(text, '\0') != VIEW_NPOS || utf8_ascii(text) != text.n)
		return VIEW_NONE;
	if (!mu_rfc2047_decode("UTF-8", string_of(arena, text), &decoded))
		found = arena_copy(arena, view_of(decoded));
	free(decoded);
	return found;
}

/* Whether sixteen bytes need another look: for '=', and for what is not
 * printable ASCII, which one more makes a signed number below '!'. */
static inline bool
has_odd(const char *p)
{
	lanes bytes, odd;

	lanes_load(&bytes, p);
	odd = (lanes)((signed_lanes)(bytes + 1) < '!') | (lanes)(bytes == '=');
	return lanes_any(&odd);
}

/* One line of ASCII without encoded words. */
static bool
is_plain(struct view text)
{
	size_t i = 0;

	while (text.n - i >= LANES && !has_odd(text.p + i))
		i += LANES;
	if (i > 0 && text.n - i < LANES && /* some of them again */
	    !has_odd(text.p + text.n - LANES))
		return true;
	for (; i < text.n; i++)
		if (text.p[i] < ' ' || text.p[i] > '~' ||
		    (text.p[i] == '=' && i + 1 < text.n &&
		    text.p[i + 1] == '?'))
			return false;
	return true;
}

struct view
mail_words(struct arena *arena, struct view text, unsigned *flags)
{
	struct view found;

	if (!library_first && is_plain(text))
		return text;
	text = header_unfold(arena, text);
	if (library_first) {
		found = library_words(arena, text);
		if (!view_none(found))
			return charset_to_utf8(arena, found, VIEW_NONE, flags);
	}
	if (view_find(text, VIEW("=?")) == VIEW_NPOS)
		return charset_to_utf8(arena, text, VIEW_NONE, flags);
	return word_decode(arena, text, flags);
}

/* Whether number is written in text, as digits of their own. */
static bool
has_number(struct view text, int number)
{
	uint64_t value;
	size_t n;

	while (text.n > 0) {
		for (n = 0; n < text.n && is_digit(text.p[n]);)
			n++;
		if (view_uint(view_upto(text, n), &value) &&
		    value == (uint64_t)number)
			return true;
		text = view_from(text, n + 1);
	}
	return false;
}

/* INT64_MIN when there is no such day.  Neither parser looks at that; the
 * general one turns 31 February into 3 March, and "10:00" or "Monday" into
 * days that are written nowhere. */
static int64_t
checked_date(struct view text, const struct tm *tm, int east)
{
	struct civil civil = {
		.year = tm->tm_year + 1900, .month = tm->tm_mon + 1,
		.day = tm->tm_mday, .hour = tm->tm_hour,
		.minute = tm->tm_min, .second = tm->tm_sec,
	};
	struct civil day = civil;

	day.hour = day.minute = day.second = 0;
	if (civil.year < 1900 || civil.year > 9999 ||
	    civil_of(civil_seconds(&day)).day != civil.day ||
	    !has_number(text, (int)civil.year) ||
	    !has_number(text, civil.day))
		return INT64_MIN;
	return civil_seconds(&civil) - east;
}

/* The strict parser first; the general one gets a fixed time for "now", and
 * its answer counts as UTC where the text has no zone. */
static int64_t
library_date(struct view text)
{
	struct buf copy = {0};
	struct tm tm = {0};
	struct mu_timezone zone = {0};
	time_t fixed = 0, ignored;
	int flags = 0;
	int64_t found = INT64_MIN;
	const char *p = text.p;

	if (text.n > DATE_BYTES || view_chr(text, '\0') != VIEW_NPOS ||
	    view_chr(text, ':') == VIEW_NPOS)
		return INT64_MIN;
	if (!mu_parse822_date_time(&p, text.p + text.n, &tm, &zone))
		return checked_date(text, &tm, zone.utc_offset);
	buf_add(&copy, text);
	buf_addc(&copy, '\0');
	if (!mu_parse_date_dtl(copy.p, &fixed, &ignored, &tm, &zone, &flags))
		found = checked_date(text, &tm, flags & MU_PD_MASK_TZ ?
		    zone.utc_offset : 0);
	buf_free(&copy);
	return found;
}

int64_t
mail_date(struct view date)
{
	int64_t ts = INT64_MIN;
	int known;

	if (library_first) {
		ts = library_date(date);
		if (ts != INT64_MIN)
			return ts;
	}
	known = date_read(date, &ts);
	return known == 0 ? library_date(date) : ts;
}
