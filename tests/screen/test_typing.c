/* SPDX-License-Identifier: GPL-3.0-or-later
 * No key is ever lost: pastes cut anywhere, resizing while typing, the power going away, two people
 * at one record.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/json.h"
#include "run_program.h"
#include "tui_fixture.h"

/* An answer of the only client, as the command line tells it; free() it. */
static char *answer(const char *field)
{
    const char *const arguments[] = {"list", "client", "--json", NULL};
    char *line = tui_command(arguments);
    struct json *root = NULL;
    assert_int_equal(json_parse(&root, line, strlen(line), 5, NULL), 0);
    const char *text = json_text(json_member(json_member(root, "fields"), field), NULL);
    char *copy = strdup(text != NULL ? text : "");
    json_free(root);
    free(line);
    return copy;
}

static void expect_answer(const char *field, const char *text)
{
    char *now = answer(field);
    assert_string_equal(now, text);
    free(now);
}

/* A new client's form with the cursor in "Strengths in short". */
static struct pty *strengths(int rows, int columns)
{
    struct pty *p = tui_start(rows, columns, false);
    pty_key(p, "n");
    assert_true(pty_wait(p, "New: Client"));
    pty_type(p, "Ada Example");
    for (int i = 0; i < 4; i++) {
        pty_key(p, "Tab");
    }
    assert_true(pty_wait(p, "> Strengths in short"));
    return p;
}

static void save(struct pty *p)
{
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Saved: Ada Example"));
}

static const char mixed[] = "Ada 漢字 😀 Петров cafe\xcc\x81 Ŵ\tƙ\n- second line;  two spaces\n";
/* the same as it is kept: in normal form, é in one */
static const char mixed_kept[] = "Ada 漢字 😀 Петров café Ŵ\tƙ\n- second line;  two spaces\n";

static void paste_cut_at(size_t length, size_t cut)
{
    struct buf sent = BUF_ZERO;
    struct buf kept = BUF_ZERO;
    while (sent.len < length) {
        buf_add(&sent, mixed);
        buf_add(&kept, mixed_kept);
    }
    buf_add(&sent, "end");
    buf_add(&kept, "end");
    struct pty *p = strengths(0, 0);
    pty_type(p, "\033[200~");
    pty_type(p, buf_text(&sent));
    pty_send(p, "\033[201~", cut);
    pty_settle(p, 150); /* longer than the escape delay */
    pty_type(p, &"\033[201~"[cut]);
    pty_type(p, "!");
    buf_push(&kept, '!');
    assert_true(pty_wait(p, "end!"));
    save(p);
    tui_quit(p);
    expect_answer("strengths_summary", buf_text(&kept));
    buf_free(&sent);
    buf_free(&kept);
}

static void test_paste_2000(void **state)
{
    (void)state;
    paste_cut_at(2000, 1);
}

static void test_paste_20000(void **state)
{
    (void)state;
    paste_cut_at(20000, 3);
}

static void test_paste_fires_no_command(void **state)
{
    (void)state;
    struct pty *p = tui_start(0, 0, false);
    pty_paste(p, "q\rn\033[A2\x13");
    pty_key(p, "2");
    assert_true(pty_wait(p, "Nothing here yet"));
    tui_quit(p);
}

static void test_split_character(void **state)
{
    (void)state;
    struct pty *p = strengths(0, 0);
    static const char face[] = "\xf0\x9f\x98\x80";
    for (size_t cut = 1; cut < 4; cut++) {
        pty_send(p, face, cut);
        pty_settle(p, 150);
        pty_send(p, face + cut, 4 - cut);
        pty_send(p, "x", 1);
    }
    assert_true(pty_wait(p, "😀x😀x😀x"));
    save(p);
    tui_quit(p);
    expect_answer("strengths_summary", "😀x😀x😀x");
}

