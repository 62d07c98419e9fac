/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/passkey: Argon2id and its limits, the recovery key as people type it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/passkey.h"
#include "inwork/seal/secret.h"

static void test_argon2id(void **state)
{
    (void)state;
    /* argon2 (the reference command): printf 'correct horse' |
     * argon2 0123456789abcdef -id -t 3 -k 65536 -p 1 -l 32 -r */
    uint8_t out[32];
    const uint8_t *salt = (const uint8_t *)"0123456789abcdef";
    assert_int_equal(passkey_derive(out, "correct horse", 13, salt, passkey_light(), NULL), 0);
    char hex[HASH_HEX];
    hash_hex(hex, out, 32);
    assert_string_equal(hex, "92599c67f23f1d9dce9b6f0cfb5a9b18ce110336de00799947472465edd9e49a");
}

static void test_costs_outside_the_limits_are_refused(void **state)
{
    (void)state;
    static const struct passkey_cost bad[] = {
        {PASSKEY_MEMORY_FLOOR - 1, 3},
        {PASSKEY_MEMORY_CEILING + 1, 3},
        {UINT64_MAX, 3},
        {0, 3},
        {PASSKEY_MEMORY_FLOOR, 2},
        {PASSKEY_MEMORY_FLOOR, 33},
        {PASSKEY_MEMORY_FLOOR, UINT32_MAX},
    };
    uint8_t out[32];
    uint8_t salt[PASSKEY_SALT_BYTES] = {0};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct error err = {0};
        assert_int_equal(passkey_derive(out, "x", 1, salt, bad[i], &err), -STATUS_DAMAGED);
        assert_true(err.message[0]);
    }
}

static void test_tuned_cost_is_within_bounds(void **state)
{
    (void)state;
    struct passkey_cost cost = passkey_tuned();
    assert_true(cost.memory >= PASSKEY_MEMORY_FLOOR && cost.memory <= UINT64_C(1) << 30);
    assert_true(cost.passes >= PASSKEY_PASSES_FLOOR && cost.passes <= PASSKEY_PASSES_CEILING);
    print_message("tuned: %llu MiB, %u passes\n", (unsigned long long)(cost.memory >> 20),
                  (unsigned)cost.passes);
}

static void counting(uint8_t key[RECOVERY_BYTES])
{
    for (size_t i = 0; i < RECOVERY_BYTES; i++)
        key[i] = (uint8_t)i;
}

static void test_recovery_text(void **state)
{
    (void)state;
    uint8_t key[RECOVERY_BYTES], back[RECOVERY_BYTES];
    char text[RECOVERY_TEXT];
    counting(key);
    recovery_format(text, key);
    assert_string_equal(text, "AAAQEA-YEAUDA-OCAJBI-FQYDIO-B4IBCE-QT6VFQ");
    assert_int_equal(recovery_parse(back, text, strlen(text), NULL), 0);
    assert_memory_equal(back, key, sizeof key);
    for (int i = 0; i < 200; i++) {
        seal_random(key, sizeof key);
        recovery_format(text, key);
        assert_int_equal(strlen(text), 41);
        assert_int_equal(recovery_parse(back, text, strlen(text), NULL), 0);
        assert_memory_equal(back, key, sizeof key);
    }
}

static void test_recovery_as_people_type_it(void **state)
{
    (void)state;
    uint8_t key[RECOVERY_BYTES], back[RECOVERY_BYTES];
    counting(key);
    const char *same[] = {"aaaqea-yeauda-ocajbi-fqydio-b4ibce-qt6vfq",
                          "AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT6VFQ",
                          "AAAQ EAYE AUDA OCAJ BIFQ YDIO B4IB CEQT 6VFQ\n",
                          "AAAQEA-YEAUDA-0CAJ81-FQYD10-8418CE-QT6VFQ"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_int_equal(recovery_parse(back, same[i], strlen(same[i]), NULL), 0);
        assert_memory_equal(back, key, sizeof key);
    }
}

static void test_recovery_mistakes_are_told_apart(void **state)
{
    (void)state;
    uint8_t key[RECOVERY_BYTES], back[RECOVERY_BYTES];
    char text[RECOVERY_TEXT];
    struct error err = {0};
    counting(key);
    recovery_format(text, key);
    size_t len = strlen(text);
    /* Each single wrong letter is noticed. */
    unsigned noticed = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '-')
            continue;
        char was = text[i];
        text[i] = was == 'K' ? 'L' : 'K';
        if (recovery_parse(back, text, len, &err) == -STATUS_REFUSED) {
            assert_string_equal(err.message, "the recovery key's check does not fit");
            noticed++;
        }
        text[i] = was;
    }
    assert_int_equal(noticed, 36);
    text[8] = '9';
    assert_int_equal(recovery_parse(back, text, len, &err), -STATUS_DATA);
    assert_string_equal(err.message,
                        "character 8 of the recovery key is not one that recovery keys use");
    recovery_format(text, key);
    assert_int_equal(recovery_parse(back, text, len - 1, &err), -STATUS_DATA);
    assert_string_equal(err.message, "the recovery key has 35 letters and digits instead of 36");
    assert_int_equal(recovery_parse(back, "", 0, &err), -STATUS_DATA);
    char twice[2 * RECOVERY_TEXT];
    memcpy(twice, text, len);
    memcpy(twice + len, text, len);
    assert_int_equal(recovery_parse(back, twice, 2 * len, &err), -STATUS_DATA);
    assert_string_equal(err.message, "the recovery key has 72 letters and digits instead of 36");
}

static void test_recovery_purposes(void **state)
{
    (void)state;
    uint8_t key[RECOVERY_BYTES], a[32], b[32];
    counting(key);
    recovery_derive(a, key, "purpose");
    recovery_derive(b, key, "purposf");
    char hex[HASH_HEX];
    hash_hex(hex, a, 32);
    assert_string_equal(hex, "03dcb4a1c55b7a4c1a66b007a300d5eebe86462e2bf18da954afd1efd3a547b4");
    assert_memory_not_equal(a, b, 32);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_argon2id),
        cmocka_unit_test(test_costs_outside_the_limits_are_refused),
        cmocka_unit_test(test_tuned_cost_is_within_bounds),
        cmocka_unit_test(test_recovery_text),
        cmocka_unit_test(test_recovery_as_people_type_it),
        cmocka_unit_test(test_recovery_mistakes_are_told_apart),
        cmocka_unit_test(test_recovery_purposes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
