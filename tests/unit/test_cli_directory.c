/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line keeps clients' names out of the directory: add, set, import and resolve.
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

static struct person worker;
static char employer[27];

static int begin(void **state)
{
    (void)state;
    person_begin(&worker, "Wendy Worker");
    run_expect(0, &worker, "add", "client", "name=Casey Invented", "preferred_name=Case");
    run_expect(0, &worker, "add", "employer", "name=Testbury Bakery");
    memcpy(employer, run_line(&worker), sizeof employer);
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&worker);
    return 0;
}

static void assert_named(int status, const char *field, int line)
{
    run_check(65, status, &worker, __FILE__, line);
    assert_int_equal(worker.out.len, 0);
    const char *text = buf_text(&worker.err);
    if (!strstr(text, field) || !strstr(text, "would name a client in the directory, which the "
                                              "whole team and the office host can read"))
        fail_msg("line %d: %s", line, text);
}
#define named(field, ...) assert_named(run(&worker, __VA_ARGS__, NULL), field, __LINE__)

static void refused(void **state)
{
    (void)state;
    char ref[64];
    (void)snprintf(ref, sizeof ref, "employer=%s", employer);
    named("name: ", "add", "employer", "name=Casey Invented Ltd");
    named("name: ", "add", "employer_person", "name=casey  INVENTED");
    named("learned: ", "add", "employer_contact", ref, "learned=Would interview Case Invented");
    named("town: ", "set", employer, "town=Invented, Casey");
    named("reason: ", "set", employer, "town=Testbury", "--why", "Casey Invented said so");
    named("reason: ", "strike", employer, "--why", "Casey Invented said so");
    static const char object[] = "{\"name\":\"Casey Invented\"}";
    assert_named(run_with(&worker, object, sizeof object - 1, "add", "employer", "-", NULL),
                 "name: ", __LINE__);
    run_expect(0, &worker, "--json", "list", "employer");
    assert_int_equal(run_lines(&worker), 1);
    /* One word alone is nobody's name. */
    run_expect(0, &worker, "set", employer, "town=Invented");
    run_expect(0, &worker, "add", "note", "activities=Spoke about Casey Invented");
}

static void imported(void **state)
{
    (void)state;
    static const char csv[] =
        "name,town\r\nHarbour Hotel,Testbury\r\nInvented Casey,Testbury\r\n"
        "Quiet Garden,Where Casey Invented lives\r\nQuayside Café,Testbury\r\n";
    for (int dry = 1; dry >= 0; dry--) {
        int status = dry ? run_with(&worker, csv, sizeof csv - 1, "import", "employer", "-",
                                    "--dry-run", NULL)
                         : run_with(&worker, csv, sizeof csv - 1, "import", "employer", "-", NULL);
        run_check(0, status, &worker, __FILE__, __LINE__);
        const char *text = buf_text(&worker.out);
        assert_non_null(strstr(text, "line 3 was left out: name: this would name a client"));
        assert_non_null(strstr(text, "line 4 was left out: town: this would name a client"));
        assert_non_null(strstr(text, "2 of 4 rows"));
    }
    run_expect(0, &worker, "list", "employer", "town=Testbury");
    assert_int_equal(run_lines(&worker), 2);
    /* A list of plain names, and casework, are checked by the same rule. */
    static const char names[] = "Bright Windows\nCasey Invented\n";
    run_check(0, run_with(&worker, names, sizeof names - 1, "import", "employer", "-", NULL),
              &worker, __FILE__, __LINE__);
    assert_non_null(strstr(buf_text(&worker.out), "line 2 was left out"));
    static const char notes[] = "activities\nMet Casey Invented\n";
    run_check(0, run_with(&worker, notes, sizeof notes - 1, "import", "note", "-", NULL), &worker,
              __FILE__, __LINE__);
    assert_non_null(strstr(buf_text(&worker.out), "Imported 1 of 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused),
        cmocka_unit_test(imported),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
