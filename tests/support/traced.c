/* SPDX-License-Identifier: GPL-3.0-or-later
 * Following a program and its children with ptrace, stopping only where one begins or ends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "traced.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "run_program.h"

#define OPTIONS                                                                                    \
    (PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |         \
     PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL)

static bool read_proc(struct buf *out, pid_t pid, const char *name)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool read = fs_read_fd(out, fd, path, 1 << 22, NULL) == 0;
    (void)close(fd);
    return read;
}

/* Whether the program of a process is one of those looked at. */
static bool is_named(pid_t pid, const char *name)
{
    char link[64], target[512];
    (void)snprintf(link, sizeof link, "/proc/%ld/exe", (long)pid);
    ssize_t n = readlink(link, target, sizeof target - 1);
    if (n <= 0)
        return false;
    target[n] = '\0';
    const char *last = strrchr(target, '/');
    return last && strncmp(last + 1, name, strlen(name)) == 0;
}

static void begins(struct traced *t, pid_t pid, const char *name)
{
    size_t from = t->seen.len;
    t->programs++;
    t->named += is_named(pid, name);
    assert_true(read_proc(&t->seen, pid, "cmdline"));
    buf_push(&t->seen, '\n');
    assert_true(read_proc(&t->seen, pid, "environ"));
    buf_push(&t->seen, '\n');
    assert_false(t->seen.failed);
    for (size_t i = from; i < t->seen.len; i++)
        if (t->seen.data[i] == '\0')
            t->seen.data[i] = '\n';
}

static void ends(struct traced *t, pid_t pid, const char *name)
{
    struct buf limits = BUF_ZERO;
    int soft = -1, hard = -1;
    if (!is_named(pid, name))
        return;
    t->ended++;
    if (read_proc(&limits, pid, "limits")) {
        const char *core = strstr(buf_text(&limits), "Max core file size");
        if (core)
            (void)sscanf(core + strlen("Max core file size"), "%d %d", &soft, &hard);
    }
    t->dumping += soft != 0 || hard != 0;
    buf_free(&limits);
}

static void become(const char *const argv[], const char *const env[], const char *folder)
{
    static const char *const files[] = {"in", "out", "err"};
    for (int i = 0; i < 3; i++) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        int fd = open(path, (i == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC) | O_CLOEXEC, 0600);
        if (fd < 0 || dup2(fd, i) < 0)
            _exit(126);
    }
    for (size_t i = 0; env[i]; i++)
        (void)putenv(strdup(env[i]));
    /* Looking for leaks is done by tracing too, and a process is traced once. */
    (void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    (void)setsid();
    (void)raise(SIGSTOP);
    (void)execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(126);
}

/* Let all of them run until the first has ended and the others too. */
static void follow(struct traced *t, pid_t first, const char *name)
{
    for (;;) {
        int status = 0;
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid < 0)
            return;
        if (!WIFSTOPPED(status)) {
            if (pid == first)
                t->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int number = WSTOPSIG(status);
        int event = status >> 16;
        if (event == PTRACE_EVENT_EXEC)
            begins(t, pid, name);
        else if (event == PTRACE_EVENT_EXIT)
            ends(t, pid, name);
        /* A child's first stop, and those of events, are not signals to pass on. */
        if (event != 0 || number == SIGSTOP || number == SIGTRAP)
            number = 0;
        (void)ptrace(PTRACE_CONT, pid, NULL, number); /* it may have been killed meanwhile */
    }
}

bool traced_run(struct traced *out, const char *const argv[], const char *const env[],
                const char *in, size_t n, const char *name)
{
    int status = 0;
    char *folder = scratch_make();
    *out = (struct traced){0};
    scratch_write(folder, "in", in, n);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
            _exit(125);
        become(argv, env, folder);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    bool able = WIFSTOPPED(status) && ptrace(PTRACE_SETOPTIONS, child, NULL, OPTIONS) == 0 &&
                ptrace(PTRACE_CONT, child, NULL, 0) == 0;
    if (able) {
        follow(out, child, name);
        scratch_read(folder, "out", &out->out);
        scratch_read(folder, "err", &out->err);
    } else if (WIFSTOPPED(status)) {
        (void)kill(child, SIGKILL);
        (void)waitpid(child, &status, 0);
    }
    scratch_remove(folder);
    free(folder);
    return able;
}

void traced_clear(struct traced *t)
{
    buf_free_wiped(&t->seen);
    buf_free_wiped(&t->out);
    buf_free_wiped(&t->err);
}
