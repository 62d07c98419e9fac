/* SPDX-License-Identifier: GPL-3.0-or-later
 * report/handover, model/intensity, model/lessons, model/part: the sheet a stranger takes over
 * with, answers over time, what jobs taught, records as lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/intensity.h"
#include "inwork/model/lessons.h"
#include "inwork/model/part.h"
#include "inwork/model/plan_order.h"
#include "inwork/report/handover.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "store_fixture.h"

static const struct date today = {2026, 9, 7};

static struct saved add(struct store *s, const char *kind, const char *const *answers)
{
    struct saved r = store_fixture_save(s, NULL, kind, answers[0], answers[1], NULL);
    for (answers += 2; answers[0] != NULL; answers += 2)
        (void)store_fixture_save(s, r.record, kind, answers[0], answers[1], NULL);
    return r;
}

static void expect(struct store *s, const char *client, bool restricted, const char *text)
{
    struct error err = {0};
    struct buf out = BUF_ZERO;
    if (handover_text(&out, s, client, today, restricted, &err) != 0)
        fail_msg("%s", err.message);
    if (strstr(buf_text(&out), text) == NULL)
        fail_msg("no “%s” in\n%s", text, buf_text(&out));
    buf_free(&out);
}

static void expect_not(struct store *s, const char *client, bool restricted, const char *text)
{
    struct error err = {0};
    struct buf out = BUF_ZERO;
    assert_int_equal(handover_text(&out, s, client, today, restricted, &err), 0);
    if (strstr(buf_text(&out), text) != NULL)
        fail_msg("“%s” is in\n%s", text, buf_text(&out));
    buf_free(&out);
}

static void test_nothing_looks_forgotten(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    struct buf out = BUF_ZERO;
    assert_int_equal(handover_text(&out, s, c.record, today, true, &err), 0);
    assert_string_equal(
        buf_text(&out),
        "Hand-over: Ada Example, as of Mon 7 Sep 2026\n"
        "\nWho\n"
        "  Stage: Referred since Mon 7 Sep 2026 (not met yet). No contact yet\n"
        "\nHow to reach them\n  Nothing is written about that.\n"
        "\nWhat makes talking and reading easier\n  Nothing was asked for yet: ask.\n"
        "\nStrengths\n  Not written yet: begin there.\n"
        "\nGoals, in their own words\n  No goal is written yet.\n"
        "\nSteps of the plan that are open\n  None.\n"
        "\nWhat is arranged\n  Nothing is arranged.\n"
        "\nJobs and support\n  No job now, and no support plan.\n"
        "\nWhat an employer may be told\n  Nothing is agreed: keep everything private.\n"
        "\nConcerns that are open\n  None.\n"
        "\nWhat was tried, and what came of it\n  Nothing is written about that.\n"
        "\nLast notes\n  None yet.\n");
    buf_free(&out);
}

static void test_what_a_stranger_needs(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved c =
        add(s, "client",
            (const char *[]){"name", "Ada Example", "phone", "01632 960123", "interpreter",
                             "sign language", "address", "1 Mill Lane", NULL});
    const char *id = c.record;
    (void)add(s, "plan_step",
              (const char *[]){"client", id, "order_number", "2", "action", "Ring the bakery",
                               "who", "Wendy Worker", "service", "IPS", "by_when", "2026-10-02",
                               NULL});
    (void)add(s, "plan_step",
              (const char *[]){"client", id, "order_number", "3", "objective", "Has a CV", "action",
                               "Find the old one", "who_kind", "client", NULL});
    (void)add(s, "plan_step",
              (const char *[]){"client", id, "order_number", "1", "action", "Bus pass", "done_on",
                               "2026-08-01", "result", "Got it", NULL});
    (void)add(s, "plan_step",
              (const char *[]){"client", id, "action", "Never mind", "state", "dropped", NULL});
    expect(s, id, true,
           "\nSteps of the plan that are open\n"
           "  2. Ring the bakery, with Wendy Worker (IPS), by Fri 2 Oct 2026\n"
           "  3. Has a CV: Find the old one; The person\n"
           "\nWhat is arranged\n");
    expect(s, id, true, "\n  1. Bus pass; done Sat 1 Aug 2026: Got it\n");
    expect_not(s, id, true, "Never mind");

    (void)add(s, "appointment",
              (const char *[]){"client", id, "date", "2026-09-11", "time", "10:30", NULL});
    (void)add(s, "appointment", (const char *[]){"client", id, "date", "2026-09-04", NULL});
    (void)add(s, "interview",
              (const char *[]){"client", id, "held_on", "2026-09-12", "place", "Back door", NULL});
    expect(s, id, true,
           "\nWhat is arranged\n  Appointment: Fri 11 Sep 2026 10:30\n"
           "  Interview: Sat 12 Sep 2026, Back door\n\nJobs");

    (void)add(s, "return_to_work_plan",
              (const char *[]){"client", id, "made_on", "2026-01-05", "return_on", "2026-01-12",
                               "closed_on", "2026-03-02", NULL});
    expect(s, id, true, "\nJobs and support\n  No job now, and no support plan.\n");
    (void)add(
        s, "return_to_work_plan",
        (const char *[]){"client", id, "made_on", "2026-09-01", "return_on", "2026-09-21", NULL});
    expect(s, id, true,
           "\nJobs and support\n  Return-to-work plan: made Tue 1 Sep 2026; back Mon 21 Sep 2026");

    (void)add(s, "job",
              (const char *[]){"client", id, "job_title", "Cook", "started_on", "2025-01-06",
                               "ended_on", "2025-03-07", "lessons", "Too loud", NULL});
    (void)add(
        s, "job",
        (const char *[]){"client", id, "job_title", "Baker", "started_on", "2026-05-04", NULL});
    expect(s, id, true, "\nJobs and support\n  Baker, from Mon 4 May 2026\n");
    expect(s, id, true, "Cook, from Mon 6 Jan 2025, ended Fri 7 Mar 2025\n    Learned: Too loud\n");

    expect(s, id, true, "  [restricted] Address: 1 Mill Lane\n");
    expect_not(s, id, false, "Mill Lane");
    expect_not(s, id, false, "[restricted]");
}

static void test_what_is_restricted_is_not_denied(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    (void)add(s, "disclosure_item",
              (const char *[]){"client", c.record, "item", "mental_health", "choice", "share",
                               "agreed_on", "2026-08-03", NULL});
    (void)add(
        s, "disclosure_item",
        (const char *[]){"client", c.record, "item", "addiction", "choice", "keep_private", NULL});
    expect(s, c.record, true, "  [restricted] May be told: ");
    expect(s, c.record, true, "  [restricted] Keep private: ");
    (void)add(s, "disclosure_item",
              (const char *[]){"client", c.record, "item", "risk_and_safety", NULL});
    expect(s, c.record, true, "  [restricted] Nothing decided yet, keep private: Risk and safety");
    expect(s, c.record, true, "  Everything else: keep private.\n");
    expect_not(s, c.record, false, "May be told");
    expect(s, c.record, false,
           "\nWhat an employer may be told\n  Everything else: keep private.\n");
    (void)add(s, "concern",
              (const char *[]){"client", c.record, "noticed_on", "2026-09-01", "what_seen",
                               "Said she sleeps in the park", NULL});
    (void)add(s, "concern",
              (const char *[]){"client", c.record, "noticed_on", "2026-01-01", "closed_on",
                               "2026-02-01", NULL});
    expect(s, c.record, true,
           "\nConcerns that are open\n  [restricted] Tue 1 Sep 2026\n  [restricted] What was seen "
           "or heard: Said "
           "she sleeps in the park\n\nWhat was tried");
    expect(s, c.record, false, "\nConcerns that are open\n  Concern\n\nWhat was tried");
}

static void test_only_clients(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf out = BUF_ZERO;
    struct saved e = store_fixture_save(s, NULL, "employer", "name", "Example Bakery", NULL);
    assert_int_equal(handover_text(&out, s, e.record, today, true, &err), -STATUS_DATA);
    assert_string_equal(err.message, "“Example Bakery” is not a client");
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

static void test_support_over_time(void **state)
{
    struct store_fixture *f = *state;
    struct store *s = f->store;
    struct error err = {0};
    struct saved l =
        add(s, "support_line",
            (const char *[]){"support", "A call at six", "starts_on", "2026-08-03", NULL});
    struct saved was = store_fixture_save(s, l.record, "support_line", "how_often", "weekly", NULL);
    f->now += 14 * 86400;
    was = store_fixture_save(s, l.record, "support_line", "how_often", "weekly", was.entry);
    f->now += 14 * 86400;
    was = store_fixture_save(s, l.record, "support_line", "how_often", "monthly", was.entry);
    f->now += 7 * 86400;
    (void)store_fixture_save(s, l.record, "support_line", "how_often", NULL, was.entry);
    struct buf out = BUF_ZERO;
    assert_int_equal(intensity_describe(&out, s, l.record, "how_often", "starts_on", &err), 0);
    assert_string_equal(buf_text(&out),
                        "Weekly 3 Aug 2026 → Monthly 5 Oct 2026 → not said 12 Oct 2026");
    buf_clear(&out);
    assert_int_equal(intensity_describe(&out, s, l.record, "place", NULL, &err), 0);
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

static int keep_lesson(const struct lesson *l, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s|%s\n", l->kind, l->text);
    return 0;
}

static void test_what_jobs_taught(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf out = BUF_ZERO;
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    struct saved e = store_fixture_save(s, NULL, "employer", "name", "Example Bakery", NULL);
    (void)add(s, "job",
              (const char *[]){"client", c.record, "job_title", "Cook", "started_on", "2025-01-06",
                               "lessons", "Too\nloud", NULL});
    (void)add(s, "job", (const char *[]){"client", c.record, "job_title", "Silent", NULL});
    struct saved j = add(s, "job",
                         (const char *[]){"client", c.record, "job_title", "Baker", "employer",
                                          e.record, "started_on", "2026-02-02", NULL});
    (void)add(s, "job_end",
              (const char *[]){"job", j.record, "ended_on", "2026-05-03", "lessons",
                               "Mornings suit", "hard_parts", "the noise", NULL});
    assert_int_equal(lessons_each(s, c.record, keep_lesson, &out, &err), 0);
    assert_string_equal(
        buf_text(&out),
        "job_end|From Baker at Example Bakery, ended 3 May 2026: Mornings suit; hard: the noise\n"
        "job|From Cook: Too loud\n");
    buf_free(&out);
}

static void line_is(struct store *s, const char *kind, const char *field, const char *value,
                    const char *field2, const char *value2, bool restricted, const char *want)
{
    struct error err = {0};
    struct record r = {0};
    struct buf out = BUF_ZERO;
    char id[RECORD_ID_TEXT];
    memcpy(id, store_fixture_save(s, NULL, kind, field, value, NULL).record, sizeof id);
    if (field2)
        (void)store_fixture_save(s, id, kind, field2, value2, NULL);
    assert_int_equal(store_record(s, id, &r, &err), 0);
    part_describe(&out, s, &r, restricted);
    assert_string_equal(buf_text(&out), want);
    record_clear(&r);
    buf_free(&out);
}

/* What nobody decided is said, but not to whom the decision itself is not shown. */
static void test_what_is_not_decided_is_said(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    line_is(s, "disclosure_item", "item", "addiction", NULL, NULL, true,
            "Addiction: nothing decided, keep private");
    line_is(s, "disclosure_item", "item", "addiction", "choice", "undecided", true,
            "Addiction: nothing decided, keep private");
    line_is(s, "disclosure_item", "item", "addiction", "choice", "keep_private", true,
            "Addiction: Keep private");
    line_is(s, "disclosure_item", "item", "addiction", NULL, NULL, false,
            "Personal information plan line");
    line_is(s, "consent", "party", "Dr Testy", NULL, NULL, true, "not decided yet, Dr Testy");
    line_is(s, "consent", "party", "Dr Testy", "decision", "yes", true, "Yes, Dr Testy");
}

