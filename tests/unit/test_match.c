/* SPDX-License-Identifier: GPL-3.0-or-later
 * model/match: which words meet which answers, and the order of openings.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/match.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "store_fixture.h"

static const struct match_fact cafe[] = {
    {"job_title", "Job", "Kitchen assistant", "Kitchen assistant", MATCH_WORK},
    {"tasks", "Tasks", "Washing up, peeling, a little gardening",
     "Washing up, peeling, a little gardening", MATCH_WORK},
    {"coworker_closeness", "How close they work", "side_by_side", "Side by side", MATCH_PEOPLE},
    {"contact_with_public", "Contact with the public", "some", "Some", MATCH_PEOPLE},
    {"socialising_after_work", "Socialising after work", "rare", "Rare or never", MATCH_PEOPLE},
    {"supervision_frequency", "How often supervised", "daily", "Daily", MATCH_SUPERVISION},
    {"hours_per_week", "Hours a week", "20", "20", MATCH_SCHEDULE},
    {"shift_start", "Starts at", "10:00", "10:00", MATCH_SCHEDULE},
    {"shift_end", "Ends at", "15:30", "15:30", MATCH_SCHEDULE},
    {"days", "Days", "friday monday saturday", "Monday, Friday, Saturday", MATCH_SCHEDULE},
    {"noise_level", "Noise", "noisy", "Noisy", MATCH_SURROUNDINGS},
    {"crowding", "Company", "some_people", "Some people about", MATCH_SURROUNDINGS},
    {"inside_or_outside", "Indoors or outdoors", "inside", "Indoors", MATCH_SURROUNDINGS},
    {"contract_type", "Contract", "zero_hours", "Zero hours or bank", MATCH_MONEY},
    {"pay", "Pay", "11.50", "£11.50", MATCH_MONEY},
    {"pay_per", "Pay is for each", "hour", "Hour", MATCH_MONEY},
    {"travel_minutes", "Minutes each way", "35", "35", MATCH_TRAVEL},
    {"transport_options", "Ways to get there", "Bus 12 from the market", "Bus 12 from the market",
     MATCH_TRAVEL},
};
#define CAFE_FACTS (sizeof cafe / sizeof *cafe)

struct judged {
    enum match_aspect aspect;
    enum match_weight weight;
    const char *wanted;
    enum match_fit fit;
};

#define F MATCH_FITS
#define N MATCH_FITS_NOT
#define T MATCH_TOGETHER
#define A MATCH_ASK

static const struct judged at_the_cafe[] = {
    /* choices */
    {MATCH_SURROUNDINGS, MATCH_MUST, "A quiet place", N},
    {MATCH_SURROUNDINGS, MATCH_AVOID, "Noise", N},
    {MATCH_SURROUNDINGS, MATCH_MUST, "No loud noise", N},
    {MATCH_SURROUNDINGS, MATCH_LIKE, "A bit of noise and bustle", F},
    {MATCH_SURROUNDINGS, MATCH_AVOID, "no noise", T},   /* denied twice */
    {MATCH_SURROUNDINGS, MATCH_MUST, "not crowded", T}, /* some people about */
    {MATCH_SURROUNDINGS, MATCH_LIKE, "Indoors", F},
    {MATCH_WORK, MATCH_LIKE, "Working outdoors", N},
    {MATCH_PEOPLE, MATCH_MUST, "No customers", T}, /* some */
    {MATCH_PEOPLE, MATCH_LIKE, "By myself", N},
    {MATCH_PEOPLE, MATCH_AVOID, "Socialising", F},
    {MATCH_PEOPLE, MATCH_LIKE, "A team around me", F},
    {MATCH_SUPERVISION, MATCH_LIKE, "Somebody to ask every day", F},
    {MATCH_SUPERVISION, MATCH_LIKE, "A weekly talk", F},
    {MATCH_MONEY, MATCH_MUST, "Permanent", N},
    {MATCH_MONEY, MATCH_AVOID, "Zero hours", N},
    /* a word counts only where it is plain */
    {MATCH_PEOPLE, MATCH_MUST, "Quiet colleagues", F},
    /* times */
    {MATCH_SCHEDULE, MATCH_MUST, "Finish by three", N},
    {MATCH_SCHEDULE, MATCH_MUST, "finish by 4", F},
    {MATCH_SCHEDULE, MATCH_MUST, "until 15.30", F},
    {MATCH_SCHEDULE, MATCH_MUST, "not before ten", F},
    {MATCH_SCHEDULE, MATCH_MUST, "Not before 10:30", N},
    {MATCH_SCHEDULE, MATCH_AVOID, "after 5pm", F},
    {MATCH_SCHEDULE, MATCH_AVOID, "after 3pm", N},
    {MATCH_SCHEDULE, MATCH_MUST, "no later than 3", N},
    {MATCH_SCHEDULE, MATCH_MUST, "no earlier than 9am", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "Mornings", T},
    {MATCH_SCHEDULE, MATCH_LIKE, "evenings", N},
    {MATCH_SCHEDULE, MATCH_MUST, "No evenings", F},
    {MATCH_SCHEDULE, MATCH_AVOID, "Nights", F},
    {MATCH_SCHEDULE, MATCH_AVOID, "early starts", F},
    {MATCH_SCHEDULE, MATCH_RATHER_NOT, "Afternoons", N},
    /* days */
    {MATCH_SCHEDULE, MATCH_MUST, "No weekends", N},
    {MATCH_SCHEDULE, MATCH_MUST, "Sundays off", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "Mondays and Fridays", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "Monday, Tuesday", T},
    {MATCH_SCHEDULE, MATCH_MUST, "only Mondays and Fridays", N},
    {MATCH_SCHEDULE, MATCH_MUST, "weekdays", N},
    {MATCH_SCHEDULE, MATCH_AVOID, "Saturday", N},
    /* hours */
    {MATCH_SCHEDULE, MATCH_MUST, "At most 16 hours", N},
    {MATCH_SCHEDULE, MATCH_MUST, "no more than 20 hours a week", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "at least 16 hours", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "16-24 hours", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "16 to 18 hours", T},
    {MATCH_SCHEDULE, MATCH_LIKE, "20h", F},
    {MATCH_SCHEDULE, MATCH_AVOID, "more than 25 hours", F},
    {MATCH_SCHEDULE, MATCH_AVOID, "over 16 hours", N},
    {MATCH_SCHEDULE, MATCH_LIKE, "part-time", F},
    {MATCH_SCHEDULE, MATCH_LIKE, "Full time", N},
    /* several in one wish: the gravest stands */
    {MATCH_SCHEDULE, MATCH_MUST, "Mondays, done by two", N},
    /* travel, pay */
    {MATCH_TRAVEL, MATCH_MUST, "Within half an hour", N},
    {MATCH_TRAVEL, MATCH_MUST, "under 40 minutes", F},
    {MATCH_TRAVEL, MATCH_MUST, "an hour at most", F},
    {MATCH_TRAVEL, MATCH_AVOID, "more than 30 minutes", N},
    {MATCH_MONEY, MATCH_LIKE, "£11 an hour", F},
    {MATCH_MONEY, MATCH_LIKE, "12.50 an hour", N},
    {MATCH_MONEY, MATCH_LIKE, "£400 a week", T},
    /* words that both use, and nothing at all */
    {MATCH_WORK, MATCH_LIKE, "Gardening", T},
    {MATCH_TRAVEL, MATCH_LIKE, "A bus that is never full", T},
    {MATCH_REST, MATCH_MUST, "To be asked, not told", A},
    {MATCH_TRAVEL, MATCH_TOLD, "Not before ten", T}, /* the profile is never judged */
};

