/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork duplicates and inwork merge: what is listed, what is refused, what shows afterwards.
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

struct id {
    char text[27];
};

static struct id add(const char *kind, const char *first, const char *second)
{
    struct id id;
    if (second)
        run_expect(0, &ada, "add", kind, first, second);
    else
        run_expect(0, &ada, "add", kind, first);
    (void)snprintf(id.text, sizeof id.text, "%s", run_line(&ada));
    return id;
}

static bool answered(const char *text)
{
    return strstr(buf_text(&ada.out), text) != NULL;
}

static void pairs_are_listed_and_joined(void **state)
{
    (void)state;
    assert_int_equal(run(&ada, "duplicates", "employer", NULL), 1);
    assert_int_equal(ada.out.len, 0);
    struct id one = add("employer", "name=Acorn Works Ltd", "town=Norwich");
    struct id two = add("employer", "name=The ACORN Works", "phone=01632 960001");
    struct id person = add("employer_person", "name=Cara Instance", NULL);
    char parent[64];
    (void)snprintf(parent, sizeof parent, "employer=%s", two.text);
    run_expect(0, &ada, "set", person.text, parent);
    run_expect(0, &ada, "--json", "duplicates", "employer");
    assert_int_equal(run_lines(&ada), 1);
    struct json *pair = run_json(&ada, 0);
    assert_string_equal(json_text(json_member(json_member(pair, "one"), "id"), NULL), one.text);
    assert_string_equal(json_text(json_member(json_member(pair, "other"), "id"), NULL), two.text);
    assert_string_equal(json_text(json_member(pair, "why"), NULL), "the same name");
    json_free(pair);

    assert_int_equal(run(&ada, "merge", one.text, two.text, NULL), 64);
    assert_int_equal(run(&ada, "merge", one.text, "--why", "x", NULL), 64);
    assert_int_equal(run(&ada, "merge", one.text, one.text, "--why", "x", NULL), 65);
    assert_int_equal(run(&ada, "merge", one.text, person.text, "--why", "x", NULL), 65);
    assert_int_equal(run(&ada, "merge", one.text, "7ZZZZ", "--why", "x", NULL), 66);
    assert_int_equal(run(&ada, "--read-only", "merge", one.text, two.text, "--why", "x", NULL), 64);
    assert_int_equal(run(&ada, "merge", one.text, "--undo", NULL), 65);
    run_expect(0, &ada, "list", "employer");
    assert_int_equal(run_lines(&ada), 2);

    run_expect(0, &ada, "merge", two.text, one.text, "--why", "one till, one door");
    assert_true(answered(strcmp(one.text, two.text) < 0 ? one.text : two.text));
    run_expect(0, &ada, "list", "employer");
    assert_int_equal(run_lines(&ada), 1);
    assert_int_equal(run(&ada, "duplicates", "employer", NULL), 1);
    run_expect(0, &ada, "show", two.text, "--history");
    assert_true(answered("one till, one door"));
    assert_true(answered("01632 960001"));
    assert_true(answered("Norwich"));
    (void)snprintf(parent, sizeof parent, "employer=%s", one.text);
    run_expect(0, &ada, "list", "employer_person", parent);
    assert_int_equal(run_lines(&ada), 1);

    run_expect(0, &ada, "merge", one.text, "--undo", "--why", "two doors after all");
    run_expect(0, &ada, "list", "employer");
    assert_int_equal(run_lines(&ada), 2);
    run_expect(0, &ada, "show", one.text);
    assert_false(answered("01632 960001"));
    run_expect(0, &ada, "strike", two.text, "--why", "closed down");
    assert_int_equal(run(&ada, "merge", one.text, two.text, "--why", "x", NULL), 65);
    run_expect(0, &ada, "verify");
}

