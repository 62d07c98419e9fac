/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/squeeze: sizes, the real zstd as reader and writer, hostile input.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/seal/squeeze.h"
#include "run_program.h"

static void fill(struct buf *plain, size_t n, bool random)
{
    buf_clear(plain);
    buf_reserve(plain, n);
    if (random) {
        seal_random(plain->data, n);
        plain->len = n;
        plain->data[n] = '\0';
    } else {
        while (plain->len < n)
            buf_printf(plain, "{\"v\":1,\"record\":\"%zu\"}\n", plain->len);
        buf_truncate(plain, n);
    }
    assert_int_equal(buf_ok(plain, NULL), 0);
}

static const size_t sizes[] = {0, 1, 100, 990, 1000, 1016, 1024, 5000, 65536, 300000, 1048577};

static void test_padded_sizes(void **state)
{
    (void)state;
    /* The paper's examples and the ends of steps. */
    assert_int_equal(squeeze_padded_size(0), 1024);
    assert_int_equal(squeeze_padded_size(1024), 1024);
    assert_int_equal(squeeze_padded_size(1025), 1088);
    assert_int_equal(squeeze_padded_size(1088), 1088);
    assert_int_equal(squeeze_padded_size(1089), 1152);
    assert_int_equal(squeeze_padded_size(65536), 65536);
    assert_int_equal(squeeze_padded_size(65537), 67584);
    assert_int_equal(squeeze_padded_size(1000000), 1015808);
    assert_int_equal(squeeze_padded_size(SIZE_MAX), SIZE_MAX);
    for (size_t n = 1; n < 3000000; n += n / 13 + 1) {
        size_t padded = squeeze_padded_size(n);
        assert_true(padded >= n && squeeze_padded_size(padded) == padded);
        assert_true(n <= 1024 || padded - n <= n / 8);
    }
}

static void test_round_trip(void **state)
{
    (void)state;
    struct buf plain = BUF_ZERO, packed = BUF_ZERO, back = BUF_ZERO;
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof sizes[0]; i++) {
        fill(&plain, sizes[i / 2], i % 2);
        buf_clear(&packed);
        buf_add(&packed, "kept");
        assert_int_equal(squeeze_pack(&packed, plain.data, plain.len, NULL), 0);
        assert_memory_equal(packed.data, "kept", 4);
        size_t len = packed.len - 4;
        assert_int_equal(squeeze_padded_size(len), len);
        buf_clear(&back);
        buf_add(&back, "also kept");
        assert_int_equal(squeeze_unpack(&back, packed.data + 4, len, plain.len, NULL), 0);
        assert_int_equal(back.len, plain.len + 9);
        assert_memory_equal(back.data, "also kept", 9);
        assert_memory_equal(back.data + 9, plain.data, plain.len);
        /* One byte less than needed is too little, and leaves the buffer as it was. */
        if (plain.len > 0) {
            assert_int_equal(squeeze_unpack(&back, packed.data + 4, len, plain.len - 1, NULL),
                             -STATUS_DATA);
            assert_int_equal(back.len, plain.len + 9);
        }
    }
    buf_free(&plain);
    buf_free(&packed);
    buf_free(&back);
}

static void test_zstd_reads_it(void **state)
{
    (void)state;
    if (!program_exists("zstd")) {
        print_message("skipped: no zstd here\n");
        skip();
    }
    struct buf plain = BUF_ZERO, packed = BUF_ZERO, back = BUF_ZERO;
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof sizes[0]; i++) {
        fill(&plain, sizes[i / 2], i % 2);
        buf_clear(&packed);
        assert_int_equal(squeeze_pack(&packed, plain.data, plain.len, NULL), 0);
        const char *const argv[] = {"zstd", "-q", "-d", "-c", NULL};
        assert_int_equal(run_program(argv, packed.data, packed.len, &back, false), 0);
        assert_int_equal(back.len, plain.len);
        assert_memory_equal(buf_text(&back), buf_text(&plain), plain.len);
    }
    buf_free(&plain);
    buf_free(&packed);
    buf_free(&back);
}

