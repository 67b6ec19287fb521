/*
 * record/json: lines read by the fast reader and by jansson alike, written
 * back, and rewritten.  Prints a line for each row; exit status 1 when one
 * is not as it should be.
 */
#include "record/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/escape.h"
#include "record/flat.h"

static int failed, count;

static void
check(const char *name, const char *what, bool good)
{
	count++;
	failed += !good;
	printf("%sok %d - %s: %s\n", good ? "" : "not ", count, name, what);
}

/* same() shows what differs. */
static bool
same(struct view got, struct view wanted)
{
	if (view_eq(got, wanted))
		return true;
	printf("# got:    %.*s\n# wanted: %.*s\n", (int)got.n, got.p,
	    (int)wanted.n, wanted.p);
	return false;
}

struct row {
	const char *name, *line;
	bool flat;           /* the fast reader takes it */
	const char *written; /* sparse, without LF; NULL: the same line */
	const char *fault;   /* not NULL: the line is refused */
};

static const struct row rows[] = {
	{"smallest", "{\"v\":1}", true, NULL, NULL},
	{"empty object", "{}", true, "{\"v\":1}", NULL},
	{"texts in order", "{\"v\":1,\"id\":\"0123456789abcdef\","
	    "\"source\":\"-\",\"offset\":0,\"kind\":\"bounce\","
	    "\"format\":\"qmail\"}", true, NULL, NULL},
	{"out of order", "{\"status\":\"5.1.1\",\"kind\":\"delay\",\"v\":1}",
	    true, "{\"v\":1,\"kind\":\"delay\",\"status\":\"5.1.1\"}", NULL},
	{"empty text is a value", "{\"v\":1,\"return_path\":\"\"}", true, NULL,
	    NULL},
	{"null is none", "{\"v\":1,\"status\":null,\"ts\":null,\"flags\":null,"
	    "\"final\":null,\"evidence\":null,\"confidence\":null}", true,
	    "{\"v\":1}", NULL},
	{"escapes", "{\"v\":1,\"diagnostic\":\"a\\\"b\\\\c\\n\\t\\r\\b\\f"
	    "\\u0001\\u007f\"}", true, NULL, NULL},
	{"slash", "{\"v\":1,\"subject\":\"a\\/b\"}", true,
	    "{\"v\":1,\"subject\":\"a/b\"}", NULL},
	{"escaped letters", "{\"v\":1,\"subject\":\"\\u00e9\\u20AC"
	    "\\ud83d\\ude00\"}", true,
	    "{\"v\":1,\"subject\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"}",
	    NULL},
	{"NUL", "{\"v\":1,\"subject\":\"a\\u0000b\"}", true, NULL, NULL},
	{"half a pair", "{\"v\":1,\"subject\":\"\\ud83d\"}", false, NULL,
	    "not JSON"},
	{"other half", "{\"v\":1,\"subject\":\"\\ude00x\"}", false, NULL,
	    "not JSON"},
	{"wrong UTF-8", "{\"v\":1,\"subject\":\"a\xff\xc3(\"}", true,
	    "{\"v\":1,\"subject\":\"a\xef\xbf\xbd\xef\xbf\xbd(\"}", NULL},
	{"C1 and bidi", "{\"v\":1,\"subject\":\"\xc2\x9b\xe2\x80\xae\"}", true,
	    "{\"v\":1,\"subject\":\"\\u009b\\u202e\"}", NULL},
	{"integers", "{\"v\":1,\"offset\":-5,\"size\":123456789012345}", true,
	    NULL, NULL},
	{"sixteen digits", "{\"v\":1,\"size\":1234567890123456}", false, NULL,
	    NULL},
	{"greatest integer", "{\"v\":1,\"size\":9223372036854775807}", false,
	    NULL, NULL},
	{"integer too great", "{\"v\":1,\"size\":9223372036854775808,"
	    "\"status\":\"5.0.0\"}", false,
	    "{\"v\":1,\"status\":\"5.0.0\"}", NULL},
	{"integer far too great", "{\"v\":1,\"offset\":5,"
	    "\"size\":99999999999999999999999999}", false,
	    "{\"v\":1,\"offset\":5}", NULL},
	{"whole number", "{\"v\":1,\"reply_code\":550.0}", true,
	    "{\"v\":1,\"reply_code\":550}", NULL},
	{"whole number with exponent", "{\"v\":1,\"reply_code\":5.5e2}", false,
	    "{\"v\":1,\"reply_code\":550}", NULL},
	{"fraction is no integer", "{\"v\":1,\"reply_code\":550.5}", true,
	    "{\"v\":1}", NULL},
	{"time", "{\"v\":1,\"ts\":1241016314,"
	    "\"time\":\"2009-04-29T14:45:14Z\"}", true, NULL, NULL},
	{"before 1970", "{\"v\":1,\"ts\":-1,"
	    "\"time\":\"1969-12-31T23:59:59Z\"}", true, NULL, NULL},
	{"leap day", "{\"v\":1,\"ts\":1709164800,"
	    "\"time\":\"2024-02-29T00:00:00Z\"}", true, NULL, NULL},
	{"time alone", "{\"time\":\"2009-04-29T16:45:14+02:00\"}", true,
	    "{\"v\":1,\"ts\":1241016314,\"time\":\"2009-04-29T14:45:14Z\"}",
	    NULL},
	{"no such day", "{\"time\":\"2009-02-29T16:45:14Z\"}", true,
	    "{\"v\":1}", NULL},
	{"ts beyond year 9999", "{\"v\":1,\"ts\":253402300800}", true, NULL,
	    NULL},
	{"lists", "{\"v\":1,\"original_received\":[\"from a by b\","
	    "\"from c \\\"d\\\"\"],\"flags\":[\"truncated\",\"date\"],"
	    "\"evidence\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\","
	    "\"i\"]}", true, NULL, NULL},
	{"empty list", "{\"v\":1,\"evidence\":[]}", true, "{\"v\":1}", NULL},
	{"unknown flag", "{\"v\":1,\"flags\":[\"odd\",\"date\"]}", true,
	    "{\"v\":1,\"flags\":[\"date\"]}", NULL},
	{"list of another type", "{\"v\":1,\"evidence\":[\"a\",1]}", false,
	    "{\"v\":1}", NULL},
	{"headers", "{\"v\":1,\"headers\":{\"X-A\":[\"1\",\"2\"],"
	    "\"X-B\":[\"\"]}}", true, NULL, NULL},
	{"headers of another type", "{\"v\":1,\"headers\":{\"X-A\":\"1\"}}",
	    false, "{\"v\":1}", NULL},
	{"verdict", "{\"v\":1,\"reason\":\"userunknown\","
	    "\"bounce_type\":\"hard\",\"final\":true,\"permanent\":false,"
	    "\"confidence\":0.95}", true, NULL, NULL},
	{"confidence 1", "{\"v\":1,\"confidence\":1}", true, NULL, NULL},
	{"confidence 1.0", "{\"v\":1,\"confidence\":1.0}", true,
	    "{\"v\":1,\"confidence\":1}", NULL},
	{"confidence with exponent", "{\"v\":1,\"confidence\":25e-2}", false,
	    "{\"v\":1,\"confidence\":0.25}", NULL},
	{"confidence below 0", "{\"v\":1,\"confidence\":-0.5}", true,
	    "{\"v\":1}", NULL},
	{"confidence beyond a double", "{\"v\":1,\"confidence\":1e999}", false,
	    NULL, "number out of range"},
	{"words of another set", "{\"v\":1,\"kind\":\"fish\"}", true,
	    "{\"v\":1}", NULL},
	{"another type", "{\"v\":1,\"status\":5,\"ts\":\"x\",\"final\":1,"
	    "\"kind\":true,\"confidence\":\"x\",\"evidence\":\"a\"}", true,
	    "{\"v\":1}", NULL},
	{"unknown keys", "{\"a\":1,\"v\":1,\"b\":\"x\",\"c\":[\"y\"],"
	    "\"status\":\"5.0.0\",\"d\":true}", true,
	    "{\"v\":1,\"status\":\"5.0.0\"}", NULL},
	{"nested unknown keys", "{\"a\":{\"b\":[{\"c\":[1,[2]]}]},\"v\":1,"
	    "\"status\":\"5.0.0\"}", false, "{\"v\":1,\"status\":\"5.0.0\"}",
	    NULL},
	{"duplicate key", "{\"status\":\"4.0.0\",\"status\":\"5.0.0\"}",
	    false, "{\"v\":1,\"status\":\"5.0.0\"}", NULL},
	{"blanks", " { \"status\" : \"5.0.0\" ,\t\"kind\":\"bounce\" } ",
	    false, "{\"v\":1,\"kind\":\"bounce\",\"status\":\"5.0.0\"}", NULL},
	{"escaped key", "{\"st\\u0061tus\":\"5.0.0\"}", true,
	    "{\"v\":1,\"status\":\"5.0.0\"}", NULL},
	{"array", "[1,2]", false, NULL, "not a JSON object"},
	{"scalar", "5", false, NULL, "not a JSON object"},
	{"nothing", "", false, NULL, "line ends too early"},
	{"words", "fish", false, NULL, "not JSON"},
	{"two objects", "{\"v\":1}{\"v\":1}", false, NULL,
	    "text after the object"},
	{"cut", "{\"v\":1,\"status\":\"5.", false, NULL,
	    "line ends too early"},
	{"cut after backslash", "{\"v\":1,\"status\":\"5.\\", false, NULL,
	    "not JSON"},
	{"comma at the end", "{\"v\":1,}", false, NULL, "not JSON"},
	{"leading zero", "{\"v\":1,\"offset\":05}", false, NULL, "not JSON"},
	{"bare minus", "{\"v\":1,\"offset\":-}", false, NULL, "not JSON"},
	{"bare point", "{\"v\":1,\"confidence\":1.}", false, NULL, "not JSON"},
	{"control character", "{\"v\":1,\"subject\":\"a\tb\"}", false, NULL,
	    "not JSON"},
	{"wrong escape", "{\"v\":1,\"subject\":\"a\\x41\"}", false, NULL,
	    "not JSON"},
	{"short escape", "{\"v\":1,\"subject\":\"a\\u41\"}", false, NULL,
	    "not JSON"},
};

