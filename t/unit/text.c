/*
 * text: character sets, HTML, RTF, and parts as UTF-8 text.  Prints a line
 * for each row; exit status 1 when one is not as it should be.
 */
#include "mail/text.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "mail/charset.h"
#include "mail/html.h"
#include "mail/mime.h"
#include "mail/rtf.h"

#define COUNT(rows) (sizeof (rows) / sizeof *(rows))
#define TEXT(literal) {(literal), sizeof(literal) - 1}

static int failed, count;
static struct arena arena;

static void
check(bool good, const char *what, struct view input)
{
	count++;
	failed += !good;
	printf("%s %d - %s: ", good ? "ok" : "not ok", count, what);
	for (size_t i = 0; i < input.n && i < 60; i++)
		putchar(input.p[i] == '\n' ? ' ' : input.p[i]);
	putchar('\n');
}

/* C libraries differ in the character sets that they know. */
static void
skip(const char *what, struct view input)
{
	printf("ok %d - %s: %.*s # SKIP not in this C library\n", ++count,
	    what, (int)input.n, input.p);
}

static void
expect(const char *what, struct view input, struct view got,
    struct view wanted)
{
	bool good = view_eq(got, wanted);

	check(good, what, input);
	if (!good)
		printf("# wanted [%.*s]\n# got [%.*s]\n", (int)wanted.n,
		    wanted.p, (int)got.n, got.p);
}

#define CIRCLED TEXT("\xe2\x91\xa0") /* in what NEC added to JIS X 0208 */

