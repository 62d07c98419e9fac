/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/page: every bit of a unit, its trailer, its place and its key matters.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/seal/page.h"
#include "inwork/seal/secret.h"

enum { SIZE = 4096 - PAGE_OVERHEAD };

static void test_round_trip_in_place(void **state)
{
    (void)state;
    uint8_t page[4096];
    uint8_t plain[SIZE];
    uint8_t key[PAGE_KEY_BYTES];
    seal_random(key, sizeof key);
    seal_random(plain, sizeof plain);
    memcpy(page, plain, SIZE);
    page_seal(page, page + SIZE, page, SIZE, "place 1", 7, key);
    assert_memory_not_equal(page, plain, 64);
    uint8_t out[SIZE];
    assert_int_equal(page_open(out, page, page + SIZE, SIZE, "place 1", 7, key), 0);
    assert_memory_equal(out, plain, SIZE);
    assert_int_equal(page_open(page, page, page + SIZE, SIZE, "place 1", 7, key), 0);
    assert_memory_equal(page, plain, SIZE);
}

static void test_every_change_is_noticed(void **state)
{
    (void)state;
    uint8_t plain[100];
    uint8_t unit[100 + PAGE_OVERHEAD];
    uint8_t out[100];
    uint8_t key[PAGE_KEY_BYTES];
    seal_random(key, sizeof key);
    memset(plain, 'p', sizeof plain);
    page_seal(unit, unit + 100, plain, 100, "ad", 2, key);
    for (size_t i = 0; i < sizeof unit; i++) {
        unit[i] ^= (uint8_t)(1u << i % 8);
        memset(out, 0, sizeof out);
        assert_int_equal(page_open(out, unit, unit + 100, 100, "ad", 2, key), -1);
        for (size_t k = 0; k < sizeof out; k++)
            assert_int_not_equal(out[k], 'p');
        unit[i] ^= (uint8_t)(1u << i % 8);
    }
    assert_int_equal(page_open(out, unit, unit + 100, 100, "aD", 2, key), -1);
    assert_int_equal(page_open(out, unit, unit + 100, 99, "ad", 2, key), -1);
    key[31] ^= 1;
    assert_int_equal(page_open(out, unit, unit + 100, 100, "ad", 2, key), -1);
    key[31] ^= 1;
    assert_int_equal(page_open(out, unit, unit + 100, 100, "ad", 2, key), 0);
}

static void test_nonces_differ(void **state)
{
    (void)state;
    uint8_t key[PAGE_KEY_BYTES] = {0};
    uint8_t plain[16] = {0};
    uint8_t first[16], second[16];
    uint8_t trailer_1[PAGE_OVERHEAD], trailer_2[PAGE_OVERHEAD];
    page_seal(first, trailer_1, plain, 16, NULL, 0, key);
    page_seal(second, trailer_2, plain, 16, NULL, 0, key);
    assert_memory_not_equal(trailer_1, trailer_2, PAGE_NONCE_BYTES);
    assert_memory_not_equal(first, second, 16);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip_in_place),
        cmocka_unit_test(test_every_change_is_noticed),
        cmocka_unit_test(test_nonces_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
