/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real list of employers, as published, where it is at hand: all of it goes in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inwork/base/json.h"
#include "run.h"

static int64_t number(const struct json *object, const char *name)
{
    int64_t n = -1;
    assert_true(json_int(&n, json_member(object, name)));
    return n;
}

static void the_real_employers(void **state)
{
    (void)state;
    const char *named = getenv("INWORK_EMPLOYERS");
    const char *path = named && named[0] ? named : "../shared/data/employers-uk.txt";
    if (access(path, R_OK) != 0) {
        print_message("skipped: no list of employers at %s\n", path);
        return;
    }
    struct person bea;
    person_begin(&bea, "Bea Example");
    run_expect(0, &bea, "--json", "import", "employer", path);
    assert_int_equal(run_lines(&bea), 1);
    struct json *report = run_json(&bea, 0);
    int64_t rows = number(report, "rows");
    assert_true(rows > 100000);
    assert_int_equal(number(report, "imported"), rows);
    assert_int_equal(number(report, "left_out"), 0);
    assert_true(number(report, "duplicates") > 0);
    json_free(report);
    run_expect(0, &bea, "contact", "tesco", "stores");
    assert_int_equal(strncmp(buf_text(&bea.out), "Tesco Stores Limited\t", 21), 0);
    person_end(&bea);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_employers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