static void two_that_look_alike_may_be_two(void **state)
{
    (void)state;
    struct id ids[3];
    for (size_t i = 0; i < 3; i++)
        ids[i] = add("client", "name=Testy McTestface", "phone=01632 960123");
    run_expect(0, &ada, "duplicates", "client");
    assert_int_equal(run_lines(&ada), 3);
    assert_int_equal(run(&ada, "duplicates", "client", "--apart", NULL), 1);
    assert_int_equal(run(&ada, "apart", ids[0].text, NULL), 64);
    assert_int_equal(run(&ada, "apart", ids[0].text, ids[0].text, NULL), 65);
    assert_int_equal(run(&ada, "apart", ids[0].text, "7ZZZZ", NULL), 66);
    assert_int_equal(run(&ada, "apart", ids[0].text, ids[1].text, "--undo", NULL), 65);

    /* said, in whatever order, more than once: remembered once */
    run_expect(0, &ada, "apart", ids[2].text, ids[0].text, "--why", "father and son");
    run_expect(0, &ada, "apart", ids[0].text, ids[2].text);
    run_expect(0, &ada, "apart", ids[1].text, ids[2].text);
    run_expect(0, &ada, "duplicates", "client");
    assert_int_equal(run_lines(&ada), 1);
    assert_true(answered(ids[0].text) && answered(ids[1].text));
    run_expect(0, &ada, "duplicates", "client", "--apart");
    assert_int_equal(run_lines(&ada), 2);
    run_expect(0, &ada, "show", ids[2].text, "--history");
    assert_true(answered("father and son"));

    /* several of whom one is told apart are no conflict, nor an answer */
    assert_int_equal(run(&ada, "conflicts", NULL), 1);
    run_expect(0, &ada, "--json", "show", ids[2].text);
    struct json *shown = run_json(&ada, 0);
    assert_null(json_member(json_member(shown, "fields"), "_not_same_as"));
    assert_null(json_member(json_member(shown, "conflicts"), "_not_same_as"));
    json_free(shown);

    /* what is joined is told apart as one */
    run_expect(0, &ada, "merge", ids[0].text, ids[1].text, "--why", "written twice");
    assert_int_equal(run(&ada, "duplicates", "client", NULL), 1);
    run_expect(0, &ada, "duplicates", "client", "--apart");
    assert_int_equal(run_lines(&ada), 1);
    run_expect(0, &ada, "verify");

    /* joining takes it back, and so does a word */
    run_expect(0, &ada, "merge", ids[2].text, ids[0].text, "--why", "one person after all");
    assert_int_equal(run(&ada, "duplicates", "client", "--apart", NULL), 1);
    run_expect(0, &ada, "merge", ids[2].text, "--undo");
    run_expect(0, &ada, "merge", ids[1].text, "--undo");
    run_expect(0, &ada, "duplicates", "client");
    assert_int_equal(run_lines(&ada), 3);
    run_expect(0, &ada, "--json", "apart", ids[1].text, ids[2].text);
    shown = run_json(&ada, 0);
    assert_string_equal(json_text(json_member(shown, "one"), NULL), ids[1].text);
    json_free(shown);
    run_expect(0, &ada, "apart", ids[2].text, ids[1].text, "--undo", "--why", "not sure");
    run_expect(0, &ada, "duplicates", "client");
    assert_int_equal(run_lines(&ada), 3);
}

static void a_reason_may_not_name_a_client_in_the_directory(void **state)
{
    (void)state;
    (void)add("client", "name=Dora Specimen", NULL);
    struct id one = add("employer", "name=Bell One", NULL);
    struct id two = add("employer", "name=Bell Two", NULL);
    assert_int_equal(run(&ada, "merge", one.text, two.text, "--why", "Dora Specimen said so", NULL),
                     65);
    run_expect(0, &ada, "merge", one.text, two.text, "--why", "a client said so");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_listed_and_joined),
        cmocka_unit_test(two_that_look_alike_may_be_two),
        cmocka_unit_test(a_reason_may_not_name_a_client_in_the_directory),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
