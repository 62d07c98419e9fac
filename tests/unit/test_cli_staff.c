/* SPDX-License-Identifier: GPL-3.0-or-later
 * Through the command line: supervision and its refusals, the agenda, caseloads and cover, what is
 * open beside a client's wishes, and that reflections stay at home.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inwork/base/id.h"
#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person lead;
static char self[ID_SIZE], ben[ID_SIZE];

static void add_record(char id[ID_SIZE], const char *kind, const char *a, const char *b,
                       const char *c, const char *d)
{
    run_check(0, run(&lead, "add", kind, a, b, c, d, NULL), &lead, __FILE__, __LINE__);
    (void)snprintf(id, ID_SIZE, "%s", run_line(&lead));
}

/* "member=" and the like before an id. */
static const char *ref(const char *field, const char *id)
{
    static char texts[8][64];
    static size_t next;
    char *text = texts[next++ % 8];
    (void)snprintf(text, 64, "%s=%s", field, id);
    return text;
}

static int begin(void **state)
{
    (void)state;
    person_begin(&lead, "Ada Example");
    run_expect(0, &lead, "list", "member");
    (void)snprintf(self, sizeof self, "%.26s", run_line(&lead));
    run_expect(0, &lead, "set", self, "role=team_leader");
    add_record(ben, "member", "name=Ben Sample", "role=specialist", "hours_per_week=15", NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&lead);
    return 0;
}

static void assert_told(const char *words)
{
    if (!strstr(buf_text(&lead.err), words))
        fail_msg("“%s” is not in: %s", words, buf_text(&lead.err));
}

static void supervision_is_somebodys(void **state)
{
    (void)state;
    char goal[ID_SIZE];
    run_expect(65, &lead, "add", "supervision_goal", "goal=Six visits a week");
    assert_told("member: choose whose supervision it is");
    add_record(goal, "supervision_goal", ref("member", ben), "goal=Six visits a week", NULL, NULL);
    run_expect(65, &lead, "set", goal, ref("member", self));
    assert_told("supervision stays with the person it was written for");
    run_expect(65, &lead, "set", goal, "member=");
    run_expect(0, &lead, "set", goal, "goal=Six visits");
    run_expect(0, &lead, "strike", goal, "--why", "entered twice");
}

static void reflections_stay(void **state)
{
    (void)state;
    char id[ID_SIZE];
    add_record(id, "reflection", ref("member", self), "about=What I thought of her", NULL, NULL);
    run_expect(0, &lead, "export");
    assert_null(strstr(buf_text(&lead.out), "What I thought"));
    assert_non_null(strstr(buf_text(&lead.out), "Ben Sample"));
    assert_told("Left out: 1 reflection");
    run_expect(0, &lead, "export", "reflection");
    assert_non_null(strstr(buf_text(&lead.out), "What I thought"));
}

/* The one line of the answer that begins so. */
static const char *line_of(const char *start)
{
    const char *p = buf_text(&lead.out);
    for (; p; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (strncmp(p, start, strlen(start)) == 0)
            return p;
    }
    fail_msg("no line begins with “%s”: %s", start, buf_text(&lead.out));
    return NULL;
}

