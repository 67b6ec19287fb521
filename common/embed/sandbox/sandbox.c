/*
 * sandbox - makes the filters of base/sandbox_filter.h, by libseccomp
 *
 * A call that is not named here fails as if the kernel did not know it: the C
 * library then does without.  What would be a way out fails with EPERM.
 */
#define _DEFAULT_SOURCE /* fileno */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "base/sandbox_filter.h"

enum { THREAD = 0x10000 /* CLONE_THREAD */ };

/* Names that a machine does not have are passed over. */
static const char *const allowed[] = {
	/* reading, and writing to what is open */
	"read", "readv", "pread64", "write", "writev", "close", "lseek",
	"_llseek", "poll", "ppoll", "ppoll_time64", "dup", "fsync",
	"fdatasync",
	/* looking at files and directories */
	"stat", "stat64", "lstat", "lstat64", "fstat", "fstat64",
	"newfstatat", "fstatat64", "statx", "access", "faccessat",
	"faccessat2", "readlink", "readlinkat", "getdents", "getdents64",
	"getcwd",
	/* memory; modules of iconv(3) are mapped */
	"brk", "mmap", "mmap2", "munmap", "mremap", "madvise", "mprotect",
	/* threads */
	"futex", "futex_time64", "set_robust_list", "rseq", "set_tid_address",
	"sched_yield", "sched_getaffinity", "membarrier", "arch_prctl",
	"set_thread_area", "gettid", "getpid", "exit", "exit_group",
	/* signals that come, and waiting */
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn",
	"sigaltstack", "restart_syscall", "nanosleep", "clock_nanosleep",
	"clock_nanosleep_time64",
	/* the clock, the machine, chance */
	"clock_gettime", "clock_gettime64", "gettimeofday", "time", "uname",
	"sysinfo", "getrandom", "getrlimit", "ugetrlimit",
	"getuid", "geteuid", "getgid", "getegid", "getuid32", "geteuid32",
	"getgid32", "getegid32",
};

/* Where names may change; else they are refused like the rest. */
static const char *const naming[] = {"renameat", "renameat2", "unlinkat"};

static const char *const refused[] = {
	"execve", "execveat", "fork", "vfork", "kill", "tkill",
	"rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal",
	"socket", "socketpair", "connect", "bind", "ptrace",
	"process_vm_writev", "creat", "unlink", "rename", "link", "linkat",
	"symlink", "symlinkat",
	"mkdir", "mkdirat", "rmdir", "mknod", "mknodat", "truncate",
	"truncate64", "chmod", "fchmod", "fchmodat", "chown", "lchown",
	"fchown", "fchownat", "utimensat", "setxattr", "fsetxattr",
};

static const unsigned writing[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void
add(scmp_filter_ctx filter, unsigned action, const char *name,
    const struct scmp_arg_cmp *argument)
{
	int number = seccomp_syscall_resolve_name(name), fault;

	if (number == __NR_SCMP_ERROR)
		return;
	fault = seccomp_rule_add_array(filter, action, number,
	    argument != NULL, argument);
	if (fault < 0 && fault != -EDOM && fault != -EFAULT)
		errx(1, "%s: %d", name, fault);
}

/* A call by one of its arguments, in the bits of a mask. */
static void
add_if(scmp_filter_ctx filter, const char *name, unsigned argument,
    unsigned long mask, unsigned long value)
{
	struct scmp_arg_cmp equal = SCMP_CMP(argument, SCMP_CMP_MASKED_EQ,
	    mask, value);

	add(filter, SCMP_ACT_ALLOW, name, &equal);
}

static void
add_open(scmp_filter_ctx filter, const char *name, unsigned argument)
{
	add_if(filter, name, argument,
	    O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0);
	for (size_t i = 0; i < COUNT(writing); i++) {
		struct scmp_arg_cmp has = SCMP_CMP(argument,
		    SCMP_CMP_MASKED_EQ, writing[i], writing[i]);

		add(filter, SCMP_ACT_ERRNO(EPERM), name, &has);
	}
}

static void
add_some(scmp_filter_ctx filter)
{
	static const unsigned long fcntl_commands[] = {
		F_DUPFD, F_GETFD, F_SETFD, F_GETFL, 1030 /* F_DUPFD_CLOEXEC */
	};
	static const unsigned long ioctl_requests[] = {
		0x5401 /* TCGETS: isatty() */, 0x5413 /* TIOCGWINSZ */
	};
	/* clone(2) has its first two arguments swapped there. */
	unsigned flags = seccomp_arch_native() == SCMP_ARCH_S390X;
	struct scmp_arg_cmp process = SCMP_CMP(flags, SCMP_CMP_MASKED_EQ,
	    THREAD, 0);
	struct scmp_arg_cmp others = SCMP_CMP(0, SCMP_CMP_NE,
	    SANDBOX_FILTER_SELF, 0);

	/* abort(3), and limits of this process */
	add_if(filter, "tgkill", 0, UINT32_MAX, SANDBOX_FILTER_SELF);
	add(filter, SCMP_ACT_ERRNO(EPERM), "tgkill", &others);
	add_if(filter, "prlimit64", 0, UINT32_MAX, 0);
	add_open(filter, "open", 1);
	add_open(filter, "openat", 2);
	add_if(filter, "clone", flags, THREAD, THREAD);
	add(filter, SCMP_ACT_ERRNO(EPERM), "clone", &process);
	add_if(filter, "ftruncate", 0, UINT32_MAX, STDOUT_FILENO);
	add_if(filter, "ftruncate64", 0, UINT32_MAX, STDOUT_FILENO);
	for (size_t i = 0; i < COUNT(fcntl_commands); i++) {
		add_if(filter, "fcntl", 1, UINT32_MAX, fcntl_commands[i]);
		add_if(filter, "fcntl64", 1, UINT32_MAX, fcntl_commands[i]);
	}
	for (size_t i = 0; i < COUNT(ioctl_requests); i++)
		add_if(filter, "ioctl", 1, UINT32_MAX, ioctl_requests[i]);
}

static void
add_names(scmp_filter_ctx filter, const char *const *names, size_t count,
    unsigned action)
{
	for (size_t i = 0; i < count; i++)
		add(filter, action, names[i], NULL);
}

static void
print(FILE *file, const char *name)
{
	struct sock_filter line;
	unsigned count = 0;

	printf("const struct sock_filter %s[] = {\n", name);
	rewind(file);
	for (; fread(&line, sizeof line, 1, file) == 1; count++)
		printf("{%u, %u, %u, %uU},\n", line.code, line.jt, line.jf,
		    (unsigned)line.k);
	printf("{0}};\nconst unsigned short %s_count = %u;\n", name, count);
}

/* Makes and prints one filter, of that name. */
static void
make(const char *name, bool names)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	FILE *file = tmpfile();

	if (!filter || !file)
		err(1, "seccomp_init");
	/* Looked for by bisection: there are a hundred. */
	seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	add_names(filter, allowed, COUNT(allowed), SCMP_ACT_ALLOW);
	add_names(filter, refused, COUNT(refused), SCMP_ACT_ERRNO(EPERM));
	add_names(filter, naming, COUNT(naming),
	    names ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM));
	add_some(filter);
	if (seccomp_export_bpf(filter, fileno(file)) < 0)
		errx(1, "seccomp_export_bpf");
	print(file, name);
	seccomp_release(filter);
	fclose(file);
}

int
main(void)
{
	puts("#include \"base/sandbox_filter.h\"");
	make("sandbox_filter", false);
	make("sandbox_filter_names", true);
	return fflush(stdout);
}
