/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork pathway and inwork handover through the command line: lists by stage, reasons, hand-over
 * sheets, refusals, exact shapes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/id.h"
#include "inwork/base/json.h"
#include "run.h"

static struct person wendy;

static int begin(void **state)
{
    (void)state;
    person_begin(&wendy, "Wendy Worker");
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&wendy);
    return 0;
}

static void new_record(char id[ID_SIZE], const char *kind, const char *a, const char *b,
                       const char *c)
{
    run_expect(0, &wendy, "add", kind, a, b, c);
    const char *line = run_line(&wendy);
    assert_int_equal(strlen(line), ID_LENGTH);
    memcpy(id, line, ID_SIZE);
}

static const char *text_of(const struct json *object, const char *name)
{
    const char *text = json_text(json_member(object, name), NULL);
    return text ? text : "(none)";
}

static void test_pathway(void **state)
{
    (void)state;
    char ada[ID_SIZE], ben[ID_SIZE], id[ID_SIZE];
    char by[40];
    assert_int_equal(run(&wendy, "pathway", NULL), 1); /* nobody yet */
    new_record(ada, "client", "name=Ada Example", "referred_on=2020-03-02", NULL);
    new_record(ben, "client", "name=Ben Example", NULL, NULL);
    (void)snprintf(by, sizeof by, "client=%s", ada);
    new_record(id, "job", by, "started_on=2020-05-04", "job_title=Baker");
    new_record(id, "note", by, "date=today", "kind_of_contact=phone");

    run_expect(0, &wendy, "pathway");
    char want[200];
    (void)snprintf(want, sizeof want, "%s\tReferred\t-\tBen Example\n%s\tIn work\t0\tAda Example\n",
                   ben, ada);
    assert_string_equal(buf_text(&wendy.out), want);

    run_expect(0, &wendy, "pathway", "--stage", "in_work");
    assert_int_equal(run_lines(&wendy), 1);
    assert_non_null(strstr(run_line(&wendy), "Ada Example"));
    assert_int_equal(run(&wendy, "pathway", "--stage", "search", NULL), 1);
    assert_int_equal(run(&wendy, "pathway", "--stage", "paused", NULL), 1);

    run_expect(0, &wendy, "--json", "pathway", ada);
    struct json *j = run_json(&wendy, 0);
    assert_string_equal(text_of(j, "standing"), "active");
    assert_string_equal(text_of(j, "stage"), "in_work");
    assert_string_equal(text_of(j, "since"), "2020-05-04");
    assert_string_equal(text_of(j, "recorded_why"), "job started");
    int64_t days = -1;
    assert_true(json_int(&days, json_member(j, "days_since_contact")));
    assert_int_equal(days, 0);
    json_free(j);

    run_expect(0, &wendy, "pathway", ada);
    assert_non_null(
        strstr(buf_text(&wendy.out),
               "Ada Example: In work since Mon 4 May 2020 (job started)\nLast contact today"));
}

static void test_refusals(void **state)
{
    (void)state;
    char id[ID_SIZE];
    new_record(id, "employer", "name=Example Bakery", NULL, NULL);
    run_expect(64, &wendy, "pathway", "--stage", "ineligible");
    assert_non_null(strstr(buf_text(&wendy.err), "there is no stage “ineligible”"));
    run_expect(65, &wendy, "pathway", id);
    assert_non_null(strstr(buf_text(&wendy.err), "“Example Bakery” is not a client"));
    run_expect(66, &wendy, "pathway", "7ZZZZZZZZZ");
}

