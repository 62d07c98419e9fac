/* SPDX-License-Identifier: GPL-3.0-or-later
 * What another process or a sync writes while somebody is at a screen: the mark stays on what it
 * was on, nothing that was read before is used after it was read anew, no answer is replaced
 * unseen.
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

#define F5 "\033[15~"

/* Somebody else's answer, written without having seen the ones there are. */
static void answer_beside(const char *record, const char *kind, const char *field, const char *text)
{
    struct bench b = {0};
    struct error err = {0};
    if (bench_open(&b, &err) != 0) {
        fail_msg("%s", err.message);
    }
    (void)store_fixture_save(b.store, record, kind, field, text, NULL);
    bench_close(&b);
}

static char *add(const char *kind, const char *one, const char *other)
{
    const char *const arguments[] = {"add", kind, one, other, NULL};
    return tui_command(arguments);
}

static void found_team(const char *folder)
{
    struct buf remote = BUF_ZERO;
    buf_printf(&remote, "%s/team.git", folder);
    const char *const create[] = {"team", "create", "--name", "Our team", buf_text(&remote), NULL};
    free(tui_command(create));
    buf_free(&remote);
}

/* Every screen reads itself anew, as after a sync. */
static void refresh(struct pty *p)
{
    pty_key(p, "F12");
    assert_true(pty_wait(p, "Names are hidden"));
    pty_key(p, "F12");
    assert_true(pty_wait(p, "Names are shown"));
}

static void test_mark_stays_in_a_list(void **state)
{
    (void)state;
    free(tui_add("client", "Ben Sample"));
    free(tui_add("client", "Cem Sample"));
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(tui_cursor_on_row(p, "Ben Sample"));
    pty_key(p, "Down");
    assert_true(tui_cursor_on_row(p, "Cem Sample"));
    free(tui_add("client", "Ada Sample"));
    free(tui_add("client", "Aaron Sample"));
    refresh(p);
    assert_true(tui_cursor_on_row(p, "Cem Sample"));
    assert_true(pty_wait(p, "4 of 4"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "Client: Cem Sample"));
    tui_quit(p);
}

static void test_mark_stays_on_today(void **state)
{
    (void)state;
    free(tui_add("employer", "Bakery Example"));
    free(tui_add("employer", "Garden Example"));
    struct pty *p = tui_start(24, 80, false);
    assert_true(pty_wait(p, "Bakery Example"));
    pty_key(p, "End");
    assert_true(tui_cursor_on_row(p, "Bakery Example"));
    pty_key(p, "Up");
    assert_true(tui_cursor_on_row(p, "Garden Example"));
    free(tui_add("employer", "Library Example"));
    refresh(p);
    assert_true(pty_wait(p, "Library Example"));
    assert_true(tui_cursor_on_row(p, "Garden Example"));
    tui_quit(p);
}

/* Down until the mark is on a row with the text. */
static void go_to(struct pty *p, const char *text)
{
    for (int i = 0; i < 60; i++) {
        int row = 0;
        int column = 0;
        pty_settle(p, 20);
        pty_cursor(p, &row, &column, NULL);
        char *now = pty_row(p, row);
        bool there = now != NULL && strstr(now, text) != NULL;
        free(now);
        if (there) {
            return;
        }
        tui_press(p, "Down");
    }
    assert_true(tui_cursor_on_row(p, text));
}

static void test_mark_stays_on_a_page(void **state)
{
    (void)state;
    char *bakery = tui_add("employer", "Bakery Example");
    struct buf employer = BUF_ZERO;
    buf_printf(&employer, "employer=%s", bakery);
    free(add("employer_person", buf_text(&employer), "name=Ben Sample"));
    free(add("employer_person", buf_text(&employer), "name=Cem Sample"));
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "3");
    assert_true(tui_cursor_on_row(p, "Bakery Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "People at employers"));
    go_to(p, "Cem Sample"); /* the newest, and the first of the two that are shown */
    free(add("employer_person", buf_text(&employer), "name=Ada Sample"));
    refresh(p);
    assert_true(pty_wait(p, "Ada Sample"));
    assert_true(tui_cursor_on_row(p, "Cem Sample"));
    free(add("employer_person", buf_text(&employer), "name=Dora Sample"));
    refresh(p); /* it is not shown any more: the mark is on no other person */
    assert_true(pty_wait(p, "Dora Sample"));
    assert_true(tui_cursor_on_row(p, "all 4 (Enter)"));
    tui_quit(p);
    buf_free(&employer);
    free(bakery);
}

/* The box asks while a sync ends below it, and what it asks about is read anew. */
static void test_a_number_while_a_sync_ends(void **state)
{
    found_team(*state);
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "5");
    pty_key(p, "t");
    assert_true(pty_wait(p, "Team numbers"));
    pty_send(p, "s\r", 2);
    assert_true(pty_wait(p, "Enter change  Esc go back"));
    assert_true(pty_wait(p, "all sent; synced"));
    pty_key(p, "Ctrl-U");
    pty_type(p, "5");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Changed for the whole team"));
    tui_quit(p);
}

