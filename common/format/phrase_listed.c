/* Recipients that the header lists; see phrase_listed.h. */
#include "format/phrase_listed.h"

#include "mail/address.h"

struct view
phrase_listed_tidy(struct arena *arena, struct view address)
{
	struct view tidied = address_tidy(arena, address);

	return view_none(tidied) ? address : tidied;
}

static size_t
read_list(struct arena *arena, struct view list, struct view **listed)
{
	struct view element, address;
	size_t i, n = 0, room = 1;

	for (i = 0; i < list.n; i++)
		room += list.p[i] == ',' || list.p[i] == ';';
	*listed = ARENA_NEW(arena, struct view, room);
	while (n < room && address_next(&list, &element)) {
		address = address_salvage(arena, element);
		if (address.n)
			(*listed)[n++] = phrase_listed_tidy(arena, address);
	}
	return n;
}

size_t
phrase_listed_read(struct arena *arena, const struct header *header,
    struct view **listed)
{
	static const struct view names[] = {
		{"X-Failed-Recipients", 19}, {"X-Mailer-Daemon-Recipients", 26},
	};
	struct view list;
	size_t i, n = 0;

	for (i = 0; i < sizeof names / sizeof *names && n == 0; i++) {
		list = header_get(header, names[i]);
		if (!view_none(list))
			n = read_list(arena, list, listed);
	}
	return n;
}
