/* SPDX-License-Identifier: GPL-3.0-or-later
 * The terminal itself: where there is none, what is left behind, colours and plain terminals.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "run_program.h"
#include "tui_fixture.h"

static void refuse(const char *term, const char *sentence)
{
    struct pty_options options = {.term = term};
    struct pty *p = pty_start(&options);
    assert_int_equal(pty_wait_exit(p), 64);
    if (!pty_shows(p, sentence)) {
        pty_dump(p, sentence);
    }
    assert_true(pty_shows(p, sentence));
    assert_true(pty_shows(p, "inwork --help"));
    assert_false(pty_alternate(p));
    assert_true(pty_cooked(p));
    pty_free(p);
}

static void test_where_there_is_no_screen(void **state)
{
    (void)state;
    refuse("", "TERM is not set");
    refuse("dumb", "dumb");
    refuse("no-such-terminal", "no-such-terminal");
}

static void test_not_a_terminal(void **state)
{
    (void)state;
    const char *program = getenv("INWORK");
    const char *const argv[] = {program != NULL ? program : "build/check/inwork", NULL};
    struct buf out = BUF_ZERO;
    assert_int_equal(run_program(argv, "", 0, &out, true), 64);
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

static void test_modes_are_given_back(void **state)
{
    (void)state;
    struct pty *p = tui_start(0, 0, false);
    assert_true(pty_pasting(p));
    assert_true(pty_alternate(p));
    assert_false(pty_cooked(p));
    tui_quit(p);
}

static void ended_by(int number, int status)
{
    struct pty *p = tui_start(0, 0, false);
    pty_signal(p, number);
    assert_int_equal(pty_wait_exit(p), status);
    assert_true(pty_cooked(p));
    assert_false(pty_alternate(p));
    assert_false(pty_pasting(p));
    pty_free(p);
}

static void test_signals(void **state)
{
    (void)state;
    ended_by(SIGTERM, 0);
    ended_by(SIGHUP, 0);
    ended_by(SIGABRT, 128 + SIGABRT);
}

/* The marked row has a mark and other attributes; the other has neither. */
static bool selected_differs(struct pty *p, void *payload)
{
    (void)payload;
    int selected = pty_find(p, "Ada Example", NULL);
    int other = pty_find(p, "Zoë Beispiel", NULL);
    if (selected < 0 || other < 0) {
        return false;
    }
    char *row = pty_row(p, selected);
    char *plain = pty_row(p, other);
    bool marked = row != NULL && row[0] == '>' && plain != NULL && plain[0] != '>';
    free(row);
    free(plain);
    return marked && (pty_attributes(p, selected, 5) & PTY_REVERSE) != 0 &&
           (pty_attributes(p, other, 5) & PTY_REVERSE) == 0;
}

static void test_plain_terminals(void **state)
{
    (void)state;
    free(tui_add("client", "Ada Example"));
    free(tui_add("client", "Zoë Beispiel"));
    static const char *const terms[] = {"vt100", "xterm", "linux", "screen", "tmux-256color"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct pty_options options = {.term = terms[i]};
        struct pty *p = tui_start_with(&options, "Today,");
        pty_key(p, "2");
        assert_true(pty_wait(p, "1 of 2"));
        assert_true(pty_wait_until(p, selected_differs, NULL, "a marked row"));
        pty_free(p);
    }
}

static void test_no_color(void **state)
{
    (void)state;
    free(tui_add("client", "Ada Example"));
    free(tui_add("client", "Zoë Beispiel"));
    static const char *const none[] = {"NO_COLOR=1", NULL};
    struct pty_options options = {.environment = none};
    struct pty *p = tui_start_with(&options, "Today,");
    pty_key(p, "2");
    assert_true(pty_wait(p, "1 of 2"));
    assert_true(pty_wait_until(p, selected_differs, NULL, "a marked row"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "nothing yet: Referral"));
    int rows = 0;
    int columns = 0;
    pty_size(p, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            assert_int_equal(pty_attributes(p, row, column) & PTY_COLOR, 0);
        }
    }
    pty_free(p);
}

static void test_hostile_names_stay_text(void **state)
{
    (void)state;
    /* what came from elsewhere may hold marks that turn the line around */
    free(tui_add("client", "Eve \xe2\x80\xae"
                           "elpmaxE \xe2\x81\xa6x"));
    struct pty *p = tui_start(0, 0, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "Eve \xef\xbf\xbd"
                            "elpmaxE"));
    char *screen = pty_screen(p);
    assert_null(strstr(screen, "\xe2\x80\xae"));
    assert_null(strstr(screen, "\xe2\x81\xa6"));
    free(screen);
    pty_key(p, "e");
    assert_true(pty_wait(p, "The person"));
    pty_settle(p, 60);
    screen = pty_screen(p);
    assert_null(strstr(screen, "\xe2\x80\xae"));
    free(screen);
    pty_free(p);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_where_there_is_no_screen), WITH_STORE(test_not_a_terminal),
        WITH_STORE(test_modes_are_given_back),     WITH_STORE(test_signals),
        WITH_STORE(test_plain_terminals),          WITH_STORE(test_no_color),
        WITH_STORE(test_hostile_names_stay_text),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
