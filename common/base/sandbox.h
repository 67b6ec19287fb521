/*
 * sandbox - what the process may still do once it reads what strangers sent
 *
 * Files may be opened for reading, and what is open already stays in use:
 * standard output can be written, appended to and shortened.  Nothing else:
 * no file is made, changed or removed, no program is run, no socket opened,
 * no signal sent, no process but threads of this one started.  Modules of
 * iconv(3) still load.  What the system cannot do is left out without a word:
 * Linux has Landlock (5.13) and, where the build found libseccomp, a filter
 * of system calls; OpenBSD has pledge(2).
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

/* Enters it, for this thread and those it starts from now on; there is no
 * way out. */
void sandbox_enter(void);

#endif