static void test_resize_storm(void **state)
{
    (void)state;
    static const int sizes[][2] = {{15, 40}, {3, 10},  {1, 1},   {50, 200}, {5, 14},
                                   {10, 40}, {24, 80}, {12, 59}, {2, 80},   {24, 80}};
    struct pty *p = strengths(0, 0);
    struct buf typed = BUF_ZERO;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct buf word = BUF_ZERO;
        buf_printf(&word, "%sword%zu 漢é", i > 0 ? " " : "", i);
        pty_type(p, buf_text(&word));
        buf_add(&typed, buf_text(&word));
        pty_resize(p, sizes[i][0], sizes[i][1]);
        pty_type(p, "+");
        buf_push(&typed, '+');
        buf_free(&word);
        pty_read(p);
    }
    assert_true(pty_wait(p, "word9 漢é+"));
    assert_true(tui_cursor_on_focus(p));
    save(p);
    tui_quit(p);
    expect_answer("strengths_summary", buf_text(&typed));
    buf_free(&typed);
}

/* Nothing of what was typed lies in the folder or where temporary files go, and nobody else can
 * read what lies there. */
static void assert_private(const char *folder, const char *text)
{
    const char *parent = getenv("TMPDIR");
    const char *const grep[] = {"grep", "-rlaF", text, folder, parent ? parent : folder, NULL};
    const char *const open_to_others[] = {"find", folder, "-type", "f", "-perm", "/077", NULL};
    struct buf out = BUF_ZERO;
    int status = run_program(grep, "", 0, &out, false);
    if (status != 1)
        fail_msg("“%s” stands in %s", text, buf_text(&out));
    assert_int_equal(run_program(open_to_others, "", 0, &out, false), 0);
    assert_string_equal(buf_text(&out), "");
    buf_free(&out);
}

/* A crash leaves no image of the memory, and other programs of this user cannot look into it. */
static void assert_hardened(pid_t pid)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
    const char *const core[] = {"grep", "-qE", "^Max core file size +0 +0 ", path, NULL};
    assert_int_equal(run_program(core, "", 0, NULL, false), 0);
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_uid, 0); /* as the kernel shows who may not be looked into */
}

static void test_kill_keeps_the_draft(void **state)
{
    struct pty *p = strengths(0, 0);
    pty_type(p, "Patient, good with numbers 漢字");
    assert_true(pty_wait(p, "漢字"));
    assert_true(pty_wait(p, "2 changed, draft kept"));
    assert_hardened(pty_pid(p));
    pty_signal(p, SIGKILL);
    assert_int_equal(pty_wait_exit(p), 128 + SIGKILL);
    pty_free(p);
    assert_private(*state, "good with numbers");

    const char *const list[] = {"kinds", "client", NULL};
    free(tui_command(list)); /* the store opens for others */
    p = tui_start(0, 0, false);
    assert_true(pty_wait(p, "Not saved yet"));
    assert_true(pty_wait(p, "New: Client, Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Your draft of"));
    assert_true(pty_wait(p, "Patient, good with numbers 漢字"));
    save(p);
    pty_key(p, "1");
    assert_true(pty_wait_gone(p, "Not saved yet"));
    tui_quit(p);
    expect_answer("strengths_summary", "Patient, good with numbers 漢字");
}

static void test_terminate_keeps_the_draft(void **state)
{
    (void)state;
    struct pty *p = strengths(0, 0);
    pty_type(p, "Said at once");
    assert_true(pty_wait(p, "Said at once"));
    pty_signal(p, SIGTERM);
    assert_int_equal(pty_wait_exit(p), 0);
    pty_free(p);
    p = tui_start(0, 0, false);
    assert_true(pty_wait(p, "New: Client, Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Said at once"));
    tui_quit(p);
}