static void pad(struct buf *b)
{
    static const char frame[] = "\x50\x2a\x4d\x18\x03\x00\x00\x00\x00\x00\x00";
    buf_append(b, frame, sizeof frame - 1);
}

/* A frame that zstd made from a pipe does not state its length. */
static void test_frames_of_unstated_length(void **state)
{
    (void)state;
    if (!program_exists("zstd")) {
        print_message("skipped: no zstd here\n");
        skip();
    }
    struct buf plain = BUF_ZERO, packed = BUF_ZERO, back = BUF_ZERO;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        fill(&plain, sizes[i], false);
        const char *const argv[] = {"sh", "-c", "cat | zstd -q -c --no-check", NULL};
        assert_int_equal(run_program(argv, plain.data, plain.len, &packed, false), 0);
        pad(&packed);
        buf_clear(&back);
        assert_int_equal(squeeze_unpack(&back, packed.data, packed.len, sizes[i], NULL), 0);
        assert_int_equal(back.len, plain.len);
        assert_memory_equal(buf_text(&back), buf_text(&plain), plain.len);
        if (sizes[i] > 0) {
            buf_clear(&back);
            assert_int_equal(squeeze_unpack(&back, packed.data, packed.len, sizes[i] - 1, NULL),
                             -STATUS_DATA);
            assert_int_equal(back.len, 0);
        }
    }
    buf_free(&plain);
    buf_free(&packed);
    buf_free(&back);
}

static int unpack_status(const struct buf *b)
{
    struct buf out = BUF_ZERO;
    struct error err = {0};
    int status = squeeze_unpack(&out, b->data, b->len, 1 << 20, &err);
    if (status) {
        assert_int_equal(out.len, 0);
        assert_true(err.message[0]);
    }
    buf_free(&out);
    return status;
}

static void test_hostile_input(void **state)
{
    (void)state;
    struct buf plain = BUF_ZERO, packed = BUF_ZERO, b = BUF_ZERO;
    fill(&plain, 3000, false);
    assert_int_equal(squeeze_pack(&packed, plain.data, plain.len, NULL), 0);
    assert_int_equal(unpack_status(&packed), 0);
    for (size_t n = 0; n < packed.len; n++) {
        b.len = 0;
        buf_append(&b, packed.data, n);
        assert_int_equal(unpack_status(&b), -STATUS_DATA);
    }
    buf_clear(&b); /* something after the padding */
    buf_append(&b, packed.data, packed.len);
    buf_push(&b, '\0');
    assert_int_equal(unpack_status(&b), -STATUS_DATA);
    buf_clear(&b); /* a second data frame */
    buf_append(&b, packed.data, packed.len);
    buf_append(&b, packed.data, packed.len);
    assert_int_equal(unpack_status(&b), -STATUS_DATA);
    buf_clear(&b); /* two paddings */
    buf_append(&b, packed.data, packed.len);
    pad(&b);
    assert_int_equal(unpack_status(&b), -STATUS_DATA);
    buf_clear(&b); /* padding first */
    pad(&b);
    buf_append(&b, packed.data, packed.len);
    assert_int_equal(unpack_status(&b), -STATUS_DATA);
    packed.data[packed.len - 1] = 'x'; /* something hidden in the padding */
    assert_int_equal(unpack_status(&packed), -STATUS_DATA);
    buf_clear(&b); /* an empty frame that claims 2^60 bytes */
    buf_append(&b, "\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x00\x00\x10\x01\x00\x00", 16);
    pad(&b);
    assert_int_equal(unpack_status(&b), -STATUS_DATA);
    buf_free(&plain);
    buf_free(&packed);
    buf_free(&b);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_padded_sizes),  cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_zstd_reads_it), cmocka_unit_test(test_frames_of_unstated_length),
        cmocka_unit_test(test_hostile_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
