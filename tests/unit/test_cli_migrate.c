/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a team's spreadsheets in: columns guessed and remembered, names in place of ids, dry
 * runs, what looks like somebody who is there already.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person ada;

static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&ada);
    return 0;
}

/* The text as a file, imported with up to three options; its path stays the same. */
static int import(const char *kind, const char *text, const char *a, const char *b, const char *c)
{
    scratch_write(ada.folder, "sheet.csv", text, strlen(text));
    char *path = person_path(&ada, "sheet.csv");
    int status = run(&ada, "--json", "import", kind, path, a, b, c, NULL);
    free(path);
    return status;
}

static int64_t number(size_t line, const char *name)
{
    int64_t n = -1;
    struct json *object = run_json(&ada, line);
    if (!json_int(&n, json_member(object, name)))
        n = -1;
    json_free(object);
    return n;
}

/* A number of the report, the last line. */
static int64_t reported(const char *name)
{
    return number(run_lines(&ada) - 1, name);
}

static void expect_text(size_t line, const char *name, const char *want)
{
    struct json *object = run_json(&ada, line);
    const char *text = json_text(json_member(object, name), NULL);
    if (!text || !strstr(text, want))
        fail_msg("%s is “%s”, not “%s”", name, text ? text : "", want);
    json_free(object);
}

/* One field of the only record of a kind that matches. */
static void expect_field(const char *kind, const char *filter, const char *field, const char *want)
{
    run_expect(0, &ada, "--json", "list", kind, filter);
    assert_int_equal(run_lines(&ada), 1);
    struct json *object = run_json(&ada, 0);
    const char *text = json_text(json_member(json_member(object, "fields"), field), NULL);
    assert_string_equal(text ? text : "", want);
    json_free(object);
}

static size_t count_of(const char *kind)
{
    int status = run(&ada, "list", kind, NULL);
    assert_true(status == 0 || status == 1);
    return run_lines(&ada);
}

static bool noted(const char *text)
{
    return strstr(buf_text(&ada.err), text) != NULL;
}

static const char clients[] =
    "Forename,Surname,DOB,Tel,Date of referral,First contact date,ES,Local number\n"
    "Cara,Instance,01/02/1990,01632 960001,3/1/2026,10/1/2026,Ada Example,L-17\n"
    "Dora,Specimen,5.6.1985,01632 960002,4/1/2026,,Nobody Known,L-18\n"
    "Evan,Sample,not a date,,,,,\n";

static void columns_are_guessed(void **state)
{
    (void)state;
    assert_int_equal(import("client", clients, "--dry-run", NULL, NULL), 0);
    assert_true(noted("“First contact date” is taken to be first_met_on"));
    assert_true(noted("“DOB” is taken to be date_of_birth"));
    assert_int_equal(reported("rows"), 3);
    assert_int_equal(reported("imported"), 2);
    assert_int_equal(reported("left_out"), 1);
    assert_int_equal(reported("left_empty"), 1);
    assert_int_equal(number(0, "line"), 3);
    expect_text(0, "left_empty", "employment_specialist");
    expect_text(0, "reason", "Nobody Known");
    assert_int_equal(number(1, "line"), 4);
    assert_int_equal(count_of("client"), 0);

    assert_int_equal(import("client", clients, NULL, NULL, NULL), 0);
    assert_int_equal(count_of("client"), 2);
    expect_field("client", "name=Cara Instance", "date_of_birth", "1990-02-01");
    expect_field("client", "name=Cara Instance", "first_met_on", "2026-01-10");
    expect_field("client", "name=Dora Specimen", "team_reference", "L-18");
    expect_field("client", "name=Dora Specimen", "employment_specialist", "");
}

