/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sync killed at any moment and begun again: everything arrives, once, and nothing stays behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/clock.h"
#include "inwork/store/store.h"
#include "laptops.h"
#include "store_fixture.h"

/* Sync in a process of its own; kill it after a while (-1: let it end). The milliseconds it took,
 * or -1 when it was killed. */
static int64_t sync_and_kill(struct laptop *l, int after_ms)
{
    int status;
    int64_t began = clock_monotonic_ms();
    laptop_close(l);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        laptop_open(l);
        _exit(laptop_sync(l) == 0 ? 0 : 9);
    }
    if (after_ms >= 0) {
        (void)usleep((useconds_t)after_ms * 1000);
        (void)kill(child, SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    int64_t took = clock_monotonic_ms() - began;
    laptop_open(l);
    if (WIFEXITED(status)) {
        assert_int_equal(WEXITSTATUS(status), 0);
        return took;
    }
    assert_int_equal(WTERMSIG(status), SIGKILL);
    return -1;
}

static void synced_at_last(struct laptop *l)
{
    /* The lock goes when the killed sync's courier has gone too. */
    for (int i = 0; i < 1200 && laptop_sync(l) == -STATUS_BUSY; i++)
        (void)usleep(50000);
    SYNCED(l);
}

static void assert_same(struct laptop *x, struct laptop *y)
{
    struct buf one = {0}, two = {0};
    laptop_entries(x, &one);
    laptop_entries(y, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_clear(&one);
    buf_clear(&two);
    store_fixture_dump(x->store, &one);
    store_fixture_dump(y->store, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_free(&one);
    buf_free(&two);
}

static void killed_syncs_repeat(void **state)
{
    struct trio *t = *state;
    unsigned seed = 20260907;
    int rounds = getenv("INWORK_SOAK") != NULL ? 200 : 12, killed = 0;
    print_message("seed %u\n", seed);
    int64_t usual = sync_and_kill(&t->b, -1); /* the quickest that was not killed */
    for (int i = 0; i < rounds; i++) {
        laptop_save(&t->a, NULL, "client", "name", "From Ada", NULL);
        laptop_save(&t->b, NULL, "client", "name", "From Ben", NULL);
        SYNCED(&t->a);
        /* The first is killed as it begins; of the others some are through before. */
        int after = i == 0 ? 0 : rand_r(&seed) % (int)(2 * usual + 2);
        int64_t took = sync_and_kill(&t->b, after);
        killed += took < 0;
        usual = took >= 0 && took < usual ? took : usual;
        if (i % 4 == 3) {
            synced_at_last(&t->b);
            SYNCED(&t->a);
            assert_same(&t->a, &t->b);
        }
    }
    synced_at_last(&t->b);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_same(&t->a, &t->b);
    assert_int_equal(t->a.report.quarantined, 0);
    assert_int_equal(t->a.report.notices, 0);
    assert_int_equal(t->b.report.notices, 0);
    print_message("%d of %d syncs were killed\n", killed, rounds);
    assert_true(killed > 0);
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
#define T(f) cmocka_unit_test_setup_teardown(f, trio_put_back, trio_close)
    const struct CMUnitTest tests[] = {
        T(killed_syncs_repeat),
    };
    return cmocka_run_group_tests(tests, trio_make, trio_remove);
}