/* charset NULL: not stated. */
static const struct {
	const char *charset;
	struct view text, wanted;
	unsigned flags;
} charsets[] = {
	{NULL, TEXT("plain"), TEXT("plain"), 0},
	{NULL, TEXT("caf\xc3\xa9"), TEXT("caf\xc3\xa9"), 0},
	{NULL, TEXT("caf\xe9 \x80"), TEXT("caf\xc3\xa9 \xe2\x82\xac"), 0},
	{NULL, TEXT("\x1b$B%K%c\x1b(B!"), TEXT("\xe3\x83\x8b\xe3\x83\xa3!"),
	    0},
	{NULL, TEXT("\xef\xbb\xbfx"), TEXT("x"), 0},
	{NULL, TEXT("a\0b"), TEXT("ab"), 0},
	{"us-ascii", TEXT("plain"), TEXT("plain"), 0},
	{"us-ascii", TEXT("caf\xc3\xa9"), TEXT("caf\xc3\xa9"),
	    FLAG_BAD_CHARSET},
	{"utf-8", TEXT("caf\xe9!"), TEXT("caf\xef\xbf\xbd!"),
	    FLAG_BAD_CHARSET},
	{"utf8", TEXT("caf\xc3\xa9"), TEXT("caf\xc3\xa9"), 0},
	{"UFT-8", TEXT("caf\xc3\xa9"), TEXT("caf\xc3\xa9"), 0},
	{"\"UTF-8\"", TEXT("caf\xc3\xa9"), TEXT("caf\xc3\xa9"), 0},
	{"utf-8*en", TEXT("caf\xc3\xa9"), TEXT("caf\xc3\xa9"), 0},
	{"iso-8859-1", TEXT("\xe9\x93"), TEXT("\xc3\xa9\xe2\x80\x9c"), 0},
	{"windows-1252", TEXT("\x81"), TEXT("\xef\xbf\xbd"),
	    FLAG_BAD_CHARSET},
	{"iso-8859-15", TEXT("\xa4"), TEXT("\xe2\x82\xac"), 0},
	{"ISO_8859-2", TEXT("\xb1"), TEXT("\xc4\x85"), 0},
	{"windows-1251", TEXT("\xcf\xf0"), TEXT("\xd0\x9f\xd1\x80"), 0},
	{"cp1251", TEXT("\xcf\xf0"), TEXT("\xd0\x9f\xd1\x80"), 0},
	{"koi8-r", TEXT("\xf0\xd2"), TEXT("\xd0\x9f\xd1\x80"), 0},
	{"cp-850", TEXT("\x82"), TEXT("\xc3\xa9"), 0},
	{"x-mac-cyrillic", TEXT("\x8f"), TEXT("\xd0\x9f"), 0},
	{"shift_jis", TEXT("\x83j\x83\x83"), TEXT("\xe3\x83\x8b\xe3\x83\xa3"),
	    0},
	{"x-sjis", TEXT("\x87\x40"), CIRCLED, 0},
	{"euc-jp", TEXT("\xa5\xcb"), TEXT("\xe3\x83\x8b"), 0},
	{"gb2312", TEXT("\xd6\xd0\xce\xc4"), TEXT("\xe4\xb8\xad\xe6\x96\x87"),
	    0},
	{"big5", TEXT("\xa4\xa4"), TEXT("\xe4\xb8\xad"), 0},
	{"ks_c_5601-1987", TEXT("\xc7\xd1"), TEXT("\xed\x95\x9c"), 0},
	{"iso-2022-jp", TEXT("\x1b$B%K%c\n"), TEXT("\xe3\x83\x8b\xe3\x83\xa3"
	    "\n"), 0},
	{"iso-2022-jp", TEXT("\x1b(I1\x1b(B"), TEXT("\xef\xbd\xb1"), 0},
	{"csISO2022JP", TEXT("\x1b$B-!\x1b(B"), CIRCLED, 0},
	{"iso-2022-jp", TEXT("\x83j"), TEXT("\xe3\x83\x8b"),
	    FLAG_BAD_CHARSET},
	{"iso-2022-jp", TEXT("\xa5\xcb"), TEXT("\xe3\x83\x8b"),
	    FLAG_BAD_CHARSET},
	{"iso-8859-1", TEXT("n\xe3o \xe4\xb8\x8d"),
	    TEXT("n\xc3\xa3o \xe4\xb8\x8d"), FLAG_BAD_CHARSET},
	{"utf-7", TEXT("+AGE-"), TEXT("a"), 0},
	{"unicode-1-1-utf-7", TEXT("a+AOk-"), TEXT("a\xc3\xa9"), 0},
	{"utf-16", TEXT("\xff\xfe" "a\0\xe9\0"), TEXT("a\xc3\xa9"), 0},
	{"utf-16", TEXT("\xfe\xff\0a\0\xe9"), TEXT("a\xc3\xa9"), 0},
	{"utf-16", TEXT("a\0b\0"), TEXT("ab"), 0},
	{"utf-16", TEXT("\0a\0b"), TEXT("ab"), 0},
	{"utf-16le", TEXT("\x3d\xd8\x08\xdc" "a\0"),
	    TEXT("\xf0\x9f\x90\x88" "a"), 0},
	{"utf-16", TEXT("\0a\xd8\x3d\0b"), TEXT("a\xef\xbf\xbd" "b"),
	    FLAG_BAD_CHARSET},
	{"utf-16", TEXT("mislabelled"), TEXT("mislabelled"),
	    FLAG_BAD_CHARSET},
	{"unknown-8bit", TEXT("caf\xe9"), TEXT("caf\xc3\xa9"), 0},
	{"x-unknown", TEXT("caf\xe9"), TEXT("caf\xc3\xa9"), 0},
	{"8bits", TEXT("x"), TEXT("x"), 0},
	{"no-such-set", TEXT("caf\xe9"), TEXT("caf\xc3\xa9"),
	    FLAG_BAD_CHARSET},
	{"utf-8//TRANSLIT", TEXT("x"), TEXT("x"), FLAG_BAD_CHARSET},
	{"../../x", TEXT("x"), TEXT("x"), FLAG_BAD_CHARSET},
	{"gb2312", TEXT("a\xff" "b"), TEXT("a\xef\xbf\xbd" "b"),
	    FLAG_BAD_CHARSET},
	{"shift_jis", TEXT("a\x83"), TEXT("a\xef\xbf\xbd"),
	    FLAG_BAD_CHARSET},
};