/* Every line says why, and one that is not settled says what to ask. */
static void judge(const struct judged *j, const struct match_fact *facts, size_t count)
{
    struct error err = {0};
    char wanted[80];
    (void)snprintf(wanted, sizeof wanted, "%s", j->wanted);
    struct match_line line = {.aspect = j->aspect, .weight = j->weight, .wanted = wanted};
    assert_int_equal(match_judge(&line, facts, count, &err), 0);
    if (line.fit != j->fit)
        fail_msg("“%s”: %s, not %s (%s)", j->wanted, match_fit_name(line.fit),
                 match_fit_name(j->fit), line.why);
    assert_non_null(line.why);
    if (line.fit == MATCH_FITS || line.fit == MATCH_FITS_NOT)
        assert_true(line.found && !line.ask);
    else if (line.weight != MATCH_TOLD)
        assert_true(line.ask && line.ask[strlen(line.ask) - 1] == '?');
    free(line.found);
    free(line.why);
    free(line.ask);
}

static void words_meet_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof at_the_cafe / sizeof *at_the_cafe; i++)
        judge(&at_the_cafe[i], cafe, CAFE_FACTS);
}

static void nothing_known_is_a_question(void **state)
{
    (void)state;
    static const char *const wishes[] = {"Quiet",     "No customers", "Finish by three",
                                         "Mornings",  "No weekends",  "At most 16 hours",
                                         "Part time", "Permanent",    "£11 an hour"};
    static const enum match_aspect aspects[] = {MATCH_SURROUNDINGS, MATCH_PEOPLE,   MATCH_SCHEDULE,
                                                MATCH_SCHEDULE,     MATCH_SCHEDULE, MATCH_SCHEDULE,
                                                MATCH_SCHEDULE,     MATCH_MONEY,    MATCH_MONEY};
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        const struct judged j = {aspects[i], MATCH_MUST, wishes[i], MATCH_ASK};
        judge(&j, NULL, 0);
    }
}

