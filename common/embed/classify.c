/*
 * Compiles share/ into tables for classify/: prints C.
 *
 * usage: embed-classify SHARE-DIRECTORY RULES-FILE... > tables.c
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "embed/share.h"

enum { PER_LINE = 12 };

static struct share share; /* ruleset_read() calls back without context */

static unsigned
provider_word(struct view name)
{
	return share_provider(&share, name);
}

/* An array of numbers of one member's size. */
static void
put_numbers(const char *name, const uint32_t *v, size_t n)
{
	size_t i;

	printf("static const uint32_t %s[] = {", name);
	for (i = 0; i < n; i++)
		printf("%s%lu,", i % PER_LINE ? " " : "\n\t",
		    (unsigned long)v[i]);
	printf("%s\n};\n", n ? "" : "\n\t0");
}

/* Bytes as a C string, a line of text a line. */
static void
put_bytes(const char *name, struct view v)
{
	size_t i;

	printf("static const char %s[] =\n\t\"", name);
	for (i = 0; i < v.n; i++) {
		if (v.p[i] == '"' || v.p[i] == '\\')
			printf("\\%c", v.p[i]);
		else if (v.p[i] >= ' ' && v.p[i] < 0x7f && v.p[i] != '?')
			putchar(v.p[i]);
		else
			printf("\\%03o", (unsigned char)v.p[i]);
		if (i % 64 == 63)
			printf("\"\n\t\"");
	}
	printf("\";\n");
}

static void
put_scan(const char *name, const struct scan *scan, size_t blob)
{
	char array[64];
	size_t i;

	snprintf(array, sizeof array, "%s_blob", name);
	put_bytes(array, (struct view){scan->blob, blob});
	snprintf(array, sizeof array, "%s_bits", name);
	put_numbers(array, scan->bits, ((size_t)1 << scan->bit_log) / 32);
	snprintf(array, sizeof array, "%s_buckets", name);
	put_numbers(array, scan->buckets, ((size_t)1 << scan->bucket_log) + 1);
	printf("static const struct scan_phrase %s_phrases[] = {\n", name);
	for (i = 0; i < scan->count; i++)
		printf("\t{%lu, %u, %u, %u},\n",
		    (unsigned long)scan->phrases[i].text,
		    scan->phrases[i].anchor, scan->phrases[i].literals,
		    scan->phrases[i].skip);
	printf("};\nstatic const struct scan_slot %s_slots[] = {\n", name);
	for (i = 0; i < scan->count; i++)
		printf("\t{%lu, %lu, %lu, %lu, %u, %u, %d},\n",
		    (unsigned long)scan->slots[i].key,
		    (unsigned long)scan->slots[i].end,
		    (unsigned long)scan->slots[i].literal,
		    (unsigned long)scan->slots[i].phrase,
		    scan->slots[i].skip, scan->slots[i].to_end,
		    scan->slots[i].alone);
	printf("};\n");
}

/* The initialiser that put_scan()'s arrays make. */
static void
put_scan_value(const char *name, const struct scan *scan)
{
	printf("{%s_blob, %s_phrases, %lu, %s_bits, %s_buckets, %s_slots, "
	    "%u, %u, %d},\n", name, name, (unsigned long)scan->count, name,
	    name, name, scan->bit_log, scan->bucket_log, scan->inside);
}

static void
put_condition(const struct rule_condition *c)
{
	printf("{%u, %u, %u, 0, %u, %u, %lu}", c->key, c->level, c->subject,
	    c->lo, c->hi, (unsigned long)c->text);
}

static void
put_rules(const struct ruleset *set, size_t conditions, size_t blob)
{
	const struct rule *rule;
	size_t i;

	printf("static const struct rule rule_rows[] = {\n");
	for (i = 0; i < set->count; i++) {
		rule = set->rules + i;
		printf("\t{%lu, %lu, %u, %u, %d, %lu},\n",
		    (unsigned long)rule->id, (unsigned long)rule->conditions,
		    rule->condition_count, rule->reason, rule->weak,
		    (unsigned long)rule->limit);
	}
	printf("};\nstatic const struct rule_condition conditions[] = {\n");
	for (i = 0; i < conditions; i++) {
		printf("\t");
		put_condition(set->conditions + i);
		printf(",\n");
	}
	printf("\t{0, 0, 0, 0, 0, 0, 0},\n};\n");
	put_numbers("uses", set->uses, set->scan.count + 1);
	put_numbers("used", set->used, set->uses[set->scan.count]);
	put_numbers("textless", set->textless, set->textless_count);
	put_bytes("rule_blob", (struct view){set->blob, blob});
}

