/* The sandbox on Linux; see sandbox.h.  Kernels that lack something refuse
 * the call, and the rest still holds. */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sandbox_filter.h"

/* Landlock's numbers, the same on every machine: the headers of a system are
 * often older than the kernel that runs. */
enum {
	CREATE_RULESET = 444, RESTRICT_SELF = 446,
	ASK_VERSION = 1
};

/* Everything but reading: running programs, writing, and all that makes or
 * removes a name, each added by some version. */
#define FILES_1 UINT64_C(0x1ff3) /* run, write, remove, make */
#define FILES_2 UINT64_C(0x2000) /* from one directory to another */
#define FILES_3 UINT64_C(0x4000) /* shorten */
#define FILES_5 UINT64_C(0x8000) /* control devices */
#define NET_4 UINT64_C(3)        /* TCP: bind, connect */
#define SCOPE_6 UINT64_C(3)      /* abstract sockets, signals */

/* As the kernel has it; an older one looks at as many bytes as it is told. */
struct landlock {
	uint64_t files, net, scope;
};

static void
restrict_files(void)
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
	syscall(RESTRICT_SELF, (int)fd, 0);
	close((int)fd);
}

static void
restrict_calls(void)
{
	struct sock_fprog program = {
		.len = sandbox_filter_count,
		.filter = (struct sock_filter *)sandbox_filter,
	};

	if (program.len > 0)
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

void
sandbox_enter(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return;
	restrict_files();
	restrict_calls();
}
