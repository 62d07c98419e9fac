/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letting in from the screen: a colleague reads clients, an office host reads employers only, and a
 * fingerprint that was not read out lets nobody in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "tui_fixture.h"

struct pair {
    char *code;
    struct buf lead, other, remote;
};

static char *run3(const char *a, const char *b, const char *c, const char *d)
{
    const char *const arguments[] = {a, b, c, d, NULL};
    return tui_command(arguments);
}

static void be(const struct buf *store)
{
    (void)setenv("INWORK_STORE", buf_text(store), 1);
}

/* The fixture's store founds a team, another asks to be let in; back at the first, which knows. */
static char *asked(struct pair *pair, const char *folder)
{
    buf_printf(&pair->lead, "%s/store", folder);
    buf_printf(&pair->other, "%s/other", folder);
    buf_printf(&pair->remote, "%s/team.git", folder);
    struct buf recovery = BUF_ZERO;
    buf_printf(&recovery, "%s/other.recovery", folder);
    const char *const create[] = {
        "team", "create", "--name", "Invented team", buf_text(&pair->remote), NULL};
    free(tui_command(create));
    pair->code = run3("team", "code", NULL, NULL);
    be(&pair->other);
    const char *const init[] = {"init",  "--name",          "Olive Office",      "--kdf",
                                "light", "--recovery-file", buf_text(&recovery), NULL};
    free(tui_command(init));
    free(run3("team", "join", pair->code, buf_text(&pair->remote)));
    char *fingerprint = run3("team", "fingerprint", NULL, NULL);
    be(&pair->lead);
    free(run3("sync", NULL, NULL, NULL));
    buf_free(&recovery);
    return fingerprint;
}

static void done(struct pair *pair)
{
    free(pair->code);
    buf_free(&pair->lead);
    buf_free(&pair->other);
    buf_free(&pair->remote);
}

static struct pty *at_the_question(void)
{
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "4");
    assert_true(pty_wait(p, "asks to be let in"));
    pty_key(p, "Down");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Who is it?"));
    return p;
}

/* What the other may read once both have synced. */
static void reads(struct pair *pair, bool casework)
{
    free(run3("sync", NULL, NULL, NULL));
    be(&pair->other);
    free(run3("sync", NULL, NULL, NULL));
    char *status = run3("status", "--json", NULL, NULL);
    assert_non_null(strstr(status, "\"directory\""));
    assert_int_equal(strstr(status, "\"casework\"") != NULL, casework);
    free(status);
    be(&pair->lead);
}

static void an_office_host(void **state)
{
    struct pair pair = {0};
    char *fingerprint = asked(&pair, *state);
    struct pty *p = at_the_question();
    pty_key(p, "o"); /* no label begins so, but a word of one does */
    assert_true(pty_wait(p, "> An office host"));
    pty_key(p, "c");
    assert_true(pty_wait(p, "> A colleague"));
    pty_key(p, "Down");
    assert_true(pty_wait(p, "> An office host"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Let them in?"));
    pty_type(p, fingerprint);
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "for employers only"));
    tui_quit(p);
    reads(&pair, false);
    free(fingerprint);
    done(&pair);
}

static void a_colleague(void **state)
{
    struct pair pair = {0};
    char *fingerprint = asked(&pair, *state);
    struct pty *p = at_the_question();
    /* left at the question, nobody is let in */
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "Who is it?"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Who is it?"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Let them in?"));
    pty_type(p, "SHA256:not what was read out");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Not done"));
    pty_key(p, "Enter");
    assert_true(pty_wait_gone(p, "Not done"));
    /* the question stands, with what was typed, to be mended */
    assert_true(pty_wait(p, "SHA256:not what was read out"));
    pty_key(p, "Ctrl-U");
    assert_true(pty_wait_gone(p, "SHA256:not what was read out"));
    pty_type(p, fingerprint);
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "They are let in"));
    tui_quit(p);
    reads(&pair, true);
    free(fingerprint);
    done(&pair);
}

/* Who was written down before they joined is there twice: the two are put side by side at once. */
static void a_colleague_who_was_known(void **state)
{
    struct pair pair = {0};
    const char *const known[] = {"add", "member", "name=Olive Office", NULL};
    free(tui_command(known));
    char *fingerprint = asked(&pair, *state);
    struct pty *p = at_the_question();
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Let them in?"));
    pty_type(p, fingerprint);
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Written down twice?"));
    pty_key(p, "l");
    assert_true(pty_wait(p, "the same name"));
    assert_true(pty_wait(p, ">  Olive Office"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "they are the same"));
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "they are the same"));
    tui_quit(p);
    free(fingerprint);
    done(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_office_host, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(a_colleague, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(a_colleague_who_was_known, tui_fixture_new,
                                        tui_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
