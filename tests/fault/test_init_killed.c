/* SPDX-License-Identifier: GPL-3.0-or-later
 * `inwork init` (src/app/cmd_init.c, src/vault/making.c) killed at system calls that change a file,
 * at each of the last and at some of the others, and at random moments: there
 * is either no store, and the same command makes one, or a sound one whose recovery key was given
 * out; and nothing is left beside it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/clock.h"
#include "run.h"
#include "run_program.h"

static const char *program(void)
{
    const char *named = getenv("INWORK");
    return named && named[0] ? named : "build/check/inwork";
}

/* In the child: become `inwork init` in the folder. */
static void become_init(const struct person *p)
{
    char *store = person_path(p, "store.inwork");
    char *file = person_path(p, "passphrase");
    char *paper = person_path(p, "recovery");
    char *out = person_path(p, "killed.out");
    int fd = open(out, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    (void)dup2(fd, 1);
    (void)dup2(fd, 2);
    (void)setenv("INWORK_STORE", store, 1);
    (void)setenv("INWORK_PASSPHRASE_FILE", file, 1);
    /* Looking for leaks is done by tracing too. */
    (void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    (void)execl(program(), "inwork", "init", "--name", "Ada Example", "--kdf", "light",
                "--recovery-file", paper, (char *)NULL);
    _exit(126);
}

static bool changes_files(const struct __ptrace_syscall_info *call)
{
    switch (call->entry.nr) {
    case SYS_openat:
        return (call->entry.args[2] & O_CREAT) != 0;
    case SYS_write:
    case SYS_pwrite64:
    case SYS_ftruncate:
    case SYS_fallocate:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_linkat:
    case SYS_unlinkat:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_mkdirat:
#ifdef SYS_open /* not on every machine */
    case SYS_unlink:
    case SYS_rename:
    case SYS_mkdir:
    case SYS_link:
#endif
        return true;
#ifdef SYS_open
    case SYS_open:
        return (call->entry.args[1] & O_CREAT) != 0;
#endif
    default:
        return false;
    }
}

/* Run it and kill it at call number `at` before that is carried out; 0: never. How many there were,
 * or -1 where processes may not be traced. */
static int traced(const struct person *p, int at)
{
    int calls = 0;
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
            _exit(125);
        (void)raise(SIGSTOP);
        become_init(p);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFSTOPPED(status))
        return -1;
    if (ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) < 0)
        goto unable;
    int deliver = 0;
    while (true) {
        if (ptrace(PTRACE_SYSCALL, child, NULL, deliver) < 0)
            goto unable;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFSTOPPED(status))
            break;
        deliver = WSTOPSIG(status);
        if (deliver == SIGTRAP)
            deliver = 0; /* the execve */
        if (deliver != (SIGTRAP | 0x80))
            continue;
        deliver = 0;
        struct __ptrace_syscall_info call = {0};
        if (ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof call, &call) <= 0)
            goto unable;
        if (call.op == PTRACE_SYSCALL_INFO_ENTRY && changes_files(&call) && ++calls == at) {
            (void)kill(child, SIGKILL);
            while (waitpid(child, &status, 0) == child && WIFSTOPPED(status))
                continue;
            assert_true(WIFSIGNALED(status));
            return calls;
        }
    }
    if (at == 0)
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return calls;
unable:
    (void)kill(child, SIGKILL);
    (void)waitpid(child, &status, 0);
    return -1;
}

static void killed_after(const struct person *p, int64_t us)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become_init(p);
    (void)usleep((useconds_t)us);
    (void)kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
}

/* --- what must hold afterwards ------------------------------------------------------------- */

static bool there(const struct person *p, const char *name)
{
    char *path = person_path(p, name);
    bool is = access(path, F_OK) == 0;
    free(path);
    return is;
}

static void nothing_strange_beside(const struct person *p, int at)
{
    static const char *const expected[] = {".",
                                           "..",
                                           "passphrase",
                                           "recovery",
                                           "store.inwork",
                                           "store.inwork-wal",
                                           "store.inwork-shm",
                                           "store.inwork.lock",
                                           "killed.out"};
    DIR *folder = opendir(p->folder);
    assert_non_null(folder);
    for (struct dirent *e = readdir(folder); e; e = readdir(folder)) {
        bool known = false;
        for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
            known = known || strcmp(e->d_name, expected[i]) == 0;
        if (!known)
            fail_msg("killed at %d: %s is left behind", at, e->d_name);
    }
    (void)closedir(folder);
}