static int64_t next_step(struct store *s, const char *client, const char *plan)
{
    struct error err = {0};
    int64_t next = 0;
    assert_int_equal(plan_order_next(&next, s, client, plan, &err), 0);
    return next;
}

static void test_the_next_step_has_a_number(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    struct saved d = store_fixture_save(s, NULL, "client", "name", "Dora Demo", NULL);
    struct saved one = store_fixture_save(s, NULL, "employment_plan", "client", c.record, NULL);
    struct saved two = store_fixture_save(s, NULL, "employment_plan", "client", c.record, NULL);
    assert_int_equal(next_step(s, c.record, ""), 1);
    (void)add(s, "plan_step",
              (const char *[]){"client", c.record, "employment_plan", one.record, "order_number",
                               "7", NULL});
    (void)add(s, "plan_step", (const char *[]){"client", c.record, "order_number", "2.5", NULL});
    (void)add(s, "plan_step", (const char *[]){"client", c.record, "action", "Ring", NULL});
    (void)add(s, "plan_step",
              (const char *[]){"client", c.record, "order_number", "999999999999", NULL});
    assert_int_equal(next_step(s, c.record, one.record), 8);
    assert_int_equal(next_step(s, c.record, two.record), 3);
    assert_int_equal(next_step(s, c.record, ""), 8);
    assert_int_equal(next_step(s, d.record, ""), 1);
}

