/* Groups of fields into members of a report; see rows.h. */
#include "format/rows.h"

#include "format/typed.h"
#include "mail/mail.h"

void
row_text(struct group *group, struct view value, void *member)
{
	*(struct view *)member = typed_text(group->decoding->arena, value,
	    &group->decoding->report.flags);
}

void
row_typed(struct group *group, struct view value, void *member)
{
	struct view type;

	row_text(group, typed_value(value, &type), member);
}

void
row_id(struct group *group, struct view value, void *member)
{
	(void)group;
	*(struct view *)member = typed_id(value);
}

void
row_date(struct group *group, struct view value, void *member)
{
	(void)group;
	*(int64_t *)member = mail_date(value);
}

void
row_int(struct group *group, struct view value, void *member)
{
	uint64_t number;

	(void)group;
	if (view_uint(value, &number))
		*(int64_t *)member = (int64_t)number;
}

void
row_address(struct group *group, struct view value, void *member)
{
	*(struct view *)member = typed_address(group->decoding->arena, value);
}

void
row_host(struct group *group, struct view value, void *member)
{
	struct view ip;

	(void)group;
	*(struct view *)member = typed_host(value, &ip);
}

void
row_remote(struct group *group, struct view value, void *member)
{
	*(struct view *)member = typed_host(value,
	    &group->recipient->remote_ip);
}

/* The row of that name, or NULL.  Reporters write the fields in nearly the
 * order of the rows, so it is sought from *next on, which then is the row
 * behind it. */
static const struct row *
find_row(const struct row *rows, struct view name, const struct row **next)
{
	const struct row *row = *next, *end = *next;

	while (row->read && !view_ieq(row->name, name))
		row++;
	if (!row->read) {
		for (row = rows; row < end && !view_ieq(row->name, name);)
			row++;
		if (row == end)
			return NULL;
	}
	*next = row + 1;
	return row;
}

void
rows_read(struct decoding *decoding, const struct header *header,
    const struct row *rows, row_recipient *recipient_for)
{
	struct group group = {.decoding = decoding};
	const struct row *row, *next = rows;

	for (size_t i = 0; i < header->count; i++) {
		struct view value = header->fields[i].value;
		char *base = (char *)&decoding->report;

		row = find_row(rows, header->fields[i].name, &next);
		if (!row || view_empty(value))
			continue;
		if (row->of_recipient) {
			base = (char *)recipient_for(&group, row);
			if (!base)
				return;
		}
		row->read(&group, value, base + row->offset);
	}
}
