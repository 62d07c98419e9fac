/* SPDX-License-Identifier: GPL-3.0-or-later
 * A note after a visit, counted in keystrokes: every key that is not part of what was written down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/json.h"
#include "run_program.h"
#include "tui_fixture.h"

static const char written[] =
    "Met at the library. Went through two adverts; she chose the bakery and will ring on Friday. "
    "Practised the call twice.";

struct counted {
    struct pty *p;
    size_t keys;
};

static void key(struct counted *c, const char *name)
{
    pty_key(c->p, name);
    pty_settle(c->p, 30);
    c->keys++;
}

/* Letters that steer: a name to choose by, a number. Counted, one by one. */
static void letters(struct counted *c, const char *text)
{
    for (; *text != '\0'; text++) {
        const char one[] = {*text, '\0'};
        key(c, one);
    }
}

/* The words of the note themselves, which nobody can save. */
static void words(struct counted *c, const char *text)
{
    pty_type(c->p, text);
    pty_settle(c->p, 30);
}

static struct json *only_note(void)
{
    const char *const list[] = {"list", "note", "--json", NULL};
    char *line = tui_command(list);
    struct json *root = NULL;
    assert_int_equal(json_parse(&root, line, strlen(line), 5, NULL), 0);
    free(line);
    return root;
}

static void note_says(const struct json *root, const char *field, const char *text)
{
    const char *now = json_text(json_member(json_member(root, "fields"), field), NULL);
    if (now == NULL || strcmp(now, text) != 0) {
        print_error("%s: %s\n", field, now != NULL ? now : "(nothing)");
    }
    assert_non_null(now);
    assert_string_equal(now, text);
}

static void from_how_to_saved(struct counted *c)
{
    assert_true(pty_wait(c->p, "> How"));
    letters(c, "f");
    assert_true(pty_wait(c->p, "> Face to face"));
    key(c, "Tab"); /* takes it, and goes on */
    assert_true(pty_wait(c->p, "> Where"));
    letters(c, "i");
    assert_true(pty_wait(c->p, "> In the community"));
    key(c, "Tab");
    assert_true(pty_wait(c->p, "> Minutes"));
    letters(c, "45");
    key(c, "Tab");
    words(c, written);
    key(c, "Ctrl-S");
    assert_true(pty_wait(c->p, "the rest can be written later"));
}

static void check_note(const char *client)
{
    struct json *note = only_note();
    note_says(note, "client", client);
    note_says(note, "kind_of_contact", "face_to_face");
    note_says(note, "place", "community");
    note_says(note, "minutes", "45");
    note_says(note, "activities", written);
    note_says(note, "quick", "yes");
    assert_non_null(json_text(json_member(json_member(note, "fields"), "date"), NULL));
    json_free(note);
}

/* Saving leaves the words for a quiet moment; whoever asks sooner, from wherever, finds them. */
static void found_at_once(struct pty *p)
{
    const char *const find[] = {"find", "adverts", "--kind", "note", NULL};
    char *line = tui_command(find);
    assert_non_null(strstr(line, "Face to face"));
    free(line);
    pty_key(p, "/");
    assert_true(pty_wait(p, "Type a few letters"));
    pty_type(p, "practised");
    assert_true(pty_wait(p, "1 found"));
    pty_key(p, "Esc");
}

static void after_a_visit(void **state)
{
    (void)state;
    free(tui_add("client", "Testy McTestface"));
    char *ada = tui_add("client", "Ada Example");
    free(tui_add("client", "Adam Example"));
    struct counted c = {tui_start(24, 80, false), 0};
    key(&c, "Ctrl-N");
    assert_true(pty_wait(c.p, "A quick note"));
    assert_true(pty_wait(c.p, "> Client"));
    letters(&c, "ada");
    assert_true(pty_wait(c.p, ">  Ada Example"));
    key(&c, "Tab");
    from_how_to_saved(&c);
    assert_true(pty_wait(c.p, "written later: Ada Example, ")); /* whose it became */
    print_message("a note after a visit, from Today: %zu keys beside its words\n", c.keys);
    assert_true(c.keys <= 13);
    assert_true(pty_wait(c.p, "Today, ")); /* where one was */
    found_at_once(c.p);
    tui_quit(c.p);
    check_note(ada);
    free(ada);
}

