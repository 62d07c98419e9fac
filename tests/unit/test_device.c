/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/device: keys from seeds, ids, fingerprints.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

/* RFC 8032, 7.1 test 1, and RFC 7748, 6.1 (Alice). */
static const uint8_t seed[DEVICE_SEED_BYTES] = {
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1, 0x72, 0x51, 0xb2, 0x66, 0x45,
    0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a};

static void test_keys_follow_from_the_seed(void **state)
{
    (void)state;
    struct device_keys keys = {0};
    assert_int_equal(device_keys_from_seed(&keys, seed, NULL), 0);
    char hex[HASH_HEX];
    hash_hex(hex, keys.public.ed25519, 32);
    assert_string_equal(hex, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    hash_hex(hex, keys.public.x25519, 32);
    assert_string_equal(hex, "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assert_memory_equal(keys.secret + 64, seed + 32, 32);
    uint8_t again[DEVICE_SEED_BYTES];
    device_keys_seed(again, &keys);
    assert_memory_equal(again, seed, sizeof seed);
    device_keys_clear(&keys);
    assert_null(keys.secret);
    device_keys_clear(&keys);
}

static void test_the_device_on_paper(void **state)
{
    (void)state;
    uint8_t recovery[RECOVERY_BYTES];
    for (size_t i = 0; i < RECOVERY_BYTES; i++)
        recovery[i] = (uint8_t)i;
    struct device_keys keys = {0};
    assert_int_equal(device_keys_from_recovery(&keys, recovery, NULL), 0);
    uint8_t kept[DEVICE_SEED_BYTES];
    char hex[HASH_HEX];
    device_keys_seed(kept, &keys);
    hash_hex(hex, kept, 32);
    assert_string_equal(hex, "cabadc7aa3f1e04f6b57e5967937cc15b844da08e4e1aa532538d449a333fd04");
    hash_hex(hex, kept + 32, 32);
    assert_string_equal(hex, "e7fef8cb0ee23afa80997dddf8f78f48dd9e6361d53cb8b1b2601eb2c44aee2f");
    device_keys_clear(&keys);
}

static void test_generated_keys_differ(void **state)
{
    (void)state;
    struct device_keys a = {0}, b = {0};
    assert_int_equal(device_keys_generate(&a, NULL), 0);
    assert_int_equal(device_keys_generate(&b, NULL), 0);
    assert_memory_not_equal(a.public.ed25519, b.public.ed25519, 32);
    assert_memory_not_equal(a.public.x25519, b.public.x25519, 32);
    device_keys_clear(&a);
    device_keys_clear(&b);
}

static void test_id_and_fingerprint(void **state)
{
    (void)state;
    struct device_public public;
    for (size_t i = 0; i < 32; i++) {
        public.ed25519[i] = (uint8_t)i;
        public.x25519[i] = (uint8_t)(32 + i);
    }
    char id[DEVICE_ID_TEXT];
    device_id(id, &public);
    assert_string_equal(id, "7xvltlhtoebwfpjgldg4tiu6");
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    device_fingerprint(fingerprint, id);
    assert_string_equal(fingerprint, "7xvl-tlht-oebw-fpjg-ldg4-tiu6");
    assert_int_equal(device_id_valid(id), 1);
    assert_int_equal(device_id_valid("abcdefghijklmnopqrstuvw"), 0);
    assert_int_equal(device_id_valid("abcdefghijklmnopqrstuvwxy"), 0);
    assert_int_equal(device_id_valid("abcdefghijklmnopqrstuvwX"), 0);
    assert_int_equal(device_id_valid("abcdefghijklmnopqrstuv01"), 0);
    assert_int_equal(device_id_valid("abcdefghijklmnopqrstuv27"), 1);
    assert_int_equal(device_id_valid(""), 0);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_follow_from_the_seed),
        cmocka_unit_test(test_the_device_on_paper),
        cmocka_unit_test(test_generated_keys_differ),
        cmocka_unit_test(test_id_and_fingerprint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