static void test_handover(void **state)
{
    (void)state;
    char cal[ID_SIZE], dee[ID_SIZE], gone[ID_SIZE], mine[ID_SIZE], other[ID_SIZE], id[ID_SIZE];
    char by[64];
    new_record(mine, "member", "name=Mo Example", NULL, NULL);
    new_record(other, "member", "name=Olu Example", NULL, NULL);
    (void)snprintf(by, sizeof by, "employment_specialist=%s", mine);
    new_record(cal, "client", "name=Cal Example", by, "address=1 Mill Lane");
    new_record(dee, "client", "name=Dee Example", by, NULL);
    new_record(gone, "client", "name=Gone Example", by, "left_on=2020-01-01");

    run_expect(0, &wendy, "handover", cal, "--to", "Olu Example");
    assert_non_null(strstr(buf_text(&wendy.out), "Hand-over: Cal Example, as of "));
    assert_non_null(strstr(buf_text(&wendy.out), "\n  [restricted] Address: 1 Mill Lane\n"));
    assert_null(strstr(buf_text(&wendy.out), "Dee Example"));
    assert_non_null(strstr(buf_text(&wendy.err), "No consent recorded to share with Olu Example"));
    /* it is in the sharing log, with whom and what for */
    run_expect(0, &wendy, "--json", "list", "info_share");
    struct json *j = run_json(&wendy, 0);
    const struct json *fields = json_member(j, "fields");
    assert_string_equal(text_of(fields, "client"), cal);
    assert_string_equal(text_of(fields, "what"), "Hand-over sheet");
    assert_string_equal(text_of(fields, "with_whom"), "Olu Example");
    assert_string_equal(text_of(fields, "purpose"), "hand-over");
    json_free(j);

    run_expect(0, &wendy, "handover", cal, "--without-restricted");
    assert_null(strstr(buf_text(&wendy.out), "Mill Lane"));

    /* all of a colleague's, who have not left */
    run_expect(0, &wendy, "handover", "--for", mine);
    assert_non_null(strstr(buf_text(&wendy.out), "Hand-over: Cal Example"));
    assert_non_null(strstr(buf_text(&wendy.out), "\n\nHand-over: Dee Example"));
    assert_null(strstr(buf_text(&wendy.out), "Gone Example"));
    assert_int_equal(run(&wendy, "handover", "--for", other, NULL), 1);

    /* an answer is restricted with the section it stands in */
    char whose[64];
    (void)snprintf(whose, sizeof whose, "client=%s", cal);
    run_expect(0, &wendy, "add", "job", whose, "job_title=Baker", "started_on=-30d",
               "may_contact_employer=no");
    run_expect(0, &wendy, "handover", cal);
    assert_non_null(
        strstr(buf_text(&wendy.out), "[restricted]   May you contact the employer: No"));
    run_expect(0, &wendy, "handover", cal, "--without-restricted");
    assert_non_null(strstr(buf_text(&wendy.out), "Baker"));
    assert_null(strstr(buf_text(&wendy.out), "May you contact"));

    run_expect(0, &wendy, "--json", "handover", dee);
    j = run_json(&wendy, 0);
    assert_string_equal(text_of(j, "client"), dee);
    const struct json *who = json_at(json_member(j, "sections"), 0);
    assert_string_equal(text_of(who, "heading"), "Who");
    bool restricted = true;
    assert_true(
        json_bool(&restricted, json_member(json_at(json_member(who, "lines"), 0), "restricted")));
    assert_false(restricted);
    json_free(j);

    run_expect(64, &wendy, "handover");
    assert_non_null(strstr(buf_text(&wendy.err), "name a client, or a colleague with --for"));
    run_expect(64, &wendy, "handover", cal, "--for", mine);
    run_expect(65, &wendy, "handover", "--for", cal);
    assert_non_null(strstr(buf_text(&wendy.err), "“Cal Example” is not a colleague"));
    new_record(id, "employer", "name=Example Mill", NULL, NULL);
    run_expect(65, &wendy, "handover", id);
    assert_non_null(strstr(buf_text(&wendy.err), "“Example Mill” is not a client"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pathway),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_handover),
    };
    return cmocka_run_group_tests_name("cli_pathway", tests, begin, end);
}
