/* SPDX-License-Identifier: GPL-3.0-or-later
 * Starting and ending the courier process. Everything that must not reach the network stays
 * behind here: descriptors, keyring, environment, terminal.
 */
#include "spawn_int.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"

/* What ssh needs to find its keys, agents and words; nothing else goes along, GIT_* least of
 * all. The manual names INWORK_SSH_CONFIG. */
static const char *const kept[] = {
    "PATH",         "HOME",         "SSH_AUTH_SOCK", "SSH_ASKPASS",     "LANG",
    "LC_ALL",       "TERM",         "DISPLAY",       "XDG_RUNTIME_DIR", "INWORK_SSH_CONFIG",
#if COURIER_SANITIZED
    "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
#endif
};
#define KEPT (sizeof kept / sizeof kept[0])

/* One block of `NAME=VALUE` texts and the pointers to them. */
static int build_environment(struct buf *block, char **list, struct error *err)
{
    size_t at[KEPT];
    size_t count = 0;
    for (size_t i = 0; i < KEPT; i++) {
        const char *value = getenv(kept[i]);
        if (!value)
            continue;
        at[count++] = block->len;
        buf_printf(block, "%s=%s", kept[i], value);
        buf_push(block, '\0');
    }
    int rc = buf_ok(block, err);
    for (size_t i = 0; !rc && i < count; i++)
        list[i] = block->data + at[i];
    list[rc ? 0 : count] = NULL;
    return rc;
}

/* Only calls that are safe between fork and exec. */
__attribute__((noreturn)) static void become(const char *program, char *const *environment,
                                             int socket_fd, int null_fd, pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127);
    (void)setsid();
    (void)umask(077);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    /* Clear of 0, 1 and 2 first, in case the parent runs without them. */
    int in = fcntl(socket_fd, F_DUPFD_CLOEXEC, 3);
    int null = fcntl(null_fd, F_DUPFD_CLOEXEC, 3);
    if (in < 0 || null < 0 || dup2(in, 0) < 0 || dup2(null, 1) < 0)
        _exit(127);
    if (!COURIER_SANITIZED && dup2(null, 2) < 0)
        _exit(127);
    if (syscall(SYS_close_range, 3u, ~0u, 0u) < 0) {
        long most = sysconf(_SC_OPEN_MAX);
        for (int fd = 3; fd < (most > 0 ? (int)most : 1024); fd++)
            (void)close(fd);
    }
    /* Where the kernel has no keyrings, or a container forbids them, there is none to inherit. */
    (void)syscall(SYS_keyctl, (long)KEYCTL_JOIN_SESSION_KEYRING, NULL);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) < 0)
        _exit(127);
    char *const arguments[] = {(char *)(size_t)program, (char *)(size_t) "courier", NULL};
    (void)execve(program, arguments, environment);
    _exit(127);
}

int process_start(struct process *out, const char *program, struct error *err)
{
    *out = (struct process){.fd = -1};
    struct buf block = BUF_ZERO;
    char *environment[KEPT + 1];
    int ends[2] = {-1, -1};
    int null = -1;
    int rc = build_environment(&block, environment, err);
    if (rc)
        goto out;
    null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
        rc = error_errno(err, STATUS_IO, "cannot make a channel to the courier");
        goto out;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        rc = error_errno(err, STATUS_IO, "cannot start the courier");
        goto out;
    }
    if (pid == 0)
        become(program ? program : "/proc/self/exe", environment, ends[1], null, parent);
    *out = (struct process){.pid = pid, .fd = ends[0]};
    ends[0] = -1;
out:
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0)
            (void)close(ends[i]);
    if (null >= 0)
        (void)close(null);
    buf_free(&block);
    return rc;
}

int process_end(struct process *p, int patience)
{
    int status = 0;
    if (p->fd >= 0)
        (void)close(p->fd);
    p->fd = -1;
    if (p->pid <= 0)
        return 0;
    for (int waited = 0; waited < patience; waited++) {
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)p->pid, &info, WEXITED | WNOWAIT | WNOHANG) == 0 && info.si_pid)
            break;
        struct timespec one = {.tv_nsec = 1000000};
        (void)nanosleep(&one, NULL);
    }
    /* The whole group, an ssh may outlive its courier; and before the courier is reaped, as long
     * as its number cannot mean anyone else. It may not have come to have a group yet. */
    (void)kill(-p->pid, SIGKILL);
    (void)kill(p->pid, SIGKILL);
    while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
        ;
    p->pid = 0;
    return status;
}
