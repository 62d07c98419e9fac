/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/hash against published vectors (FIPS 180, RFC 4231, RFC 5869) and another implementation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

static void assert_hex(const uint8_t *bytes, const char *expected)
{
    char hex[HASH_HEX];
    hash_hex(hex, bytes, HASH_BYTES);
    assert_string_equal(hex, expected);
}

static void test_sha256(void **state)
{
    (void)state;
    uint8_t out[HASH_BYTES];
    hash_sha256(out, "abc", 3);
    assert_hex(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_sha256(out, NULL, 0);
    assert_hex(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_blake2b(void **state)
{
    (void)state;
    uint8_t out[HASH_BYTES];
    uint8_t key[32];
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (uint8_t)i;
    hash_blake2b(out, "abc", 3);
    assert_hex(out, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    hash_blake2b_keyed(out, key, "abc", 3);
    assert_hex(out, "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f");
}

static void test_hmac(void **state)
{
    (void)state;
    uint8_t out[HASH_BYTES];
    hash_hmac_sha256(out, "Jefe", 4, "what do ya want for nothing?", 28);
    assert_hex(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    char key[131];
    memset(key, 0xaa, sizeof key);
    hash_hmac_sha256(out, key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First",
                     54);
    assert_hex(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void test_hkdf(void **state)
{
    (void)state;
    uint8_t out[HASH_BYTES];
    uint8_t ikm[22];
    uint8_t salt[13];
    memset(ikm, 0x0b, sizeof ikm);
    for (size_t i = 0; i < sizeof salt; i++)
        salt[i] = (uint8_t)i;
    /* RFC 5869, A.1 and A.3: the first 32 bytes of their output. */
    hash_hkdf_sha256(out, ikm, sizeof ikm, salt, sizeof salt,
                     "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9");
    assert_hex(out, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    hash_hkdf_sha256(out, ikm, sizeof ikm, NULL, 0, "");
    assert_hex(out, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256),
        cmocka_unit_test(test_blake2b),
        cmocka_unit_test(test_hmac),
        cmocka_unit_test(test_hkdf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
