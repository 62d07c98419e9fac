/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/id: form, order, prefixes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "inwork/base/id.h"

static void test_form_and_time(void **state)
{
    (void)state;
    char id[ID_SIZE];
    assert_int_equal(id_new(id, INT64_C(1469918176385), NULL), 0);
    assert_int_equal(strlen(id), ID_LENGTH);
    assert_true(id_valid(id, ID_LENGTH));
    /* The time part of the example in the ULID specification. */
    assert_memory_equal(id, "01ARYZ6S41", 10);
    assert_int_equal(id_time(id), INT64_C(1469918176385));
    assert_int_equal(id_new(id, (INT64_C(1) << 48) + 5, NULL), 0);
    assert_memory_equal(id, "7ZZZZZZZZZ", 10);
    assert_int_equal(id_new(id, -1, NULL), 0);
    assert_true(id_valid(id, ID_LENGTH));
}

static void test_ids_rise_and_differ(void **state)
{
    (void)state;
    struct id_maker maker = {0};
    char last[ID_SIZE] = "";
    char id[ID_SIZE];
    for (int i = 0; i < 10000; i++) {
        /* The clock stands still, steps forward and goes back. */
        int64_t ms = 1700000000000 + i / 10 - (i % 97 == 0 ? 5000 : 0);
        assert_int_equal(id_next(id, &maker, ms, NULL), 0);
        assert_true(strcmp(last, id) < 0);
        memcpy(last, id, sizeof last);
    }
    /* At the end of a millisecond's numbers, the next millisecond is taken. */
    memset(maker.random, 0xFF, sizeof maker.random);
    int64_t before = maker.last_ms;
    assert_int_equal(id_next(id, &maker, before, NULL), 0);
    assert_int_equal(id_time(id), before + 1);
    char other[ID_SIZE];
    assert_int_equal(id_new(id, 1, NULL), 0);
    assert_int_equal(id_new(other, 1, NULL), 0);
    assert_string_not_equal(id, other);
}

static void test_valid(void **state)
{
    (void)state;
    assert_true(id_valid("01ARZ3NDEKTSV4RRFFQ69G5FAV", 26));
    assert_false(id_valid("01arz3ndektsv4rrffq69g5fav", 26));
    assert_false(id_valid("81ARZ3NDEKTSV4RRFFQ69G5FAV", 26));
    assert_false(id_valid("01ARZ3NDEKTSV4RRFFQ69G5FA", 25));
    assert_false(id_valid("01ARZ3NDEKTSV4RRFFQ69G5FAVX", 27));
    assert_false(id_valid("01ARZ3NDEKTSV4RRFFQ69G5FAU", 26));
    assert_false(id_valid("01ARZ3NDEKTSV4RRFFQ69G5FA\0", 26));
}

static void test_prefix(void **state)
{
    (void)state;
    char out[ID_SIZE];
    assert_true(id_prefix(out, "o1arz3", 6));
    assert_string_equal(out, "01ARZ3");
    assert_true(id_prefix(out, "0il", 3));
    assert_string_equal(out, "011");
    assert_false(id_prefix(out, "", 0));
    assert_false(id_prefix(out, "9", 1));
    assert_false(id_prefix(out, "01%", 3));
    assert_false(id_prefix(out, "01u", 3));
    assert_false(id_prefix(out, "01ARZ3NDEKTSV4RRFFQ69G5FAVX", 27));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form_and_time),
        cmocka_unit_test(test_ids_rise_and_differ),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
