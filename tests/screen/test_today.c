/* SPDX-License-Identifier: GPL-3.0-or-later
 * Today: what is due first and why, beginning it, folding, everybody's, and one line for an import.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/draft.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"
#include "run_program.h"
#include "tui_fixture.h"

/* Add a record of a client; the line `add` printed is freed. */
static void add(const char *kind, const char *client, const char *a, const char *b)
{
    struct buf whose = BUF_ZERO;
    buf_printf(&whose, "client=%s", client);
    const char *const arguments[] = {"add", kind, buf_text(&whose), a, b, NULL};
    free(tui_command(arguments));
    buf_free(&whose);
}

static char *add_client(const char *name, const char *a, const char *b)
{
    struct buf field = BUF_ZERO;
    buf_printf(&field, "name=%s", name);
    const char *const arguments[] = {"add", "client", buf_text(&field), a, b, NULL};
    char *id = tui_command(arguments);
    buf_free(&field);
    return id;
}

static void seed(void)
{
    char *ada = add_client("Ada Example", "referred_on=-20d", NULL);
    char *testy = add_client("Testy McTestface", "first_met_on=-2d", "consent_take_part=yes");
    add("concern", ada, "noticed_on=-1d", NULL);
    add("plan_step", testy, "action=Ring the garden centre", "by_when=+2d");
    free(ada);
    free(testy);
}

/* A text on the screen above another. */
static void assert_above(struct pty *p, const char *first, const char *second)
{
    assert_true(pty_wait(p, first));
    assert_true(pty_wait(p, second));
    char *screen = pty_screen(p);
    const char *a = strstr(screen, first);
    const char *b = strstr(screen, second);
    if (a == NULL || b == NULL || a > b) {
        pty_dump(p, first);
    }
    assert_true(a != NULL && b != NULL && a < b);
    free(screen);
}

static void at_size(int rows, int columns)
{
    struct pty *p = tui_start(rows, columns, false);
    assert_true(pty_wait(p, "Ada Example: Concern about"));
    assert_true(pty_wait_row(p, 2, "2 people"));
    assert_above(p, "Safety", "Ada Example: Concern about");
    assert_above(p, "Ada Example: Concern about", "Ada Example: First meeting");
    assert_true(pty_wait(p, "13 days late"));
    assert_true(pty_wait(p, "write down who was told")); /* why, below the list */
    assert_true(tui_cursor_on_focus(p));
    tui_press(p, "Down");
    assert_true(pty_wait(p, "and not met yet"));
    assert_false(pty_shows(p, "C1")); /* numbers of rules are for DUE.md */
    assert_true(tui_cursor_on_focus(p));
    tui_press(p, "x");
    assert_true(pty_wait(p, "Counted from the referral."));
    assert_true(pty_wait(p, "first_meeting_days"));
    assert_false(pty_shows(p, "C1"));
    tui_press(p, "Esc");
    assert_true(pty_wait_gone(p, "Counted from"));
    tui_press(p, "F12");
    assert_true(pty_wait_gone(p, "Ada Example"));
    assert_true(pty_wait(p, "First meeting"));
    tui_quit(p);
}

static void test_what_is_due_comes_first(void **state)
{
    (void)state;
    seed();
    at_size(24, 80);
    at_size(40, 120);
    at_size(20, 50);
}

static void test_enter_begins_it(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(40, 100, false);
    assert_true(pty_wait(p, "Ada Example: First meeting"));
    tui_press(p, "Down");
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "New: Appointment"));
    assert_true(pty_wait(p, "Ada Example")); /* it knows whose */
    tui_press(p, "Esc");
    assert_true(pty_wait(p, "Today,"));
    tui_press(p, "o");
    assert_true(pty_wait(p, "The person"));
    tui_press(p, "Esc");
    tui_press(p, "Up");
    tui_press(p, "Enter"); /* a concern is opened, not begun */
    assert_true(pty_wait(p, "Concern"));
    assert_false(pty_shows(p, "New: Concern"));
    tui_quit(p);
}

/* What was seen to goes. */
static void test_done_is_gone(void **state)
{
    (void)state;
    free(add_client("Ada Example", "first_met_on=-2d", "consent_take_part=yes"));
    struct pty *p = tui_start(40, 100, false);
    assert_true(pty_wait(p, "Ada Example: Vocational profile to begin"));
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "New: Vocational profile"));
    pty_type(p, "Patient");
    tui_press(p, "Ctrl-S");
    assert_true(pty_wait(p, "Saved"));
    if (!pty_shows(p, "Today,")) {
        tui_press(p, "1");
    }
    assert_true(pty_wait(p, "Today,"));
    assert_true(pty_wait_gone(p, "Vocational profile to begin"));
    tui_quit(p);
}