static void the_same_again_is_told_or_left_out(void **state)
{
    (void)state;
    assert_int_equal(import("client", clients, "--dry-run", NULL, NULL), 0);
    assert_int_equal(reported("duplicates"), 2);
    expect_text(0, "why", "the same name and date of birth");
    assert_int_equal(import("client", clients, "--skip-duplicates", NULL, NULL), 0);
    assert_int_equal(reported("imported"), 0);
    assert_int_equal(reported("left_out"), 3);
    assert_int_equal(count_of("client"), 2);
    /* Another person of that name comes in. */
    assert_int_equal(import("client",
                            "name,DOB\nCara Instance,7/7/1971\nEvan Sample,\nSAMPLE Evan,\n",
                            "--skip-duplicates", NULL, NULL),
                     0);
    assert_int_equal(reported("imported"), 2);
    assert_int_equal(count_of("client"), 4);
}

static void names_stand_for_records(void **state)
{
    (void)state;
    static const char notes[] = "Client name,Date,Notes,Duration\n"
                                "\"Specimen, Dora\",12/1/2026,Looked at two bakeries,45\n"
                                "L-17,13/1/2026,Talked about mornings,30\n"
                                "Cara Instance,14/1/2026,Which of the two,30\n"
                                "Nobody Known,14/1/2026,Who,30\n"
                                ",15/1/2026,About nobody in particular,10\n";
    assert_int_equal(import("note", notes, NULL, NULL, NULL), 0);
    assert_int_equal(reported("imported"), 3);
    assert_int_equal(reported("left_out"), 2);
    expect_text(0, "reason", "2 records of kind client are called “Cara Instance”");
    expect_text(1, "reason", "no client here is called “Nobody Known”");
    run_expect(0, &ada, "list", "client", "name=Dora Specimen");
    char id[64];
    (void)snprintf(id, sizeof id, "client=%.26s", buf_text(&ada.out));
    expect_field("note", id, "activities", "Looked at two bakeries");
    expect_field("note", "date=2026-01-13", "minutes", "30");
    expect_field("note", "date=2026-01-15", "client", "");
}

static void employers_and_their_people(void **state)
{
    (void)state;
    assert_int_equal(import("employer",
                            "Company name,City,Telephone\nAcorn Works Ltd,Norwich,01632 960003\n"
                            "The Acorn Works,Leeds,\nACORN WORKS LIMITED,norwich,\n",
                            NULL, NULL, NULL),
                     0);
    assert_int_equal(reported("imported"), 3);
    assert_int_equal(reported("duplicates"), 1);
    expect_text(0, "why", "the same name and place");
    assert_int_equal(number(0, "like_line"), -1); /* a text: "line 2" */
    expect_text(0, "like_line", "line 2");
    assert_int_equal(import("employer", "Company\nBramble plc\n", NULL, NULL, NULL), 0);
    assert_int_equal(import("employer_person",
                            "Contact name,Organisation,Job title,Tel\n"
                            "Finn Instance,Bramble,Manager,01632 960004\n",
                            NULL, NULL, NULL),
                     0);
    assert_int_equal(reported("imported"), 1);
    expect_field("employer_person", "name=Finn Instance", "job_title", "Manager");
    run_expect(0, &ada, "contact", "bramble");
    assert_non_null(strstr(buf_text(&ada.out), "Finn Instance"));
    run_expect(0, &ada, "--json", "duplicates", "employer");
    assert_int_equal(run_lines(&ada), 1);
    /* A client's name never comes into the directory this way. */
    assert_int_equal(
        import("employer", "name,what_they_do\nThorn,Dora Specimen works here\n", NULL, NULL, NULL),
        0);
    assert_int_equal(reported("left_out"), 1);
}

static void jobs_come_in(void **state)
{
    (void)state;
    assert_int_equal(import("job",
                            "Participant,Company,Role,Start date,Hours\n"
                            "Dora Specimen,Bramble plc,Baker,2/3/2026,16\n",
                            NULL, NULL, NULL),
                     0);
    assert_int_equal(reported("imported"), 1);
    assert_int_equal(reported("left_empty"), 0);
    expect_field("job", "job_title=Baker", "started_on", "2026-03-02");
}

