/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/encode: RFC 4648 vectors, strictness, every length.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"

static void test_rfc_4648_vectors(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *base64, *bare, *base32, *hex;
    } vectors[] = {
        {"", "", "", "", ""},
        {"f", "Zg==", "Zg", "my", "66"},
        {"fo", "Zm8=", "Zm8", "mzxq", "666f"},
        {"foo", "Zm9v", "Zm9v", "mzxw6", "666f6f"},
        {"foob", "Zm9vYg==", "Zm9vYg", "mzxw6yq", "666f6f62"},
        {"fooba", "Zm9vYmE=", "Zm9vYmE", "mzxw6ytb", "666f6f6261"},
        {"foobar", "Zm9vYmFy", "Zm9vYmFy", "mzxw6ytboi", "666f6f626172"},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        size_t n = strlen(vectors[i].plain);
        char text[32];
        uint8_t back[16];
        base64_encode(text, vectors[i].plain, n);
        assert_string_equal(text, vectors[i].base64);
        assert_int_equal(strlen(text), BASE64_LENGTH(n));
        assert_int_equal(base64_decode(back, sizeof back, text, strlen(text)), n);
        assert_memory_equal(back, vectors[i].plain, n);
        base64_bare_encode(text, vectors[i].plain, n);
        assert_string_equal(text, vectors[i].bare);
        assert_int_equal(strlen(text), BASE64_BARE_LENGTH(n));
        assert_int_equal(base64_bare_decode(back, sizeof back, text, strlen(text)), n);
        assert_memory_equal(back, vectors[i].plain, n);
        base32_encode(text, vectors[i].plain, n);
        assert_string_equal(text, vectors[i].base32);
        assert_int_equal(strlen(text), BASE32_LENGTH(n));
        assert_int_equal(base32_decode(back, sizeof back, text, strlen(text)), n);
        assert_memory_equal(back, vectors[i].plain, n);
        hex_encode(text, vectors[i].plain, n);
        assert_string_equal(text, vectors[i].hex);
        assert_int_equal(hex_decode(back, sizeof back, text, strlen(text)), n);
        assert_memory_equal(back, vectors[i].plain, n);
    }
}

static void test_only_the_canonical_text_decodes(void **state)
{
    (void)state;
    uint8_t out[16];
    static const char *const bad64[] = {"Zg",   "Zg=",          "Zh==",     "Zm9=",  "====",
                                        "=",    "Z===",         "Zg==Zg==", "Zm9v ", " Zm9v",
                                        "Zm-v", "Zm9v\n\n\n\n", "Zm9v===="};
    for (size_t i = 0; i < sizeof bad64 / sizeof *bad64; i++)
        assert_int_equal(base64_decode(out, sizeof out, bad64[i], strlen(bad64[i])), -1);
    assert_int_equal(base64_bare_decode(out, sizeof out, "Zg==", 4), -1);
    assert_int_equal(base64_bare_decode(out, sizeof out, "Zh", 2), -1);
    assert_int_equal(base64_bare_decode(out, sizeof out, "Z", 1), -1);
    assert_int_equal(base32_decode(out, sizeof out, "MY", 2), -1);
    assert_int_equal(base32_decode(out, sizeof out, "mz", 2), -1);
    assert_int_equal(base32_decode(out, sizeof out, "m", 1), -1);
    assert_int_equal(base32_decode(out, sizeof out, "mzxw6ytbo", 9), -1);
    assert_int_equal(hex_decode(out, sizeof out, "6", 1), -1);
    assert_int_equal(hex_decode(out, sizeof out, "6G", 2), -1);
    assert_int_equal(hex_decode(out, sizeof out, "AB", 2), -1);
    assert_int_equal(hex_decode(out, sizeof out, "a\0", 2), -1);
    assert_int_equal(hex_decode(out, 2, "aabbcc", 6), -1);
    assert_int_equal(base64_decode(out, 2, "Zm9v", 4), -1);
}

static void test_all_lengths_round_trip(void **state)
{
    (void)state;
    uint8_t in[100], back[100];
    char text[210];
    for (size_t i = 0; i < sizeof in; i++)
        in[i] = (uint8_t)(i * 151 + 17);
    for (size_t n = 0; n <= sizeof in; n++) {
        base64_encode(text, in, n);
        assert_int_equal(base64_decode(back, n, text, strlen(text)), n);
        assert_memory_equal(in, back, n);
        base32_encode(text, in, n);
        assert_int_equal(base32_decode(back, n, text, strlen(text)), n);
        assert_memory_equal(in, back, n);
        hex_encode(text, in, n);
        assert_int_equal(hex_decode(back, n, text, strlen(text)), n);
        assert_memory_equal(in, back, n);
    }
}

static void test_appending(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    buf_add(&b, "x:");
    buf_add_hex(&b, "\x00\xFF", 2);
    buf_push(&b, ' ');
    buf_add_base64(&b, "\xFB\xFF", 2);
    assert_string_equal(buf_text(&b), "x:00ff +/8=");
    assert_int_equal(b.len, 11);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rfc_4648_vectors),
        cmocka_unit_test(test_only_the_canonical_text_decodes),
        cmocka_unit_test(test_all_lengths_round_trip),
        cmocka_unit_test(test_appending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