static void test_many_alike_fold(void **state)
{
    (void)state;
    for (int i = 0; i < 9; i++) {
        struct buf name = BUF_ZERO;
        buf_printf(&name, "Example Number%d", i);
        free(add_client(buf_text(&name), "referred_on=-20d", NULL));
        buf_free(&name);
    }
    struct pty *p = tui_start(40, 100, false);
    assert_true(pty_wait(p, "4 more: First meeting"));
    assert_false(pty_shows(p, "Number8: First meeting"));
    for (int i = 0; i < 5; i++) {
        tui_press(p, "Down");
    }
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "Number8: First meeting"));
    assert_true(pty_wait_gone(p, "4 more"));
    tui_quit(p);
}

static void test_everybodys(void **state)
{
    (void)state;
    char *walter = tui_add("member", "Walter Invented");
    struct buf whose = BUF_ZERO;
    buf_printf(&whose, "employment_specialist=%s", walter);
    free(add_client("Casey Invented", "referred_on=-20d", buf_text(&whose)));
    free(add_client("Ada Example", "referred_on=-20d", NULL));
    struct pty *p = tui_start(24, 80, false);
    assert_true(pty_wait(p, "Ada Example: First meeting"));
    assert_false(pty_shows(p, "Casey Invented: First meeting"));
    tui_press(p, "a");
    assert_true(pty_wait(p, "Casey Invented: First meeting"));
    assert_true(pty_wait(p, "everybody's"));
    tui_press(p, "a");
    assert_true(pty_wait_gone(p, "Casey Invented: First meeting"));
    buf_free(&whose);
    free(walter);
    tui_quit(p);
}

static int64_t five_days_ago(void *payload)
{
    (void)payload;
    return (int64_t)time(NULL) - INT64_C(5) * 86400;
}

static void test_old_draft_is_named(void **state)
{
    (void)state;
    struct error err = {0};
    struct vault *vault = NULL;
    struct store *store = NULL;
    struct secret passphrase = {0};
    struct store_options options = {.now = five_days_ago};
    struct draft_field field = {.field = "name", .text = "Foo Example"};
    struct draft draft = {
        .id = "01K4G0000000000000000000A1", .kind = "client", .fields = &field, .count = 1};
    assert_int_equal(seal_init(&err), 0);
    assert_int_equal(secret_set(&passphrase, TUI_PASSPHRASE, strlen(TUI_PASSPHRASE), &err), 0);
    assert_int_equal(vault_open(&vault, getenv("INWORK_STORE"), &err), 0);
    assert_int_equal(vault_unlock(vault, &passphrase, &err), 0);
    assert_int_equal(store_open(&store, vault, &options, &err), 0);
    assert_int_equal(store_draft_put(store, &draft, &err), 0);
    store_close(store);
    vault_close(vault);
    secret_clear(&passphrase);

    struct pty *p = tui_start(24, 80, false);
    assert_true(pty_wait(p, "New: Client, Foo Example: Not saved yet"));
    assert_true(pty_wait(p, "late"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Your draft of"));
    tui_quit(p);
}

static void test_an_import_is_one_line(void **state)
{
    const char *folder = *state;
    free(tui_add("employer", "Written Before Ltd"));
    struct buf names = BUF_ZERO;
    for (int i = 0; i < 700; i++) {
        buf_printf(&names, "Imported Example %d Ltd\n", i);
    }
    scratch_write(folder, "names", buf_text(&names), names.len);
    buf_clear(&names);
    buf_printf(&names, "%s/names", folder);
    const char *const import[] = {"import", "employer", buf_text(&names), NULL};
    free(tui_command(import));
    buf_free(&names);
    free(tui_add("employer", "Written Afterwards Ltd"));
    struct pty *p = tui_start(24, 80, false);
    assert_true(pty_wait(p, "Employers imported"));
    /* what came before it is taken in, and what came in the same minute after it */
    assert_true(pty_shows(p, "701 Employers imported") || pty_shows(p, "702 Employers imported"));
    assert_false(pty_shows(p, "Imported Example"));
    tui_quit(p);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_what_is_due_comes_first),
        WITH_STORE(test_enter_begins_it),
        WITH_STORE(test_done_is_gone),
        WITH_STORE(test_many_alike_fold),
        WITH_STORE(test_everybodys),
        WITH_STORE(test_old_draft_is_named),
        WITH_STORE(test_an_import_is_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