static const struct {
	struct view html, wanted;
} htmls[] = {
	{TEXT(""), TEXT("")},
	{TEXT("plain  text\n here "), TEXT("plain text here")},
	{TEXT("<p>one<p>two</p>three"), TEXT("one\n\ntwo\n\nthree")},
	{TEXT("a<br>b<br/><br />c"), TEXT("a\nb\n\nc")},
	{TEXT("<div>a</div><div>b</div>"), TEXT("a\nb")},
	{TEXT("<div>a</div>\n <div><br></div>\n<div>b</div>"), TEXT("a\n\nb")},
	{TEXT("<ul><li>a<li>b</ul>c"), TEXT("a\nb\n\nc")},
	{TEXT("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr>"
	    "</table>"), TEXT("a b\nc")},
	{TEXT("a<b>b</b><i>c</i><o:p></o:p>"), TEXT("abc")},
	{TEXT("<html><head><title>t</title><style>p { x }</style>"
	    "<meta charset=x></head><body>b</body></html>"), TEXT("b")},
	{TEXT("a<script>if (a<b && c>d) \"</x>\"</script>b"), TEXT("ab")},
	{TEXT("a<SCRIPT>x</Script >b"), TEXT("ab")},
	{TEXT("a<style>never closed"), TEXT("anever closed")},
	{TEXT("a<!-- <p> x -- > -->b"), TEXT("ab")},
	{TEXT("a<!-- never closed"), TEXT("a<!-- never closed")},
	{TEXT("a<!--[if mso]><p>x</p><![endif]-->b"), TEXT("ab")},
	{TEXT("a<![if !mso]>b<![endif]>c"), TEXT("abc")},
	{TEXT("<!DOCTYPE html PUBLIC \"x\"><?xml x?>a"), TEXT("a")},
	{TEXT("a<![CDATA[<b> & ]]>c"), TEXT("a<b> & c")},
	{TEXT("<img alt=\"a > b\" src='x>y'>c"), TEXT("c")},
	{TEXT("<p title=\"never closed>a</p>b"), TEXT("a\n\nb")},
	{TEXT("<pre>\na\n  b\n\nc</pre>d"), TEXT("a\n  b\n\nc\n\nd")},
	/* what is no tag */
	{TEXT("&lt;a@b.example&gt; &quot;x&quot; &amp;lt;"),
	    TEXT("<a@b.example> \"x\" &lt;")},
	{TEXT("<user@example.com>: no"), TEXT("<user@example.com>: no")},
	{TEXT("<a.b@example.com> <http://x.example/>"),
	    TEXT("<a.b@example.com> <http://x.example/>")},
	{TEXT("<<< 550 no"), TEXT("<<< 550 no")},
	{TEXT("1 < 2 > 1 <3"), TEXT("1 < 2 > 1 <3")},
	{TEXT("a<b"), TEXT("a<b")},
	{TEXT("a<"), TEXT("a<")},
	/* links */
	{TEXT("<a href=\"mailto:x@y.example\">x@y.example</a>!"),
	    TEXT("x@y.example!")},
	{TEXT("<a href=\"mailto:x@y.example?subject=z\">Joe</a>!"),
	    TEXT("Joe <x@y.example>!")},
	{TEXT("<A class=k HREF = mailto:x@y.example>Joe</A>!"),
	    TEXT("Joe <x@y.example>!")},
	{TEXT("<a href=\"http://x.example/\">Joe</a>!"), TEXT("Joe!")},
	/* references */
	{TEXT("a&nbsp;b&#160;c&#xA0;d\xc2\xa0" "e"), TEXT("a b c d e")},
	{TEXT("&eacute;&Eacute;&euro;&hellip;&apos;"),
	    TEXT("\xc3\xa9\xc3\x89\xe2\x82\xac\xe2\x80\xa6'")},
	{TEXT("&#8217;&#x2019;&#146;"),
	    TEXT("\xe2\x80\x99\xe2\x80\x99\xe2\x80\x99")},
	{TEXT("a&ltb&gtc&ampd"), TEXT("a<b>c&d")},
	{TEXT("a&copy=b &nosuch; & &; &#; &#x;"),
	    TEXT("a&copy=b &nosuch; & &; &#; &#x;")},
	{TEXT("&#0;&#55555555555;&#xd800;"),
	    TEXT("\xef\xbf\xbd\xef\xbf\xbd" "5;\xef\xbf\xbd")},
	{TEXT("a&shy;b\xc2\xad" "c&#8203;d\xe2\x80\x8b" "e\xef\xbb\xbf" "f"),
	    TEXT("abcdef")},
	{TEXT("\xe7\x8c\xab \xe2\x82\xac \xf0\x9f\x90\x88"),
	    TEXT("\xe7\x8c\xab \xe2\x82\xac \xf0\x9f\x90\x88")},
};

