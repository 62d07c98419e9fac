/* SPDX-License-Identifier: GPL-3.0-or-later
 * model/pathway: where a client stands by what is recorded, by hand, paused, left and come back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/pathway.h"
#include "inwork/store/store.h"
#include "store_fixture.h"

/* Everything was recorded before 7 September 2026, the day of the fixture's clock. */

#define ANSWERS 5
struct given {
    const char *kind;
    const char *answers[2 * ANSWERS]; /* field, value; "@JOB" is the last job's id */
};
#define RECORDS 8

static struct date day(const char *text)
{
    struct date d = {0};
    if (text[0] != '\0')
        assert_true(date_parse(&d, text));
    return d;
}

static void assert_day(struct date got, const char *want, const char *what)
{
    char text[DATE_SIZE] = "";
    if (got.year != 0)
        date_format(text, got);
    if (strcmp(text, want) != 0)
        fail_msg("%s: %s instead of %s", what, text, want);
}

static void save(struct store *s, const char *client, const struct given *g, char job[27])
{
    struct saved saved = store_fixture_save(s, NULL, g->kind, "client", client, NULL);
    for (size_t i = 0; i < ANSWERS && g->answers[2 * i] != NULL; i++) {
        const char *value = g->answers[2 * i + 1];
        (void)store_fixture_save(s, saved.record, g->kind, g->answers[2 * i],
                                 strcmp(value, "@JOB") == 0 ? job : value, NULL);
    }
    if (strcmp(g->kind, "job") == 0)
        memcpy(job, saved.record, 27);
}

