/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is longer than there is room for can be read to its end: an old answer, both sides of a
 * conflict, a box, the recovery key. And what could turn the writing around is a mark.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "store_fixture.h"
#include "tui_fixture.h"

/* Forty lines; the last one ends in `end`. */
static void long_answer(const char *record, const char *end)
{
    struct bench b = {0};
    struct error err = {0};
    struct buf text = BUF_ZERO;
    for (int i = 1; i < 40; i++) {
        buf_printf(&text, "line %d of many\n", i);
    }
    buf_printf(&text, "line 40, %s", end);
    assert_int_equal(bench_open(&b, &err), 0);
    (void)store_fixture_save(b.store, record, "client", "why_work_now", buf_text(&text), NULL);
    bench_close(&b);
    buf_free(&text);
}

static void test_history_to_its_end(void **state)
{
    (void)state;
    char *ada = tui_add("client", "Ada Example");
    long_answer(ada, "mornings");
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(tui_cursor_on_row(p, "Ada Example"));
    pty_key(p, "h");
    assert_true(pty_wait(p, "2 saves"));
    assert_true(pty_wait(p, "line 1 of many"));
    assert_false(pty_shows(p, "line 40"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, " more "));
    pty_key(p, "End");
    assert_true(pty_wait(p, "line 40, mornings"));
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "line 40"));
    tui_quit(p);
    free(ada);
}

/* What differs is at the end; and on the smallest screen the marked side is the one that is seen.
 */
static void test_both_sides_to_their_ends(void **state)
{
    (void)state;
    char *ada = tui_add("client", "Ada Example");
    long_answer(ada, "mornings");
    long_answer(ada, "evenings");
    struct pty *p = tui_start(10, 40, false);
    pty_key(p, "c");
    assert_true(tui_cursor_on_row(p, "Ada Example"));
    pty_key(p, "Enter");
    assert_true(tui_cursor_on_row(p, "A  Wendy Worker"));
    pty_key(p, "r");
    assert_true(pty_wait(p, " more "));
    pty_key(p, "End");
    assert_true(pty_wait(p, "line 40, "));
    bool mornings = pty_shows(p, "mornings");
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "line 40"));
    pty_key(p, "Down");
    assert_true(tui_cursor_on_row(p, "B  Wendy Worker"));
    pty_key(p, "r");
    assert_true(pty_wait(p, " more "));
    pty_key(p, "End");
    assert_true(pty_wait(p, mornings ? "line 40, evenings" : "line 40, mornings"));
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "line 40"));
    tui_quit(p);
    free(ada);
}

/* It is shown once, whatever the size of the screen. */
static void test_recovery_key_to_its_end(void **state)
{
    char *folder = *state;
    struct buf path = BUF_ZERO;
    buf_printf(&path, "INWORK_STORE=%s/another", folder);
    const char *const environment[] = {buf_text(&path), "INWORK_PASSPHRASE_FILE", NULL};
    struct pty_options options = {.environment = environment, .rows = 10, .columns = 40};
    struct pty *p = tui_start_with(&options, "Welcome to inwork");
    pty_type(p, "Wanda Worker\r");
    assert_true(pty_wait(p, "New passphrase"));
    pty_type(p, TUI_PASSPHRASE "\r");
    assert_true(pty_wait(p, "The same again"));
    pty_type(p, TUI_PASSPHRASE "\r");
    assert_true(pty_wait(p, "Write this down"));
    assert_true(pty_wait(p, " more "));
    pty_key(p, "End");
    assert_true(pty_wait_gone(p, " more "));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Nothing is written yet"));
    tui_quit(p);
    buf_free(&path);
}

static void test_marks_that_turn_the_writing(void **state)
{
    (void)state;
    free(tui_add("client", "Ada\xD8\x9C"
                           "Example"));
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "Ada\xEF\xBF\xBD"
                            "Example"));
    tui_quit(p);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_history_to_its_end),
        WITH_STORE(test_both_sides_to_their_ends),
        WITH_STORE(test_recovery_key_to_its_end),
        WITH_STORE(test_marks_that_turn_the_writing),
    };
    return cmocka_run_group_tests_name("in full", tests, NULL, NULL);
}
