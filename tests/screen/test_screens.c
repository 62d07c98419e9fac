/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every screen at every size: the frame stands, nothing lies outside it, and the cursor is on what
 * has the focus after each key (screen readers follow the cursor).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"
#include "tui_fixture.h"

static void seed(void)
{
    free(tui_add("client", "Ada Example"));
    free(tui_add("client", "Testy McTestface"));
    free(tui_add("client", "Zoë Müller-Beispiel"));
    char *employer = tui_add("employer", "Tesco Example");
    free(tui_add("employer", "Invented Bakery Ltd"));
    struct buf reference = BUF_ZERO;
    buf_printf(&reference, "employer=%s", employer);
    const char *const person[] = {"add",         "employer_person",    buf_text(&reference),
                                  "name=Pat Ex", "phone=01632 960555", NULL};
    free(tui_command(person));
    buf_free(&reference);
    free(employer);
}

/* The bar on top, hints at the bottom, no line drawn past the edge into the next. */
static void frame_stands(struct pty *p)
{
    int rows = 0;
    int columns = 0;
    pty_size(p, &rows, &columns);
    assert_true(pty_wait_row(p, 0, "2 Clients"));
    assert_true(pty_attributes(p, 0, 0) & PTY_REVERSE);
    assert_true(pty_attributes(p, 0, columns - 1) & PTY_REVERSE);
    assert_false(pty_attributes(p, 1, 0) & PTY_REVERSE);
    char *hints = pty_row(p, rows - 1);
    if (hints == NULL || hints[0] == '\0') {
        pty_dump(p, "no hints");
    }
    assert_true(hints != NULL && hints[0] != '\0');
    free(hints);
}

struct step {
    const char *key;
    const char *wait; /* text that shows the screen is there, or NULL */
    bool focus;       /* something has the focus */
};

static const struct step walk[] = {
    {"2", "Clients", true},
    {"Down", NULL, true},
    {"End", NULL, true},
    {"Home", NULL, true},
    {"f", NULL, true},
    {"t", NULL, true},
    {"Esc", "Zo", true},
    {"Enter", "The person", true},
    {"Down", NULL, true},
    {"Tab", NULL, true},
    {"Tab", NULL, true},
    {"PgDn", NULL, true},
    {"End", NULL, true},
    {"Home", NULL, true},
    {"a", "Strengths in", true},
    {"PgDn", NULL, true},
    {"a", NULL, true},
    {"h", "History", true},
    {"Esc", "Client", true},
    {"e", "nothing changed", true},
    {"Tab", NULL, true},
    {"x", NULL, true},
    {"Backspace", NULL, true},
    {"Tab", NULL, true},
    {"Tab", NULL, true},
    {"w", NULL, true},
    {"Tab", NULL, true},
    {"y", NULL, true},
    {"Up", NULL, true},
    {"PgDn", NULL, true},
    {"PgDn", NULL, true},
    {"Down", NULL, true},
    {"PgDn", NULL, true},
    {"Enter", NULL, true},
    {"Down", NULL, true},
    {"Esc", NULL, true},
    {"PgUp", NULL, true},
    {"Ctrl-G", "Go to", true},
    {"Down", NULL, true},
    {"Enter", NULL, true},
    {"F2", "What is possible", true},
    {"Down", NULL, true},
    {"Esc", NULL, true},
    {"Esc", "the draft is kept", true},
    {"3", "Employers", true},
    {"Down", "Tesco", true},
    {"Enter", "People at", true},
    {"n", "Add", true},
    {"Down", NULL, true},
    {"Esc", "People at", true},
    {"/", "Search", true},
    {"t", NULL, true},
    {"e", "found", true},
    {"Down", NULL, true},
    {"Tab", NULL, true},
    {"Esc", NULL, true},
    {"?", "What is possible", true},
    {"s", NULL, true},
    {"Esc", NULL, true},
    {"4", "You work alone", false},
    {"c", "Nobody contradicts", false},
    {"Esc", "You work alone", false},
    {"5", "Everything else", true},
    {"Down", NULL, true},
    {"End", "Returns", true},
    {"Home", "Leads", true},
    {"1", "Today, ", true},
    {"Down", NULL, true},
    {"F12", NULL, true},
    {"F12", NULL, true},
};

