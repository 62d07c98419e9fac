/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeping a job on the screen: the page of a way back after an absence and that of a time spent
 * keeping a job show the job's own work, take what is added to it, say what is due, and are gone
 * over with one key; adjustments stand by where they are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui_fixture.h"

struct story {
    char *client, *job;
    char of[64], at[64], kept[64];
};

static void begin(struct story *s)
{
    s->client = tui_command((const char *[]){"add", "client", "name=Ada Example", NULL});
    (void)snprintf(s->of, sizeof s->of, "client=%s", s->client);
    s->job =
        tui_command((const char *[]){"add", "job", s->of, "job_title=Baker",
                                     "started_on=2025-05-05", "held_before_service=yes", NULL});
    (void)snprintf(s->at, sizeof s->at, "job=%s", s->job);
    (void)snprintf(s->kept, sizeof s->kept, "retention_job=%s", s->job);
    free(tui_command((const char *[]){"add", "return_to_work_plan", s->of, s->at, "made_on=-20d",
                                      "absent_since=-30d", "goal=same_job", NULL}));
    free(tui_command((const char *[]){"add", "episode", s->of, "episode_kind=retention",
                                      "started_on=2026-01-02", s->kept, NULL}));
    free(tui_command((const char *[]){
        "add", "adjustment", s->of, s->at, "adjustment=Start at seven", "outcome=asked",
        "asked_on=2026-02-02", "asked_of=the manager", "asked_by=together", NULL}));
    free(tui_command((const char *[]){"add", "adjustment", s->of, s->at, "adjustment=Quiet room",
                                      "outcome=refused", NULL}));
    free(tui_command((const char *[]){"add", "adjustment", s->of, s->at, "adjustment=Headphones",
                                      "outcome=in_place", "in_place_on=-10d", NULL}));
    free(tui_command((const char *[]){"add", "adjustment", s->of, s->at, "adjustment=A stool",
                                      "outcome=in_place", "in_place_on=-300d", "reviewed_on=-5d",
                                      NULL}));
}

static void end(struct story *s)
{
    free(s->client);
    free(s->job);
}

static void find(struct pty *p, const char *words, const char *title)
{
    tui_press(p, "/");
    assert_true(pty_wait(p, "Search"));
    pty_type(p, words);
    assert_true(pty_wait(p, "1 found"));
    tui_press(p, "Enter");
    assert_true(pty_wait_row(p, 1, title));
}

static void down_to(struct pty *p, const char *row)
{
    for (int i = 0; i < 60 && !pty_shows(p, row); i++) {
        tui_press(p, "Down");
    }
    assert_true(pty_wait(p, row));
}

static void adjustments_stand_by_where_they_are(void **state)
{
    (void)state;
    struct story s;
    begin(&s);
    struct pty *p = tui_start(50, 100, false);
    find(p, "Keeping", "Ada Example: Keeping a job");
    assert_true(pty_wait(p, "At the same job"));
    int asked = pty_find(p, "Adjustments: asked (1)", NULL);
    int in_place = pty_find(p, "Adjustments: in place (1)", NULL);
    int reviewed = pty_find(p, "Adjustments: reviewed (1)", NULL);
    int refused = pty_find(p, "Adjustments: refused (1)", NULL);
    assert_true(asked > 0 && asked < in_place && in_place < reviewed && reviewed < refused);
    assert_true(
        pty_shows(p, "Start at seven; asked of the manager, together since Mon 2 Feb 2026"));
    assert_true(pty_shows(p, "Headphones; in place since "));
    assert_true(pty_shows(p, "Quiet room; refused since "));
    /* from there to the job, where they stand alike */
    down_to(p, "> Job to keep");
    tui_press(p, "Enter");
    assert_true(pty_wait_row(p, 1, "Ada Example: Baker"));
    down_to(p, "> Adjustments: asked (1)");
    assert_true(pty_shows(p, "Adjustments: refused (1)"));
    tui_quit(p);
    end(&s);
}

static void a_way_back_is_worked_on_from_its_page(void **state)
{
    (void)state;
    struct story s;
    begin(&s);
    struct pty *p = tui_start(24, 80, false);
    tui_press(p, "2");
    assert_true(pty_wait(p, "1 of 1"));
    tui_press(p, "Enter");
    assert_true(pty_wait_row(p, 1, "Ada Example"));
    assert_true(pty_wait(p, "Due: "));
    tui_press(p, "g");
    assert_true(pty_wait(p, "Go to"));
    pty_type(p, "jobs");
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "> Jobs (1)"));
    down_to(p, "> Return-to-work plans (1)");
    tui_press(p, "Enter");
    assert_true(pty_wait_row(p, 1, "Ada Example: "));
    assert_true(pty_wait_row(p, 2, "Due: Return-to-work plan (6 days late)"));
    /* gone over, with the next time in words: no longer due */
    tui_press(p, "d");
    assert_true(pty_wait(p, "Return-to-work plan gone over today"));
    pty_type(p, "+2w");
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "Gone over today"));
    assert_true(pty_wait_row(p, 2, "Due: Adjustment asked for"));
    assert_true(pty_wait_gone(p, "Return-to-work plan ("));
    /* what is added here is added to the job, for the client */
    tui_press(p, "n");
    assert_true(pty_wait(p, "Add"));
    pty_type(p, "look");
    tui_press(p, "Enter");
    assert_true(pty_wait_row(p, 1, "New: Look in on a job"));
    assert_true(pty_wait(p, "Baker, 5 May 2025"));
    tui_press(p, "Ctrl-S");
    assert_true(pty_wait_row(p, 1, "Ada Example: "));
    down_to(p, "> Looks in on jobs (1)");
    tui_press(p, "+");
    assert_true(pty_wait_row(p, 1, "New: Look in on a job"));
    tui_press(p, "Esc");
    assert_true(pty_wait_row(p, 1, "Ada Example: "));
    down_to(p, "> Adjustments: in place (1)");
    tui_press(p, "d");
    assert_true(pty_wait(p, "Adjustment gone over today"));
    tui_press(p, "Enter");
    assert_true(pty_wait(p, "Adjustments: reviewed (2)"));
    tui_quit(p);
    char *count = tui_command((const char *[]){"list", "job_check_in", s.of, s.at, NULL});
    assert_true(strlen(count) > 0);
    free(count);
    char *plan = tui_command((const char *[]){"--json", "list", "return_to_work_plan", NULL});
    assert_non_null(strstr(plan, "\"reviewed_on\":\"20"));
    assert_non_null(strstr(plan, "\"review_on\":\"20"));
    free(plan);
    end(&s);
}

static void without_a_job_the_page_asks_for_it(void **state)
{
    (void)state;
    char *client = tui_command((const char *[]){"add", "client", "name=Ada Example", NULL});
    char of[64];
    (void)snprintf(of, sizeof of, "client=%s", client);
    free(tui_command((const char *[]){"add", "episode", of, "episode_kind=retention",
                                      "started_on=2026-01-02", NULL}));
    struct pty *p = tui_start(20, 50, false);
    find(p, "Keeping", "Ada Example: Keeping a job");
    assert_true(pty_wait(p, "Which job?"));
    tui_quit(p);
    free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(adjustments_stand_by_where_they_are, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(a_way_back_is_worked_on_from_its_page, tui_fixture_new,
                                        tui_fixture_free),
        cmocka_unit_test_setup_teardown(without_a_job_the_page_asks_for_it, tui_fixture_new,
                                        tui_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