static const struct {
	struct view rtf, wanted;
} rtfs[] = {
	{TEXT("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}"
	    "{\\*\\generator x;}\\pard Hello\\par\nWorld}"),
	    TEXT("Hello\nWorld")},
	{TEXT("{\\rtf1 a\\b b\\b0  c \\{\\}\\\\}"), TEXT("ab c {}\\")},
	{TEXT("{\\rtf1\\ansicpg1251 \\'cf\\'f0}"), TEXT("\xd0\x9f\xd1\x80")},
	{TEXT("{\\rtf1\\ansicpg932 \\'83\\'6a}"), TEXT("\xe3\x83\x8b")},
	{TEXT("{\\rtf1 \\u8364?x\\u-29525?y}"),
	    TEXT("\xe2\x82\xacx\xe8\xb2\xaby")},
	{TEXT("{\\rtf1 a{\\pict 00ff{x}}b"), TEXT("ab")},
	{TEXT("{\\rtf1 a}}}}b\\"), TEXT("ab")},
};

/* Whole messages, and the text of the first part that is no multipart. */
static const struct {
	struct view message, wanted;
	unsigned flags;
} parts[] = {
	{TEXT("Subject: x\n\nplain"), TEXT("plain"), 0},
	{TEXT("\nplain \xe9"), TEXT("plain \xc3\xa9"), 0},
	{TEXT("Content-Type: text/plain; charset=\"koi8-r\"\n\n\xf0\xd2"),
	    TEXT("\xd0\x9f\xd1\x80"), 0},
	{TEXT("Content-Type: text/plain; charset=utf-8\n"
	    "Content-Transfer-Encoding: base64\n\nY2Fmw6k=\n"),
	    TEXT("caf\xc3\xa9"), 0},
	{TEXT("Content-Type: text/plain; charset=iso-8859-1\n"
	    "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9=\n!"),
	    TEXT("caf\xc3\xa9!"), 0},
	{TEXT("Content-Transfer-Encoding: base64\n\nThis is none, is it?"),
	    TEXT("This is none, is it?"), FLAG_BAD_ENCODING},
	{TEXT("Content-Type: text/html; charset=utf-8\n\n<p>caf&eacute;</p>"),
	    TEXT("caf\xc3\xa9"), 0},
	{TEXT("Content-Type: text/html\n\n<meta http-equiv=Content-Type "
	    "content=\"text/html; charset=koi8-r\"><p>\xf0\xd2"),
	    TEXT("\xd0\x9f\xd1\x80"), 0},
	{TEXT("Content-Type: text/plain\n\n<html><body>x</body></html>"),
	    TEXT("x"), 0},
	{TEXT("Content-Type: application/rtf\n\n{\\rtf1 x\\par y}"),
	    TEXT("x\ny"), 0},
	{TEXT("Content-Type: text/plain; charset=x-nosuch\n\n\xe9"),
	    TEXT("\xc3\xa9"), FLAG_BAD_CHARSET},
};

/* Whether the C library has what row i is about. */
static bool
can_be(size_t i)
{
	const struct view circled = CIRCLED, bytes = TEXT("\x87\x40");
	struct view got;
	unsigned flags = 0;

	if (!charsets[i].charset || !view_eq(charsets[i].wanted, circled))
		return !charsets[i].charset || charsets[i].flags ||
		    charset_known(view_of(charsets[i].charset));
	got = charset_to_utf8(&arena, bytes, VIEW("cp932"), &flags);
	return view_eq(got, circled);
}

static void
check_charsets(void)
{
	for (size_t i = 0; i < COUNT(charsets); i++) {
		unsigned flags = 0;
		struct view name = view_of(charsets[i].charset), got;

		if (!can_be(i)) {
			skip("charset", name);
			continue;
		}
		got = charset_to_utf8(&arena, charsets[i].text, name, &flags);
		expect("charset", name, got, charsets[i].wanted);
		check(flags == charsets[i].flags, "its flags", name);
	}
	check(charset_known(VIEW("utf-8")) && charset_known(VIEW("big5")) &&
	    !charset_known(VIEW("no-such-set")), "known", VIEW("names"));
}

