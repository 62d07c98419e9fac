/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running other programs as oracles. Standard input and output are files in memory, so nothing can
 * wait for anything.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "run_program.h"

static int memory_file(const void *bytes, size_t n)
{
    int fd = memfd_create("test", MFD_CLOEXEC);
    assert_true(fd >= 0);
    for (size_t at = 0; at < n;) {
        ssize_t put = write(fd, (const char *)bytes + at, n - at);
        assert_true(put > 0);
        at += (size_t)put;
    }
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

static void read_all(int fd, struct buf *out)
{
    char piece[8192];
    ssize_t got = 0;
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    buf_clear(out);
    while ((got = read(fd, piece, sizeof piece)) > 0)
        buf_append(out, piece, (size_t)got);
    assert_int_equal(got, 0);
    assert_int_equal(buf_ok(out, NULL), 0);
}

_Noreturn static void become(const char *const argv[], int in, int out, bool quiet)
{
    int nowhere = quiet ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || (nowhere >= 0 && dup2(nowhere, 2) < 0))
        _exit(127);
    (void)execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

static int finish(pid_t child, int in, int result, struct buf *out)
{
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    if (out)
        read_all(result, out);
    assert_int_equal(close(in), 0);
    assert_int_equal(close(result), 0);
    return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

int run_program(const char *const argv[], const void *in, size_t n, struct buf *out, bool quiet)
{
    int input = memory_file(in, n);
    int result = memory_file(NULL, 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become(argv, input, result, quiet);
    return finish(child, input, result, out);
}

int run_program_on_terminal(const char *const argv[], const void *in, size_t n, struct buf *out,
                            const char *answer, unsigned prompts)
{
    int input = memory_file(in, n);
    int result = memory_file(NULL, 0);
    int terminal = -1;
    pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    assert_true(child >= 0);
    if (child == 0)
        become(argv, input, result, false);
    char seen[2] = {0, 0};
    for (;;) {
        struct pollfd wait_for = {.fd = terminal, .events = POLLIN};
        char c = 0;
        if (poll(&wait_for, 1, 60000) <= 0 || read(terminal, &c, 1) != 1)
            break;
        seen[0] = seen[1];
        seen[1] = c;
        if (seen[0] == ':' && seen[1] == ' ' && prompts > 0) {
            prompts--;
            assert_int_equal(write(terminal, answer, strlen(answer)), strlen(answer));
            assert_int_equal(write(terminal, "\n", 1), 1);
        }
    }
    int status = finish(child, input, result, out);
    assert_int_equal(close(terminal), 0);
    return status;
}

bool program_exists(const char *name)
{
    const char *path = getenv("PATH");
    struct buf full = BUF_ZERO;
    bool found = false;
    while (path && *path && !found) {
        size_t n = strcspn(path, ":");
        buf_clear(&full);
        buf_append(&full, path, n);
        buf_push(&full, '/');
        buf_add(&full, name);
        found = access(buf_text(&full), X_OK) == 0;
        path += path[n] ? n + 1 : n;
    }
    buf_free(&full);
    return found;
}

char *scratch_make(void)
{
    const char *parent = getenv("TMPDIR");
    struct buf path = BUF_ZERO;
    buf_printf(&path, "%s/inwork-scratch.XXXXXX", parent && *parent ? parent : "/tmp");
    char *text = buf_take(&path);
    assert_non_null(text);
    assert_non_null(mkdtemp(text));
    return text;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void scratch_remove(const char *path)
{
    assert_int_equal(nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static int open_in(const char *folder, const char *name, int flags)
{
    struct buf path = BUF_ZERO;
    buf_printf(&path, "%s/%s", folder, name);
    int fd = open(buf_text(&path), flags | O_CLOEXEC, 0600);
    buf_free(&path);
    assert_true(fd >= 0);
    return fd;
}

void scratch_write(const char *folder, const char *name, const void *bytes, size_t n)
{
    int fd = open_in(folder, name, O_WRONLY | O_CREAT | O_TRUNC);
    assert_int_equal(write(fd, bytes, n), n);
    assert_int_equal(close(fd), 0);
}

void scratch_read(const char *folder, const char *name, struct buf *out)
{
    int fd = open_in(folder, name, O_RDONLY);
    read_all(fd, out);
    assert_int_equal(close(fd), 0);
}