static void test_records_as_lines(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct record r = {0};
    struct buf out = BUF_ZERO;
    const struct catalogue *c = store_catalogue(s);
    /* a kind without a pattern, and a record with nothing a pattern names, show their title */
    struct saved t = store_fixture_save(s, NULL, "team", "name", "North Example", NULL);
    assert_int_equal(store_record(s, t.record, &r, &err), 0);
    part_describe(&out, s, &r, true);
    assert_string_equal(buf_text(&out), "North Example");
    record_clear(&r);
    buf_clear(&out);
    struct saved g = store_fixture_save(s, NULL, "note", "activities", "One\ntwo", NULL);
    assert_int_equal(store_record(s, g.record, &r, &err), 0);
    part_words(&out, s, &r, 5, true);
    assert_string_equal(buf_text(&out), "One t…");
    record_clear(&r);
    buf_free(&out);
    assert_string_equal(part_day(catalogue_kind(c, "note"))->name, "date");
    assert_string_equal(part_day(catalogue_kind(c, "job"))->name, "started_on");
    assert_string_equal(part_day(catalogue_kind(c, "plan_step"))->name, "done_on");
    assert_null(part_day(catalogue_kind(c, "work_history")));
    assert_string_equal(part_refers(catalogue_kind(c, "job"), "employer")->name, "employer");
    assert_null(part_refers(catalogue_kind(c, "cover"), "member"));
    assert_string_equal(part_of(catalogue_kind(c, "cover"))->name, "member");
    assert_string_equal(part_of(catalogue_kind(c, "supervision"))->target, "member");
    assert_null(part_of(catalogue_kind(c, "lead")));
}

/* Every field a pattern names is one of its kind: a word misspelt would never be shown. */
static void test_every_kind_has_a_line(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf unknown = BUF_ZERO;
    assert_int_equal(part_check(&unknown, store_catalogue(s), &err), 0);
    assert_string_equal(buf_text(&unknown), "");
    buf_free(&unknown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, store_fixture_new, store_fixture_free)
        TEST(test_nothing_looks_forgotten),
        TEST(test_what_a_stranger_needs),
        TEST(test_what_is_restricted_is_not_denied),
        TEST(test_only_clients),
        TEST(test_support_over_time),
        TEST(test_what_jobs_taught),
        TEST(test_what_is_not_decided_is_said),
        TEST(test_the_next_step_has_a_number),
        TEST(test_records_as_lines),
        TEST(test_every_kind_has_a_line),
    };
    return cmocka_run_group_tests_name("handover", tests, NULL, NULL);
}
