/* ISO-2022-JP as EUC-JP; see jis.h. */
#include "mail/jis.h"

#include <assert.h>
#include <string.h>

#include "mail/find.h"

enum {
	ESC = 0x1b, SHIFT_OUT = 0x0e, SHIFT_IN = 0x0f,
	EUC_KANA = 0x8e, EUC_SUPPLEMENT = 0x8f /* before such characters */
};

enum set { SET_ASCII, SET_KANA, SET_KANJI, SET_SUPPLEMENT };

struct escape {
	struct view text;
	enum set set;
};

static const struct escape escapes[] = {
	{{"\x1b(B", 3}, SET_ASCII},
	{{"\x1b(J", 3}, SET_ASCII}, /* JIS X 0201 Roman; nobody means the yen */
	{{"\x1b(H", 3}, SET_ASCII}, /* a common mistake for it */
	{{"\x1b(I", 3}, SET_KANA},
	{{"\x1b$B", 3}, SET_KANJI},
	{{"\x1b$@", 3}, SET_KANJI},
	{{"\x1b$(B", 4}, SET_KANJI},
	{{"\x1b$(@", 4}, SET_KANJI},
	{{"\x1b$(O", 4}, SET_KANJI}, /* JIS X 0213 contains JIS X 0208 */
	{{"\x1b$(Q", 4}, SET_KANJI},
	{{"\x1b$(D", 4}, SET_SUPPLEMENT},
};

/* Length of the escape sequence at the start of text, or 0. */
static size_t
take_escape(struct view text, enum set *set)
{
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (view_starts(text, escapes[i].text)) {
			*set = escapes[i].set;
			return escapes[i].text.n;
		}
	return 0;
}

bool
jis_has_escapes(struct view text)
{
	enum set set;
	size_t at;

	while ((at = view_chr(text, ESC)) != VIEW_NPOS) {
		text = view_from(text, at);
		if (take_escape(text, &set) > 0 && set != SET_ASCII)
			return true;
		text = view_from(text, 1);
	}
	return false;
}

static bool
is_code(struct view text, size_t i)
{
	return i < text.n && text.p[i] > 0x20 && text.p[i] < 0x7f;
}

/* Writes the character at text[*i] and moves past it. */
static char *
put_character(char *to, struct view text, size_t *i, enum set set)
{
	if (set == SET_ASCII || !is_code(text, *i) ||
	    (set != SET_KANA && !is_code(text, *i + 1))) {
		*to++ = text.p[(*i)++];
		return to;
	}
	if (set == SET_KANA)
		*to++ = (char)EUC_KANA;
	else if (set == SET_SUPPLEMENT)
		*to++ = (char)EUC_SUPPLEMENT;
	*to++ = (char)(text.p[(*i)++] | 0x80);
	if (set != SET_KANA)
		*to++ = (char)(text.p[(*i)++] | 0x80);
	return to;
}

struct view
jis_to_euc(struct arena *arena, struct view text)
{
	enum set set = SET_ASCII;
	size_t n, i = 0;
	char *out, *to;

	assert(text.n <= SIZE_MAX / 2);
	/* At worst one byte of katakana becomes two. */
	out = to = arena_text(arena, text.n * 2);
	while (i < text.n) {
		if (set == SET_ASCII) {
			n = find_byte(text, i, ESC, SHIFT_IN, SHIFT_OUT) - i;
			memcpy(to, text.p + i, n);
			to += n;
			i += n;
			if (i == text.n)
				break;
		}
		n = text.p[i] == ESC ? take_escape(view_from(text, i), &set) : 0;
		if (n > 0) {
			i += n;
			continue;
		}
		if (text.p[i] == '\n' || text.p[i] == SHIFT_IN)
			set = SET_ASCII; /* lines end in ASCII: RFC 1468 */
		else if (text.p[i] == SHIFT_OUT)
			set = SET_KANA;
		if (text.p[i] == SHIFT_IN || text.p[i] == SHIFT_OUT)
			i++;
		else
			to = put_character(to, text, &i, set);
	}
	return (struct view){out, (size_t)(to - out)};
}