/* A lead may say its days and times in words of its own. */
static void free_words_stand_beside_a_wish(void **state)
{
    (void)state;
    static const struct match_fact lead[] = {
        {"working_pattern", "Days and times", "Mon to Sat, 7 to 3", "Mon to Sat, 7 to 3",
         MATCH_SCHEDULE},
    };
    static const char *const wishes[] = {"No weekends", "Mornings", "Finish by three"};
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        const struct judged j = {MATCH_SCHEDULE, MATCH_MUST, wishes[i], MATCH_TOGETHER};
        judge(&j, lead, 1);
    }
    struct error err = {0};
    char wanted[] = "No weekends";
    struct match_line line = {.aspect = MATCH_SCHEDULE, .weight = MATCH_MUST, .wanted = wanted};
    assert_int_equal(match_judge(&line, lead, 1, &err), 0);
    assert_string_equal(line.found, "Days and times: Mon to Sat, 7 to 3");
    assert_string_equal(line.why, "“weekends” stands beside Days and times: Mon to Sat, 7 to 3: "
                                  "look at this together");
    assert_string_equal(line.ask, "On which days is the work?");
    free(line.found);
    free(line.why);
    free(line.ask);
}

static void it_says_which_words(void **state)
{
    (void)state;
    struct error err = {0};
    char wanted[] = "Finish by three";
    struct match_line line = {.aspect = MATCH_SCHEDULE, .weight = MATCH_MUST, .wanted = wanted};
    assert_int_equal(match_judge(&line, cafe, CAFE_FACTS, &err), 0);
    assert_string_equal(line.found, "Ends at: 15:30");
    assert_string_equal(line.why, "“done by 15:00” is not met by Ends at: 15:30");
    assert_null(line.ask);
    free(line.found);
    free(line.why);
}

/* Long or odd words, and more of them than are read. */
static void odd_wishes(void **state)
{
    (void)state;
    struct buf many = BUF_ZERO;
    struct error err = {0};
    for (int i = 0; i < 400; i++)
        buf_add(&many, i % 2 ? "by " : "25:99 999999999999999999999999999999999 hours ");
    buf_add(&many, "äöü \xf0\x9f\x98\x80 ''' ... :: 1. .1 1:");
    for (int aspect = 0; aspect < MATCH_ASPECTS; aspect++) {
        struct match_line line = {
            .aspect = (enum match_aspect)aspect, .weight = MATCH_AVOID, .wanted = many.data};
        assert_int_equal(match_judge(&line, cafe, CAFE_FACTS, &err), 0);
        assert_non_null(line.why);
        free(line.found);
        free(line.why);
        free(line.ask);
    }
    buf_free(&many);
}

/* ---- with a store ---- */

struct pair {
    const char *field, *text;
};

static void make(struct store *s, const char *kind, const struct pair *pairs, size_t count,
                 char id[RECORD_ID_TEXT])
{
    struct error err = {0};
    struct value values[12] = {0};
    struct assignment set[12];
    assert_true(count <= 12);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(value_set_text(&values[i], pairs[i].text, strlen(pairs[i].text), &err), 0);
        set[i] = (struct assignment){.field = pairs[i].field, .to = &values[i]};
    }
    const struct change change = {.kind = kind, .set = set, .count = count};
    assert_int_equal(store_save(s, &change, id, NULL, &err), 0);
    for (size_t i = 0; i < count; i++)
        value_clear(&values[i]);
}
#define MAKE(s, kind, id, ...)                                                                     \
    make(s, kind, (const struct pair[]){__VA_ARGS__},                                              \
         sizeof((const struct pair[]){__VA_ARGS__}) / sizeof(struct pair), id)