static void walk_at(int rows, int columns)
{
    struct pty *p = tui_start(rows, columns, false);
    for (size_t i = 0; i < sizeof walk / sizeof walk[0]; i++) {
        tui_press(p, walk[i].key);
        if (walk[i].wait != NULL && !pty_wait(p, walk[i].wait)) {
            print_error("after %s (step %zu)\n", walk[i].key, i);
            fail();
        }
        if (walk[i].focus && !tui_cursor_on_focus(p)) {
            print_error("after %s (step %zu)\n", walk[i].key, i);
            fail();
        }
        frame_stands(p);
    }
    tui_quit(p);
}

static void test_80x24(void **state)
{
    (void)state;
    seed();
    walk_at(24, 80);
}

static void test_120x40(void **state)
{
    (void)state;
    seed();
    walk_at(40, 120);
}

static void test_50x20(void **state)
{
    (void)state;
    seed();
    walk_at(20, 50);
}

static void test_40x12(void **state)
{
    (void)state;
    seed();
    walk_at(12, 40);
}

static void test_one_pane_below_60(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "│ Ada Example")); /* the preview */
    pty_resize(p, 24, 59);
    assert_true(pty_wait_gone(p, "│"));
    assert_true(pty_wait(p, "Zoë Müller-Beispiel"));
    pty_resize(p, 24, 60);
    assert_true(pty_wait(p, "│ Ada Example"));
    tui_quit(p);
}

static void test_too_small(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "1 of 3"));
    pty_resize(p, 9, 39);
    assert_true(pty_wait(p, "too small"));
    pty_key(p, "n"); /* nobody steers what cannot be seen */
    pty_settle(p, 100);
    pty_resize(p, 10, 40);
    assert_true(pty_wait(p, "1 of 3"));
    assert_true(tui_cursor_on_focus(p));
    tui_quit(p);
}

static void test_palette_names_each_key_once(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(60, 100, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "1 of 3"));
    pty_key(p, "?");
    assert_true(pty_wait(p, "What is possible here"));
    pty_settle(p, 60);
    static const char *const keys[] = {"Enter ", "n ", "e ", "f ",   "h ",      "Esc ",
                                       "/ ",     "s ", "? ", "q ",   "c ",      "1 ",
                                       "2 ",     "3 ", "4 ", "F12 ", "Ctrl-L ", "L "};
    char *screen = pty_screen(p);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct buf row = BUF_ZERO; /* as the palette draws it: "│  n    " or "│> n   " */
        int found = 0;
        for (int marked = 0; marked < 2; marked++) {
            buf_clear(&row);
            buf_printf(&row, "│%c %s", marked ? '>' : ' ', keys[i]);
            for (const char *at = screen; (at = strstr(at, buf_text(&row))) != NULL; at++) {
                found++;
            }
        }
        if (found != 1) {
            pty_dump(p, keys[i]);
        }
        assert_int_equal(found, 1);
        buf_free(&row);
    }
    free(screen);
    /* a reason instead of silence */
    pty_type(p, "exchange");
    assert_true(pty_wait(p, "Not now: There is no team yet"));
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "What is possible here"));
    /* and it does what it names */
    pty_key(p, "?");
    assert_true(pty_wait(p, "What is possible here"));
    pty_type(p, "go to the employers");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "1 of 2"));
    tui_quit(p);
}

static void test_names_can_be_hidden(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "Testy McTestface"));
    pty_key(p, "F12");
    assert_true(pty_wait_gone(p, "Testy McTestface"));
    assert_true(pty_wait(p, "T... M..."));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "The person"));
    pty_settle(p, 60);
    assert_false(pty_shows(p, "Ada Example"));
    pty_key(p, "F12");
    assert_true(pty_wait(p, "Ada Example"));
    tui_quit(p);
}

static void test_filter_is_undone_exactly(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "2");
    pty_key(p, "Down");
    assert_true(pty_wait(p, "2 of 3"));
    pty_key(p, "f");
    pty_type(p, "zoe muller"); /* accents do not matter */
    assert_true(pty_wait(p, "1 found"));
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "2 of 3"));
    assert_true(pty_wait(p, ">  Testy McTestface"));
    tui_quit(p);
}

static void test_read_only(void **state)
{
    (void)state;
    seed();
    const char *named = getenv("INWORK");
    const char *const arguments[] = {named != NULL ? named : "build/check/inwork", "--read-only",
                                     NULL};
    struct pty_options options = {.arguments = arguments};
    struct pty *p = tui_start_with(&options, "Today,");
    pty_key(p, "2");
    assert_true(pty_wait(p, "1 of 3"));
    pty_key(p, "n");
    assert_true(pty_wait(p, "This is read-only"));
    tui_quit(p);
}

