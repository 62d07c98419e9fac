/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything is made through the program itself, as a person would.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui_fixture.h"

#include "day.h"
#include "inwork/base/buf.h"
#include "run_program.h"

static const char *program(void)
{
    const char *named = getenv("INWORK");
    return named != NULL ? named : "build/check/inwork";
}

char *tui_command(const char *const *arguments)
{
    const char *argv[24] = {program()};
    size_t n = 1;
    while (*arguments != NULL && n < 23) {
        argv[n++] = *arguments++;
    }
    struct buf out = BUF_ZERO;
    int status = run_program(argv, "", 0, &out, false);
    if (status != 0) {
        print_error("inwork %s: status %d\n", argv[1], status);
    }
    assert_int_equal(status, 0);
    buf_truncate(&out, strcspn(buf_text(&out), "\n"));
    buf_reserve(&out, 1);
    return buf_take(&out);
}

char *tui_add(const char *kind, const char *name)
{
    struct buf field = BUF_ZERO;
    buf_printf(&field, "name=%s", name);
    const char *const arguments[] = {"add", kind, buf_text(&field), NULL};
    char *id = tui_command(arguments);
    buf_free(&field);
    return id;
}

int tui_fixture_new(void **state)
{
    day_wait();
    char *folder = scratch_make();
    assert_non_null(folder);
    scratch_write(folder, "passphrase", TUI_PASSPHRASE "\n", strlen(TUI_PASSPHRASE) + 1);
    struct buf path = BUF_ZERO;
    buf_printf(&path, "%s/store", folder);
    (void)setenv("INWORK_STORE", buf_text(&path), 1);
    buf_clear(&path);
    buf_printf(&path, "%s/passphrase", folder);
    (void)setenv("INWORK_PASSPHRASE_FILE", buf_text(&path), 1);
    buf_clear(&path);
    buf_printf(&path, "%s/recovery", folder);
    const char *const init[] = {"init",  "--name",          "Wendy Worker",  "--kdf",
                                "light", "--recovery-file", buf_text(&path), NULL};
    free(tui_command(init));
    buf_free(&path);
    *state = folder;
    return 0;
}

int tui_fixture_free(void **state)
{
    scratch_remove(*state);
    free(*state);
    (void)unsetenv("INWORK_STORE");
    (void)unsetenv("INWORK_PASSPHRASE_FILE");
    return 0;
}

struct pty *tui_start_with(const struct pty_options *options, const char *first)
{
    struct pty *p = pty_start(options);
    assert_true(pty_wait(p, first));
    return p;
}

struct pty *tui_start(int rows, int columns, bool locked)
{
    const char *const environment[] = {locked ? "INWORK_PASSPHRASE_FILE" : NULL, NULL};
    struct pty_options options = {.rows = rows, .columns = columns, .environment = environment};
    return tui_start_with(&options, locked ? "Passphrase" : "Today,");
}

void tui_press(struct pty *p, const char *key)
{
    pty_key(p, key);
    pty_settle(p, 20);
}

static bool on_focus(struct pty *p, void *payload)
{
    (void)payload;
    int row = 0;
    int column = 0;
    bool visible = false;
    pty_cursor(p, &row, &column, &visible);
    if (!visible) {
        return false;
    }
    if (pty_attributes(p, row, column) & (PTY_REVERSE | PTY_UNDERLINE)) {
        return true;
    }
    char *text = pty_row(p, row);
    bool marked = text != NULL && strchr(text, '>') != NULL;
    free(text);
    return marked;
}

bool tui_cursor_on_focus(struct pty *p)
{
    return pty_wait_until(p, on_focus, NULL, "the cursor on what has the focus");
}

struct on_row {
    const char *text;
};

static bool cursor_row_has(struct pty *p, void *payload)
{
    const struct on_row *sought = payload;
    int row = 0;
    int column = 0;
    pty_cursor(p, &row, &column, NULL);
    char *text = pty_row(p, row);
    bool has = text != NULL && strstr(text, sought->text) != NULL;
    free(text);
    return has;
}

bool tui_cursor_on_row(struct pty *p, const char *text)
{
    struct on_row sought = {.text = text};
    struct buf what = BUF_ZERO;
    buf_printf(&what, "the cursor on the row of: %s", text);
    bool there = pty_wait_until(p, cursor_row_has, &sought, buf_text(&what));
    buf_free(&what);
    return there;
}

void tui_quit(struct pty *p)
{
    pty_key(p, "Ctrl-Q");
    assert_int_equal(pty_wait_exit(p), 0);
    assert_true(pty_cooked(p));
    assert_false(pty_alternate(p));
    assert_false(pty_pasting(p));
    pty_free(p);
}
