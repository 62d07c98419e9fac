/* SPDX-License-Identifier: GPL-3.0-or-later
 * Initials in the place of a client's names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/report/initials.h"

static void letters(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Ada Example", "A. E."},
        {"Ada", "A."},
        {"", ""},
        {"Zoë O’Testy", "Z. O. T."},
        {"élan vital", "é. v."},
        {"Ada Example (North)", "A. E."},
        {"---", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_ZERO;
        initials_of(&out, cases[i][0]);
        assert_string_equal(buf_text(&out), cases[i][1]);
        buf_free(&out);
    }
}

static void replaced(void **state)
{
    (void)state;
    const char *const ada[] = {"Ada Example", "Addy", NULL};
    const char *const will[] = {"Will Testy", "", NULL};
    static const char *const of_ada[][2] = {
        {"Ada Example came.", "A. E. came."},
        {"ADA EXAMPLE, ada example", "A. E., A. E."},
        {"Example, Ada", "A. E., A. E."},
        {"Addy's plan; Ádá's too", "A. E.'s plan; A. E.'s too"},
        {"for example, an adage", "for example, an adage"},
        {"Adam Examples", "Adam Examples"},
        {"", ""},
        {"\xFF Ada", "\xFF A. E."},
    };
    for (size_t i = 0; i < sizeof of_ada / sizeof *of_ada; i++) {
        struct buf out = BUF_ZERO;
        initials_replace(&out, of_ada[i][0], ada);
        assert_string_equal(buf_text(&out), of_ada[i][1]);
        buf_free(&out);
    }
    struct buf out = BUF_ZERO;
    initials_replace(&out, "Will will test it", will);
    assert_string_equal(buf_text(&out), "W. T. will test it");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters),
        cmocka_unit_test(replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
