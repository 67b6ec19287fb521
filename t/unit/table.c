/*
 * base/table, base/hash and base/civil.  Prints a line for each test; exit
 * status 1 when one fails.
 */
#include "base/table.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "check.h"

/* The first rows of the reference implementation's own test of
 * SipHash-1-3: keys 00 01 ... 0f, input of n bytes 00 01 02 ... */
static void
check_hash(void)
{
	struct hash_key key = {UINT64_C(0x0706050403020100),
	    UINT64_C(0x0f0e0d0c0b0a0908)};
	char text[16];

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)i;
	check("SipHash-1-3 of nothing", hash_bytes(key, VIEW("")) ==
	    UINT64_C(0xabac0158050fc4dc));
	check("SipHash-1-3 of one byte",
	    hash_bytes(key, (struct view){text, 1}) ==
	    UINT64_C(0xc9f49bf37d57ca93));
	check("SipHash-1-3 of eight bytes",
	    hash_bytes(key, (struct view){text, 8}) ==
	    UINT64_C(0x369095118d299a8e));
}

static struct view
key_of(char *room, unsigned i)
{
	int n = snprintf(room, 32, "key %u", i * 2654435761U);

	return (struct view){room, (size_t)n};
}

static void
check_table(void)
{
	enum { MANY = 100000 };
	struct table table;
	struct table_entry *entry;
	char room[32];
	unsigned i, *value;
	bool fresh, good = true;

	table_open(&table, sizeof i);
	check("an empty table has no key", !table_find(&table, VIEW("")));
	for (i = 0; i < MANY; i++) {
		value = table_add(&table, key_of(room, i), &fresh);
		good &= fresh && *value == 0;
		*value = i;
	}
	check("new keys are fresh and zero", good);
	for (good = true, i = 0; i < MANY; i++) {
		value = table_add(&table, key_of(room, i), &fresh);
		good &= !fresh && *value == i &&
		    value == table_find(&table, key_of(room, i)) &&
		    view_eq(table_key(value), key_of(room, i));
	}
	check("keys are found again", good && table.count == MANY);
	for (good = true, i = 0, entry = table.first; entry;
	    entry = entry->next, i++)
		good &= view_eq(entry->key, key_of(room, i));
	check("entries keep the order of adding", good && i == MANY);
	check("what is not there is not found",
	    !table_find(&table, VIEW("key")));
	table_add(&table, VIEW(""), &fresh);
	check("an empty key is a key", fresh && table_find(&table, VIEW("")));
	table_close(&table);
}

/* Few entries are kept another way than many, and may be kept elsewhere. */
static void
check_few(void)
{
	enum { ENTRIES = 30 };
	struct arena arena = {0};
	struct table table;
	struct table_entry *entry, *first;
	unsigned i, *value;
	char room[32];
	bool fresh, good = true;

	table_open_in(&table, sizeof i, &arena);
	for (i = 0; i < ENTRIES; i++) {
		good &= !table_find(&table, key_of(room, i));
		value = table_add(&table, key_of(room, i), &fresh);
		good &= fresh && *value == 0;
		*value = i;
		for (unsigned k = 0; k <= i; k++) {
			value = table_add(&table, key_of(room, k), &fresh);
			good &= !fresh && *value == k &&
			    value == table_find(&table, key_of(room, k));
		}
	}
	check("few keys and more are found", good && table.count == ENTRIES);
	first = table.first;
	table_close(&table);
	for (good = true, i = 0, entry = first; entry; entry = entry->next)
		good &= view_eq(entry->key, key_of(room, i++));
	check("entries stay in the arena", good && i == ENTRIES);
	arena_free(&arena);
}

/* Whoever knew a table's key could fill one row of slots after the other. */
static void
check_chosen(void)
{
	enum { CHOSEN = 1000, SLOTS = 4096 };
	static bool met[SLOTS];
	struct hash_key known = hash_random_key(), other = hash_random_key();
	size_t chosen = 0, places = 0, slot;
	struct view key;
	char room[32];

	for (unsigned i = 0; chosen < CHOSEN; i++) {
		key = key_of(room, i);
		if (hash_bytes(known, key) % SLOTS != 0)
			continue;
		chosen++;
		slot = (size_t)(hash_bytes(other, key) % SLOTS);
		places += !met[slot];
		met[slot] = true;
	}
	check("keys chosen to collide do so in no other table",
	    places > CHOSEN / 2);
}