/* Appends the line's record, without LF. */
static void
write_record(struct buf *out, struct json_line *line, bool all_keys)
{
	struct record record = {&line->report, &line->recipient,
	    &line->verdict};

	json_write(out, &record, all_keys);
	out->n--;
}

/* By jansson: a blank before the object is not flat. */
static bool
read_by_tree(struct arena *arena, struct view line, struct json_line *out)
{
	return json_read(arena, arena_concat(arena, VIEW(" "), line), out);
}

static void
check_row(struct arena *arena, const struct row *row)
{
	struct view line = view_of(row->line);
	struct view wanted = row->written ? view_of(row->written) : line;
	struct json_line read = {0}, tree = {0}, again = {0};
	struct buf a = {0}, b = {0}, c = {0};
	bool good = json_read(arena, line, &read);

	if (row->fault) {
		check(row->name, "refused", !good && same(view_of(read.fault),
		    view_of(row->fault)));
		check(row->name, "not flat", !flat_read(arena, line, &read));
		return;
	}
	check(row->name, "read", good);
	check(row->name, row->flat ? "flat" : "not flat",
	    flat_read(arena, read.text, &again) == row->flat);
	write_record(&a, &read, false);
	check(row->name, "written", same(buf_view(&a), wanted));
	check(row->name, "read by jansson", read_by_tree(arena, line, &tree));
	write_record(&b, &tree, false);
	check(row->name, "the same", same(buf_view(&b), wanted) &&
	    tree.classified == read.classified);
	check(row->name, "read again",
	    json_read(arena, buf_view(&a), &again));
	write_record(&c, &again, false);
	check(row->name, "round trip", same(buf_view(&c), wanted));
	buf_free(&a);
	buf_free(&b);
	buf_free(&c);
}