static void test_escape_keeps_the_draft(void **state)
{
    (void)state;
    free(tui_add("client", "Ada Example"));
    struct pty *p = tui_start(0, 0, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "1 of 1"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "nothing changed"));
    pty_key(p, "Tab");
    pty_type(p, "Adie");
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "the draft is kept"));
    expect_answer("preferred_name", "");
    pty_key(p, "e");
    assert_true(pty_wait(p, "Your draft of"));
    assert_true(pty_wait(p, "Adie"));
    pty_key(p, "Ctrl-X");
    assert_true(pty_wait(p, "Throw the draft away?"));
    pty_key(p, "Enter"); /* the answer is No unless one says otherwise */
    assert_true(pty_wait_gone(p, "Throw the draft away?"));
    assert_true(pty_wait(p, "Adie"));
    pty_key(p, "Ctrl-X");
    assert_true(pty_wait(p, "Throw the draft away?"));
    pty_key(p, "d");
    assert_true(pty_wait(p, "The draft is gone"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "nothing changed"));
    assert_false(pty_shows(p, "Adie"));
    tui_quit(p);
}

static void test_undo(void **state)
{
    (void)state;
    struct pty *p = strengths(0, 0);
    pty_type(p, "First");
    pty_paste(p, " pasted");
    assert_true(pty_wait(p, "First pasted"));
    pty_key(p, "Ctrl-Z");
    assert_true(pty_wait_gone(p, "First pasted"));
    pty_key(p, "Ctrl-Z");
    assert_true(pty_wait_gone(p, "First"));
    pty_key(p, "Ctrl-Y");
    pty_key(p, "Ctrl-Y");
    assert_true(pty_wait(p, "First pasted"));
    save(p);
    tui_quit(p);
    expect_answer("strengths_summary", "First pasted");
}

static void test_two_at_one_answer(void **state)
{
    (void)state;
    free(tui_add("client", "Ada Example"));
    struct pty *pair[2];
    for (int i = 0; i < 2; i++) {
        pair[i] = tui_start(0, 0, false);
        pty_key(pair[i], "2");
        assert_true(pty_wait(pair[i], "1 of 1"));
        pty_key(pair[i], "e");
        assert_true(pty_wait(pair[i], "nothing changed")); /* before a draft of the other's */
    }
    for (int i = 0; i < 2; i++) {
        pty_key(pair[i], "Tab");
        pty_type(pair[i], i == 0 ? "Adie" : "Addie");
        assert_true(pty_wait(pair[i], i == 0 ? "Adie" : "Addie"));
    }
    pty_key(pair[0], "Ctrl-S");
    assert_true(pty_wait(pair[0], "Saved: Ada Example"));
    pty_key(pair[1], "Ctrl-S");
    assert_true(pty_wait(pair[1], "somebody answered the same meanwhile"));
    tui_quit(pair[0]);

    struct pty *p = pair[1];
    pty_key(p, "c");
    assert_true(pty_wait(p, "Likes to be called: Wendy Worker"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Which one stands from now on?"));
    assert_true(pty_wait(p, "Adie"));
    assert_true(pty_wait(p, "Addie"));
    int left = 0;
    int right = 0;
    int row = pty_find(p, "Adie", &left);
    assert_int_equal(row, pty_find(p, "Addie", &right)); /* side by side */
    assert_true(left != right);
    assert_true(tui_cursor_on_focus(p));
    pty_key(p, "w");
    assert_true(pty_wait(p, "An answer for all"));
    pty_key(p, "Ctrl-U");
    pty_type(p, "Ada or Addie");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Saved: Ada Example"));
    assert_true(pty_wait(p, "Nobody contradicts anybody"));
    tui_quit(p);
    expect_answer("preferred_name", "Ada or Addie");
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, tui_fixture_new, tui_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_paste_2000),
        WITH_STORE(test_paste_20000),
        WITH_STORE(test_paste_fires_no_command),
        WITH_STORE(test_split_character),
        WITH_STORE(test_resize_storm),
        WITH_STORE(test_kill_keeps_the_draft),
        WITH_STORE(test_terminate_keeps_the_draft),
        WITH_STORE(test_escape_keeps_the_draft),
        WITH_STORE(test_undo),
        WITH_STORE(test_two_at_one_answer),
    };
    return cmocka_run_group_tests_name("typing", tests, NULL, NULL);
}