static void
check_civil(void)
{
	static const struct {
		int64_t ts;
		const char *text;
		int weekday;
	} rows[] = {
		{0, "1970-01-01T00:00:00Z", 4},
		{-1, "1969-12-31T23:59:59Z", 3},
		{951782400, "2000-02-29T00:00:00Z", 2},
		{4107542400, "2100-03-01T00:00:00Z", 1},
		{CIVIL_MIN, "0000-01-01T00:00:00Z", 6},
		{CIVIL_MAX, "9999-12-31T23:59:59Z", 5},
	};
	struct buf out = {0};
	struct civil civil;
	int64_t ts;
	bool good = true;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		buf_reset(&out);
		civil_print(&out, rows[i].ts);
		civil = civil_of(rows[i].ts);
		check(rows[i].text, view_eq(buf_view(&out),
		    view_of(rows[i].text)) &&
		    civil_parse(buf_view(&out), &ts) && ts == rows[i].ts &&
		    civil_seconds(&civil) == ts &&
		    civil_weekday(civil_days(civil.year, civil.month,
		    civil.day)) == rows[i].weekday);
	}
	for (int64_t day = -800000; day < 800000; day++) {
		civil = civil_of(day * 86400 + 86399);
		good &= civil_days(civil.year, civil.month, civil.day) == day &&
		    civil.hour == 23 && civil.second == 59;
	}
	check("every day of 4,000 years", good);
	buf_free(&out);
}

static void
check_time_texts(void)
{
	static const struct {
		const char *text;
		bool valid;
		int64_t ts;
	} rows[] = {
		{"2009-04-29", true, 1240963200},
		{"2009-04-29T14:45", true, 1241016300},
		{"2009-04-29 14:45:14", true, 1241016314},
		{"2009-04-29T14:45:14.999Z", true, 1241016314},
		{"2009-04-29t16:45:14+02:00", true, 1241016314},
		{"2009-04-29T09:15:14-0530", true, 1241016314},
		{"2009-02-29", false, 0}, {"2009-13-01", false, 0},
		{"2009-04-29T24:00", false, 0}, {"2009-04-29T14", false, 0},
		{"2009-04-29Z", false, 0}, {"2009-04-29T14:45+2", false, 0},
		{"", false, 0}, {"yesterday", false, 0},
	};
	int64_t ts;
	bool valid;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		valid = civil_parse(view_of(rows[i].text), &ts);
		check(rows[i].text, valid == rows[i].valid &&
		    (!valid || ts == rows[i].ts));
	}
}

static void
check_utf8(void)
{
	static const struct {
		const char *text, *repaired; /* NULL: it is valid */
	} rows[] = {
		{"", NULL}, {"twelve bytes", NULL},
		{"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", NULL},
		{"\xf4\x8f\xbf\xbf", NULL},
		{"\xf4\x90\x80\x80",
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
		{"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
		{"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},
		{"\xe2\x82", "\xef\xbf\xbd"},
		{"\xe2\x82" "A", "\xef\xbf\xbd" "A"},
		{"0123456789\xff" "0123456789\x80",
		    "0123456789\xef\xbf\xbd" "0123456789\xef\xbf\xbd"},
		{"\xf0\x9f\x98", "\xef\xbf\xbd"},
	};
	struct arena arena = {0};
	struct view text, got;
	bool good = true;
	char room[UTF8_MAX];
	uint32_t code, again;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		text = view_of(rows[i].text);
		got = utf8_repair(&arena, text);
		check("UTF-8", utf8_valid(text) == !rows[i].repaired &&
		    view_eq(got, rows[i].repaired ?
		    view_of(rows[i].repaired) : text));
	}
	for (code = 0; code <= 0x10ffff; code++) {
		text = (struct view){room, utf8_put(room, code)};
		good &= utf8_decode(text, &again, NULL) == text.n &&
		    again == (code >= 0xd800 && code <= 0xdfff ?
		    (uint32_t)UTF8_REPLACEMENT : code);
	}
	check("every character there and back", good);
	arena_free(&arena);
}

/* By the first byte of the key alone. */
static int
by_first(const struct table_entry *a, const struct table_entry *b,
    const void *context)
{
	(void)context;
	return a->key.p[0] - b->key.p[0];
}

static void
check_sort(void)
{
	enum { MOST = 40 };
	struct table table;
	struct table_entry *entry;
	bool sorted = true, stable = true, whole = true;
	char key[2];
	size_t n;

	for (size_t most = 0; most <= MOST; most++) {
		table_open(&table, 0);
		for (size_t i = 0; i < most; i++) {
			key[0] = (char)('a' + i * 7 % 5);
			key[1] = (char)('A' + i);
			table_add(&table, (struct view){key, 2}, NULL);
		}
		table_sort(&table, by_first, NULL);
		n = 0;
		for (entry = table.first; entry; entry = entry->next) {
			n++;
			if (!entry->next)
				continue;
			sorted &= by_first(entry, entry->next, NULL) <= 0;
			stable &= table_by_key(entry, entry->next, NULL) < 0;
		}
		/* What comes later goes behind the last one. */
		table_add(&table, VIEW("new"), NULL);
		whole &= n == most && table.last->key.n == 3 &&
		    (most == 0 || table_find(&table, (struct view){key, 2}));
		table_close(&table);
	}
	check("entries are sorted", sorted);
	check("what is equal keeps its order", stable);
	check("all are there, and more can be added", whole);
}

int
main(void)
{
	check_hash();
	check_table();
	check_few();
	check_sort();
	check_chosen();
	check_civil();
	check_time_texts();
	check_utf8();
	return check_end();
}
