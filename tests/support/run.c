/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running the program under test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "day.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "run_program.h"

#define ARGUMENTS_MAX 64
#define PASSPHRASE "an invented passphrase\n"

static const char *program(void)
{
    const char *named = getenv("INWORK");
    return named && named[0] ? named : "build/check/inwork";
}

char *person_path(const struct person *p, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", p->folder, name) < 0)
        fail_msg("no memory");
    return path;
}

void person_begin(struct person *p, const char *name)
{
    day_wait();
    *p = (struct person){.folder = scratch_make()};
    scratch_write(p->folder, "passphrase", PASSPHRASE, strlen(PASSPHRASE));
    char *path = person_path(p, "passphrase");
    assert_int_equal(chmod(path, 0600), 0);
    free(path);
    if (!name)
        return;
    path = person_path(p, "recovery");
    run_expect(0, p, "init", "--name", name, "--kdf", "light", "--recovery-file", path);
    free(path);
    p->unlocked = run(p, "unlock", "--for", "1h", NULL) == 0;
}

void person_end(struct person *p)
{
    if (p->unlocked)
        run_expect(0, p, "lock");
    scratch_remove(p->folder);
    free(p->folder);
    buf_free(&p->out);
    buf_free(&p->err);
    *p = (struct person){0};
}

static void take(int fd, struct buf *into, bool *open)
{
    char piece[8192];
    ssize_t got = read(fd, piece, sizeof piece);
    if (got > 0)
        buf_append(into, piece, (size_t)got);
    else if (got == 0 || errno != EINTR)
        *open = false;
}

/* Feed and read side by side, so that neither end waits for the other. */
static void converse(struct person *p, int in, int out, int err, const char *bytes, size_t n)
{
    bool reading[2] = {true, true};
    bool writing = true;
    (void)fcntl(in, F_SETFL, O_NONBLOCK);
    while (reading[0] || reading[1]) {
        if (writing && n == 0) {
            (void)close(in);
            writing = false;
        }
        struct pollfd wait[3] = {
            {.fd = reading[0] ? out : -1, .events = POLLIN},
            {.fd = reading[1] ? err : -1, .events = POLLIN},
            {.fd = writing ? in : -1, .events = POLLOUT},
        };
        if (poll(wait, 3, -1) < 0 && errno != EINTR)
            fail_msg("poll: %s", strerror(errno));
        if (wait[0].revents)
            take(out, &p->out, &reading[0]);
        if (wait[1].revents)
            take(err, &p->err, &reading[1]);
        if (wait[2].revents) {
            ssize_t done = write(in, bytes, n);
            if (done < 0 && errno != EAGAIN && errno != EINTR)
                n = 0; /* it does not want to hear more */
            bytes += done > 0 ? done : 0;
            n -= done > 0 ? (size_t)done : 0;
        }
    }
    if (writing)
        (void)close(in);
}

static void child(const struct person *p, const char *const *arguments, const char *const *env,
                  bool passphrase, const int fds[3])
{
    for (int i = 0; i < 3; i++)
        (void)dup2(fds[i], i);
    char *store = person_path(p, "store.inwork");
    char *file = person_path(p, "passphrase");
    (void)setenv("INWORK_STORE", store, 1);
    (void)unsetenv("INWORK_PASSPHRASE_FILE");
    if (passphrase)
        (void)setenv("INWORK_PASSPHRASE_FILE", file, 1);
    for (size_t i = 0; env && env[i]; i++)
        (void)putenv(strdup(env[i]));
    /* No terminal to ask at. */
    (void)setsid();
    (void)signal(SIGPIPE, SIG_DFL);
    (void)execv(program(), (char *const *)(uintptr_t)arguments);
    _exit(126);
}

static int spawn(struct person *p, const char *const *arguments, const char *const *env,
                 bool passphrase, const void *in, size_t n)
{
    int pipes[3][2];
    buf_clear(&p->out);
    buf_clear(&p->err);
    for (int i = 0; i < 3; i++)
        if (pipe2(pipes[i], O_CLOEXEC) < 0)
            fail_msg("pipe: %s", strerror(errno));
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        child(p, arguments, env, passphrase, (int[]){pipes[0][0], pipes[1][1], pipes[2][1]});
    if (pid < 0)
        fail_msg("fork: %s", strerror(errno));
    (void)close(pipes[0][0]);
    (void)close(pipes[1][1]);
    (void)close(pipes[2][1]);
    converse(p, pipes[0][1], pipes[1][0], pipes[2][0], in, n);
    (void)close(pipes[1][0]);
    (void)close(pipes[2][0]);
    int wait = 0;
    while (waitpid(pid, &wait, 0) < 0 && errno == EINTR)
        ;
    (void)signal(SIGPIPE, before);
    p->status = WIFEXITED(wait) ? WEXITSTATUS(wait) : 128 + WTERMSIG(wait);
    return p->status;
}

static int run_list(struct person *p, const char *const *env, bool passphrase, const void *in,
                    size_t n, va_list list)
{
    const char *arguments[ARGUMENTS_MAX] = {"inwork"};
    size_t count = 1;
    for (const char *word = va_arg(list, const char *); word; word = va_arg(list, const char *)) {
        assert_true(count + 1 < ARGUMENTS_MAX);
        arguments[count++] = word;
    }
    return spawn(p, arguments, env, passphrase, in, n);
}

int run(struct person *p, ...)
{
    va_list list;
    va_start(list, p);
    int status = run_list(p, NULL, !p->unlocked, "", 0, list);
    va_end(list);
    return status;
}

int run_with(struct person *p, const void *in, size_t n, ...)
{
    va_list list;
    va_start(list, n);
    int status = run_list(p, NULL, !p->unlocked, in, n, list);
    va_end(list);
    return status;
}

int run_bare(struct person *p, const char *const *env, const void *in, size_t n, ...)
{
    va_list list;
    va_start(list, n);
    int status = run_list(p, env, false, in, n, list);
    va_end(list);
    return status;
}

void run_check(int want, int got, const struct person *p, const char *file, int line)
{
    if (want == got)
        return;
    print_error("%s:%d: exit status %d, not %d\n%s%s\n", file, line, got, want, buf_text(&p->out),
                buf_text(&p->err));
    fail();
}

const char *run_line(struct person *p)
{
    if (run_lines(p) != 1)
        fail_msg("not one line: %s", buf_text(&p->out));
    buf_truncate(&p->out, p->out.len - 1);
    return buf_text(&p->out);
}

size_t run_lines(const struct person *p)
{
    size_t lines = 0;
    for (size_t i = 0; i < p->out.len; i++)
        lines += p->out.data[i] == '\n';
    return lines;
}

struct json *run_json(const struct person *p, size_t i)
{
    const char *at = buf_text(&p->out);
    for (; i > 0 && *at; i--)
        at += strcspn(at, "\n") + 1;
    struct json *json = NULL;
    struct error err = {0};
    if (json_parse(&json, at, strcspn(at, "\n"), 8, &err) < 0)
        fail_msg("not JSON: %s in %s", err.message, buf_text(&p->out));
    return json;
}