/* Cut at any byte, the text is valid and no longer than the HTML. */
static void
check_html(struct view html, struct view wanted)
{
	struct view got, text;
	bool good = true;

	expect("html", html, html_to_text(&arena, html), wanted);
	for (size_t n = 0; n < html.n; n++) {
		text = utf8_repair(&arena, view_upto(html, n));
		got = html_to_text(&arena, text);
		good = good && got.n <= text.n && utf8_valid(got);
	}
	check(good, "html, cut", html);
}

/* Texts of nothing but beginnings are read in linear time. */
static void
check_long_html(void)
{
	static const struct view pieces[] = {
		TEXT("<"), TEXT("<a"), TEXT("<a "), TEXT("<a x=\""),
		TEXT("<a x=\">\" "), TEXT("<a x='\">"), TEXT("<!--"),
		TEXT("<![CDATA["), TEXT("<style>"), TEXT("<style></x>"),
		TEXT("<title>"), TEXT("&"), TEXT("&#1"), TEXT("</"),
		TEXT("<a href=mailto:a@b>"), TEXT("<a href=mailto:a@b></a>"),
		TEXT("<pre>"), TEXT("<p>"), TEXT("\xc2"), TEXT("\xe2\x80"),
		TEXT("{\\rtf1 \\u1"), TEXT("\x1b$B"),
	};
	enum { BYTES = TEXT_MAX };
	char *text = arena_text(&arena, BYTES);
	struct view all = {text, BYTES}, got;
	unsigned flags;

	for (size_t i = 0; i < COUNT(pieces); i++) {
		for (size_t j = 0; j < BYTES; j++)
			text[j] = pieces[i].p[j % pieces[i].n];
		flags = 0;
		got = html_to_text(&arena, utf8_repair(&arena, all));
		got = rtf_to_text(&arena, all, &flags);
		got = charset_to_utf8(&arena, all, VIEW("gb2312"), &flags);
		got = charset_to_utf8(&arena, all, VIEW_NONE, &flags);
		check(utf8_valid(got), "long and odd", pieces[i]);
	}
}

static void
check_parts(void)
{
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct mime mime = mime_parse(&arena, parts[i].message);
		unsigned flags = 0;
		struct view got = text_of(&arena, mime.root, &flags);

		expect("part", parts[i].message, got, parts[i].wanted);
		check(flags == parts[i].flags, "its flags",
		    parts[i].message);
		check(text_of(&arena, mime.root, &flags).p == got.p,
		    "read once", parts[i].message);
	}
}

/* A plain part is a view of the message; a long one is cut between
 * characters. */
static void
check_views(void)
{
	enum { BYTES = TEXT_MAX + 100 };
	char *text = arena_text(&arena, BYTES + 1);
	struct view message = {text, BYTES + 1}, got;
	struct mime mime;
	unsigned flags = 0;

	memset(text, 'x', BYTES);
	text[0] = text[BYTES] = '\n';
	text[TEXT_MAX] = '\xc3';
	text[TEXT_MAX + 1] = '\xa9';
	mime = mime_parse(&arena, message);
	got = text_of(&arena, mime.root, &flags);
	check(got.p == text + 1 && got.n == TEXT_MAX - 1 &&
	    flags == FLAG_TEXT_LIMIT, "long part", VIEW("view"));
	got = text_raw(&arena, mime.root, &flags);
	check(got.n >= BYTES - 1, "raw part is whole", VIEW("view"));
}

int
main(void)
{
	check_charsets();
	for (size_t i = 0; i < COUNT(htmls); i++)
		check_html(htmls[i].html, htmls[i].wanted);
	for (size_t i = 0; i < COUNT(rtfs); i++) {
		unsigned flags = 0;

		check(rtf_is(rtfs[i].rtf), "is rtf", rtfs[i].rtf);
		expect("rtf", rtfs[i].rtf, rtf_to_text(&arena, rtfs[i].rtf,
		    &flags), rtfs[i].wanted);
	}
	check_long_html();
	check_parts();
	check_views();
	arena_free(&arena);
	printf("1..%d\n", count);
	return failed > 0;
}
