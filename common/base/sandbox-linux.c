/* The sandbox on Linux; see sandbox.h.  Kernels that lack something refuse
 * the call, and the rest still holds. */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include <err.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/sandbox_filter.h"

/* Landlock's numbers, the same on every machine: the headers of a system are
 * often older than the kernel that runs. */
enum {
	CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446,
	ASK_VERSION = 1,
	BELOW_PATH = 1 /* kind of rule */
};

/* Everything but reading: running programs, writing, and all that makes or
 * removes a name, each added by some version. */
#define FILES_1 UINT64_C(0x1ff3) /* run, write, remove, make */
#define FILES_2 UINT64_C(0x2000) /* from one directory to another */
#define FILES_3 UINT64_C(0x4000) /* shorten */
#define FILES_5 UINT64_C(0x8000) /* control devices */
#define NAMES_1 UINT64_C(0x120)  /* of these: remove files, make them */
#define NET_4 UINT64_C(3)        /* TCP: bind, connect */
#define SCOPE_6 UINT64_C(3)      /* abstract sockets, signals */

/* As the kernel has it; an older one looks at as many bytes as it is told. */
struct landlock {
	uint64_t files, net, scope;
};

/* What is allowed below an open directory, as the kernel has it. */
struct __attribute__((packed)) below {
	uint64_t files;
	int32_t fd;
};

/* Lets names change in a folder. */
static void
allow_names(int rules, const char *folder)
{
	struct below below = {.files = NAMES_1};

	below.fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (below.fd < 0)
		err(EX_TEMPFAIL, "%s", folder);
	syscall(ADD_RULE, rules, BELOW_PATH, &below, 0);
	close(below.fd);
}

static void
restrict_files(const char *folder)
{
	long version = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);
	struct landlock rules = {.files = FILES_1};
	size_t size = sizeof rules.files;
	long fd;

	if (version >= 2)
		rules.files |= FILES_2;
	if (version >= 3)
		rules.files |= FILES_3;
	if (version >= 4) {
		rules.net = NET_4;
		size += sizeof rules.net;
	}
	if (version >= 5)
		rules.files |= FILES_5;
	if (version >= 6) {
		rules.scope = SCOPE_6;
		size += sizeof rules.scope;
	}
	fd = version < 1 ? -1 : syscall(CREATE_RULESET, &rules, size, 0);
	if (fd < 0)
		return;
	if (folder)
		allow_names((int)fd, folder);
	syscall(RESTRICT_SELF, (int)fd, 0);
	close((int)fd);
}

/* Enters a copy of the filter, which knows this process. */
static void
restrict_calls(const struct sock_filter *filter, unsigned short count)
{
	struct buf copy = {0};
	struct sock_fprog program = {.len = count};

	if (count == 0)
		return;
	buf_add(&copy, (struct view){(const char *)filter,
	    count * sizeof *filter});
	program.filter = (struct sock_filter *)(void *)copy.p;
	for (unsigned i = 0; i < count; i++)
		if (program.filter[i].k == SANDBOX_FILTER_SELF)
			program.filter[i].k = (uint32_t)getpid();
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
	buf_free(&copy);
}

void
sandbox_enter(const char *folder)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return;
	restrict_files(folder);
	if (folder)
		restrict_calls(sandbox_filter_names,
		    sandbox_filter_names_count);
	else
		restrict_calls(sandbox_filter, sandbox_filter_count);
}
