/*
 * sandbox - what the process may still do once it reads what strangers sent
 *
 * Files may be opened for reading, and what is open already stays in use:
 * standard output can be written, appended to and shortened.  In one folder,
 * when it is named, files may be renamed and removed.  Nothing else: no file
 * is made or opened for writing, no program is run, no socket opened,
 * no signal sent, no process but threads of this one started.  Modules of
 * iconv(3) still load.  What the system cannot do is left out without a word:
 * Linux has Landlock (5.13) and, where the build found libseccomp, a filter
 * of system calls; OpenBSD has pledge(2).  FreeBSD's
 * Capsicum opens nothing by name, which is what these programs do: there is
 * none.
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

/* Enters it, for this thread and those it starts from now on; there is no
 * way out.  `folder` is where names may change, by renameat(2) and
 * unlinkat(2); NULL: nowhere. */
void sandbox_enter(const char *folder);

#endif
