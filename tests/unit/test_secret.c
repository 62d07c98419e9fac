/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/secret: locked memory, reading a passphrase, a hardened process.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"

static void test_allocation(void **state)
{
    (void)state;
    for (size_t n = 0; n < 70; n++) {
        uint8_t *p = secret_alloc(n, NULL);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 1, n);
        secret_free(p);
    }
    secret_free(NULL);
    struct error err = {0};
    assert_null(secret_alloc(SIZE_MAX, &err));
    assert_int_equal(err.status, STATUS_IO);
    assert_int_equal(secret_equal("abcd", "abcd", 4), 1);
    assert_int_equal(secret_equal("abcd", "abce", 4), 0);
}

/* Overrunning a secret hits the guard page and ends the process at once. */
static void test_guard_page(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit none = {0, 0};
        (void)setrlimit(RLIMIT_CORE, &none);
        (void)signal(SIGSEGV, SIG_DFL); /* cmocka's own handler would go on with the next test */
        volatile uint8_t *p = secret_alloc(16, NULL);
        if (p)
            p[16] = 1;
        _exit(0);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGSEGV);
}

static int read_line(struct secret *out, const char *bytes, size_t n, char *left, size_t *left_len)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, n), n);
    assert_int_equal(close(ends[1]), 0);
    int status = secret_read_fd(out, ends[0], NULL);
    if (left) {
        ssize_t got = read(ends[0], left, 16);
        *left_len = got > 0 ? (size_t)got : 0;
    }
    assert_int_equal(close(ends[0]), 0);
    return status;
}

static void test_passphrase_from_a_descriptor(void **state)
{
    (void)state;
    struct secret s = {0};
    char left[16];
    size_t left_len = 0;
    assert_int_equal(read_line(&s, "one\ntwo\n", 8, left, &left_len), 0);
    assert_string_equal(s.bytes, "one");
    assert_int_equal(s.len, 3);
    assert_memory_equal(left, "two\n", 4);
    assert_int_equal(left_len, 4);
    assert_int_equal(read_line(&s, "dos\r\n", 5, NULL, NULL), 0);
    assert_string_equal(s.bytes, "dos");
    assert_int_equal(read_line(&s, "no newline", 10, NULL, NULL), 0);
    assert_string_equal(s.bytes, "no newline");
    assert_int_equal(read_line(&s, " spaces stay ", 13, NULL, NULL), 0);
    assert_string_equal(s.bytes, " spaces stay ");
    assert_int_equal(read_line(&s, "", 0, NULL, NULL), -STATUS_REFUSED);
    assert_int_equal(read_line(&s, "\n", 1, NULL, NULL), -STATUS_REFUSED);
    assert_int_equal(read_line(&s, "\r\nx", 3, NULL, NULL), -STATUS_REFUSED);
    assert_int_equal(read_line(&s, "a\0b\n", 4, NULL, NULL), -STATUS_REFUSED);
    assert_string_equal(s.bytes, " spaces stay ");
    secret_clear(&s);
    assert_null(s.bytes);
    assert_int_equal(secret_read_fd(&s, -1, NULL), -STATUS_IO);
}

static void test_longest_passphrase(void **state)
{
    (void)state;
    struct secret s = {0};
    char line[1100];
    memset(line, 'x', sizeof line);
    assert_int_equal(read_line(&s, line, 1024, NULL, NULL), 0);
    assert_int_equal(s.len, 1024);
    line[1024] = '\r';
    line[1025] = '\n';
    assert_int_equal(read_line(&s, line, 1026, NULL, NULL), 0);
    assert_int_equal(s.len, 1024);
    line[1025] = '\r';
    line[1026] = '\n';
    assert_int_equal(read_line(&s, line, 1027, NULL, NULL), -STATUS_REFUSED);
    line[1024] = 'x';
    line[1025] = '\n';
    assert_int_equal(read_line(&s, line, 1026, NULL, NULL), -STATUS_REFUSED);
    secret_clear(&s);
}

static void test_hardened(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit core = {1, 1};
        _exit(seal_harden_process(NULL) == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 &&
                      getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0 && core.rlim_max == 0
                  ? 0
                  : 1);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocation),
        cmocka_unit_test(test_guard_page),
        cmocka_unit_test(test_passphrase_from_a_descriptor),
        cmocka_unit_test(test_longest_passphrase),
        cmocka_unit_test(test_hardened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