static void on_a_page_of_the_client(void **state)
{
    (void)state;
    char *ada = tui_add("client", "Ada Example");
    struct counted c = {tui_start(20, 50, false), 0};
    pty_key(c.p, "2");
    assert_true(pty_wait(c.p, "Ada Example"));
    pty_key(c.p, "Enter");
    assert_true(pty_wait(c.p, "The person"));
    key(&c, "Ctrl-N");
    assert_true(pty_wait(c.p, "A quick note"));
    from_how_to_saved(&c);
    print_message("a note after a visit, on the client's page: %zu keys beside its words\n",
                  c.keys);
    assert_true(c.keys <= 9);
    tui_quit(c.p);
    check_note(ada);
    free(ada);
}

/* Offered answers alone are nothing to save; nothing typed leaves nothing behind. */
static void nothing_typed_is_nothing_kept(void **state)
{
    (void)state;
    free(tui_add("client", "Ada Example"));
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "Ctrl-N");
    assert_true(pty_wait(p, "nothing typed yet"));
    assert_true(pty_wait(p, ", today"));
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "There is nothing to save"));
    pty_key(p, "Ctrl-N");
    assert_true(pty_wait(p, "This is a quick note already"));
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "Today, "));
    assert_false(pty_shows(p, "Not saved yet"));
    tui_quit(p);
    const char *const list[] = {"inwork", "list", "note", NULL};
    struct buf out = BUF_ZERO;
    const char *argv[] = {getenv("INWORK") != NULL ? getenv("INWORK") : "build/check/inwork",
                          list[1], list[2], NULL};
    assert_int_equal(run_program(argv, "", 0, &out, true), 1);
    buf_free(&out);
}

static bool cursor_row_has(struct pty *p, const char *text)
{
    int row = 0;
    int column = 0;
    pty_cursor(p, &row, &column, NULL);
    char *shown = pty_row(p, row);
    bool has = shown != NULL && strstr(shown, text) != NULL;
    free(shown);
    return has;
}

/* Left half done, it waits under Today with the client's name, and comes back as it was. */
static void left_half_done(void **state)
{
    (void)state;
    free(tui_add("client", "Ada Example"));
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "Ctrl-N");
    assert_true(pty_wait(p, "> Client"));
    pty_type(p, "a");
    assert_true(pty_wait(p, ">  Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "> Client                    Ada Example"));
    pty_key(p, "Tab");
    pty_key(p, "p");
    assert_true(pty_wait(p, "> Phone"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Phone"));
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "Not saved; the draft is kept"));
    assert_true(pty_wait(p, "New: Note, Ada Example"));
    for (int i = 0; i < 12 && !cursor_row_has(p, "New: Note"); i++) {
        tui_press(p, "Down");
    }
    assert_true(tui_cursor_on_row(p, "New: Note, Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Your draft of"));
    assert_true(pty_wait(p, "Phone"));
    assert_true(pty_wait(p, "Ada Example"));
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Saved: "));
    tui_quit(p);
    struct json *note = only_note();
    note_says(note, "kind_of_contact", "phone");
    note_says(note, "quick", "yes");
    json_free(note);
}

/* The same from a script, without showing anybody's words in the list of processes. */
static void from_a_script(void **state)
{
    (void)state;
    char *ada = tui_add("client", "Ada Example");
    struct buf json = BUF_ZERO;
    struct buf out = BUF_ZERO;
    buf_printf(&json,
               "{\"client\":\"%s\",\"date\":\"2026-09-07\",\"kind_of_contact\":\"phone\","
               "\"minutes\":10,\"activities\":\"Rang.\",\"quick\":true}",
               ada);
    const char *argv[] = {getenv("INWORK") != NULL ? getenv("INWORK") : "build/check/inwork", "add",
                          "note", "-", NULL};
    assert_int_equal(run_program(argv, buf_text(&json), json.len, &out, false), 0);
    struct json *note = only_note();
    note_says(note, "activities", "Rang.");
    note_says(note, "quick", "yes");
    json_free(note);
    buf_free(&out);
    buf_free(&json);
    free(ada);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(after_a_visit, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(on_a_page_of_the_client, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(nothing_typed_is_nothing_kept, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(from_a_script, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(left_half_done, tui_fixture_new, tui_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