/* Reads the files of rules and prints them, as tables and as they are. */
static struct ruleset
make_rules(char **paths, int count)
{
	struct rules rules = {.arena = &share.arena,
	    .provider = provider_word};
	struct buf fault = {0};
	struct ruleset set;
	struct view text;
	size_t conditions, blob, phrases;
	int i;

	for (i = 0; i < count; i++) {
		text = file_load(&share.arena, paths[i]);
		if (!ruleset_read(&rules, view_of(paths[i]), text, &fault))
			errx(EX_DATAERR, "%.*s", (int)fault.n, fault.p);
		printf("/* %s */\n", paths[i]);
		snprintf(buf_room(&fault, 32), 32, "file_%d", i);
		put_bytes(fault.p, text);
	}
	conditions = rules.conditions.n / sizeof(struct rule_condition);
	blob = rules.blob.n;
	phrases = rules.scan.blob.n;
	set = ruleset_finish(&rules);
	put_scan("phrases", &set.scan, phrases);
	put_rules(&set, conditions, blob);
	return set;
}

static void
put_status(void)
{
	const struct status_row *row = (const void *)share.status.p;
	size_t i;

	printf("static const struct status_row status[] = {\n");
	for (i = 0; i < share.status.n / sizeof *row; i++, row++) {
		printf("\t{");
		put_condition(&row->code);
		printf(", %u, %u, %u, %u, %d},\n", row->provider,
		    row->command, row->permanent, row->transient, row->weak);
	}
	printf("};\n");
}

static void
put_reasons(void)
{
	const struct reason_row *row;
	size_t i;

	printf("static const struct reason_row reasons[] = {\n");
	for (i = 0; i < REASON_COUNT; i++) {
		row = share.reasons + i;
		if (i && !row->category)
			errx(EX_DATAERR, "share/reasons lacks reason %lu",
			    (unsigned long)i);
		printf("\t{%u, %u, %u, %lu},\n", row->type, row->permanent,
		    row->transient, (unsigned long)row->category);
	}
	printf("};\n");
}

/* Files a name by its hash, its uses united with those it has already. */
static void
file_provider(struct provider_row *slots, size_t room,
    const struct provider_row *row)
{
	const char *name = share.blob.p + row->name, *other;
	unsigned n = (unsigned char)*name, i;
	uint32_t hash = 0;
	size_t slot;

	for (i = n; i; i--)
		hash = provider_hash(hash, name[i]);
	for (slot = hash & (room - 1); slots[slot].name;
	    slot = (slot + 1) & (room - 1)) {
		other = share.blob.p + slots[slot].name;
		if (memcmp(other, name, n + 1) != 0)
			continue;
		if (slots[slot].provider == row->provider) {
			slots[slot].uses |= row->uses;
			return;
		}
	}
	slots[slot] = *row;
}

static size_t
put_providers(void)
{
	const struct provider_row *row = (const void *)share.provider_rows.p;
	size_t count = share.provider_rows.n / sizeof *row, room = 64, i;
	struct provider_row *slots;

	while (room < count * 2)
		room *= 2;
	slots = ARENA_NEW(&share.arena, struct provider_row, room);
	for (i = 0; i < count; i++)
		file_provider(slots, room, row + i);
	printf("static const struct provider_row providers[] = {\n");
	for (i = 0; i < room; i++)
		printf("\t{%lu, %u, %u},\n", (unsigned long)slots[i].name,
		    slots[i].provider, slots[i].uses);
	printf("};\n");
	put_numbers("provider_names", share.provider_names,
	    share.provider_count + 1);
	return room;
}