static const struct {
    const char *what;
    struct given records[RECORDS];
    enum pathway_stage stage, recorded;
    const char *since, *recorded_since;
    bool by_hand, paused, left;
    const char *came_back;
} cases[] = {
    {.what = "only a name",
     .stage = PATHWAY_REFERRED,
     .since = "2026-09-07",
     .recorded_since = "2026-09-07"},
    {.what = "a referral",
     .records = {{"referral", {"received_on", "2026-03-02"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02"},
    {.what = "first met, by the referral",
     .records = {{"referral", {"received_on", "2026-03-02", "first_met_on", "2026-03-06"}}},
     .stage = PATHWAY_ENGAGED,
     .recorded = PATHWAY_ENGAGED,
     .since = "2026-03-06",
     .recorded_since = "2026-03-06"},
    {.what = "a note on the telephone is not meeting",
     .records = {{"referral", {"received_on", "2026-03-02"}},
                 {"note", {"date", "2026-03-04", "kind_of_contact", "phone"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02"},
    {.what = "a note face to face is",
     .records = {{"note", {"date", "2026-03-04", "kind_of_contact", "face_to_face"}},
                 {"note", {"date", "2026-03-11", "kind_of_contact", "face_to_face"}}},
     .stage = PATHWAY_ENGAGED,
     .recorded = PATHWAY_ENGAGED,
     .since = "2026-03-04",
     .recorded_since = "2026-03-04"},
    {.what = "so is one that does not say how, as for what is due",
     .records = {{"referral", {"received_on", "2026-03-02"}}, {"note", {"date", "2026-03-04"}}},
     .stage = PATHWAY_ENGAGED,
     .recorded = PATHWAY_ENGAGED,
     .since = "2026-03-04",
     .recorded_since = "2026-03-04"},
    {.what = "a profile begun",
     .records = {{"vocational_profile", {"started_on", "2026-03-10"}}},
     .stage = PATHWAY_PROFILE,
     .recorded = PATHWAY_PROFILE,
     .since = "2026-03-10",
     .recorded_since = "2026-03-10"},
    {.what = "a plan without a day counts from the day it was written",
     .records = {{"employment_plan", {"short_term_goal", "mornings in a bakery"}}},
     .stage = PATHWAY_PLAN,
     .recorded = PATHWAY_PLAN,
     .since = "2026-09-07",
     .recorded_since = "2026-09-07"},
    {.what = "an application",
     .records = {{"employment_plan", {"made_on", "2026-03-20"}},
                 {"application", {"sent_on", "2026-04-02"}}},
     .stage = PATHWAY_SEARCH,
     .recorded = PATHWAY_SEARCH,
     .since = "2026-04-02",
     .recorded_since = "2026-04-02"},
    {.what = "stages may be left out: an employer on the second day",
     .records = {{"employer_contact_for", {"date", "2026-03-03"}}},
     .stage = PATHWAY_SEARCH,
     .recorded = PATHWAY_SEARCH,
     .since = "2026-03-03",
     .recorded_since = "2026-03-03"},
    {.what = "an approach agreed is search, keeping one in mind is not",
     .records = {{"match_decision", {"decision", "approach", "decided_on", "2026-04-09"}},
                 {"match_decision", {"decision", "keep_in_mind", "decided_on", "2026-04-01"}}},
     .stage = PATHWAY_SEARCH,
     .recorded = PATHWAY_SEARCH,
     .since = "2026-04-09",
     .recorded_since = "2026-04-09"},
    {.what = "a job started",
     .records = {{"job", {"started_on", "2026-05-04", "job_kind", "employed"}}},
     .stage = PATHWAY_IN_WORK,
     .recorded = PATHWAY_IN_WORK,
     .since = "2026-05-04",
     .recorded_since = "2026-05-04"},
    {.what = "a job yet to start is not work",
     .records = {{"job", {"started_on", "2026-10-05"}}, {"interview", {"held_on", "2026-08-03"}}},
     .stage = PATHWAY_SEARCH,
     .recorded = PATHWAY_SEARCH,
     .since = "2026-08-03",
     .recorded_since = "2026-08-03"},
    {.what = "volunteering is not the job sought",
     .records = {{"job", {"started_on", "2026-05-04", "job_kind", "voluntary"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-09-07",
     .recorded_since = "2026-09-07"},
    {.what = "after a job has ended the search goes on",
     .records = {{"application", {"sent_on", "2026-04-02"}},
                 {"job", {"started_on", "2026-05-04", "ended_on", "2026-06-30"}}},
     .stage = PATHWAY_SEARCH,
     .recorded = PATHWAY_SEARCH,
     .since = "2026-06-30",
     .recorded_since = "2026-06-30"},
    {.what = "little support for the job held is stepping down",
     .records = {{"job", {"started_on", "2026-05-04"}},
                 {"support_plan", {"job", "@JOB", "intensity", "monthly"}}},
     .stage = PATHWAY_STEPPING_DOWN,
     .recorded = PATHWAY_STEPPING_DOWN,
     .since = "2026-09-07",
     .recorded_since = "2026-09-07"},
    {.what = "weekly support is not",
     .records = {{"job", {"started_on", "2026-05-04"}},
                 {"support_plan", {"job", "@JOB", "intensity", "weekly"}}},
     .stage = PATHWAY_IN_WORK,
     .recorded = PATHWAY_IN_WORK,
     .since = "2026-05-04",
     .recorded_since = "2026-05-04"},
    {.what = "little support for a job that ended is not",
     .records = {{"job", {"started_on", "2025-05-05", "ended_on", "2025-08-01"}},
                 {"support_plan", {"job", "@JOB", "intensity", "none_now"}},
                 {"job", {"started_on", "2026-05-04"}}},
     .stage = PATHWAY_IN_WORK,
     .recorded = PATHWAY_IN_WORK,
     .since = "2026-05-04",
     .recorded_since = "2026-05-04"},
    {.what = "a stage set by hand later",
     .records = {{"application", {"sent_on", "2026-04-02"}},
                 {"stage_change",
                  {"stage", "profile", "set_on", "2026-06-01", "reason", "starting afresh"}}},
     .stage = PATHWAY_PROFILE,
     .recorded = PATHWAY_SEARCH,
     .since = "2026-06-01",
     .recorded_since = "2026-04-02",
     .by_hand = true},
    {.what = "what is recorded after that counts again",
     .records = {{"stage_change", {"stage", "profile", "set_on", "2026-06-01"}},
                 {"job", {"started_on", "2026-07-06"}}},
     .stage = PATHWAY_IN_WORK,
     .recorded = PATHWAY_IN_WORK,
     .since = "2026-07-06",
     .recorded_since = "2026-07-06"},
    {.what = "the last of several set by hand",
     .records = {{"stage_change", {"stage", "plan", "set_on", "2026-09-03"}},
                 {"referral", {"received_on", "2026-03-02"}},
                 {"stage_change", {"stage", "search", "set_on", "2026-09-01"}}},
     .stage = PATHWAY_PLAN,
     .recorded = PATHWAY_REFERRED,
     .since = "2026-09-03",
     .recorded_since = "2026-03-02",
     .by_hand = true},
    {.what = "paused",
     .records = {{"pause", {"pause_kind", "pause", "decided_on", "2026-08-01"}},
                 {"referral", {"received_on", "2026-03-02"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02",
     .paused = true},
    {.what = "resumed",
     .records = {{"pause", {"decided_on", "2026-08-01", "resumed_on", "2026-08-20"}},
                 {"referral", {"received_on", "2026-03-02"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02"},
    {.what = "going slower is no pause",
     .records = {{"pause", {"pause_kind", "slow_down", "decided_on", "2026-08-01"}},
                 {"referral", {"received_on", "2026-03-02"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02"},
    {.what = "left",
     .records = {{"referral", {"received_on", "2026-03-02"}},
                 {"episode", {"started_on", "2026-03-02", "ended_on", "2026-07-31"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02",
     .left = true},
    {.what = "an episode that ends later has not ended",
     .records = {{"referral", {"received_on", "2026-03-02"}},
                 {"episode", {"started_on", "2026-03-02", "ended_on", "2026-12-31"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02"},
    {.what = "one episode ended, another going on",
     .records = {{"referral", {"received_on", "2026-03-02"}},
                 {"episode", {"started_on", "2026-03-02", "ended_on", "2026-07-31"}},
                 {"episode", {"episode_kind", "study", "started_on", "2026-05-01"}}},
     .stage = PATHWAY_REFERRED,
     .since = "2026-03-02",
     .recorded_since = "2026-03-02"},
    {.what = "come back: the way begins again, and what was before does not count",
     .records = {{"referral", {"received_on", "2025-03-03", "first_met_on", "2025-03-10"}},
                 {"application", {"sent_on", "2025-04-01"}},
                 {"stage_change", {"stage", "search", "set_on", "2025-05-01"}},
                 {"episode", {"started_on", "2025-03-03", "ended_on", "2025-09-01"}},
                 {"referral", {"received_on", "2026-08-03", "first_met_on", "2026-08-07"}}},
     .stage = PATHWAY_ENGAGED,
     .recorded = PATHWAY_ENGAGED,
     .since = "2026-08-07",
     .recorded_since = "2026-08-07",
     .came_back = "2026-08-03"},
    {.what = "come back to an old profile gone over again",
     .records = {{"vocational_profile", {"started_on", "2025-04-01", "reviewed_on", "2026-08-10"}},
                 {"episode", {"started_on", "2025-03-03", "ended_on", "2025-09-01"}},
                 {"episode", {"started_on", "2026-08-03"}}},
     .stage = PATHWAY_PROFILE,
     .recorded = PATHWAY_PROFILE,
     .since = "2026-08-10",
     .recorded_since = "2026-08-10",
     .came_back = "2026-08-03"},
};

static void test_stages(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        struct pathway p;
        char job[27] = "";
        struct saved c = store_fixture_save(s, NULL, "client", "name", cases[i].what, NULL);
        for (size_t n = 0; n < RECORDS && cases[i].records[n].kind != NULL; n++)
            save(s, c.record, &cases[i].records[n], job);
        if (pathway_read(&p, s, c.record, day("2026-09-07"), &err) != 0)
            fail_msg("%s: %s", cases[i].what, err.message);
        if (p.stage != cases[i].stage || p.recorded != cases[i].recorded ||
            p.by_hand != cases[i].by_hand || p.paused != cases[i].paused || p.left != cases[i].left)
            fail_msg("%s: %s, recorded %s%s%s%s", cases[i].what, pathway_stage_name(p.stage),
                     pathway_stage_name(p.recorded), p.by_hand ? ", by hand" : "",
                     p.paused ? ", paused" : "", p.left ? ", left" : "");
        assert_day(p.since, cases[i].since, cases[i].what);
        assert_day(p.recorded_since, cases[i].recorded_since, cases[i].what);
        assert_day(p.came_back_on, cases[i].came_back ? cases[i].came_back : "", cases[i].what);
        pathway_clear(&p);
    }
}

static void test_contact_and_what_comes_next(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct pathway p;
    char job[27] = "";
    static const struct given records[] = {
        {"note", {"date", "2026-08-20", "kind_of_contact", "phone"}},
        {"note", {"date", "2026-08-26", "kind_of_contact", "not_reached"}},
        {"note", {"date", "2026-08-27", "kind_of_contact", "missed"}},
        {"note", {"date", "2026-08-25", "next_meeting_on", "2026-09-15"}},
        {"appointment", {"date", "2026-09-10", "state", "cancelled"}},
        {"appointment", {"date", "2026-09-11", "state", "planned"}},
        {"plan_step", {"by_when", "2026-09-01", "state", "open"}},
        {"plan_step", {"by_when", "2026-09-08", "done_on", "2026-09-05"}},
        {"plan_step", {"by_when", "2026-09-20"}},
        {"plan_step", {"by_when", "2026-09-02", "state", "dropped"}},
    };
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
        save(s, c.record, &records[i], job);
    assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-07"), &err), 0);
    assert_day(p.last_contact, "2026-08-25", "last contact");
    assert_day(p.next, "2026-09-11", "next");
    assert_string_equal(p.next_kind, "appointment");
    assert_int_equal(p.steps_open, 2);
    assert_int_equal(p.steps_past, 1);
    struct buf text = BUF_ZERO;
    pathway_describe_contact(&text, &p, day("2026-09-07"));
    buf_add(&text, " | ");
    pathway_describe_next(&text, s, &p, day("2026-09-07"));
    assert_string_equal(buf_text(&text), "Last contact 13 days ago | Next: "
                                         "Appointment Fri 11 Sep 2026, in 4 days; 1 step past its "
                                         "day");
    buf_free(&text);
    pathway_clear(&p);
}

/* What was agreed for a job that somebody has counts as much. */
static void test_days_agreed_in_a_job_come_next(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    static const struct {
        struct given record;
        const char *next, *kind;
    } agreed[] = {
        {{"job_check_in", {"checked_on", "2026-09-01", "next_on", "2026-09-20"}},
         "2026-09-20",
         "job_check_in"},
        {{"return_to_work_plan", {"made_on", "2026-09-01", "review_on", "2026-09-18"}},
         "2026-09-18",
         "return_to_work_plan"},
        {{"return_to_work_plan", {"return_on", "2026-09-14", "review_on", "2026-09-16"}},
         "2026-09-14",
         "return_to_work_plan"},
        {{"return_to_work_plan", {"return_on", "2026-09-10", "closed_on", "2026-09-05"}},
         "2026-09-14",
         "return_to_work_plan"},
    };
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    for (size_t i = 0; i < sizeof agreed / sizeof agreed[0]; i++) {
        struct pathway p;
        char job[27] = "";
        save(s, c.record, &agreed[i].record, job);
        assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-07"), &err), 0);
        assert_day(p.next, agreed[i].next, "next");
        assert_string_equal(p.next_kind, agreed[i].kind);
        pathway_clear(&p);
    }
}

static void test_the_old_answer_of_the_client(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct pathway p;
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    struct saved was = store_fixture_save(s, c.record, "client", "stage", "searching", NULL);
    assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-07"), &err), 0);
    assert_int_equal(p.stage, PATHWAY_SEARCH);
    assert_true(p.by_hand);
    assert_string_equal(p.set_by, c.record);
    assert_int_equal(p.recorded, PATHWAY_REFERRED);
    pathway_clear(&p);
    was = store_fixture_save(s, c.record, "client", "stage", "paused", was.entry);
    (void)store_fixture_save(s, c.record, "client", "pause_review_on", "2026-10-01", NULL);
    assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-07"), &err), 0);
    assert_true(p.paused);
    assert_day(p.pause_review_on, "2026-10-01", "look again");
    assert_int_equal(p.stage, PATHWAY_REFERRED);
    pathway_clear(&p);
    (void)store_fixture_save(s, c.record, "client", "stage", "left", was.entry);
    assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-07"), &err), 0);
    assert_true(p.left);
    assert_day(p.left_on, "2026-09-07", "left");
    pathway_clear(&p);
    /* a record of a new referral is later than that word */
    char job[27] = "";
    save(s, c.record, &(struct given){"referral", {"received_on", "2026-09-10"}}, job);
    assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-12"), &err), 0);
    assert_false(p.left);
    assert_day(p.came_back_on, "2026-09-10", "came back");
    pathway_clear(&p);
}

static void test_in_words(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct pathway p;
    char job[27] = "";
    static const struct given records[] = {
        {"application", {"sent_on", "2026-04-02"}},
        {"stage_change", {"stage", "plan", "set_on", "2026-06-01", "reason", "new wishes"}},
        {"pause", {"decided_on", "2026-08-03", "review_on", "2026-09-21"}},
    };
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
        save(s, c.record, &records[i], job);
    assert_int_equal(pathway_read(&p, s, c.record, day("2026-09-07"), &err), 0);
    struct buf text = BUF_ZERO;
    pathway_describe(&text, &p, day("2026-09-07"));
    assert_string_equal(
        buf_text(&text),
        "Planning since Mon 1 Jun 2026, set by hand; by the record: Looking for work since Thu 2 "
        "Apr 2026. Paused since Mon 3 Aug 2026, to look at again Mon 21 Sep 2026, in 14 days. Set "
        "by hand because: new wishes");
    buf_free(&text);
    pathway_clear(&p);
}

static void test_nobody(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct pathway p;
    assert_int_equal(pathway_read(&p, s, "01ARZ3NDEKTSV4RRFFQ69G5FAV", day("2026-09-07"), &err),
                     -STATUS_NO_INPUT);
    assert_string_equal(err.message, "there is no client 01ARZ3NDEKTSV4RRFFQ69G5FAV");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_stages, store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(test_days_agreed_in_a_job_come_next, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(test_contact_and_what_comes_next, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(test_the_old_answer_of_the_client, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(test_in_words, store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(test_nobody, store_fixture_new, store_fixture_free),
    };
    return cmocka_run_group_tests_name("pathway", tests, NULL, NULL);
}