static void start_over(struct person *p)
{
    static const char *const names[] = {"recovery",         "store.inwork",      "store.inwork-wal",
                                        "store.inwork-shm", "store.inwork.lock", "killed.out"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = person_path(p, names[i]);
        (void)unlink(path);
        free(path);
    }
    nothing_strange_beside(p, -1);
}

static int init_again(struct person *p)
{
    char *paper = person_path(p, "recovery");
    int status =
        run(p, "init", "--name", "Ada Example", "--kdf", "light", "--recovery-file", paper, NULL);
    free(paper);
    return status;
}

static void sound_afterwards(struct person *p, int at, bool thorough, int *made)
{
    if (there(p, "store.inwork")) {
        struct buf before = BUF_ZERO, after = BUF_ZERO;
        (*made)++;
        assert_true(there(p, "recovery"));
        scratch_read(p->folder, "store.inwork", &before);
        run_check(65, init_again(p), p, __FILE__, at);
        scratch_read(p->folder, "store.inwork", &after);
        assert_int_equal(before.len, after.len);
        assert_memory_equal(before.data, after.data, before.len);
        buf_free(&before);
        buf_free(&after);
    } else {
        run_check(0, init_again(p), p, __FILE__, at);
    }
    nothing_strange_beside(p, at);
    if (!thorough)
        return;
    run_check(0, run(p, "verify", NULL), p, __FILE__, at);
    run_check(0, run(p, "list", "member", NULL), p, __FILE__, at);
    assert_non_null(strstr(buf_text(&p->out), "Ada Example"));
    static const char fresh[] = "an invented passphrase\n";
    char *paper = person_path(p, "recovery");
    run_check(0,
              run_with(p, fresh, strlen(fresh), "recover", "--recovery-file", paper,
                       "--new-passphrase-fd", "0", "--kdf", "light", NULL),
              p, __FILE__, at);
    free(paper);
}

static int next_call(int at, int step, int all_from)
{
    if (at >= all_from)
        return at + 1;
    return at + step < all_from ? at + step : all_from;
}

static void killed_at_its_calls(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, NULL);
    int calls = traced(&p, 0);
    if (calls < 0) {
        print_message("skipped: processes may not be traced here\n");
        person_end(&p);
        return;
    }
    assert_true(calls > 20);
    int made = 0;
    sound_afterwards(&p, 0, true, &made);
    assert_int_equal(made, 1);
    /* The last calls are those that matter most: each of them; of the others, most of which write
     * pages, some. */
    int last = 16;
    int step = getenv("INWORK_SOAK") ? 1 : calls / 16 + 1;
    made = 0;
    int killed = 0;
    for (int at = 1; at <= calls; at = next_call(at, step, calls - last)) {
        start_over(&p);
        assert_true(traced(&p, at) > 0);
        sound_afterwards(&p, at, at + last / 2 >= calls, &made);
        killed++;
    }
    print_message("killed at %d of %d calls; the store was there %d times\n", killed, calls, made);
    assert_true(made < killed);
    person_end(&p);
}

static void killed_at_any_moment(void **state)
{
    (void)state;
    struct person p;
    unsigned seed = 20261122;
    int made = 0;
    int rounds = getenv("INWORK_SOAK") ? 200 : 8;
    person_begin(&p, NULL);
    int64_t began = clock_monotonic_ms();
    run_check(0, init_again(&p), &p, __FILE__, __LINE__);
    int64_t usual = clock_monotonic_ms() - began;
    print_message("seed %u\n", seed);
    for (int i = 0; i < rounds; i++) {
        start_over(&p);
        killed_after(&p, rand_r(&seed) % (usual * 1000 + 1));
        sound_afterwards(&p, i, i % 4 == 0, &made);
    }
    person_end(&p);
}

/* A store that grows under another name is not in the way of anything; and what is no leaving of
 * ours is not touched. */
