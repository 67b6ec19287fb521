/* What folders and the files in them are known by; see seen.h. */
#define _GNU_SOURCE /* st_mtim */
#include <string.h>

#include "input/seen_merge.h"

enum { STAMP = 3 * 8 /* bytes: size, seconds, nanoseconds */ };

/* Makes an absolute name of one, with neither "." nor "//" in it.  Links are
 * not looked at: a folder that moves behind one keeps its name. */
static void
add_path(struct buf *path, struct view name)
{
	struct view part;

	while (name.n > 0) {
		view_cut(name, '/', &part, &name);
		if (view_empty(part) || view_eq(part, VIEW(".")))
			continue;
		buf_addc(path, '/');
		buf_add(path, part);
	}
}

struct seen_folder
seen_folder(const struct seen *seen, struct view name)
{
	struct seen_folder folder;
	struct buf path = {0};

	if (!view_none(seen->standard) && (view_eq(name, VIEW("-")) ||
	    view_starts(name, VIEW("-/")))) {
		add_path(&path, seen->standard);
		name = view_from(name, 1);
	} else if (!view_starts(name, VIEW("/"))) {
		add_path(&path, seen->path);
	}
	add_path(&path, name);
	digest_sha256(buf_view(&path), folder.digest);
	buf_free(&path);
	return folder;
}

struct seen_key
seen_key(const struct seen_folder *folder, struct view name,
    const struct stat *st)
{
	unsigned char digest[DIGEST_SHA256];
	struct buf text = {0};
	struct seen_key key;
	char *stamp;

	buf_add(&text, (struct view){(const char *)folder->digest,
	    sizeof folder->digest});
	buf_add(&text, name);
	buf_addc(&text, '\0');
	if (st) {
		stamp = buf_room(&text, STAMP);
		block_set_number(stamp, (uint64_t)st->st_size);
		block_set_number(stamp + 8, (uint64_t)st->st_mtim.tv_sec);
		block_set_number(stamp + 16, (uint64_t)st->st_mtim.tv_nsec);
		text.n += STAMP;
	}
	digest_sha256(buf_view(&text), digest);
	buf_free(&text);
	memcpy(key.bytes, folder->digest, SEEN_TAG);
	memcpy(key.bytes + SEEN_TAG, digest, SEEN_MISSED - SEEN_TAG);
	key.bytes[SEEN_MISSED] = 0;
	return key;
}
