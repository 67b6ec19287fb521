/* How much the operands hold; see extent.h. */
#define _POSIX_C_SOURCE 200809L
#include "input/extent.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names of one directory that are not hidden; 0 when it can't be read. */
static uint64_t
count_names(int dir, const char *name)
{
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	uint64_t n = 0;

	if (!stream) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	while ((entry = readdir(stream)))
		n += entry->d_name[0] != '.';
	closedir(stream);
	return n;
}

/* Of a Maildir, the messages in it. */
static uint64_t
count_files(int dir)
{
	struct stat st;

	if (fstatat(dir, "new", &st, 0) == 0 || fstatat(dir, "cur", &st, 0) == 0)
		return count_names(dir, "new") + count_names(dir, "cur");
	return count_names(dir, ".");
}

static uint64_t
count_directory(const char *name)
{
	int dir = strcmp(name, "-") == 0 ? dup(STDIN_FILENO) :
	    open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	uint64_t n;

	if (dir < 0)
		return 0;
	n = count_files(dir);
	close(dir);
	return n;
}

bool
extent_find(const struct source_options *options, char **operands,
    size_t count, uint64_t standard, struct extent *extent)
{
	static char *const input[] = {"-"};
	uint64_t bytes = 0, files = 0, n;
	bool is_standard;
	struct stat st;

	if (options->list || options->state)
		return false;
	*extent = (struct extent){0};
	for (size_t i = 0; i < count + (count == 0); i++) {
		const char *name = count == 0 ? input[0] : operands[i];

		is_standard = strcmp(name, "-") == 0;
		if ((is_standard ? fstat(STDIN_FILENO, &st) :
		    stat(name, &st)) < 0)
			continue; /* will be reported */
		if (S_ISDIR(st.st_mode)) {
			extent->files = true;
			files += count_directory(name);
		} else if (S_ISREG(st.st_mode)) {
			n = (uint64_t)st.st_size;
			bytes += is_standard ? n - (standard < n ? standard :
			    n) : n;
			files++;
		} else {
			return false;
		}
	}
	extent->total = extent->files ? files : bytes;
	return extent->total > 0 && !(extent->files && options->recursive);
}