/* All keys: written, read, and written again; null stands for nothing. */
static void
check_all_keys(struct arena *arena, const struct row *row)
{
	struct json_line read;
	struct buf a = {0}, b = {0};

	if (row->fault || !json_read(arena, view_of(row->line), &read))
		return;
	write_record(&a, &read, true);
	if (json_read(arena, buf_view(&a), &read))
		write_record(&b, &read, true);
	check(row->name, "all keys", same(buf_view(&b), buf_view(&a)) &&
	    view_find(buf_view(&a), VIEW("null")) != VIEW_NPOS);
	buf_free(&a);
	buf_free(&b);
}

/* A line cut at any byte is refused, or it is whole. */
static void
check_cuts(struct arena *arena, const struct row *row)
{
	struct view line = view_of(row->line);
	struct json_line read;
	bool good = true;

	if (row->fault)
		return;
	for (size_t i = 0; i + 1 < line.n; i++)
		good &= !json_read(arena, view_upto(line, i), &read) ||
		    view_trim(line).n <= i;
	check(row->name, "refused when cut", good);
}

struct rewrite {
	const char *name, *line, *rewritten;
};

/* With the verdict reason userunknown, confidence 0.5. */
#define VERDICT "\"reason\":\"userunknown\",\"confidence\":0.5}"
static const struct rewrite rewrites[] = {
	{"plain", "{\"v\":1,\"status\":\"5.0.0\"}",
	    "{\"v\":1,\"status\":\"5.0.0\"," VERDICT},
	{"empty", "{}", "{" VERDICT},
	{"replaces", "{\"v\":1,\"reason\":\"expired\",\"status\":\"5.0.0\","
	    "\"evidence\":[\"a\"],\"label\":\"x\"}",
	    "{\"v\":1,\"status\":\"5.0.0\"," VERDICT},
	{"takes out an escaped key", "{\"v\":1,\"re\\u0061son\":\"expired\"}",
	    "{\"v\":1," VERDICT},
	{"keeps unknown keys and numbers", "{\"x\":{\"y\":[1.10,\"}\",{}]},"
	    "\"v\":1,\"z\":123456789012345678901234567890}",
	    "{\"x\":{\"y\":[1.10,\"}\",{}]},\"v\":1,"
	    "\"z\":123456789012345678901234567890," VERDICT},
	{"drops blanks", " { \"x\" : { \"y z\" : [ 1 , \"a b\" ] } , "
	    "\"v\" : 1 } ", "{\"x\":{\"y z\":[1,\"a b\"]},\"v\":1," VERDICT},
	{"makes safe", "{\"x\":\"\x7f\xe2\x80\xa8\xff\",\"\xc2\x9b\":1}",
	    "{\"x\":\"\\u007f\\u2028\xef\xbf\xbd\",\"\\u009b\":1," VERDICT},
	{"keeps escapes", "{\"subject\":\"\\\\\\\"\\u00e9\\/\"}",
	    "{\"subject\":\"\\\\\\\"\\u00e9\\/\"," VERDICT},
};