static void agenda_and_caseload(void **state)
{
    (void)state;
    char stuck[ID_SIZE], moving[ID_SIZE], left[ID_SIZE], id[ID_SIZE], session[ID_SIZE];
    const char *his = ref("employment_specialist", ben);
    add_record(stuck, "client", "name=Testy McTestface", his, "accepted_on=-90d", NULL);
    add_record(moving, "client", "name=Cleo Trial", his, "accepted_on=-90d", NULL);
    add_record(left, "client", "name=Dora Demo", his, "accepted_on=-400d", "left_on=-10d");
    add_record(id, "plan_step", ref("client", moving), "action=Ring the bakery", "done_on=-3d",
               NULL);
    add_record(id, "client_review", ref("client", moving), "reviewed_on=-10d", NULL, NULL);
    add_record(session, "supervision", ref("member", ben), "held_on=-14d",
               "supervision_kind=individual", "next_steps=Ask the garden centre");
    add_record(id, "supervision_goal", ref("member", ben), "goal=Write notes the same day",
               "due_on=-1d", NULL);
    add_record(id, "supervision_goal", ref("member", ben), "goal=Visit six employers", "met_on=-2d",
               "outcome=met");
    add_record(id, "supervision_goal", ref("member", ben), "goal=An old one", "met_on=-60d",
               "outcome=met");
    add_record(id, "expectation", ref("member", ben), "expectation=On time", "due_on=today", NULL);
    add_record(id, "observation", ref("member", ben), "observed_on=-40d", "next_step=Ask first",
               NULL);
    add_record(id, "observation", ref("member", ben), "observed_on=-20d", "next_step=Wait longer",
               NULL);
    add_record(id, "reflection", ref("member", ben), "about=A hard call", "take_to_supervision=yes",
               "reflected_on=-3d");
    add_record(id, "reflection", ref("member", ben), "about=Talked over", "take_to_supervision=yes",
               "reflected_on=-30d");
    add_record(id, "reflection", ref("member", ben), "about=My own", "reflected_on=-3d", NULL);

    run_expect(0, &lead, "agenda", "Ben");
    assert_non_null(strstr(line_of("Ben Sample. Last session "), "14 days ago"));
    const char *agreed = line_of("What was agreed last time");
    const char *slow = line_of("People who are not moving");
    const char *quiet = line_of("People not talked about for long");
    const char *work = line_of("The work and its size");
    assert_true(agreed < slow && slow < quiet && quiet < work);
    (void)line_of("  Next steps of the last session: Ask the garden centre");
    (void)line_of("  Goal: Write notes the same day; open, by ");
    (void)line_of("  Goal: Visit six employers; met ");
    (void)line_of("  Expectation: On time; not checked yet, to check ");
    assert_null(strstr(buf_text(&lead.out), "An old one"));
    (void)line_of("  To change, from going along: Wait longer, ");
    assert_null(strstr(buf_text(&lead.out), "Ask first"));
    (void)line_of("  To bring: A hard call, ");
    assert_null(strstr(buf_text(&lead.out), "Talked over"));
    assert_null(strstr(buf_text(&lead.out), "My own"));
    (void)line_of("  Testy McTestface\tNo plan step done, employer contact or application yet, in "
                  "90 days here");
    (void)line_of("  Testy McTestface\tNot talked about yet; on the caseload since ");
    assert_null(strstr(buf_text(&lead.out), "Cleo Trial\tNo plan step"));
    assert_null(strstr(buf_text(&lead.out), "Cleo Trial\tNot talked"));
    assert_null(strstr(buf_text(&lead.out), "Dora Demo"));
    (void)line_of("  Caseload: 2 of 8 people; 15 hours a week");

    /* What a record begins with names no client. */
    run_expect(0, &lead, "agenda", "Ben", "--initials");
    (void)line_of("1. What was agreed last time");
    (void)line_of("- T. M. No plan step done");
    assert_null(strstr(buf_text(&lead.out), "McTestface"));

    run_expect(0, &lead, "--json", "agenda", "Ben");
    struct json *agenda = run_json(&lead, 0);
    assert_int_equal(json_count(json_member(agenda, "goals")), 6);
    assert_int_equal(json_count(json_member(agenda, "stuck")), 1);
    assert_string_equal(json_text(json_member(agenda, "last_session"), NULL), session);
    json_free(agenda);

    /* The team changes the number of days. */
    run_expect(0, &lead, "add", "setting", "name=no_progress_days", "value=120");
    run_expect(0, &lead, "agenda", "Ben");
    assert_null(strstr(buf_text(&lead.out), "No plan step"));

    add_record(id, "cover", ref("member", ben), ref("covered_by", self), "from_on=-1d",
               "until_on=+3d");
    run_expect(0, &lead, "caseload");
    const char *row = line_of("Ben Sample\t2 of 8 people; 15 hours a week");
    assert_non_null(strstr(row, "covered by Ada Example until "));
    run_expect(0, &lead, "--json", "caseload", "Ben");
    struct json *load = run_json(&lead, 0);
    int64_t people = 0;
    assert_true(json_int(&people, json_member(load, "people")));
    assert_int_equal(people, 2);
    json_free(load);
    run_expect(66, &lead, "caseload", "Zacharias");
    run_expect(66, &lead, "agenda", "Zacharias");
}

static void leads_by_source(void **state)
{
    (void)state;
    char ids[5][ID_SIZE];
    run_expect(1, &lead, "caseload", "--leads");
    add_record(ids[0], "lead", "job_title=Tray washer", "source_kind=speculative", NULL, NULL);
    add_record(ids[1], "lead", "job_title=Shelf filler", "source_kind=website", "state=filled",
               NULL);
    add_record(ids[2], "lead", "job_title=Gardener", "source_kind=website", ref("member", ben),
               NULL);
    add_record(ids[3], "lead", "job_title=Porter", "source_kind=website", "state=gone", NULL);
    add_record(ids[4], "lead", "job_title=Baker", NULL, NULL, NULL);
    run_expect(0, &lead, "caseload", "--leads");
    assert_string_equal(buf_text(&lead.out),
                        "Advertised: website\t3 leads: 1 open, 1 filled, 1 gone\n"
                        "Unadvertised: asked an employer\t1 lead: 1 open\n"
                        "Source not written\t1 lead: 1 open\n");
    run_expect(0, &lead, "--json", "caseload", "Ben", "--leads");
    assert_string_equal(buf_text(&lead.out),
                        "{\"source_kind\":\"website\",\"label\":\"Advertised: website\","
                        "\"leads\":1,\"open\":1,\"filled\":0,\"gone\":0}\n");
    run_expect(0, &lead, "strike", ids[4], "--why", "Written twice");
    run_expect(0, &lead, "caseload", "--leads");
    assert_null(strstr(buf_text(&lead.out), "not written"));
    for (size_t i = 0; i < 4; i++)
        run_expect(0, &lead, "strike", ids[i], "--why", "An example");
}