static void order_of_openings(void **state)
{
    struct store_fixture *f = *state;
    struct store *s = f->store;
    struct error err = {0};
    struct match m;
    char client[RECORD_ID_TEXT], other[RECORD_ID_TEXT], id[RECORD_ID_TEXT], noisy[RECORD_ID_TEXT],
        quiet[RECORD_ID_TEXT], best[RECORD_ID_TEXT], gone[RECORD_ID_TEXT];
    MAKE(s, "client", client, {"name", "Testy McTestface"});
    MAKE(s, "client", other, {"name", "Ada Example"});
    MAKE(s, "preference", id, {"client", client}, {"aspect", "surroundings"}, {"wish", "Quiet"},
         {"importance", "must"}, {"reason", "Headaches"});
    MAKE(s, "preference", id, {"client", client}, {"aspect", "hours"}, {"wish", "16 hours"},
         {"importance", "would_like"});
    MAKE(s, "preference", id, {"client", other}, {"aspect", "hours"}, {"wish", "Nights"},
         {"importance", "must"});
    MAKE(s, "vocational_profile", id, {"client", client}, {"hours_wanted", "Not too many"});
    MAKE(s, "lead", gone, {"job_title", "Gone"}, {"state", "gone"}, {"hours_per_week", "16"});
    MAKE(s, "job_setting", noisy, {"job_title", "Noisy"}, {"noise_level", "noisy"},
         {"hours_per_week", "16"});
    MAKE(s, "lead", quiet, {"job_title", "Something"}, {"state", "open"});
    MAKE(s, "job_setting", best, {"job_title", "Archive"}, {"noise_level", "quiet"},
         {"hours_per_week", "16"}, {"client", other}, {"travel_minutes", "90"},
         {"uneasy_places", "The bridge"}, {"suits", "She likes it"});
    assert_int_equal(match_read(&m, s, client, NULL, &err), 0);
    assert_int_equal(m.wishes, 2);
    assert_int_equal(m.count, 3);
    assert_string_equal(m.options[0].id, best);
    assert_string_equal(m.options[1].id, quiet);
    assert_string_equal(m.options[2].id, noisy);
    const struct match_option *o = &m.options[0];
    assert_int_equal(o->line_count, 3);
    assert_int_equal(o->lines[0].aspect, MATCH_SCHEDULE);
    assert_int_equal(o->lines[1].weight, MATCH_TOLD);
    assert_string_equal(o->lines[2].reason, "Headaches");
    /* Another client's journey and fit are nobody's business. */
    for (size_t i = 0; i < o->line_count; i++) {
        const char *found = o->lines[i].found ? o->lines[i].found : "";
        assert_null(strstr(found, "90"));
        assert_null(strstr(found, "bridge"));
        assert_null(strstr(found, "likes"));
    }
    struct buf words = BUF_ZERO;
    match_describe(&words, &m.options[2]);
    assert_string_equal(buf_text(&words), "1 must does not fit; 1 wish fits");
    buf_clear(&words);
    match_meets(&words, o);
    assert_string_equal(buf_text(&words), "Would like: “16 hours” (Hours a week: 16)\n"
                                          "Must: “Quiet” (Noise: Quiet)");
    buf_clear(&words);
    match_doubts(&words, &m.options[2]);
    assert_string_equal(buf_text(&words), "Must: “Quiet” does not fit (Noise: Noisy)");
    buf_free(&words);
    match_clear(&m);
    /* One opening alone, also one that is not open. */
    assert_int_equal(match_read(&m, s, client, gone, &err), 0);
    assert_int_equal(m.count, 1);
    match_clear(&m);
    MAKE(s, "match_decision", id, {"client", client}, {"job_setting", noisy},
         {"decision", "not_now"}, {"decided_on", "2026-09-01"});
    assert_int_equal(match_read(&m, s, client, noisy, &err), 0);
    assert_string_equal(m.options[0].remark, "decided: Not now Tue 1 Sep 2026");
    match_clear(&m);
    assert_int_equal(match_read(&m, s, noisy, NULL, &err), -STATUS_DATA);
    assert_int_equal(match_read(&m, s, client, other, &err), -STATUS_DATA);
}

/* A lead is open to look at until it is filled or gone, also where nobody said how it stands. */
static void leads_until_they_are_gone(void **state)
{
    struct store_fixture *f = *state;
    struct store *s = f->store;
    struct error err = {0};
    struct match m;
    char client[RECORD_ID_TEXT], id[RECORD_ID_TEXT];
    MAKE(s, "client", client, {"name", "Testy McTestface"});
    MAKE(s, "lead", id, {"job_title", "Noted in passing"});
    MAKE(s, "lead", id, {"job_title", "Being followed"}, {"state", "followed"});
    MAKE(s, "lead", id, {"job_title", "Open"}, {"state", "open"});
    MAKE(s, "lead", id, {"job_title", "Filled"}, {"state", "filled"});
    MAKE(s, "lead", id, {"job_title", "Gone"}, {"state", "gone"});
    assert_int_equal(match_read(&m, s, client, NULL, &err), 0);
    assert_int_equal(m.count, 3);
    for (size_t i = 0; i < m.count; i++) {
        assert_null(strstr(m.options[i].title, "Filled"));
        assert_null(strstr(m.options[i].title, "Gone"));
    }
    match_clear(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_meet_answers),
        cmocka_unit_test(nothing_known_is_a_question),
        cmocka_unit_test(free_words_stand_beside_a_wish),
        cmocka_unit_test(it_says_which_words),
        cmocka_unit_test(odd_wishes),
        cmocka_unit_test_setup_teardown(order_of_openings, store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(leads_until_they_are_gone, store_fixture_new,
                                        store_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
