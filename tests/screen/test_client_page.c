/* SPDX-License-Identifier: GPL-3.0-or-later
 * A client's work on the screen: the steps of a plan, one done today; support over time; what a job
 * taught, taken over as a draft; the page of a job; the hand-over sheet; a client with years of
 * notes.
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
#include "tui_fixture.h"

/* "field=id" */
static char *refer(const char *field, const char *id)
{
    char *text = NULL;
    assert_true(asprintf(&text, "%s=%s", field, id) > 0);
    return text;
}

static char *add_client(void)
{
    return tui_command((const char *[]){"add", "client", "name=Ada Example",
                                        "strengths_summary=Sums in her head", NULL});
}

static void open_client(struct pty *p)
{
    tui_press(p, "2");
    assert_true(pty_wait(p, "Ada Example"));
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "Strengths in sho"));
}

/* The list of areas, and the one that begins so. */
static void go_to(struct pty *p, const char *letters)
{
    tui_press(p, "g");
    assert_true(pty_wait(p, "Go to"));
    pty_type(p, letters);
    tui_press(p, "Enter");
}

static void test_a_step_is_done_with_what_came_of_it(void **state)
{
    (void)state;
    char *client = add_client();
    char *of = refer("client", client);
    char *plan = tui_command((const char *[]){"add", "employment_plan", of, "made_on=2026-03-20",
                                              "short_term_goal=Mornings in a bakery", NULL});
    char *in = refer("employment_plan", plan);
    free(tui_command((const char *[]){"add", "plan_step", of, in, "order_number=2",
                                      "action=Visit the bakery", "who=Wendy Worker", "service=IPS",
                                      NULL}));
    char *first = tui_command((const char *[]){"add", "plan_step", of, in, "order_number=1",
                                               "action=Ring the bakery", NULL});
    free(tui_command((const char *[]){"add", "plan_step", of, "action=Bus pass", NULL}));
    struct pty *p = tui_start(40, 100, false);
    open_client(p);
    go_to(p, "pla");
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "Mornings in a bakery"));
    /* in their order, whatever the order they were written in; and the one without a plan */
    int row = pty_find(p, "1. Ring the bakery", NULL);
    assert_true(row > 0);
    assert_int_equal(pty_find(p, "2. Visit the bakery, with Wendy Worker (IPS)", NULL), row + 1);
    assert_true(pty_shows(p, "Steps outside any plan"));
    assert_true(pty_shows(p, "Bus pass"));
    tui_press(p, "d");
    assert_true(pty_wait(p, "The mark is not on a step of a plan"));
    for (int i = 0; i < 30 && !pty_shows(p, "> 1. Ring the bakery"); i++) {
        tui_press(p, "Down");
    }
    assert_true(pty_shows(p, "> 1. Ring the bakery"));
    tui_press(p, "d");
    assert_true(pty_wait(p, "What came of it"));
    pty_type(p, "They bake from five");
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "; done "));
    assert_true(pty_shows(p, ": They bake from five"));
    tui_press(p, "d"); /* once is enough */
    assert_true(pty_wait(p, "This step was done already"));
    tui_quit(p);
    char *shown = tui_command((const char *[]){"list", "plan_step", "state=done", NULL});
    assert_non_null(strstr(shown, first));
    free(shown);
    free(first);
    free(in);
    free(plan);
    free(of);
    free(client);
}

static void test_what_a_job_taught_is_taken_over_as_a_draft(void **state)
{
    (void)state;
    char *client = add_client();
    char *of = refer("client", client);
    char *profile =
        tui_command((const char *[]){"add", "vocational_profile", of, "started_on=2026-03-10",
                                     "learned_so_far=Mornings suit", NULL});
    char *employer = tui_add("employer", "Example Bakery");
    char *at = refer("employer", employer);
    char *job = tui_command((const char *[]){"add", "job", of, at, "job_title=Baker",
                                             "started_on=2026-05-04", "ended_on=2026-06-30", NULL});
    char *of_job = refer("job", job);
    free(tui_command((const char *[]){"add", "job_end", of_job, "ended_on=2026-06-30",
                                      "lessons=Noise tires her", NULL}));
    struct pty *p = tui_start(40, 100, false);
    open_client(p);
    go_to(p, "pro");
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "What each job taught"));
    assert_true(pty_shows(p, "From Baker at Example Bakery, ended 30 Jun 2026: Noise tires her"));
    for (int i = 0; i < 40 && !pty_shows(p, "> From Baker"); i++) {
        tui_press(p, "Down");
    }
    tui_press(p, "l");
    assert_true(pty_wait(p, "Mornings suit"));
    assert_true(pty_wait(p, "From Baker at Example Bakery"));
    tui_press(p, "Esc"); /* not saved: a draft */
    assert_true(pty_wait(p, "draft"));
    tui_quit(p);
    char *kept = tui_command((const char *[]){"--json", "list", "vocational_profile", NULL});
    assert_non_null(strstr(kept, "\"learned_so_far\":\"Mornings suit\""));
    free(kept);
    free(of_job);
    free(job);
    free(at);
    free(employer);
    free(profile);
    free(of);
    free(client);
}

