/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/buf: growth, splicing, failure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"

static void test_append_keeps_a_nul(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    assert_string_equal(buf_text(&b), "");
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%d,", i);
    assert_int_equal(b.data[b.len], 0);
    assert_int_equal(b.len, 3890);
    buf_truncate(&b, 4);
    assert_string_equal(buf_text(&b), "0,1,");
    buf_free(&b);
}

static void test_splice_clamps(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    buf_add(&b, "one two three");
    buf_splice(&b, 4, 3, "2", 1);
    assert_string_equal(buf_text(&b), "one 2 three");
    buf_splice(&b, 6, 999, "", 0);
    assert_string_equal(buf_text(&b), "one 2 ");
    buf_splice(&b, 999, 1, "end", 3);
    assert_string_equal(buf_text(&b), "one 2 end");
    buf_splice(&b, 0, 0, ">> ", 3);
    assert_string_equal(buf_text(&b), ">> one 2 end");
    buf_free(&b);
}

static void test_impossible_size_fails_once_and_is_told(void **state)
{
    (void)state;
    struct error err = {0};
    struct buf b = BUF_ZERO;
    buf_add(&b, "kept until the failure");
    buf_reserve(&b, SIZE_MAX - 10);
    buf_add(&b, "ignored");
    assert_int_equal(buf_ok(&b, &err), -STATUS_IO);
    assert_null(buf_take(&b));
    buf_clear(&b);
    buf_add(&b, "again");
    assert_int_equal(buf_ok(&b, &err), 0);
    buf_free(&b);
}

static void test_error_is_one_clean_line(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(error_set(&err, STATUS_DATA, "bad %s", "a\x1b[31mb\n"), -65);
    assert_string_equal(err.message, "bad a?[31mb?");
    /* Controls of the second kind, which terminals obey too, and marks that turn the line round. */
    (void)error_set(&err, STATUS_DATA, "\"%s\"",
                    "\xC2\x9B"
                    "31mx\xE2\x80\xAEy\xC3\xA9");
    assert_string_equal(err.message, "\"??31mx???y\xC3\xA9\"");
    /* Bytes that are no character, such as one that "%.1s" cut in two. */
    (void)error_hint(&err, "%.1s %s", "\xC3\xA9",
                     "\x9B"
                     "2J\xF0\x9F\x99");
    assert_string_equal(err.hint, "? ?2J???");
    char big[2000];
    for (size_t i = 0; i + 2 < sizeof big; i += 2) {
        big[i] = (char)0xC3;
        big[i + 1] = (char)0xA9;
    }
    big[sizeof big - 2] = 0;
    (void)error_set(&err, STATUS_IO, "x%s", big);
    size_t len = strlen(err.message);
    assert_true(len < sizeof err.message && len % 2 == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_append_keeps_a_nul),
        cmocka_unit_test(test_splice_clamps),
        cmocka_unit_test(test_impossible_size_fails_once_and_is_told),
        cmocka_unit_test(test_error_is_one_clean_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