static struct scan
put_hints(void)
{
	const struct hint_row *row = (const void *)share.hint_rows.p;
	size_t count = share.hint_rows.n / sizeof *row, i;
	size_t blob = share.hints.blob.n;
	struct scan scan;

	printf("static const struct hint_row hint_rows[] = {\n");
	for (i = 0; i < count; i++)
		printf("\t{%u, %d, %d, %lu},\n", row[i].provider, row[i].wait,
		    row[i].doubt, (unsigned long)row[i].blocklist);
	printf("};\n");
	scan = scan_build_finish(&share.hints);
	put_scan("hints", &scan, blob);
	return scan;
}

static void
put_files(char **paths, int count)
{
	int i;

	printf("static const struct share_file files[] = {\n");
	for (i = 0; i < count; i++)
		printf("\t{\"%s\", file_%d, sizeof file_%d - 1},\n",
		    paths[i], i, i);
	printf("};\n");
}

static void
put_tables(const struct ruleset *set, const struct scan *hints,
    size_t provider_slots, int files)
{
	printf("const struct tables tables = {\n\t.rules = {\n"
	    "\t\t.scan = ");
	put_scan_value("phrases", &set->scan);
	printf("\t\t.uses = uses, .used = used, .rules = rule_rows,\n"
	    "\t\t.count = %lu, .conditions = conditions,\n"
	    "\t\t.textless = textless, .textless_count = %lu,\n"
	    "\t\t.blob = rule_blob,\n\t},\n\t.hints = ",
	    (unsigned long)set->count, (unsigned long)set->textless_count);
	put_scan_value("hints", hints);
	printf("\t.hint_rows = hint_rows, .reasons = reasons,\n"
	    "\t.status = status, .status_count = %lu,\n"
	    "\t.providers = providers, .provider_slots = %lu,\n"
	    "\t.provider_names = provider_names, .provider_count = %lu,\n"
	    "\t.vocabularies = vocabularies, .labels = labels,\n"
	    "\t.vocabulary_count = %lu,\n"
	    "\t.files = files, .file_count = %d, .blob = blob,\n};\n",
	    (unsigned long)(share.status.n / sizeof(struct status_row)),
	    (unsigned long)provider_slots,
	    (unsigned long)share.provider_count,
	    (unsigned long)(share.vocabularies.n / sizeof(uint32_t)), files);
}

/* share/NAME, in the arena. */
static const char *
path_of(const char *directory, const char *name)
{
	struct view v = arena_concat(&share.arena, view_of(directory),
	    view_of(name));

	return arena_concat(&share.arena, v, (struct view){"", 1}).p;
}

int
main(int argc, char **argv)
{
	struct ruleset set;
	struct scan hints;
	size_t slots;

	if (argc < 3)
		errx(EX_USAGE, "usage: embed-classify DIRECTORY RULES...");
	printf("/* Made from share/ by common/embed; do not edit. */\n"
	    "#include \"classify/tables.h\"\n\n");
	share_text(&share, VIEW(""));
	share_reasons(&share, path_of(argv[1], "/reasons"));
	share_vocabularies(&share, path_of(argv[1], "/vocabularies"));
	share_providers(&share, path_of(argv[1], "/providers"));
	share_blocklists(&share, path_of(argv[1], "/blocklists"));
	share_waits(&share, path_of(argv[1], "/waits"));
	share_doubts(&share, path_of(argv[1], "/doubts"));
	share_status(&share, path_of(argv[1], "/status"));
	set = make_rules(argv + 2, argc - 2);
	put_status();
	put_reasons();
	slots = put_providers();
	hints = put_hints();
	put_numbers("vocabularies", (const uint32_t *)(void *)
	    share.vocabularies.p, share.vocabularies.n / sizeof(uint32_t));
	put_numbers("labels", (const uint32_t *)(void *)share.labels.p,
	    share.labels.n / sizeof(uint32_t));
	put_bytes("blob", buf_view(&share.blob));
	put_files(argv + 2, argc - 2);
	put_tables(&set, &hints, slots, argc - 2);
	if (fflush(stdout) || ferror(stdout))
		err(EX_IOERR, "stdout");
	return EXIT_SUCCESS;
}