static void test_a_job_with_its_support(void **state)
{
    (void)state;
    char *client = add_client();
    char *of = refer("client", client);
    char *job = tui_command((const char *[]){"add", "job", of, "job_title=Baker",
                                             "started_on=2026-05-04", "hours_per_week=16", NULL});
    char *of_job = refer("job", job);
    free(tui_command((const char *[]){"add", "job_change", of_job, "changed_on=2026-07-01",
                                      "change_kind=hours", "from_what=16", "to_what=20", NULL}));
    free(tui_command((const char *[]){"add", "job_check_in", of, of_job, "checked_on=2026-05-06",
                                      "how_it_goes=A good first week", NULL}));
    free(tui_command((const char *[]){"add", "adjustment", of, of_job, "adjustment=Start at seven",
                                      "outcome=agreed", NULL}));
    free(tui_command((const char *[]){"add", "network_contact", of, "name=Rita Example",
                                      "contact_kind=support", "can_help_with=Lifts", NULL}));
    char *plan = tui_command((const char *[]){"add", "support_plan", of, of_job, NULL});
    char *of_plan = refer("support_plan", plan);
    char *line =
        tui_command((const char *[]){"add", "support_line", of_plan, "support=A call at six",
                                     "starts_on=2026-05-04", "how_often=weekly", NULL});
    free(tui_command((const char *[]){"set", line, "how_often=monthly", NULL}));
    struct pty *p = tui_start(60, 110, false);
    open_client(p);
    go_to(p, "jobs");
    assert_true(pty_wait(p, "Baker, from Mon 4 May 2026, 16 hours a week"));
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "People who help anyway"));
    assert_true(pty_shows(p, "Wed 1 Jul 2026: Hours, from 16 to 20"));
    assert_true(pty_shows(p, "Wed 6 May 2026: A good first week"));
    assert_true(pty_shows(p, "Adjustments: agreed (1)"));
    assert_true(pty_shows(p, "Start at seven; agreed since "));
    assert_true(pty_shows(p, "Rita Example"));
    tui_press(p, "Esc");
    tui_press(p, "Down"); /* the support plan */
    for (int i = 0; i < 8 && !pty_shows(p, "> In-work support plans (1)"); i++) {
        tui_press(p, "Down");
    }
    tui_press(p, "Enter");
    /* support over time */
    assert_true(pty_wait(p, "A call at six"));
    assert_true(pty_wait(p, "(Weekly 4 May 2026 → Monthly "));
    tui_quit(p);
    free(line);
    free(of_plan);
    free(plan);
    free(of_job);
    free(job);
    free(of);
    free(client);
}

static void hand_over_at(int rows, int columns)
{
    struct pty *p = tui_start(rows, columns, false);
    open_client(p);
    tui_press(p, "O");
    assert_true(pty_wait_row(p, 1, "Hand-over: Ada Example"));
    assert_true(pty_shows(p, "Who"));
    for (int i = 0; i < 12 && !pty_shows(p, "keep everything private"); i++) {
        tui_press(p, "PgDn");
    }
    assert_true(pty_shows(p, "Nothing is agreed: keep everything private."));
    tui_press(p, "Home");
    for (int i = 0; i < 12 && !pty_shows(p, "Mill Lane"); i++) {
        tui_press(p, "PgDn");
    }
    assert_true(pty_shows(p, "[restricted] Address: 1 Mill Lane"));
    tui_press(p, "r");
    assert_true(pty_wait_gone(p, "Mill Lane"));
    assert_true(pty_shows(p, "without what is restricted"));
    tui_press(p, "Esc");
    assert_true(pty_wait(p, "Strengths in sho"));
    tui_quit(p);
}

static void test_hand_over(void **state)
{
    (void)state;
    char *client = add_client();
    free(tui_command((const char *[]){"set", client, "address=1 Mill Lane", NULL}));
    hand_over_at(24, 80);
    hand_over_at(40, 120);
    hand_over_at(20, 50);
    free(client);
}

/* Years of notes: the page and the timeline open at once, and the list of all of them is there. */
static void test_years_of_notes(void **state)
{
    (void)state;
    char *client = add_client();
    struct buf csv = BUF_ZERO;
    buf_add(&csv, "client,date,kind_of_contact,activities\n");
    for (int i = 0; i < 500; i++) {
        buf_printf(&csv, "%s,20%02d-%02d-%02d,phone,Note number %d\n", client, 16 + i / 60,
                   1 + i % 12, 1 + i % 28, i);
    }
    char path[] = "/tmp/inwork-notes-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(buf_text(&csv), 1, csv.len, f), csv.len);
    assert_int_equal(fclose(f), 0);
    free(tui_command((const char *[]){"import", "note", path, NULL}));
    assert_int_equal(remove(path), 0);
    buf_free(&csv);
    struct pty *p = tui_start(24, 80, false);
    open_client(p);
    go_to(p, "notes");
    assert_true(pty_wait(p, "Notes (500)"));
    assert_true(pty_shows(p, "all 500 (Enter)"));
    tui_press(p, "v");
    assert_true(pty_wait(p, "1 of 500"));
    tui_press(p, "End");
    assert_true(pty_wait(p, "500 of 500"));
    tui_press(p, "Esc");
    tui_press(p, "t");
    assert_true(pty_wait(p, "1 of 500"));
    int64_t before = pty_worked_ms(p);
    tui_press(p, "End");
    assert_true(pty_wait(p, "500 of 500"));
    assert_true(pty_worked_ms(p) - before < 5000); /* with sanitizers */
    assert_true(tui_cursor_on_focus(p));
    tui_quit(p);
    free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_step_is_done_with_what_came_of_it, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(test_what_a_job_taught_is_taken_over_as_a_draft,
                                        tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(test_a_job_with_its_support, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(test_hand_over, tui_fixture_new, tui_fixture_free),
        cmocka_unit_test_setup_teardown(test_years_of_notes, tui_fixture_new, tui_fixture_free),
    };
    return cmocka_run_group_tests_name("client_page", tests, NULL, NULL);
}
