/* Texts of a record made UTF-8; see format.h. */
#include <string.h>

#include "base/utf8.h"
#include "format/format.h"
#include "record/field.h"

/* All of them, copied only when one is wrong. */
static void
repair_list(struct arena *arena, struct list *list)
{
	struct view *copy = NULL;

	for (size_t i = 0; i < list->n; i++) {
		if (utf8_valid(list->v[i]))
			continue;
		if (!copy) {
			copy = ARENA_NEW(arena, struct view, list->n);
			memcpy(copy, list->v, list->n * sizeof *copy);
			list->v = copy;
		}
		copy[i] = utf8_repair(arena, copy[i]);
	}
}

static void
repair_headers(struct arena *arena, struct copied_list *headers)
{
	struct copied *copy = ARENA_NEW(arena, struct copied, headers->n);

	for (size_t i = 0; i < headers->n; i++) {
		copy[i] = headers->v[i];
		repair_list(arena, &copy[i].values);
	}
	headers->v = copy;
}

static void
repair(struct arena *arena, const struct field *field, void *value)
{
	struct view *text = value;

	if (field->type == FIELD_TEXT) {
		if (text->n > 0 && utf8_ascii(*text) < text->n)
			*text = utf8_repair(arena, *text);
	} else if (field->type == FIELD_LIST)
		repair_list(arena, value);
	else if (field->type == FIELD_HEADERS)
		repair_headers(arena, value);
}

void
repair_record(struct arena *arena, const struct record *record)
{
	/* as in emit.c */
	char *const base[] = {
		[SCOPE_REPORT] = (char *)record->report,
		[SCOPE_RECIPIENT] = (char *)record->recipient,
		[SCOPE_VERDICT] = (char *)record->verdict,
	};
	const struct field *field = fields;

	for (; field < fields + FIELD_COUNT; field++)
		if (base[field->scope])
			repair(arena, field, base[field->scope] +
			    field->offset);
}
