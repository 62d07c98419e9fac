/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork pathway through the command line: lists by stage, reasons, refusals, exact shapes.
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pathway),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests_name("cli_pathway", tests, begin, end);
}
