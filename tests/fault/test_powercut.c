/* SPDX-License-Identifier: GPL-3.0-or-later
 * The power fails: 500 times in an ordinary run, 10,000 times when INWORK_SOAK is set. What a cut
 * leaves opens, is sound, lacks no acknowledged commit, and holds exactly what its last commit had;
 * with one process and several, one connection and several, with the log and with a journal. The
 * same harness over stock SQLite is the control. A failure prints its seed; INWORK_SEED repeats it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "powercut.h"

enum { CUTS_A_SEED = 25 };

static void run_many(struct powercut run, int cuts)
{
    const char *fixed = getenv("INWORK_SEED");
    struct powercut_result result = {0};
    uint64_t first = fixed ? strtoull(fixed, NULL, 10) : (uint64_t)time(NULL) * 1000;
    if (getenv("INWORK_SOAK"))
        cuts *= 20;
    for (int i = 0; i < cuts / CUTS_A_SEED; i++) {
        run.seed = first + (uint64_t)i;
        run.cuts = CUTS_A_SEED;
        powercut_run(&run, &result);
    }
    print_message("%d cuts in %llu commits, seeds from %llu: %d not opened, %d not sound, %d lost, "
                  "%d different\n",
                  result.cuts, (unsigned long long)result.commits, (unsigned long long)first,
                  result.not_opened, result.not_sound, result.lost, result.different);
    if (result.failures)
        fail_msg("%d of %d cuts failed; the first: %s", result.failures, result.cuts, result.first);
}

static void test_one_connection(void **state)
{
    (void)state;
    run_many((struct powercut){.processes = 1, .handles = 1, .transactions = 60}, 150);
}
static void test_several_connections(void **state)
{
    (void)state;
    run_many((struct powercut){.processes = 1, .handles = 3, .transactions = 80}, 125);
}
static void test_several_processes(void **state)
{
    (void)state;
    run_many((struct powercut){.processes = 3, .handles = 2, .transactions = 30}, 150);
}
static void test_rollback_journal(void **state)
{
    (void)state;
    run_many(
        (struct powercut){.processes = 1, .handles = 1, .transactions = 40, .rollback_mode = true},
        75);
}
static void test_control_without_encryption(void **state)
{
    (void)state;
    run_many((struct powercut){.processes = 1, .handles = 1, .transactions = 60, .plain = true},
             50);
    run_many((struct powercut){.processes = 3, .handles = 2, .transactions = 30, .plain = true},
             50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_connection),
        cmocka_unit_test(test_several_connections),
        cmocka_unit_test(test_several_processes),
        cmocka_unit_test(test_rollback_journal),
        cmocka_unit_test(test_control_without_encryption),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
