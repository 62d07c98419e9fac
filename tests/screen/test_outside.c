/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leads outside, on the screen: the personal information plan, texts to hand on, and what a
 * form refuses or says about names, contacts and recipients.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "run_program.h"
#include "tui_fixture.h"

static char *add(const char *kind, const char *a, const char *b, const char *c, const char *d)
{
    const char *const arguments[] = {"add", kind, a, b, c, d, NULL};
    return tui_command(arguments);
}

/* "client=ID" */
static const char *reference(char out[64], const char *field, const char *id)
{
    (void)snprintf(out, 64, "%s=%.26s", field, id);
    return out;
}

/* How many records of a kind have this answer. */
static size_t count(const char *kind, const char *filter)
{
    const char *const argv[] = {getenv("INWORK"), "list", kind, filter, NULL};
    struct buf out = BUF_ZERO;
    size_t n = 0;
    int status = run_program(argv, "", 0, &out, false);
    assert_true(status == 0 || status == 1);
    for (size_t i = 0; i < out.len; i++) {
        n += out.data[i] == '\n';
    }
    buf_free(&out);
    return n;
}

static void open_client(struct pty *p)
{
    pty_key(p, "2");
    assert_true(pty_wait(p, "Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Likes to be called"));
}

static void the_plan(void **state)
{
    (void)state;
    char ref[64];
    char *client = tui_add("client", "Ada Example");
    char *item = add("disclosure_item", reference(ref, "client", client), "item=mental_health",
                     "choice=share", "who_tells=together");
    struct pty *p = tui_start(24, 80, false);
    open_client(p);
    pty_key(p, "i");
    assert_true(pty_wait(p, "Personal information plan: Ada Example"));
    assert_true(pty_wait(p, "all is private"));
    assert_true(pty_wait(
        p, "What                  Share?    With whom    Who tells     When        Agreed"));
    assert_true(pty_wait(p, "> Mental health         Not yet"));
    assert_true(pty_wait(p, "Criminal record       Private"));
    assert_true(pty_wait(p, "it counts once it is"));
    assert_true(tui_cursor_on_focus(p));

    /* Agreed today: it may be told. */
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Share or keep private"));
    for (int i = 0; i < 7 && !pty_shows(p, "> Agreed on"); i++) {
        tui_press(p, "Tab");
    }
    assert_true(pty_wait(p, "> Agreed on"));
    pty_type(p, "today");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "1 may be told (*)"));
    assert_true(pty_wait(p, "> Mental health         Share"));

    /* A new line begins with the item it is about. */
    pty_key(p, "Down");
    assert_true(pty_wait(p, "Not talked about yet, so it stays private."));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "New: Personal information plan line"));
    assert_true(pty_wait(p, "Physical health"));
    pty_type(p, "Back pain");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Personal information plan: Ada Example"));
    assert_int_equal(count("disclosure_item", "item=physical_health"), 1);
    assert_true(pty_wait(p, "> Physical health       Undecided"));
    assert_true(pty_wait(p, "Nothing decided yet: keep private; What exactly: Back pain"));

    /* One key agrees to a line, with the day; not before it says whether to share. */
    pty_key(p, "a");
    assert_true(pty_wait(p, "Share, or keep private? Enter writes that down first"));
    pty_key(p, "Up");
    assert_true(pty_wait(p, "> Mental health"));
    pty_key(p, "a");
    assert_true(pty_wait(p, "This line has a day of agreement already"));
    pty_key(p, "Down");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "> Share or keep private"));
    pty_key(p, "k");
    assert_true(pty_wait(p, "Keep private"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Share or keep private     Keep private"));
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Saved: Physical health, Keep private"));
    pty_key(p, "a");
    assert_true(pty_wait(p, "Agreed today: Physical health, Keep private"));
    assert_true(pty_wait(p, "1 may be told (*)"));

    /* At every size the marked row is there, and in a café its words are not. */
    pty_resize(p, 20, 50);
    assert_true(pty_wait(p, "> Physical health"));
    assert_true(pty_wait(p, "Back pain"));
    assert_true(tui_cursor_on_focus(p));
    pty_resize(p, 40, 150);
    assert_true(pty_wait(p, "In these words"));
    pty_key(p, "F12");
    assert_true(pty_wait_gone(p, "Back pain"));
    assert_true(pty_wait_gone(p, "Ada Example"));
    pty_key(p, "F12");
    tui_quit(p);
    free(client);
    free(item);
}

static void note_for_the_clinical_record(void **state)
{
    (void)state;
    char ref[64];
    char *client = tui_add("client", "Ada Example");
    char *note = add("note", reference(ref, "client", client), "date=07/09/2026",
                     "activities=Met at the café", "minutes=30");
    const char *const change[] = {"set",   note,          "activities=Met at the library",
                                  "--why", "wrong place", NULL};
    free(tui_command(change));
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "1");
    pty_key(p, "/");
    pty_type(p, "library");
    assert_true(pty_wait(p, "2026"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Met at the library"));
    pty_key(p, "Esc"); /* out of the search, if it is still there */
    pty_settle(p, 200);
    if (!pty_shows(p, "What was done")) {
        pty_key(p, "Enter");
    }
    assert_true(pty_wait(p, "What was done"));
    pty_key(p, "o");
    assert_true(pty_wait(p, "For the clinical record"));
    assert_true(pty_wait(p, "No consent recorded to share with the mental health team."));
    assert_false(pty_shows(p, "\uFFFD")); /* the line end of the warning is none on the screen */
    assert_true(pty_wait(p, "Client: Ada Example"));
    assert_true(pty_wait(p, "wrong place. It said, "));
    assert_true(pty_wait(p, "Met at the café]"));
    /* Without decoration: what the terminal's own marking takes is the text. */
    char *row = pty_row(p, 2);
    assert_string_equal(row, "Employment support (IPS): note");
    free(row);

    pty_key(p, "y");
    assert_true(pty_wait(p, "the sharing log has it"));
    char *clipboard = pty_clipboard(p);
    assert_non_null(clipboard);
    assert_int_equal(
        strncmp(clipboard, "Employment support (IPS): note\nClient: Ada Example\n", 50), 0);
    assert_non_null(strstr(clipboard, "   Met at the café]\n"));
    free(clipboard);
    assert_int_equal(count("info_share", "route=clinical_record"), 1);
    assert_int_equal(count("note", "in_clinical_record=yes"), 0);

    pty_key(p, "Esc");
    assert_true(pty_wait(p, "Mark as copied?"));
    pty_key(p, "y");
    assert_true(pty_wait(p, "Marked as copied; the sharing log has it"));
    assert_int_equal(count("note", "in_clinical_record=yes"), 1);
    assert_int_equal(count("info_share", "route=clinical_record"), 1);
    assert_false(pty_shows(p, "Changed since it was copied"));
    tui_quit(p);

    /* Corrected after that, what is in the clinical record is old until it is copied again. */
    const char *const again[] = {"set", note, "wellbeing=Tired", NULL};
    free(tui_command(again));
    p = tui_start(24, 80, false);
    pty_key(p, "2");
    assert_true(pty_wait(p, "Ada Example"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "The person"));
    pty_key(p, "t");
    assert_true(pty_wait(p, "Ada Example: timeline"));
    assert_true(pty_wait(p, "Information shared"));
    pty_key(p, "t"); /* notes only */
    assert_true(pty_wait_gone(p, "Information shared"));
    assert_true(pty_wait(p, "Met at the library"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Changed since it was copied into the clinical record"));
    pty_key(p, "o");
    assert_true(pty_wait(p, "Tired"));
    assert_true(pty_wait(p, "For the clinical record"));
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "Mark as copied?"));
    pty_key(p, "y");
    assert_true(pty_wait(p, "Marked as copied"));
    assert_true(pty_wait_gone(p, "Changed since it was copied"));
    tui_quit(p);
    free(client);
    free(note);
}

static void text_for_another_person(void **state)
{
    (void)state;
    char ref[64];
    char *client = tui_add("client", "Ada Example");
    free(add("vocational_profile", reference(ref, "client", client), "strengths=Patient", NULL,
             NULL));
    struct pty *p = tui_start(24, 80, false);
    open_client(p);
    pty_key(p, "o");
    assert_true(pty_wait(p, "Who will receive it?"));
    pty_type(p, "Dr Testy");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "What is it for?"));
    pty_type(p, "a review");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "By which way"));
    pty_key(p, "e"); /* email */
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "To hand on"));
    assert_true(pty_wait(p, "No consent recorded to share with Dr Testy"));
    assert_true(pty_wait(p, "For what: a review"));
    assert_true(pty_wait(p, "Strengths: Patient"));
    pty_key(p, "F12");
    assert_true(pty_wait_gone(p, "Strengths: Patient"));
    pty_key(p, "F12");
    assert_true(pty_wait(p, "Strengths: Patient"));
    /* Only looked at: nothing is written down. */
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "Was it handed on?"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Likes to be called"));
    assert_int_equal(count("info_share", "route=email"), 0);
    pty_key(p, "o");
    assert_true(pty_wait(p, "Who will receive it?"));
    pty_key(p, "Esc");
    assert_true(pty_wait_gone(p, "Who will receive it?"));
    tui_quit(p);
    free(client);
}