static void
check_rewrite(struct arena *arena, const struct rewrite *row)
{
	struct verdict verdict = verdict_none;
	struct json_line line;
	struct buf once = {0}, twice = {0};

	verdict.reason = REASON_USERUNKNOWN;
	verdict.confidence = 0.5;
	if (json_read(arena, view_of(row->line), &line))
		json_rewrite(arena, &once, &line, &verdict, false);
	check(row->name, "rewritten", same(view_rtrim(buf_view(&once)),
	    view_of(row->rewritten)));
	if (json_read(arena, view_rtrim(buf_view(&once)), &line))
		json_rewrite(arena, &twice, &line, &verdict, false);
	check(row->name, "and again", line.classified &&
	    same(buf_view(&twice), buf_view(&once)));
	buf_free(&once);
	buf_free(&twice);
}

/* Rewriting with all keys makes of a sparse line in order what writing makes
 * of the record, and leaves it so. */
static void
check_rewrite_all(struct arena *arena, const struct row *row)
{
	struct json_line line;
	struct buf whole = {0}, once = {0}, twice = {0}, sparse = {0};

	if (row->fault || !json_read(arena, view_of(row->line), &line))
		return;
	write_record(&whole, &line, true);
	buf_addc(&whole, '\n');
	write_record(&sparse, &line, false);
	json_read(arena, buf_view(&sparse), &line);
	json_rewrite(arena, &once, &line, &line.verdict, true);
	check(row->name, "rewritten with all keys",
	    same(buf_view(&once), buf_view(&whole)));
	json_read(arena, view_rtrim(buf_view(&once)), &line);
	json_rewrite(arena, &twice, &line, &line.verdict, true);
	check(row->name, "twice", same(buf_view(&twice), buf_view(&once)));
	buf_free(&whole);
	buf_free(&once);
	buf_free(&twice);
	buf_free(&sparse);
}

