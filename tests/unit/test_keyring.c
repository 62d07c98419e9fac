/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/keyring, with the kernel's own: put, read, replace, expire, remove, and reading from a
 * process of a fresh session. Skips where the kernel gives no keyring.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <keyutils.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/keyring.h"
#include "inwork/seal/secret.h"

static char name[64];

static int set_up(void **state)
{
    (void)state;
    uint8_t key[32] = {0};
    struct error err = {0};
    (void)snprintf(name, sizeof name, "inwork:test-%ld", (long)getpid());
    if (keyring_put(name, key, 60, &err)) {
        print_message("skipped: %s\n", err.message);
        return 0;
    }
    return keyring_remove(name, &err);
}

static void put_or_skip(const uint8_t key[32], unsigned seconds)
{
    struct error err = {0};
    if (keyring_put(name, key, seconds, &err)) {
        assert_int_equal(err.status, STATUS_NO);
        assert_true(err.hint[0]);
        skip();
    }
}

static void test_put_get_replace_remove(void **state)
{
    (void)state;
    uint8_t first[32], second[32], got[32];
    seal_random(first, 32);
    seal_random(second, 32);
    assert_int_equal(keyring_get(got, name, NULL), -STATUS_NO);
    put_or_skip(first, 60);
    assert_int_equal(keyring_get(got, name, NULL), 0);
    assert_memory_equal(got, first, 32);
    put_or_skip(second, 60);
    assert_int_equal(keyring_get(got, name, NULL), 0);
    assert_memory_equal(got, second, 32);
    assert_int_equal(keyring_remove(name, NULL), 0);
    assert_int_equal(keyring_get(got, name, NULL), -STATUS_NO);
    assert_int_equal(keyring_remove(name, NULL), -STATUS_NO);
}

static void test_other_sessions_reach_it(void **state)
{
    (void)state;
    uint8_t key[32];
    seal_random(key, 32);
    /* Put from one fresh session, read from another: neither need have @u linked. */
    put_or_skip(key, 60);
    assert_int_equal(keyring_remove(name, NULL), 0);
    for (int step = 0; step < 2; step++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            uint8_t got[32] = {0};
            if (keyctl_join_session_keyring(NULL) < 0)
                _exit(2);
            if (step == 0)
                _exit(keyring_put(name, key, 60, NULL) ? 1 : 0);
            _exit(keyring_get(got, name, NULL) == 0 && memcmp(got, key, 32) == 0 ? 0 : 1);
        }
        int how = 0;
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    }
    assert_int_equal(keyring_remove(name, NULL), 0);
}

static void test_it_expires(void **state)
{
    (void)state;
    uint8_t key[32] = {1}, got[32];
    put_or_skip(key, 60);
    assert_int_equal(keyring_get(got, name, NULL), 0);
    /* A second that began with less than itself left may be over at once. */
    assert_int_equal(keyring_put(name, key, 1, NULL), 0);
    int status = 0;
    for (int i = 0; i < 600 && status == 0; i++) {
        (void)usleep(100 * 1000);
        status = keyring_get(got, name, NULL);
    }
    assert_int_equal(status, -STATUS_NO);
    assert_int_equal(keyring_put(name, key, 0, NULL), -STATUS_USAGE);
    assert_int_equal(keyring_put(name, key, 2147484, NULL), -STATUS_USAGE);
}

static void test_a_key_of_another_length_is_not_ours(void **state)
{
    (void)state;
    uint8_t key[32] = {0}, got[32];
    put_or_skip(key, 60);
    assert_int_equal(keyring_remove(name, NULL), 0);
    assert_true(add_key("user", name, "short", 5, KEY_SPEC_USER_KEYRING) > 0);
    assert_int_equal(keyring_get(got, name, NULL), -STATUS_NO);
    assert_int_equal(keyring_remove(name, NULL), 0);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put_get_replace_remove),
        cmocka_unit_test(test_other_sessions_reach_it),
        cmocka_unit_test(test_it_expires),
        cmocka_unit_test(test_a_key_of_another_length_is_not_ours),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
