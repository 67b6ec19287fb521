/*
 * Makes the C form of share/formats and share/phrases:
 *
 *	formats share/formats share/phrases > formats.c
 *
 * A program of the build, run on the building machine.  It prints the set
 * that phrase_read_finish() makes, so that nothing is read at start-up.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/file.h"
#include "format/phrase_read.h"

static void
print_text(struct view v)
{
	if (view_none(v)) {
		fputs("{0, 0}", stdout);
		return;
	}
	fputs("{ \"", stdout);
	for (size_t i = 0; i < v.n; i++)
		printf("\\%03o", (unsigned char)v.p[i]);
	printf("\", %zu }", v.n);
}

static void
print_blob(const struct scan *scan)
{
	const struct scan_phrase *last;
	const unsigned char *blob = (const unsigned char *)scan->blob;
	size_t n = 0, i;

	/* The blob ends with the literals of the phrase filed last. */
	if (scan->count) {
		last = &scan->phrases[scan->count - 1];
		n = last->text;
		for (i = 0; i < last->literals; i++)
			n += blob[n + 1] + 2u;
	}
	puts("static const char blob[] = {");
	for (i = 0; i < n; i++)
		printf("%d,%s", (signed char)blob[i], i % 16 == 15 ? "\n" : "");
	puts("0\n};");
}

static void
print_scan(const struct scan *scan)
{
	size_t i;

	print_blob(scan);
	puts("static const struct scan_phrase phrases[] = {");
	for (i = 0; i < scan->count; i++)
		printf("{%lu, %u, %u, %u},\n",
		    (unsigned long)scan->phrases[i].text,
		    scan->phrases[i].anchor, scan->phrases[i].literals,
		    scan->phrases[i].skip);
	puts("};\nstatic const uint32_t bits[] = {");
	for (i = 0; i < (size_t)1 << scan->bit_log >> 5; i++)
		printf("%luu,%s", (unsigned long)scan->bits[i],
		    i % 8 == 7 ? "\n" : "");
	puts("};\nstatic const uint32_t buckets[] = {");
	for (i = 0; i <= (size_t)1 << scan->bucket_log; i++)
		printf("%lu,%s", (unsigned long)scan->buckets[i],
		    i % 16 == 15 ? "\n" : "");
	puts("};\nstatic const struct scan_slot slots[] = {");
	for (i = 0; i < scan->count; i++)
		printf("{%luu, %luu, %lu, %lu, %u, %u, %d},\n",
		    (unsigned long)scan->slots[i].key,
		    (unsigned long)scan->slots[i].end,
		    (unsigned long)scan->slots[i].literal,
		    (unsigned long)scan->slots[i].phrase,
		    scan->slots[i].skip, scan->slots[i].to_end,
		    scan->slots[i].alone);
	puts("};");
}

static void
print_rows(const struct phrase_set *set)
{
	size_t i;

	puts("static const unsigned short first[] = {");
	for (i = 0; i < set->scan.count; i++)
		printf("%u,%s", set->first[i], i % 16 == 15 ? "\n" : "");
	puts("};\nstatic const struct phrase_use uses[] = {");
	for (i = 0; i < set->use_count; i++)
		printf("{%u, %u, %u, %u, %d},\n", set->uses[i].row,
		    set->uses[i].next, set->uses[i].key, set->uses[i].value,
		    set->uses[i].colon);
	puts("};\nstatic const struct phrase_row rows[] = {");
	for (i = 0; i < set->row_count; i++) {
		fputs("{ ", stdout);
		print_text(set->rows[i].name);
		printf(", %u, %u },\n", set->rows[i].options,
		    set->rows[i].needs);
	}
	puts("};\nstatic const struct phrase_field fields_[] = {");
	for (i = 0; i < set->field_count; i++) {
		fputs("{ ", stdout);
		print_text(set->fields[i].name);
		fputs(", ", stdout);
		print_text(set->fields[i].text);
		printf(", %zu, %u },\n", set->fields[i].row,
		    set->fields[i].mark);
	}
	puts("};");
}

/* The files as they are, for --dump-formats. */
static void
print_files(const struct view *texts, int count)
{
	size_t j;
	int i;

	for (i = 0; i < count; i++) {
		printf("static const char text%d[] = {\n", i);
		for (j = 0; j < texts[i].n; j++)
			printf("%d,%s", (signed char)texts[i].p[j],
			    j % 20 == 19 ? "\n" : "");
		puts("0\n};");
	}
	puts("const struct view phrase_texts[] = {");
	for (i = 0; i < count; i++)
		printf("{ text%d, %zu },\n", i, texts[i].n);
	puts("};");
}

int
main(int argc, char **argv)
{
	struct arena arena = {0};
	struct phrase_reading reading = {.arena = &arena};
	struct phrase_set set;
	struct view texts[8];

	if (argc < 2 || argc > 9)
		errx(EX_USAGE, "one to eight files are expected");
	for (int i = 1; i < argc; i++) {
		texts[i - 1] = file_load(&arena, argv[i]);
		if (!phrase_read_rows(&reading, texts[i - 1]))
			errx(EX_DATAERR, "%s:%zu: %s", argv[i], reading.line,
			    reading.fault);
	}
	set = phrase_read_finish(&reading);
	puts("/* Made from share/formats and share/phrases. */\n"
	    "#include \"format/phrase.h\"\n"
	    "#include \"format/phrase_rows.h\"\n");
	print_files(texts, argc - 1);
	print_scan(&set.scan);
	print_rows(&set);
	printf("const struct phrase_set phrase_builtin = {\n"
	    "\t.scan = { blob, phrases, %zu, bits, buckets, slots, %u, %u, "
	    "%d },\n\t.first = first, .uses = uses, .rows = rows, "
	    ".fields = fields_,\n\t.row_count = %zu, .use_count = %zu, "
	    ".field_count = %zu, .options = %u,\n};\n", set.scan.count,
	    set.scan.bit_log, set.scan.bucket_log, set.scan.inside,
	    set.row_count, set.use_count, set.field_count, set.options);
	if (fflush(stdout) || ferror(stdout))
		err(EX_TEMPFAIL, "stdout");
	return EXIT_SUCCESS;
}
