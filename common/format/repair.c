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
		if (utf8_ascii(list->v[i]) == list->v[i].n ||
		    utf8_valid(list->v[i]))
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
	struct copied *copy;

	if (headers->n == 0)
		return;
	copy = ARENA_ROOM(arena, struct copied, headers->n);
	for (size_t i = 0; i < headers->n; i++) {
		copy[i] = headers->v[i];
		repair_list(arena, &copy[i].values);
	}
	headers->v = copy;
}

static void
repair_text(struct arena *arena, struct view *text)
{
	if (text->n > 0 && utf8_ascii(*text) < text->n)
		*text = utf8_repair(arena, *text);
}

/* What type it has is known when this is compiled, so nothing is left of the
 * fields that hold no text. */
static inline void
repair(struct arena *arena, enum field_type type, void *value)
{
	if (type == FIELD_TEXT)
		repair_text(arena, value);
	else if (type == FIELD_LIST)
		repair_list(arena, value);
	else if (type == FIELD_HEADERS)
		repair_headers(arena, value);
}

#define STRUCT_REPORT struct report
#define STRUCT_RECIPIENT struct recipient
#define STRUCT_VERDICT struct verdict
#define REPAIR(of, wanted, type, scope, member) \
	if (SCOPE_##scope == (wanted)) \
		repair(arena, FIELD_##type, (char *)(of) + \
		    offsetof(STRUCT_##scope, member));

void
repair_report(struct arena *arena, struct report *report)
{
#define FIELD(key, type, scope, member, words, meaning) \
	REPAIR(report, SCOPE_REPORT, type, scope, member)
#include "record/fields.def"
#undef FIELD
}

void
repair_recipient(struct arena *arena, struct recipient *recipient)
{
#define FIELD(key, type, scope, member, words, meaning) \
	REPAIR(recipient, SCOPE_RECIPIENT, type, scope, member)
#include "record/fields.def"
#undef FIELD
}
