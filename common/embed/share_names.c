/* share/providers, share/blocklists and share/waits; see share.h. */
#include <stddef.h>
#include <string.h>

#include "base/fold.h"
#include "embed/share.h"

/* The row of a phrase, which may tell several things. */
static struct hint_row *
hint_of(struct share *share, const struct share_line *line,
    struct view phrase)
{
	char *p = arena_text(&share->arena, phrase.n + 1);
	struct view folded = {p, fold(p, phrase)};
	const struct hint_row none = {.provider = 0};
	const char *fault;
	size_t number = scan_build_add(&share->hints, folded, &fault);

	if (number == SIZE_MAX)
		share_fail(line, fault, phrase);
	if (number == share->hint_rows.n / sizeof none) {
		memcpy(buf_room(&share->hint_rows, sizeof none), &none,
		    sizeof none);
		share->hint_rows.n += sizeof none;
	}
	return (struct hint_row *)(void *)share->hint_rows.p + number;
}

static void
add_row(struct share *share, struct view name, unsigned uses,
    unsigned provider)
{
	struct provider_row row = {.uses = (uint8_t)uses,
	    .provider = (uint8_t)provider};

	row.name = share_text(share, name);
	memcpy(buf_room(&share->provider_rows, sizeof row), &row, sizeof row);
	share->provider_rows.n += sizeof row;
}

static bool
has_row(const struct share *share, struct view name)
{
	const struct provider_row *row = (const void *)share->provider_rows.p;
	size_t count = share->provider_rows.n / sizeof *row;
	const char *p;

	for (; count; count--, row++) {
		p = share->blob.p + row->name;
		if (view_eq(name, (struct view){p + 1, (unsigned char)*p}))
			return true;
	}
	return false;
}

static void
add_names(struct share *share, const struct share_line *line,
    struct view text, unsigned uses)
{
	struct view word;
	size_t dot;

	while (view_word(&text, &word)) {
		if (view_chr(word, '.') == VIEW_NPOS)
			share_fail(line, "not a domain", word);
		add_row(share, word, uses, share->provider_count);
		while ((dot = view_chr(word, '.')) != VIEW_NPOS) {
			word = view_from(word, dot + 1);
			if (!has_row(share, word))
				add_row(share, word, 0, 0);
		}
	}
}

static void
provider_line(struct share *share, const struct share_line *line)
{
	static const struct {
		struct view key;
		unsigned uses;
	} keys[] = {
		{{"host", 4}, PROVIDER_HOST},
		{{"domain", 6}, PROVIDER_DOMAIN},
		{{"shared", 6}, PROVIDER_DOMAIN | PROVIDER_SHARED},
	};
	struct view text = line->text, key = share_word(line, &text);
	size_t i;

	for (i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (view_eq(key, keys[i].key)) {
			add_names(share, line, text, keys[i].uses);
			return;
		}
	if (!view_eq(key, VIEW("text")))
		share_fail(line, "unknown key", key);
	hint_of(share, line, view_trim(text))->provider =
	    (uint8_t)share->provider_count;
}

void
share_providers(struct share *share, const char *path)
{
	struct view rest = file_load(&share->arena, path);
	struct share_line line = {.file = view_of(path)};

	share->hints.arena = &share->arena;
	while (share_next(&rest, &line)) {
		if (line.indented) {
			provider_line(share, &line);
			continue;
		}
		if (share->provider_count == SHARE_PROVIDERS_MAX ||
		    share_provider(share, line.text))
			share_fail(&line, "one too many", line.text);
		share->provider_names[++share->provider_count] =
		    share_text(share, line.text);
	}
}

void
share_blocklists(struct share *share, const char *path)
{
	struct view rest = file_load(&share->arena, path);
	struct share_line line = {.file = view_of(path)};
	uint32_t name = 0;

	while (share_next(&rest, &line)) {
		if (line.indented)
			hint_of(share, &line, line.text)->blocklist = name;
		else
			name = share_text(share, line.text);
	}
}

/* Files of phrases alone; member is where struct hint_row has the mark. */
static void
mark(struct share *share, const char *path, size_t member)
{
	struct view rest = file_load(&share->arena, path);
	struct share_line line = {.file = view_of(path)};
	struct hint_row *row;

	while (share_next(&rest, &line)) {
		row = hint_of(share, &line, line.text);
		*(bool *)((char *)row + member) = true;
	}
}

void
share_waits(struct share *share, const char *path)
{
	mark(share, path, offsetof(struct hint_row, wait));
}

void
share_doubts(struct share *share, const char *path)
{
	mark(share, path, offsetof(struct hint_row, doubt));
}