/* A row of a form is a record of its own: it is settled where it is open. */
static void test_part_in_conflict(void **state)
{
    (void)state;
    char *bakery = tui_add("employer", "Bakery Example");
    struct buf employer = BUF_ZERO;
    buf_printf(&employer, "employer=%s", bakery);
    char *ben = add("employer_person", buf_text(&employer), "name=Ben Sample");
    answer_beside(ben, "employer_person", "job_title", "owner");
    answer_beside(ben, "employer_person", "job_title", "manager");
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "3");
    assert_true(tui_cursor_on_row(p, "Bakery Example"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "nothing changed"));
    pty_key(p, "Ctrl-G");
    assert_true(pty_wait(p, "Go to"));
    pty_type(p, "Peo");
    pty_key(p, "Enter");
    assert_true(tui_cursor_on_row(p, "Ben Sample"));
    pty_key(p, "F4");
    assert_true(pty_wait(p, "Enter opens this row: settle it there"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "two answers stand: F4 settles it"));
    tui_quit(p);
    buf_free(&employer);
    free(bakery);
    free(ben);
}

/* Two answers are shown, and one of them is taken: a third that comes in meanwhile still stands. */
static void test_a_third_answer(void **state)
{
    (void)state;
    char *ada = tui_add("client", "Ada Example");
    answer_beside(ada, "client", "phone", "01632 960001");
    answer_beside(ada, "client", "phone", "01632 960002");
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "c");
    assert_true(tui_cursor_on_row(p, "Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Both answers are kept"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "The answer of"));
    answer_beside(ada, "client", "phone", "01632 960003");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Another answer came in meanwhile"));
    assert_true(pty_wait(p, "01632 960003"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "The answer of"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Settled"));
    assert_true(pty_wait(p, "Nobody contradicts anybody"));
    tui_quit(p);
    free(ada);
}

/* While the choices are shown a colleague's answer arrives: what is chosen does not replace it, for
 * nobody has seen it. */
static void test_a_choice_while_a_sync_ends(void **state)
{
    found_team(*state);
    char *ben = add("employer_person", "name=Ben Sample", "can_hire=yes");
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "/");
    pty_type(p, "Ben Sample");
    assert_true(pty_wait(p, "1 found"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Decides who is hired"));
    go_to(p, "Decides who is hired");
    pty_key(p, "e");
    assert_true(tui_cursor_on_row(p, "Decides who is hired"));
    const char *const change[] = {"set", ben, "can_hire=no", NULL};
    free(tui_command(change));
    pty_send(p, F5 "\r", sizeof F5);
    assert_true(pty_wait(p, "Enter take it"));
    assert_true(pty_wait(p, "all sent; synced"));
    pty_key(p, "End");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "1 changed"));
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "somebody answered the same meanwhile"));
    tui_quit(p);
    free(ben);
}

/* Where a draft cannot be kept nobody leaves the form, and its words, by accident. */
static void test_a_draft_that_cannot_be_kept(void **state)
{
    (void)state;
    struct bench b = {0};
    struct error err = {0};
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "n");
    assert_true(pty_wait(p, "New: Client"));
    assert_int_equal(bench_open(&b, &err), 0);
    assert_int_equal(store_begin(b.store, &err), 0);
    pty_type(p, "Ada Example");
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "What you typed is not kept yet"));
    pty_key(p, "Ctrl-Q");
    pty_type(p, " (Mrs)"); /* it goes on */
    assert_true(pty_wait(p, "Ada Example (Mrs)"));
    store_rollback(b.store);
    bench_close(&b);
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "the draft is kept and waits under Today"));
    assert_true(pty_wait(p, "New: Client, Ada Example (Mrs)"));
    tui_quit(p);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_mark_stays_in_a_list),       WITH_STORE(test_mark_stays_on_today),
        WITH_STORE(test_mark_stays_on_a_page),       WITH_STORE(test_a_number_while_a_sync_ends),
        WITH_STORE(test_part_in_conflict),           WITH_STORE(test_a_third_answer),
        WITH_STORE(test_a_choice_while_a_sync_ends), WITH_STORE(test_a_draft_that_cannot_be_kept),
    };
    return cmocka_run_group_tests_name("meanwhile", tests, NULL, NULL);
}