static bool
safe_byte(char c, bool high)
{
	return (c >= 0x20 && c < 0x7f) || (high && (c & 0x80));
}

/* A string of n letters, c in the place of one, in memory that ends with it:
 * no byte that a terminal obeys, and the others as they are. */
static bool
escapes_one(char c, size_t at, size_t n, struct view escaped)
{
	struct buf out = {0};
	char *text = malloc(n);
	bool good = true;
	size_t i = 1;

	if (!text)
		exit(1);
	memset(text, 'a', n);
	text[at] = c;
	escape_string(&out, (struct view){text, n});
	for (size_t k = 0; k < out.n; k++)
		good &= safe_byte(out.p[k], c & 0x80);
	for (; i <= at; i++)
		good &= out.p[i] == 'a';
	good &= view_starts(view_from(buf_view(&out), i), escaped);
	for (i += escaped.n; i <= n - 1 + escaped.n; i++)
		good &= out.p[i] == 'a';
	good &= i + 1 == out.n && out.p[0] == '"' && out.p[i] == '"';
	free(text);
	buf_free(&out);
	return good;
}

static void
check_escape(void)
{
	enum { MOST = 40 };
	struct buf alone = {0};
	bool good = true;
	char c;

	for (int byte = 0; byte < 256; byte++) {
		c = (char)byte;
		buf_reset(&alone);
		escape_string(&alone, (struct view){&c, 1});
		for (size_t n = 1; n < MOST; n++)
			for (size_t at = 0; at < n; at++)
				good &= escapes_one(c, at, n, view_sub(
				    buf_view(&alone), 1, alone.n - 2));
	}
	check("escape", "every byte", good);
	buf_free(&alone);
}

static bool
prints(int64_t value)
{
	struct buf out = {0};
	char text[32];
	bool good;

	buf_addint(&out, value);
	snprintf(text, sizeof text, "%" PRId64, value);
	good = same(buf_view(&out), view_of(text));
	buf_free(&out);
	return good;
}

static void
check_numbers(void)
{
	bool good = prints(INT64_MIN) && prints(INT64_MAX) &&
	    prints(UINT32_MAX) && prints((int64_t)UINT32_MAX + 1);

	for (int64_t ten = 1; ten < INT64_MAX / 10; ten *= 10)
		good &= prints(ten) && prints(ten - 1) && prints(-ten) &&
		    prints(ten / 7 * 3);
	check("numbers", "as digits", good);
}

int
main(void)
{
	struct arena arena = {0};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		check_row(&arena, &rows[i]);
		check_all_keys(&arena, &rows[i]);
		check_rewrite_all(&arena, &rows[i]);
		check_cuts(&arena, &rows[i]);
		arena_reset(&arena);
	}
	for (size_t i = 0; i < sizeof rewrites / sizeof *rewrites; i++)
		check_rewrite(&arena, &rewrites[i]);
	check_escape();
	check_numbers();
	printf("1..%d\n", count);
	arena_free(&arena);
	return failed > 0;
}