static void only_what_init_left_is_removed(void **state)
{
    (void)state;
    struct person p;
    struct buf kept = BUF_ZERO;
    person_begin(&p, NULL);
    /* Something unsound of that name, which a process that was killed can leave. */
    scratch_write(p.folder, "store.inwork.new", "half", 4);
    scratch_write(p.folder, "store.inwork.new-wal", "half a log", 10);
    scratch_write(p.folder, "store.inwork.newer", "the person's", 12);
    /* A recovery file that belongs to no unfinished store stays, and is in the way. */
    scratch_write(p.folder, "recovery", "AAAQEA-YEAUDA-OCAJBI-FQYDIO-B4IBCE-QT6VFQ\n", 42);
    assert_int_equal(init_again(&p), 65);
    assert_non_null(strstr(buf_text(&p.err), "there is a file already at "));
    scratch_read(p.folder, "recovery", &kept);
    assert_int_equal(kept.len, 42);
    assert_false(there(&p, "store.inwork"));
    char *path = person_path(&p, "recovery");
    assert_int_equal(unlink(path), 0);
    free(path);
    assert_int_equal(init_again(&p), 0);
    assert_false(there(&p, "store.inwork.new"));
    assert_false(there(&p, "store.inwork.new-wal"));
    buf_clear(&kept);
    scratch_read(p.folder, "store.inwork.newer", &kept);
    assert_int_equal(kept.len, 12);
    buf_free(&kept);
    person_end(&p);
}

/* A store whose making another process is at. */
static void two_at_once(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, NULL);
    char *lock = person_path(&p, "store.inwork.lock");
    int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    assert_true(fd >= 0);
    assert_int_equal(fcntl(fd, F_OFD_SETLK, &range), 0);
    assert_int_equal(init_again(&p), 75);
    assert_non_null(strstr(buf_text(&p.err), "another process is making "));
    assert_false(there(&p, "recovery"));
    (void)close(fd);
    assert_int_equal(init_again(&p), 0);
    free(lock);
    person_end(&p);
}

/* Where the recovery key cannot be given out there is no store. */
static void no_recovery_key_no_store(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, NULL);
    assert_int_equal(run(&p, "init", "--name", "Ada Example", "--kdf", "light", "--recovery-file",
                         "/nonexistent/folder/paper", NULL),
                     74);
    nothing_strange_beside(&p, 0);
    assert_false(there(&p, "store.inwork"));
    assert_false(there(&p, "store.inwork.lock"));
    if (access("/dev/full", W_OK) == 0) {
        char *store = person_path(&p, "store.inwork");
        char *file = person_path(&p, "passphrase");
        (void)setenv("INWORK_STORE", store, 1);
        (void)setenv("INWORK_PASSPHRASE_FILE", file, 1);
        const char *const argv[] = {
            "sh", "-c", "exec \"$0\" init --name Ada --kdf light >/dev/full", program(), NULL};
        assert_int_equal(run_program(argv, "", 0, NULL, true), 74);
        (void)unsetenv("INWORK_STORE");
        (void)unsetenv("INWORK_PASSPHRASE_FILE");
        free(store);
        free(file);
        nothing_strange_beside(&p, 0);
        assert_false(there(&p, "store.inwork"));
    }
    person_end(&p);
}

/* A disk that fills up: the same limit for every file that is written. */
static void no_room_to_make_one(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, NULL);
    char *store = person_path(&p, "store.inwork");
    char *file = person_path(&p, "passphrase");
    char *paper = person_path(&p, "recovery");
    static const char *const blocks[] = {"0", "10", "40", "200", "800"};
    (void)setenv("INWORK_STORE", store, 1);
    (void)setenv("INWORK_PASSPHRASE_FILE", file, 1);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        const char *const argv[] = {
            "sh",
            "-c",
            "ulimit -f $1 && exec \"$0\" init --name Ada --kdf light --recovery-file \"$2\"",
            program(),
            blocks[i],
            paper,
            NULL};
        assert_int_equal(run_program(argv, "", 0, NULL, true), 74);
        nothing_strange_beside(&p, (int)i);
        assert_false(there(&p, "store.inwork"));
        assert_false(there(&p, "recovery"));
    }
    (void)unsetenv("INWORK_STORE");
    (void)unsetenv("INWORK_PASSPHRASE_FILE");
    assert_int_equal(init_again(&p), 0);
    run_expect(0, &p, "verify");
    free(paper);
    free(file);
    free(store);
    person_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_its_calls),
        cmocka_unit_test(killed_at_any_moment),
        cmocka_unit_test(only_what_init_left_is_removed),
        cmocka_unit_test(two_at_once),
        cmocka_unit_test(no_recovery_key_no_store),
        cmocka_unit_test(no_room_to_make_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