static void what_was_said_of_columns_is_remembered(void **state)
{
    (void)state;
    static const char first[] = "Firma;Telefon;Egal\nThistle;01632 960005;x\n";
    static const char later[] = "Egal;Telefon;FIRMA\ny;01632 960006;Teasel\n";
    scratch_write(ada.folder, "sheet.csv", first, strlen(first));
    char *path = person_path(&ada, "sheet.csv");
    /* A dry run saves nothing, and so remembers nothing. */
    run_expect(0, &ada, "import", "employer", path, "--map", "Firma=name", "--map", "Telefon=phone",
               "--map", "Egal=", "--dry-run");
    assert_int_equal(import("employer", later, "--dry-run", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "lines");
    scratch_write(ada.folder, "sheet.csv", first, strlen(first));
    run_expect(0, &ada, "import", "employer", path, "--map", "Firma=name", "--map", "Telefon=phone",
               "--map", "Egal=");
    assert_int_equal(import("employer", later, NULL, NULL, NULL), 0);
    assert_true(noted("“FIRMA” is name, as it was before"));
    expect_text(run_lines(&ada) - 1, "format", "csv");
    expect_field("employer", "name=Teasel", "phone", "01632 960006");
    /* Other columns, another kind, or --forget: not. */
    assert_int_equal(
        import("employer", "Firma;Telefon\nBurdock;01632 960007\n", "--dry-run", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "lines");
    assert_int_equal(import("employer", later, "--dry-run", "--forget", NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "lines");
    assert_int_equal(import("member", later, "--dry-run", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "lines");
    free(path);
}

static void a_list_of_names_is_no_header(void **state)
{
    (void)state;
    /* An employer may be called what other sheets call a column. */
    assert_int_equal(import("employer", "City\nIndustry Ltd\n", "--dry-run", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "lines");
    assert_int_equal(reported("imported"), 2);
    assert_int_equal(
        import("employer", "Company,City\nIndustry Ltd,Leeds\n", "--dry-run", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "csv");
}

static void a_dry_run_shows_the_first_row(void **state)
{
    (void)state;
    static const char file[] = "Client name,Date,Notes\nDora Specimen,12/1/2026,Two bakeries\n"
                               "Dora Specimen,13/1/2026,Three\n";
    scratch_write(ada.folder, "sheet.csv", file, strlen(file));
    char *path = person_path(&ada, "sheet.csv");
    run_expect(0, &ada, "import", "note", path, "--dry-run");
    free(path);
    assert_non_null(strstr(buf_text(&ada.out), "line 2 would be:\n  Client: Dora Specimen\n  Date: "
                                               "Mon 12 Jan 2026\n"));
    assert_null(strstr(buf_text(&ada.out), "line 3 would be"));
    assert_non_null(strstr(buf_text(&ada.out), "Would import 2 of 2 rows"));
}

static void unknown_columns(void **state)
{
    (void)state;
    static const char file[] = "name,Shoe size\nBurdock,44\n";
    assert_int_equal(import("client", file, "--dry-run", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "lines");
    assert_true(noted("“Shoe size”"));
    assert_int_equal(import("client", file, "--leave-out-unknown", NULL, NULL), 0);
    expect_text(run_lines(&ada) - 1, "format", "csv");
    expect_field("client", "name=Burdock", "name", "Burdock");
    assert_int_equal(import("note", file, NULL, NULL, NULL), 65);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_guessed),
        cmocka_unit_test(the_same_again_is_told_or_left_out),
        cmocka_unit_test(names_stand_for_records),
        cmocka_unit_test(employers_and_their_people),
        cmocka_unit_test(jobs_come_in),
        cmocka_unit_test(what_was_said_of_columns_is_remembered),
        cmocka_unit_test(a_list_of_names_is_no_header),
        cmocka_unit_test(a_dry_run_shows_the_first_row),
        cmocka_unit_test(unknown_columns),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
