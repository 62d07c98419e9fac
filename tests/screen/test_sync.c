/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sync beside the work: what the message row says before, while and after; a remote that is gone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/stat.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "tui_fixture.h"

static void found_team(const char *folder, struct buf *remote)
{
    buf_printf(remote, "%s/team.git", folder);
    const char *const create[] = {"team", "create", "--name", "Our team", buf_text(remote), NULL};
    free(tui_command(create));
}

static void test_says_what_is_unsent(void **state)
{
    struct buf remote = BUF_ZERO;
    found_team(*state, &remote);
    free(tui_add("client", "Ada Example"));
    struct pty *p = tui_start(24, 80, false);
    assert_true(pty_wait(p, "1 unsent since"));
    assert_true(pty_wait(p, "Not sent yet"));
    pty_key(p, "n");
    assert_true(pty_wait(p, "New: Client"));
    pty_type(p, "Testy McTestface");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "2 unsent since"));
    pty_key(p, "s");
    assert_true(pty_wait(p, "Synced: 2 sent, 0 received"));
    assert_true(pty_wait(p, "all sent; synced"));
    pty_key(p, "4");
    assert_true(pty_wait(p, "Wendy Worker, this laptop"));
    assert_true(pty_wait(p, "you are a lead"));
    assert_true(tui_cursor_on_focus(p));
    tui_quit(p);
    buf_free(&remote);
}

static void test_remote_that_is_gone(void **state)
{
    struct buf remote = BUF_ZERO;
    struct buf away = BUF_ZERO;
    found_team(*state, &remote);
    free(tui_add("client", "Ada Example"));
    buf_printf(&away, "%s.away", buf_text(&remote));
    assert_int_equal(rename(buf_text(&remote), buf_text(&away)), 0);
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "s");
    assert_true(pty_wait(p, "Not synced"));
    pty_key(p, "4");
    assert_true(pty_wait(p, "The last sync did not end well"));
    assert_true(pty_wait(p, "1 unsent since")); /* the work stays, and is said to */
    /* and goes when the stick is back */
    assert_int_equal(rename(buf_text(&away), buf_text(&remote)), 0);
    pty_key(p, "s");
    assert_true(pty_wait(p, "Synced: 1 sent"));
    tui_quit(p);
    buf_free(&remote);
    buf_free(&away);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_says_what_is_unsent),
        WITH_STORE(test_remote_that_is_gone),
    };
    return cmocka_run_group_tests_name("sync beside", tests, NULL, NULL);
}