static void a_match(void **state)
{
    (void)state;
    char client[ID_SIZE], id[ID_SIZE], shop[ID_SIZE], archive[ID_SIZE];
    add_record(client, "client", "name=Edda Sample", NULL, NULL, NULL);
    run_expect(1, &lead, "match", client);
    add_record(shop, "job_setting", "job_title=Shop assistant", "noise_level=noisy",
               "shift_end=17:00", NULL);
    run_expect(0, &lead, "match", client);
    assert_told("No preference is written yet");
    add_record(archive, "lead", "job_title=Archive helper", "state=open", "hours_per_week=16",
               NULL);
    add_record(id, "preference", ref("client", client), "aspect=surroundings", "wish=Quiet",
               "importance=must");
    add_record(id, "preference", ref("client", client), "aspect=hours", "wish=Finish by three",
               "importance=would_like");
    run_expect(0, &lead, "match", client);
    const char *first = strstr(buf_text(&lead.out), "Archive helper");
    const char *second = strstr(buf_text(&lead.out), "Shop assistant");
    assert_true(first && second && first < second);
    (void)line_of(archive);
    assert_non_null(
        strstr(buf_text(&lead.out), "Shop assistant\t1 must does not fit; 1 wish does"));
    run_expect(0, &lead, "match", client, archive);
    (void)line_of("Surroundings");
    (void)line_of("  Must\tQuiet\tnot known\tto ask");
    (void)line_of("    Ask: How noisy is it, and when?");
    run_expect(0, &lead, "match", client, shop);
    (void)line_of("  Must\tQuiet\tNoise: Noisy\tdoes not fit");
    (void)line_of("    “quiet” is not met by Noise: Noisy.");
    run_expect(0, &lead, "--json", "match", client, shop);
    struct json *option = run_json(&lead, 0);
    assert_string_equal(json_text(json_member(option, "kind"), NULL), "job_setting");
    assert_int_equal(json_count(json_member(option, "lines")), 2);
    assert_null(strstr(buf_text(&lead.out), "score"));
    json_free(option);
    run_expect(65, &lead, "match", shop);
    run_expect(65, &lead, "match", client, client);
    run_expect(66, &lead, "match", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
}

/* Where people write 37,5 the program still writes and reads 37.5: answers and JSON are the same
 * everywhere. */
static void a_comma_for_a_point(void **state)
{
    (void)state;
    char *locale = person_path(&lead, "de_DE.UTF-8");
    const char *const make[] = {"localedef", "--no-archive", "-c",   "-i", "de_DE",
                                "-f",        "UTF-8",        locale, NULL};
    char *numbers = person_path(&lead, "de_DE.UTF-8/LC_NUMERIC");
    (void)run_program(make, NULL, 0, NULL, true);
    bool made = access(numbers, R_OK) == 0;
    free(numbers);
    free(locale);
    if (!made) {
        print_message("localedef has no de_DE to make here: skipped\n");
        skip();
    }
    run_expect(0, &lead, "set", ben, "hours_per_week=18.75");
    assert_int_equal(setenv("LOCPATH", lead.folder, 1), 0);
    assert_int_equal(setenv("LC_ALL", "de_DE.UTF-8", 1), 0);
    int text = run(&lead, "caseload", NULL);
    bool pointed = strstr(buf_text(&lead.out), "18.75 hours a week") != NULL;
    int json = run(&lead, "--json", "caseload", ben, NULL);
    (void)unsetenv("LC_ALL");
    (void)unsetenv("LOCPATH");
    assert_int_equal(text, 0);
    assert_int_equal(json, 0);
    assert_true(pointed);
    struct json *row = run_json(&lead, 0);
    assert_string_equal(json_text(json_member(row, "hours_per_week"), NULL), "18.75");
    json_free(row);
    run_expect(0, &lead, "set", ben, "hours_per_week=15");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(supervision_is_somebodys),
        cmocka_unit_test(reflections_stay),
        cmocka_unit_test(agenda_and_caseload),
        cmocka_unit_test(leads_by_source),
        cmocka_unit_test(a_match),
        cmocka_unit_test(a_comma_for_a_point),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