static void test_lock_and_unlock(void **state)
{
    (void)state;
    seed();
    struct pty *p = tui_start(24, 80, true);
    assert_true(pty_wait(p, "Passphrase"));
    pty_type(p, "wrong\r");
    assert_true(pty_wait(p, "passphrase"));
    pty_settle(p, 1500);
    assert_false(pty_shows(p, "Today,"));
    pty_type(p, TUI_PASSPHRASE "\r");
    assert_true(pty_wait(p, "Today,"));
    assert_false(pty_shows(p, TUI_PASSPHRASE));
    pty_key(p, "2");
    assert_true(pty_wait(p, "1 of 3"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "The person"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "nothing changed"));
    pty_key(p, "Tab");
    pty_type(p, "Adie");
    assert_true(pty_wait(p, "Adie"));
    pty_key(p, "F2");
    assert_true(pty_wait(p, "What is possible here"));
    pty_type(p, "passphrase is needed");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "inwork is locked"));
    pty_settle(p, 60);
    assert_false(pty_shows(p, "Ada Example"));
    assert_false(pty_shows(p, "Adie"));
    pty_type(p, TUI_PASSPHRASE "\r");
    assert_true(pty_wait(p, "Your draft of"));
    assert_true(pty_wait(p, "Adie"));
    tui_quit(p);
}

/* The store's own setting, as no command writes it. */
static void set_idle(const char *seconds)
{
    struct error err = {0};
    struct secret passphrase = {0};
    struct vault *vault = NULL;
    struct store *store = NULL;
    assert_int_equal(seal_init(&err), 0);
    assert_int_equal(secret_set(&passphrase, TUI_PASSPHRASE, strlen(TUI_PASSPHRASE), &err), 0);
    assert_int_equal(vault_open(&vault, getenv("INWORK_STORE"), &err), 0);
    assert_int_equal(vault_unlock(vault, &passphrase, &err), 0);
    assert_int_equal(store_open(&store, vault, NULL, &err), 0);
    assert_int_equal(store_setting_put(store, "idle_seconds", seconds, &err), 0);
    store_close(store);
    vault_close(vault);
    secret_clear(&passphrase);
}

static void test_left_alone_it_locks(void **state)
{
    (void)state;
    seed();
    set_idle("8");
    struct pty *p = tui_start(24, 80, false);
    pty_type(p, "2\r"); /* at once: a look at what they do might come too late */
    assert_true(pty_wait(p, "inwork is locked")); /* the passphrase file does not open it again */
    assert_false(pty_shows(p, "Ada Example"));
    pty_type(p, TUI_PASSPHRASE "\r");
    assert_true(pty_wait(p, "The person")); /* where one was */
    assert_true(pty_wait(p, "Ada Example"));
    tui_quit(p);
}

static void test_first_start(void **state)
{
    char *folder = *state;
    struct buf path = BUF_ZERO;
    buf_printf(&path, "INWORK_STORE=%s/another", folder);
    const char *const environment[] = {buf_text(&path), "INWORK_PASSPHRASE_FILE", NULL};
    struct pty_options options = {.environment = environment};
    struct pty *p = tui_start_with(&options, "Welcome to inwork");
    pty_type(p, "Wanda Worker\r");
    assert_true(pty_wait(p, "New passphrase"));
    pty_type(p, TUI_PASSPHRASE "\r");
    assert_true(pty_wait(p, "The same again"));
    pty_type(p, TUI_PASSPHRASE "\r\r"); /* once more than was asked for */
    assert_true(pty_wait(p, "This is the recovery key"));
    tui_press(p, "2");
    assert_true(pty_shows(p, "This is the recovery key"));
    pty_key(p, "Enter");
    /* nobody types a new passphrase three times */
    assert_true(pty_wait(p, "Nothing is written yet"));
    tui_quit(p);
    buf_free(&path);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_80x24),
        WITH_STORE(test_120x40),
        WITH_STORE(test_50x20),
        WITH_STORE(test_40x12),
        WITH_STORE(test_one_pane_below_60),
        WITH_STORE(test_too_small),
        WITH_STORE(test_palette_names_each_key_once),
        WITH_STORE(test_names_can_be_hidden),
        WITH_STORE(test_filter_is_undone_exactly),
        WITH_STORE(test_read_only),
        WITH_STORE(test_lock_and_unlock),
        WITH_STORE(test_left_alone_it_locks),
        WITH_STORE(test_first_start),
    };
    return cmocka_run_group_tests_name("screens", tests, NULL, NULL);
}