static void refused_in_a_form(void **state)
{
    (void)state;
    char *client = tui_add("client", "Ada Example");
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "3");
    assert_true(pty_wait(p, "Nothing here yet"));
    pty_key(p, "n");
    assert_true(pty_wait(p, "New: Employer"));
    pty_type(p, "Testbury Bakery");
    tui_press(p, "Tab");
    pty_type(p, "Asked by ada example");
    tui_press(p, "Tab");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Also known as: this would name a client in the directory"));
    assert_true(pty_wait(p, "whole team"));
    pty_key(p, "Esc"); /* the box with the reason */
    assert_true(pty_wait_gone(p, "whole team"));
    assert_true(pty_wait(p, "New: Employer"));
    assert_true(pty_wait(p, "names a client"));
    assert_true(pty_wait(p, "Asked by ada example"));
    assert_true(tui_cursor_on_row(p, "Asked by ada example")); /* the focus is on it */
    for (int i = 0; i < 12; i++) {
        pty_key(p, "Backspace");
    }
    pty_type(p, "a visitor");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Saved: Testbury Bakery"));
    tui_quit(p);
    free(client);
}

static void a_contact_that_names_the_client(void **state)
{
    (void)state;
    char client_ref[64], employer_ref[64];
    char *client = tui_add("client", "Ada Example");
    char *employer = tui_add("employer", "Testbury Bakery");
    char *contact =
        add("employer_contact_for", reference(client_ref, "client", client),
            reference(employer_ref, "employer", employer), "about=Morning shifts", NULL);
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "/");
    pty_type(p, "morning shifts");
    assert_true(pty_wait(p, "Morning shifts"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Contact for a client"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "Client named"));
    for (int i = 0; i < 12 && !pty_shows(p, "> Client named"); i++) {
        tui_press(p, "Tab");
    }
    pty_key(p, "y");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Why is it right all the same?"));
    assert_true(pty_wait(p, "Nothing is agreed with"));
    pty_key(p, "Esc");
    assert_true(pty_wait(p, "Not done"));
    pty_key(p, "Enter");
    assert_true(pty_wait_gone(p, "Not done"));
    assert_int_equal(count("employer_contact_for", "named=yes"), 0);
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "Why is it right all the same?"));
    pty_type(p, "Ada was there and said it");
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Saved"));
    assert_int_equal(count("employer_contact_for", "named=yes"), 1);
    const char *const show[] = {"show", contact, "--history", "--json", NULL};
    char *history = tui_command(show);
    assert_non_null(strstr(history, "Ada was there and said it"));
    free(history);
    tui_quit(p);
    free(client);
    free(employer);
    free(contact);
}

static void a_word_after_saving(void **state)
{
    (void)state;
    char ref[64];
    char *client = tui_add("client", "Ada Example");
    char *share = add("referral_out", reference(ref, "client", client), "reason=Debts", NULL, NULL);
    struct pty *p = tui_start(24, 80, false);
    pty_key(p, "/");
    pty_type(p, "debts");
    assert_true(pty_wait(p, "referral on"));
    pty_key(p, "Enter");
    assert_true(pty_wait(p, "Debts"));
    pty_key(p, "e");
    assert_true(pty_wait(p, "Service or colleague"));
    for (int i = 0; i < 12 && !pty_shows(p, "> Service or colleague"); i++) {
        tui_press(p, "Tab");
    }
    pty_type(p, "Debt Help");
    pty_key(p, "Ctrl-S");
    assert_true(pty_wait(p, "No consent recorded to share with Debt Help"));
    pty_key(p, "Esc");
    tui_quit(p);
    free(client);
    free(share);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_plan, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(note_for_the_clinical_record, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(text_for_another_person, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(refused_in_a_form, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(a_contact_that_names_the_client, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(a_word_after_saving, tui_fixture_new, tui_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
